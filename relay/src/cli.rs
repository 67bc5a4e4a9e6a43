//! The command line and the environment.

use crate::config::{Config, ConfigError};
use crate::identity::{MIN_KEY, SigningKey};
use crate::sandbox::SANDBOX_CREDENTIAL;
use crate::secret::Secret;
use crate::settings::{Backend, Credentials, Settings};
use crate::state::{InvalidPlace, Place};
use clap::{Parser, ValueEnum};
use reqwest::Url;
use std::net::{SocketAddr, ToSocketAddrs};
use std::path::{Path, PathBuf};

/// The configuration's usual name.
const CONFIG_FILE: &str = "open-ticket.toml";

/// Holds the WHMCS credentials of an open-ticket form: takes tickets from the form, opens them
/// with OpenTicket, and serves the form itself.
///
/// Secrets come from the environment only: OPEN_TICKET_IDENTIFIER, OPEN_TICKET_SECRET, where the
/// api.php wants one OPEN_TICKET_ACCESS_KEY, and OPEN_TICKET_SIGNING_KEY, with which the site signs
/// the tokens of its signed-in clients.
#[derive(Debug, Parser)]
#[command(name = "open-ticket-relay", version)]
pub struct Arguments {
    /// The address of a WHMCS installation's includes/api.php, with https
    #[arg(
        long,
        value_name = "URL",
        conflicts_with = "sandbox",
        required_unless_present_any = ["sandbox", "check_config"]
    )]
    whmcs: Option<String>,
    /// An api.php of the relay's own in WHMCS's place, for trying things out; it listens on
    /// loopback addresses only
    #[arg(long)]
    sandbox: bool,
    /// The configuration [default: open-ticket.toml in the working directory or beside the binary]
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// The sandbox's database
    #[arg(long, value_name = "FILE", default_value = "open-ticket.db")]
    database: PathBuf,
    /// Where it is kept which tickets were opened and how many: a file, or redis://HOST:PORT/DB for
    /// several relays; with a password by the environment only, which no list of processes shows
    #[arg(
        long,
        value_name = "FILE|URL",
        env = "OPEN_TICKET_STATE",
        hide_env_values = true,
        default_value = "open-ticket-state.db"
    )]
    state: String,
    /// The address to listen on, in place of --host and --port
    #[arg(long, value_name = "HOST:PORT")]
    listen: Option<String>,
    /// The host to listen on
    #[arg(long, env = "HOST", default_value = "127.0.0.1")]
    host: String,
    /// The port to listen on; 0 takes a free one
    #[arg(long, env = "PORT", default_value_t = 8080)]
    port: u16,
    /// The form's files
    #[arg(long, value_name = "FOLDER", default_value = "dist")]
    dist: PathBuf,
    /// Where Prometheus finds the relay's numbers, at /metrics; on no address unless it is said
    #[arg(long, value_name = "HOST:PORT")]
    metrics: Option<String>,
    /// How the log is written
    #[arg(long, value_enum, default_value_t = Log::Text)]
    pub log: Log,
    /// Reads the configuration, says whether it can be used, and ends
    #[arg(long)]
    pub check_config: bool,
}

/// How the log is written: a line each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Log {
    /// For people.
    Text,
    /// For programs.
    Json,
}

/// The relay cannot be started as it was told to.
#[derive(Debug, thiserror::Error)]
pub enum UsageError {
    /// No configuration is to be found.
    #[error(
        "there is no {CONFIG_FILE} in the working directory or beside the binary; --config names another one"
    )]
    NoConfig,
    /// The configuration cannot be used.
    #[error("{}: {reason}", file.display())]
    Config {
        /// Which file.
        file: PathBuf,
        /// Why.
        reason: ConfigError,
    },
    /// `--listen`, or `--host` and `--port`, name no address.
    #[error("{0} is no address to listen on; 127.0.0.1:8080 would be one")]
    Listen(String),
    /// `--state` names no place.
    #[error("--state: {0}")]
    State(InvalidPlace),
    /// The sandbox was to listen beyond loopback.
    #[error(
        "--sandbox listens on loopback addresses such as 127.0.0.1 only, not on {0}: real tickets must not end in a toy"
    )]
    Exposed(SocketAddr),
    /// `--whmcs` names no api.php.
    #[error("--whmcs: {0}")]
    Whmcs(&'static str),
    /// A credential is missing.
    #[error("the environment variable {0} is not set; --whmcs needs it")]
    Credential(&'static str),
    /// The key for tokens is too short.
    #[error(
        "OPEN_TICKET_SIGNING_KEY must have {MIN_KEY} bytes or more; `openssl rand -hex 32` makes one"
    )]
    SigningKey,
}

impl Arguments {
    /// Reads the configuration.
    ///
    /// # Errors
    /// [`UsageError::NoConfig`] or [`UsageError::Config`].
    pub fn read_config(&self) -> Result<Config, UsageError> {
        let file = match &self.config {
            Some(file) => file.clone(),
            None => usual_config().ok_or(UsageError::NoConfig)?,
        };
        Config::read(&file).map_err(|reason| UsageError::Config { file, reason })
    }

    /// All that the relay needs to start. `environment` gives the value of a variable.
    ///
    /// # Errors
    /// [`UsageError`].
    pub fn settings(
        &self,
        environment: impl Fn(&str) -> Option<String> + Copy,
    ) -> Result<Settings, UsageError> {
        let config = self.read_config()?;
        let listen = self.address()?;
        let backend = match &self.whmcs {
            Some(url) => Backend::Whmcs {
                url: whmcs_url(url)?,
                credentials: credentials(environment, None)?,
            },
            None if listen.ip().is_loopback() => Backend::Sandbox {
                database: self.database.clone(),
                credentials: credentials(environment, Some(SANDBOX_CREDENTIAL))?,
            },
            None => return Err(UsageError::Exposed(listen)),
        };
        let metrics = self.metrics.as_deref().map(resolve).transpose()?;
        Ok(Settings {
            config,
            backend,
            state: Place::parse(&self.state).map_err(UsageError::State)?,
            signing_key: signing_key(environment)?,
            metrics,
            listen,
            dist: self.dist.clone(),
        })
    }

    fn address(&self) -> Result<SocketAddr, UsageError> {
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
    let found = text.to_socket_addrs().ok();
    found
        .and_then(|mut all| all.next())
        .ok_or_else(|| UsageError::Listen(text.to_owned()))
}

fn signing_key(
    environment: impl Fn(&str) -> Option<String>,
) -> Result<Option<SigningKey>, UsageError> {
    let key = environment("OPEN_TICKET_SIGNING_KEY").and_then(|value| Secret::new(&value));
    key.map(|key| SigningKey::new(&key).ok_or(UsageError::SigningKey))
        .transpose()
}

fn usual_config() -> Option<PathBuf> {
    let beside = std::env::current_exe()
        .ok()?
        .parent()
        .map(|folder| folder.join(CONFIG_FILE));
    [Some(Path::new(CONFIG_FILE).to_owned()), beside]
        .into_iter()
        .flatten()
        .find(|f| f.is_file())
}

/// One https address without anything that does not belong there. Plain http would show an
/// administrator's credentials to the network; only loopback has none.
fn whmcs_url(text: &str) -> Result<Url, UsageError> {
    let url = Url::parse(text).map_err(|_| UsageError::Whmcs(NO_URL))?;
    let is_loopback = url.host_str().is_some_and(|host| {
        let host = host.trim_matches(['[', ']']);
        host == "localhost"
            || host
                .parse::<std::net::IpAddr>()
                .is_ok_and(|ip| ip.is_loopback())
    });
    if url.scheme() != "https" && !(url.scheme() == "http" && is_loopback) {
        return Err(UsageError::Whmcs("the address must begin with https://"));
    }
    let is_bare = url.username().is_empty()
        && url.password().is_none()
        && url.query().is_none()
        && url.fragment().is_none();
    if is_bare {
        Ok(url)
    } else {
        Err(UsageError::Whmcs(NOT_BARE))
    }
}

const NO_URL: &str = "this is no address; https://example.com/includes/api.php would be one";
const NOT_BARE: &str = "the address must hold no user, password, query or fragment; \
                        credentials come from the environment";

fn credentials(
    environment: impl Fn(&str) -> Option<String>,
    usual: Option<&str>,
) -> Result<Credentials, UsageError> {
    let optional = |name| environment(name).and_then(|value| Secret::new(&value));
    let needed = |name| {
        optional(name)
            .or_else(|| Secret::new(usual?))
            .ok_or(UsageError::Credential(name))
    };
    Ok(Credentials {
        identifier: needed("OPEN_TICKET_IDENTIFIER")?,
        secret: needed("OPEN_TICKET_SECRET")?,
        access_key: optional("OPEN_TICKET_ACCESS_KEY"),
    })
}
