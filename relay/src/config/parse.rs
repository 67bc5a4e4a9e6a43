//! Parsing and validation of the whole configuration.

use super::allowed_addresses::{allowed_origins, trusted_proxies};
use super::as_table::AsTable;
use super::departments::{DepartmentTable, Departments, DepartmentsValue, validate_departments};
use super::drafts;
use super::error::{ConfigError, invalid_value, not_utf8, syntax_error, unreadable};
use super::images_section::ImagesSection;
use super::limits_section::LimitsSection;
use super::markdown_section::MarkdownSection;
use super::priorities;
use super::rate_limits_section::RateLimitsSection;
use super::request_body_section::RequestBodySection;
use super::server_section::{ServerLimits, ServerSection};
use super::source_sections::{IncidentSection, SuggestionsSection};
use super::ticket_url::check_ticket_url;
use super::value_checks::MAX_BODY_BYTES;
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

/// Default of PHP's `post_max_size`, in bytes.
const PHP_POST_MAX_SIZE: u64 = 8 << 20;

/// Minimum value of `max_body_bytes`: a short ticket without files.
const MIN_BODY_BYTES: u64 = 4 << 10;

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
    #[serde(default = "php_post_max_size")]
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

/// The section `[sandbox]`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
struct SandboxSection {
    ticket_mask: String,
    disable_rate_limits: bool,
}

impl Default for SandboxSection {
    fn default() -> Self {
        Self {
            ticket_mask: "%n%n%n%n%n%n".to_owned(),
            disable_rate_limits: false,
        }
    }
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
        let max_body_bytes = check_max_body_bytes(file.max_body_bytes)?;
        let rate_limits = TicketRateLimits::from(file.rate_limits.0);
        let sandbox_ticket_mask = TicketMask::parse(&file.sandbox.0.ticket_mask)
            .map_err(|error| invalid_value("sandbox.ticket_mask", error))?;
        let has_constant_ticket_number =
            is_constant(&sandbox_ticket_mask, &file.sandbox.0.ticket_mask);
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
            sandbox_ticket_mask,
            has_constant_ticket_number,
            sandbox_rate_limits: if file.sandbox.0.disable_rate_limits {
                TicketRateLimits::DISABLED
            } else {
                rate_limits
            },
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

/// Returns `true` if the mask gives every ticket the same number.
fn is_constant(mask: &TicketMask, text: &str) -> bool {
    mask.combinations() < 2 && !text.contains("%i")
}

fn check_max_body_bytes(bytes: u64) -> Result<usize, ConfigError> {
    const KEY: &str = "max_body_bytes";
    if !(MIN_BODY_BYTES..=MAX_BODY_BYTES).contains(&bytes) {
        let reason = format!(
            "must be from {MIN_BODY_BYTES} to {MAX_BODY_BYTES}, not {bytes}: use PHP's post_max_size \
             on the WHMCS server"
        );
        return Err(invalid_value(KEY, reason));
    }
    usize::try_from(bytes).map_err(|_| invalid_value(KEY, "is too large for this machine"))
}

const fn php_post_max_size() -> u64 {
    PHP_POST_MAX_SIZE
}
