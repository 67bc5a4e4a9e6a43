//! API credentials of WHMCS.

use crate::secret::Secret;

/// API credentials (WHMCS, "API authentication"). `Debug` shows none of them.
#[derive(Clone, Debug)]
pub struct Credentials {
    /// Identifier of the credential.
    pub identifier: Secret,
    /// Secret of the credential.
    pub secret: Secret,
    /// Access key, which replaces the IP access list.
    pub access_key: Option<Secret>,
}
