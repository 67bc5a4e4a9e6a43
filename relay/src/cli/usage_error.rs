//! Errors in the arguments, the environment and the configuration.

use super::secret_sources::SecretError;
use crate::auth::MIN_KEY_BYTES;
use crate::config::ConfigError;
use crate::state::{InvalidStoreLocation, StateError};
use std::net::SocketAddr;
use std::path::PathBuf;

/// Default name of the configuration file.
pub const CONFIG_FILE: &str = "open-ticket.toml";

/// Error in the arguments, the environment or the configuration.
#[derive(Debug, thiserror::Error)]
pub enum UsageError {
    /// There is no configuration file.
    #[error(
        "found no {CONFIG_FILE} in the working directory or next to the binary; pass another file with --config"
    )]
    NoConfigFile,
    /// The configuration is not valid.
    #[error("{}: {reason}", file.display())]
    Config {
        /// Path of the file.
        file: PathBuf,
        /// Error in the configuration.
        reason: ConfigError,
    },
    /// `--listen`, `--host` with `--port`, or `--metrics-listen` is not an address.
    #[error("{option}: cannot listen on {address}: not an address such as 127.0.0.1:8080")]
    ListenAddress {
        /// Option or variable with the address.
        option: &'static str,
        /// The address as given.
        address: String,
    },
    /// `--port`, or the environment variable `PORT`, is not a port.
    #[error("--port (environment variable PORT): {0:?} is not a port from 0 to 65535")]
    Port(String),
    /// `--state` is not a file or `redis://` URL.
    #[error("{0}")]
    State(InvalidStoreLocation),
    /// The file of `--state` cannot be used.
    #[error("--state: {0}")]
    StateFile(StateError),
    /// `--state` and `--database` are the same file.
    #[error(
        "--state and --database are the same file, {}: the state of the relay and the tickets of the sandbox need separate files",
        .0.display()
    )]
    StateIsDatabase(PathBuf),
    /// The sandbox would be accessible from other machines.
    #[error(
        "--sandbox allows only loopback addresses such as 127.0.0.1, not {0}: the sandbox must not receive real tickets"
    )]
    SandboxNotOnLoopback(SocketAddr),
    /// `--whmcs` is not the URL of an api.php.
    #[error("--whmcs: {0}")]
    WhmcsUrl(&'static str),
    /// `--check` requires `--whmcs`.
    #[error("--check requires --whmcs: it requests the departments from WHMCS")]
    WhmcsRequired,
    /// A credential is missing.
    #[error(
        "the environment variable {0} is not set; --whmcs requires it (or {0}_FILE, the path of a file with the value)"
    )]
    MissingCredential(&'static str),
    /// A secret cannot be used.
    #[error("{0}")]
    Secret(#[from] SecretError),
    /// The signing key is too short.
    #[error(
        "OPEN_TICKET_SIGNING_KEY must have at least {MIN_KEY_BYTES} bytes; generate one with `openssl rand -hex 32`"
    )]
    SigningKeyTooShort,
    /// All departments are for clients only, and clients cannot sign in.
    #[error(
        "departments: all of them have clients_only = true, but OPEN_TICKET_SIGNING_KEY is not set, so that nobody could choose one: set the key, or open a department to guests"
    )]
    NoDepartmentForGuests,
}
