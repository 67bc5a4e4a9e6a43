//! Parsing and validation of the whole configuration.

use super::as_table::AsTable;
use super::departments::{DepartmentTable, Departments, DepartmentsValue, validate_departments};
use super::drafts;
use super::error::{ConfigError, not_utf8, syntax_error, unreadable};
use super::images_section::ImagesSection;
use super::incident_section::IncidentSection;
use super::limits_section::LimitsSection;
use super::markdown_section::MarkdownSection;
use super::max_body_bytes;
use super::origins_and_proxies::{allowed_origins, trusted_proxies};
use super::priorities;
use super::rate_limits_section::RateLimitsSection;
use super::request_body_section::RequestBodySection;
use super::sandbox_section::SandboxSection;
use super::server_section::{ServerLimits, ServerSection};
use super::suggestions_section::SuggestionsSection;
use super::ticket_url::check_ticket_url;
use super::whmcs_section::WhmcsSection;
use crate::access::{AllowedOrigins, TicketRateLimits, TrustedProxies};
use crate::body::BodyTimeouts;
use crate::suggestions::SuggestionsSettings;
use crate::whmcs::Timeouts;
use jiff::tz::TimeZone;
use open_ticket::rules::Rules;
use open_ticket_sandbox::TicketMask;
use reqwest::Url;
use serde::Deserialize;
use std::path::Path;
use std::time::Duration;

/// Validated configuration.
#[derive(Clone, Debug)]
pub struct Config {
    /// Rules of this installation. Its departments are empty if WHMCS lists them.
    pub rules: Rules,
    /// Departments, or overrides for the departments of WHMCS.
    pub departments: Departments,
    /// Maximum age of departments from WHMCS before they are queried again.
    pub departments_max_age: Duration,
    /// Other origins whose pages may use the API.
    pub allowed_origins: AllowedOrigins,
    /// Proxies whose `X-Forwarded-For` or `Forwarded` header is trusted.
    pub trusted_proxies: TrustedProxies,
    /// Rate limits for opening tickets.
    pub rate_limits: TicketRateLimits,
    /// Maximum size of a request body, and of a request to WHMCS, in bytes.
    pub max_body_bytes: usize,
    /// Timeouts of request bodies.
    pub body_timeouts: BodyTimeouts,
    /// Maximum number of large tickets that are processed at the same time. Each takes about 40 MB
    /// of memory.
    pub max_concurrent_large: usize,
    /// Timeouts of requests to WHMCS.
    pub whmcs_timeouts: Timeouts,
    /// Time zone of WHMCS's dates. `None` if it is not set.
    pub whmcs_time_zone: Option<TimeZone>,
    /// Limits of the HTTP server.
    pub server_limits: ServerLimits,
    /// Format of the sandbox's ticket numbers.
    pub sandbox_ticket_mask: TicketMask,
    /// `true` if the sandbox can open only one ticket.
    pub(super) has_constant_ticket_number: bool,
    /// Rate limits for opening tickets in the sandbox.
    pub sandbox_rate_limits: TicketRateLimits,
    /// Articles that the form suggests. `None` if there are none.
    pub suggestions: Option<SuggestionsSettings>,
    /// JSON of the status page. `None` if there is none.
    pub status_url: Option<Url>,
}

/// Content of the file, before validation.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ConfigFile {
    #[serde(default = "max_body_bytes::default")]
    max_body_bytes: u64,
    #[serde(default)]
    origins: Vec<String>,
    #[serde(default)]
    trusted_proxies: Vec<String>,
    #[serde(default)]
    ticket_url: String,
    #[serde(default = "priorities::all_priorities")]
    priorities: Vec<String>,
    #[serde(default = "priorities::default_priority")]
    default_priority: String,
    #[serde(default = "drafts::default")]
    drafts: String,
    #[serde(default)]
    limits: AsTable<LimitsSection>,
    #[serde(default)]
    markdown: AsTable<MarkdownSection>,
    #[serde(default)]
    images: AsTable<ImagesSection>,
    #[serde(default)]
    rate_limits: AsTable<RateLimitsSection>,
    #[serde(default)]
    request_body: AsTable<RequestBodySection>,
    #[serde(default)]
    whmcs: AsTable<WhmcsSection>,
    #[serde(default)]
    server: AsTable<ServerSection>,
    #[serde(default)]
    suggestions: AsTable<SuggestionsSection>,
    #[serde(default)]
    incident: AsTable<IncidentSection>,
    #[serde(default)]
    sandbox: AsTable<SandboxSection>,
    #[serde(default)]
    departments: DepartmentsValue,
    #[serde(default)]
    department_overrides: Vec<AsTable<DepartmentTable>>,
}

impl Config {
    /// Reads and parses a file.
    ///
    /// # Errors
    /// [`ConfigError`].
    pub fn read(file: &Path) -> Result<Self, ConfigError> {
        let bytes = std::fs::read(file).map_err(|error| unreadable(file, &error))?;
        let text = std::str::from_utf8(&bytes).map_err(|error| not_utf8(file, &bytes, error))?;
        Self::parse(text)
    }

    /// Parses and validates TOML text.
    ///
    /// # Errors
    /// [`ConfigError::Syntax`] or [`ConfigError::InvalidValue`].
    pub fn parse(text: &str) -> Result<Self, ConfigError> {
        let file = parse_toml(text)?;
        let (priorities, default_priority) =
            priorities::validate(&file.priorities, &file.default_priority)?;
        let departments = validate_departments(file.departments, file.department_overrides)?;
        let max_body_bytes = max_body_bytes::validate(file.max_body_bytes)?;
        let rate_limits = TicketRateLimits::from(file.rate_limits.0);
        let sandbox = file.sandbox.0;
        let sandbox_ticket_mask = sandbox.ticket_mask()?;
        Ok(Self {
            rules: Rules {
                departments: departments.listed(),
                related: Vec::new(),
                priorities,
                default_priority,
                requester: None,
                limits: file.limits.0.validate(file.max_body_bytes)?,
                markdown: file.markdown.0.validate()?,
                downscale_above_megapixels: file.images.0.downscale_above_megapixels()?,
                ticket_url: check_ticket_url(file.ticket_url)?,
                drafts: drafts::validate(&file.drafts)?,
                suggestions: String::new(),
                incident: None,
            },
            departments,
            departments_max_age: file.whmcs.0.departments_max_age()?,
            allowed_origins: allowed_origins(&file.origins)?,
            trusted_proxies: trusted_proxies(&file.trusted_proxies)?,
            rate_limits,
            max_body_bytes,
            body_timeouts: file.request_body.0.timeouts()?,
            max_concurrent_large: file.request_body.0.max_concurrent_large()?,
            whmcs_timeouts: file.whmcs.0.timeouts()?,
            whmcs_time_zone: file.whmcs.0.time_zone()?,
            server_limits: file.server.0.limits()?,
            has_constant_ticket_number: sandbox.has_constant_ticket_number(&sandbox_ticket_mask),
            sandbox_ticket_mask,
            sandbox_rate_limits: sandbox.rate_limits(rate_limits),
            suggestions: file.suggestions.0.settings()?,
            status_url: file.incident.0.status_url()?,
        })
    }
}

/// Parses TOML. Errors name the whole path of a key, which the parser alone does not know.
fn parse_toml(text: &str) -> Result<ConfigFile, ConfigError> {
    let deserializer =
        toml::Deserializer::parse(text).map_err(|error| syntax_error(text, &error, None))?;
    serde_path_to_error::deserialize(deserializer).map_err(|error| {
        let path = error.path().to_string();
        let path = Some(path).filter(|path| path != ".");
        syntax_error(text, error.inner(), path)
    })
}
