//! Options that the server is started with.

use crate::auth::SigningKey;
use crate::config::Config;
use crate::state::StoreLocation;
use crate::whmcs::Credentials;
use reqwest::Url;
use std::net::SocketAddr;
use std::path::PathBuf;

/// Validated options from the command line, the environment and the configuration.
#[derive(Clone, Debug)]
pub struct ServerOptions {
    /// Configuration.
    pub config: Config,
    /// System that opens the tickets.
    pub backend: Backend,
    /// Location of the state store.
    pub state: StoreLocation,
    /// Key that signs the tokens. Without one, no client can be signed in.
    pub signing_key: Option<SigningKey>,
    /// Address to listen on. Port 0 selects a free port.
    pub listen: SocketAddr,
    /// Address of the metrics listener. `None` disables it.
    pub metrics_listen: Option<SocketAddr>,
    /// Folder with the form's files.
    pub dist: PathBuf,
}

/// System that opens the tickets.
#[derive(Clone, Debug)]
pub enum Backend {
    /// WHMCS.
    Whmcs {
        /// URL of api.php.
        url: Url,
        /// API credentials.
        credentials: Credentials,
    },
    /// The sandbox, started with the relay.
    Sandbox {
        /// SQLite database with the tickets, created if it does not exist.
        database: PathBuf,
        /// Credentials that the relay sends. The sandbox accepts `sandbox` as identifier and
        /// secret.
        credentials: Credentials,
    },
}
