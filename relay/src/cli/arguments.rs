//! The command line.

use super::usage_error::{CONFIG_FILE, UsageError};
use crate::config::Config;
use clap::{Parser, ValueEnum};
use std::path::{Path, PathBuf};

/// Default of `--dist`.
pub(super) const DEFAULT_DIST: &str = "dist";

/// Default of `--state`.
pub(super) const DEFAULT_STATE: &str = "open-ticket-state.db";

/// Relay between the open-ticket form and WHMCS: opens tickets with OpenTicket, and serves the form
///
/// Secrets are read from environment variables: OPEN_TICKET_IDENTIFIER and OPEN_TICKET_SECRET for
/// the API credential, OPEN_TICKET_ACCESS_KEY for an optional API access key, and
/// OPEN_TICKET_SIGNING_KEY for the key that signs the tokens of signed-in clients. Each can be in a
/// file instead: name the file in OPEN_TICKET_SECRET_FILE (and so on), or load it with systemd's
/// LoadCredential=OPEN_TICKET_SECRET:FILE.
#[derive(Debug, Parser)]
#[command(name = "open-ticket-relay", version)]
pub struct Arguments {
    /// HTTPS URL of WHMCS's includes/api.php
    #[arg(
        long,
        value_name = "URL",
        conflicts_with = "sandbox",
        required_unless_present_any = ["sandbox", "check_config", "check_health"]
    )]
    pub(super) whmcs: Option<String>,
    /// Open tickets in the built-in sandbox instead of WHMCS; allows only loopback addresses
    #[arg(long)]
    pub(super) sandbox: bool,
    /// Configuration file [default: open-ticket.toml in the working directory or next to the binary]
    #[arg(long, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,
    /// SQLite database of the sandbox, created if it does not exist
    #[arg(long, value_name = "FILE", default_value = "open-ticket.db")]
    pub(super) database: PathBuf,
    /// State store for idempotency keys and rate limits: a SQLite file or, for several relays, a
    /// redis:// URL [default: open-ticket-state.db]. Pass a URL with a password in the environment
    /// variable, or in a file named by OPEN_TICKET_STATE_FILE: process lists show arguments
    #[arg(
        long,
        value_name = "FILE|URL",
        env = "OPEN_TICKET_STATE",
        hide_env_values = true
    )]
    pub(super) state: Option<String>,
    /// Address to listen on; overrides --host and --port
    #[arg(long, value_name = "HOST:PORT")]
    pub(super) listen: Option<String>,
    /// Host to listen on
    #[arg(long, env = "HOST", default_value = "127.0.0.1")]
    pub(super) host: String,
    /// Port to listen on; 0 selects a free port
    #[arg(long, env = "PORT", default_value = "8080")]
    pub(super) port: String,
    /// Folder with the form's files, as created by `make dist`
    #[arg(long, value_name = "FOLDER", default_value = DEFAULT_DIST)]
    pub(super) dist: PathBuf,
    /// Address of a listener for Prometheus (/metrics) and probes (/healthz, /readyz) [default:
    /// disabled]
    #[arg(long, value_name = "HOST:PORT")]
    pub(super) metrics_listen: Option<String>,
    /// Log format
    #[arg(long, value_enum, default_value_t = LogFormat::Text)]
    pub log_format: LogFormat,
    /// Validate the configuration, the secrets, the state file and the paths, and exit
    #[arg(long)]
    pub check_config: bool,
    /// Check as --check-config does, request the departments from WHMCS once, and exit
    #[arg(long)]
    pub check: bool,
    /// Request /healthz from the relay at --listen, and exit: a health check for containers without curl
    #[arg(long)]
    pub check_health: bool,
}

/// Log format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    /// Human-readable lines
    Text,
    /// One JSON object per line
    Json,
}

impl LogFormat {
    /// Finds the log format in arguments that cannot be parsed as a whole, so that the error has
    /// this format.
    #[must_use]
    pub fn find(arguments: impl Iterator<Item = String>) -> Self {
        let arguments: Vec<_> = arguments.collect();
        let is_json = arguments.iter().any(|text| text == "--log-format=json")
            || arguments
                .windows(2)
                .any(|pair| pair == ["--log-format", "json"]);
        if is_json { Self::Json } else { Self::Text }
    }
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
