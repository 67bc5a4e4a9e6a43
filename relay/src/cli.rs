//! The command line and the environment variables.

use crate::auth::{MIN_KEY_BYTES, SigningKey};
use crate::config::{Config, ConfigError};
use crate::secret::Secret;
use crate::server::{Backend, ServerOptions};
use crate::state::{InvalidStoreLocation, StoreLocation};
use crate::whmcs::Credentials;
use clap::{Parser, ValueEnum};
use reqwest::Url;
use std::net::{IpAddr, SocketAddr, ToSocketAddrs};
use std::path::{Path, PathBuf};

/// Default name of the configuration file.
const CONFIG_FILE: &str = "open-ticket.toml";

/// Relay between the open-ticket form and WHMCS: opens tickets with OpenTicket, and serves the form
///
/// Secrets are read from environment variables: OPEN_TICKET_IDENTIFIER and OPEN_TICKET_SECRET for
/// the API credential, OPEN_TICKET_ACCESS_KEY for an optional API access key, and
/// OPEN_TICKET_SIGNING_KEY for the key that signs the tokens of signed-in clients.
#[derive(Debug, Parser)]
#[command(name = "open-ticket-relay", version)]
pub struct Arguments {
    /// HTTPS URL of WHMCS's includes/api.php
    #[arg(
        long,
        value_name = "URL",
        conflicts_with = "sandbox",
        required_unless_present_any = ["sandbox", "check_config"]
    )]
    whmcs: Option<String>,
    /// Open tickets in the built-in sandbox instead of WHMCS; allows only loopback addresses
    #[arg(long)]
    sandbox: bool,
    /// Configuration file [default: open-ticket.toml in the working directory or next to the binary]
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// SQLite database of the sandbox, created if it does not exist
    #[arg(long, value_name = "FILE", default_value = "open-ticket.db")]
    database: PathBuf,
    /// State store for idempotency keys and rate limits: a SQLite file or, for several relays, a
    /// redis:// URL. Pass a URL with a password in the environment variable: process lists show
    /// arguments
    #[arg(
        long,
        value_name = "FILE|URL",
        env = "OPEN_TICKET_STATE",
        hide_env_values = true,
        default_value = "open-ticket-state.db"
    )]
    state: String,
    /// Address to listen on; overrides --host and --port
    #[arg(long, value_name = "HOST:PORT")]
    listen: Option<String>,
    /// Host to listen on
    #[arg(long, env = "HOST", default_value = "127.0.0.1")]
    host: String,
    /// Port to listen on; 0 selects a free port
    #[arg(long, env = "PORT", default_value_t = 8080)]
    port: u16,
    /// Folder with the form's files, as created by `make dist`
    #[arg(long, value_name = "FOLDER", default_value = "dist")]
    dist: PathBuf,
    /// Address of the Prometheus metrics endpoint, /metrics [default: disabled]
    #[arg(long, value_name = "HOST:PORT")]
    metrics_listen: Option<String>,
    /// Log format
    #[arg(long, value_enum, default_value_t = LogFormat::Text)]
    pub log_format: LogFormat,
    /// Validate the configuration and exit
    #[arg(long)]
    pub check_config: bool,
}

/// Log format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    /// Human-readable lines
    Text,
    /// One JSON object per line
    Json,
}

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
    #[error("cannot listen on {0}: not an address such as 127.0.0.1:8080")]
    ListenAddress(String),
    /// `--state` is not a file or `redis://` URL.
    #[error("{0}")]
    State(InvalidStoreLocation),
    /// The sandbox would be accessible from other machines.
    #[error(
        "--sandbox allows only loopback addresses such as 127.0.0.1, not {0}: the sandbox must not receive real tickets"
    )]
    SandboxNotOnLoopback(SocketAddr),
    /// `--whmcs` is not the URL of an api.php.
    #[error("--whmcs: {0}")]
    WhmcsUrl(&'static str),
    /// A credential is missing.
    #[error("the environment variable {0} is not set; --whmcs requires it")]
    MissingCredential(&'static str),
    /// The signing key is too short.
    #[error(
        "OPEN_TICKET_SIGNING_KEY must have at least {MIN_KEY_BYTES} bytes; generate one with `openssl rand -hex 32`"
    )]
    SigningKeyTooShort,
}

impl Arguments {
    /// Reads the configuration file.
    ///
    /// # Errors
    /// [`UsageError::NoConfigFile`] or [`UsageError::Config`].
    pub fn read_config(&self) -> Result<Config, UsageError> {
        let file = match &self.config {
            Some(file) => file.clone(),
            None => find_config_file().ok_or(UsageError::NoConfigFile)?,
        };
        Config::read(&file).map_err(|reason| UsageError::Config { file, reason })
    }

    /// Combines the arguments, the configuration and the environment. `environment` returns the
    /// value of a variable.
    ///
    /// # Errors
    /// [`UsageError`].
    pub fn server_options(
        &self,
        environment: impl Fn(&str) -> Option<String> + Copy,
    ) -> Result<ServerOptions, UsageError> {
        let config = self.read_config()?;
        let listen = self.listen_address()?;
        let backend = match &self.whmcs {
            Some(url) => Backend::Whmcs {
                url: parse_whmcs_url(url)?,
                credentials: credentials(environment, None)?,
            },
            None if listen.ip().is_loopback() => Backend::Sandbox {
                database: self.database.clone(),
                credentials: credentials(environment, Some(open_ticket_sandbox::CREDENTIAL))?,
            },
            None => return Err(UsageError::SandboxNotOnLoopback(listen)),
        };
        let metrics_listen = self.metrics_listen.as_deref().map(resolve).transpose()?;
        Ok(ServerOptions {
            config,
            backend,
            state: StoreLocation::parse(&self.state).map_err(UsageError::State)?,
            signing_key: signing_key(environment)?,
            metrics_listen,
            listen,
            dist: self.dist.clone(),
        })
    }

    fn listen_address(&self) -> Result<SocketAddr, UsageError> {
        match &self.listen {
            Some(text) => resolve(text),
            None if self.host.contains(':') => resolve(&format!(
                "[{}]:{}",
                self.host.trim_matches(['[', ']']),
                self.port
            )),
            None => resolve(&format!("{}:{}", self.host, self.port)),
        }
    }
}

fn resolve(text: &str) -> Result<SocketAddr, UsageError> {
    let addresses = text.to_socket_addrs().ok();
    addresses
        .and_then(|mut addresses| addresses.next())
        .ok_or_else(|| UsageError::ListenAddress(text.to_owned()))
}

fn signing_key(
    environment: impl Fn(&str) -> Option<String>,
) -> Result<Option<SigningKey>, UsageError> {
    let key = environment("OPEN_TICKET_SIGNING_KEY").and_then(|value| Secret::new(&value));
    key.map(|key| SigningKey::new(&key).ok_or(UsageError::SigningKeyTooShort))
        .transpose()
}

fn find_config_file() -> Option<PathBuf> {
    let next_to_binary = std::env::current_exe()
        .ok()?
        .parent()
        .map(|folder| folder.join(CONFIG_FILE));
    [Some(Path::new(CONFIG_FILE).to_owned()), next_to_binary]
        .into_iter()
        .flatten()
        .find(|file| file.is_file())
}

/// Parses an HTTPS URL without user, password, query or fragment. Plain HTTP would transmit an
/// administrator's credentials unencrypted, so it is allowed on loopback only.
fn parse_whmcs_url(text: &str) -> Result<Url, UsageError> {
    let url = Url::parse(text).map_err(|_| UsageError::WhmcsUrl(NOT_A_URL))?;
    let is_loopback = url.host_str().is_some_and(|host| {
        let host = host.trim_matches(['[', ']']);
        host == "localhost" || host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
    });
    if url.scheme() != "https" && !(url.scheme() == "http" && is_loopback) {
        return Err(UsageError::WhmcsUrl("the URL must begin with https://"));
    }
    let has_extra_parts = !url.username().is_empty()
        || url.password().is_some()
        || url.query().is_some()
        || url.fragment().is_some();
    if has_extra_parts {
        Err(UsageError::WhmcsUrl(EXTRA_PARTS))
    } else {
        Ok(url)
    }
}

const NOT_A_URL: &str = "not a URL such as https://example.com/includes/api.php";
const EXTRA_PARTS: &str = "the URL must not contain a user, password, query or fragment; \
                           credentials are read from environment variables";

fn credentials(
    environment: impl Fn(&str) -> Option<String>,
    default: Option<&str>,
) -> Result<Credentials, UsageError> {
    let optional = |name| environment(name).and_then(|value| Secret::new(&value));
    let required = |name| {
        optional(name)
            .or_else(|| Secret::new(default?))
            .ok_or(UsageError::MissingCredential(name))
    };
    Ok(Credentials {
        identifier: required("OPEN_TICKET_IDENTIFIER")?,
        secret: required("OPEN_TICKET_SECRET")?,
        access_key: optional("OPEN_TICKET_ACCESS_KEY"),
    })
}
