//! All that a relay is started with.

use crate::config::Config;
use crate::identity::SigningKey;
use crate::secret::Secret;
use crate::state::Place;
use reqwest::Url;
use std::net::SocketAddr;
use std::path::PathBuf;

/// All that a relay is started with.
#[derive(Clone, Debug)]
pub struct Settings {
    /// What the configuration says.
    pub config: Config,
    /// Where tickets are opened.
    pub backend: Backend,
    /// Where idempotency and rates are kept.
    pub state: Place,
    /// What the site signs its clients' tokens with; none where nobody can be signed in.
    pub signing_key: Option<SigningKey>,
    /// Where to listen; port 0 takes a free one.
    pub listen: SocketAddr,
    /// Where the numbers for Prometheus are, if anywhere.
    pub metrics: Option<SocketAddr>,
    /// The folder with the form's files.
    pub dist: PathBuf,
}

/// Where tickets are opened.
#[derive(Clone, Debug)]
pub enum Backend {
    /// At a real api.php.
    Whmcs {
        /// Its address.
        url: Url,
        /// What it lets in.
        credentials: Credentials,
    },
    /// At the relay's own api.php, which keeps them in this file.
    Sandbox {
        /// A SQLite database, made if it is not there.
        database: PathBuf,
        /// What the relay shows it; it lets in `sandbox` with the secret `sandbox`.
        credentials: Credentials,
    },
}

/// What an api.php lets in (WHMCS, "API authentication"). `Debug` shows none of it.
#[derive(Clone, Debug)]
pub struct Credentials {
    /// The credential's name.
    pub identifier: Secret,
    /// Its secret.
    pub secret: Secret,
    /// What lets in from an address that is on no list.
    pub access_key: Option<Secret>,
}
