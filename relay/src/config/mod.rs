//! The configuration file, `open-ticket.toml`.

mod as_table;
mod attachment_types;
mod custom_fields;
mod departments;
mod drafts;
mod error;
mod images_section;
mod incident_section;
mod limits_section;
mod markdown_section;
mod max_body_bytes;
mod max_connections;
mod origins_and_proxies;
mod parse;
mod pattern;
mod priorities;
mod rate_limits_section;
mod request_body_section;
mod sandbox_section;
mod server_section;
mod suggestions_section;
mod ticket_url;
mod value_checks;
mod warnings;
mod whmcs_section;

pub use departments::{Departments, DepartmentsSource};
pub use error::ConfigError;
pub use parse::Config;
pub use server_section::ServerLimits;
