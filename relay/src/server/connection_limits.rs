//! Limits of the connections of a listener.

use crate::access::TrustedProxies;
use tokio::sync::watch;

/// Limits of the connections of a listener.
#[derive(Clone, Debug)]
pub struct ConnectionLimits {
    /// Maximum number of connections.
    pub total: usize,
    /// Maximum number of connections of one address.
    pub per_address: usize,
    /// Addresses without a limit per address. Their connections are replaced last. A reload may change
    /// them.
    pub proxies: watch::Receiver<TrustedProxies>,
}
