//! Limits of the connections of a listener: their number, and the size of a request's head.

use crate::access::TrustedProxies;
use tokio::sync::watch;

/// Maximum size of the request line and headers, and of the read buffer of a connection, in bytes: a
/// token of the maximum length and 16 KiB of other headers. hyper's default is 400 KiB.
pub const MAX_HEAD_BYTES: usize = 80 << 10;

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
