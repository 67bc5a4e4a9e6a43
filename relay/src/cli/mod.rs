//! The command line and the environment variables.

mod arguments;
mod build_server_options;
mod check;
mod check_health;
mod environment_variables;
mod listen_address;
mod secret_sources;
mod usage_error;
mod whmcs_url;

pub use arguments::{Arguments, LogFormat};
pub use check::CheckReport;
pub use secret_sources::SecretError;
pub use usage_error::UsageError;
