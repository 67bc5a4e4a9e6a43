//! `open-ticket.toml`: what an operator sets.

mod departments;
mod error;
mod fields;
mod limits;
mod markdown;
mod operation;

pub use departments::{Departments, Source};
pub use error::ConfigError;
pub use operation::Operation;

use crate::guard::{Origins, Proxies, Rates};
use crate::intake::Pace;
use crate::sandbox::Mask;
use crate::whmcs::Patience;
use departments::{DepartmentText, DepartmentsText};
use error::{syntax, wrong};
use jiff::tz::TimeZone;
use limits::{ImagesText, LimitsText};
use markdown::MarkdownText;
use open_ticket::rules::Rules;
use operation::{BodiesText, RatesText, ServerText, WhmcsText};
use serde::Deserialize;
use std::path::Path;

/// PHP's own `post_max_size`.
const PHP_MAX_BODY: u64 = 8 << 20;

/// What the configuration says, checked.
#[derive(Clone, Debug)]
pub struct Config {
    /// What this installation takes. Its departments are empty where WHMCS says which there are.
    pub rules: Rules,
    /// The departments, and who says which there are.
    pub departments: Departments,
    /// The other origins whose pages may hold the form.
    pub origins: Origins,
    /// The proxies that say whom they speak for.
    pub proxies: Proxies,
    /// How many tickets somebody may open.
    pub rates: Rates,
    /// The largest request that is taken and sent on, in bytes.
    pub max_body: usize,
    /// How slowly a body may come.
    pub pace: Pace,
    /// How long the api.php is waited for.
    pub patience: Patience,
    /// The time zone of WHMCS's dates; none if nobody said.
    pub zone: Option<TimeZone>,
    /// How the server works.
    pub operation: Operation,
    /// How the sandbox's ticket numbers look.
    pub mask: Mask,
    /// How many tickets somebody may open in the sandbox.
    pub sandbox_rates: Rates,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileText {
    #[serde(default = "php_max_body")]
    max_body: u64,
    #[serde(default)]
    origins: Vec<String>,
    #[serde(default)]
    trusted_proxies: Vec<String>,
    #[serde(default)]
    ticket_url: String,
    #[serde(default = "limits::all_priorities")]
    priorities: Vec<String>,
    #[serde(default = "limits::medium")]
    default_priority: String,
    #[serde(default)]
    limits: LimitsText,
    #[serde(default)]
    markdown: MarkdownText,
    #[serde(default)]
    images: ImagesText,
    #[serde(default)]
    rates: RatesText,
    #[serde(default)]
    bodies: BodiesText,
    #[serde(default)]
    whmcs: WhmcsText,
    #[serde(default)]
    server: ServerText,
    #[serde(default)]
    sandbox: SandboxText,
    #[serde(default)]
    departments: DepartmentsText,
    #[serde(default)]
    department_settings: Vec<DepartmentText>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
struct SandboxText {
    mask: String,
    lift_rates: bool,
}

impl Default for SandboxText {
    fn default() -> Self {
        Self {
            mask: "%n%n%n%n%n%n".to_owned(),
            lift_rates: false,
        }
    }
}

impl Config {
    /// Reads a file.
    ///
    /// # Errors
    /// [`ConfigError`].
    pub fn read(file: &Path) -> Result<Self, ConfigError> {
        let text = std::fs::read_to_string(file).map_err(|reason| ConfigError::Unreadable {
            file: file.to_owned(),
            reason,
        })?;
        Self::parse(&text)
    }

    /// Reads a text.
    ///
    /// # Errors
    /// [`ConfigError::Syntax`] or [`ConfigError::Value`].
    pub fn parse(text: &str) -> Result<Self, ConfigError> {
        let file: FileText = toml::from_str(text).map_err(|error| syntax(text, &error))?;
        let max_body = usize::try_from(file.max_body)
            .map_err(|_| wrong("max_body", "it must fit this machine's memory"))?;
        let priorities = limits::priorities(&file.priorities)?;
        let default_priority = limits::priority("default_priority", &file.default_priority)?;
        if !priorities.contains(&default_priority) {
            return Err(wrong("default_priority", "it must be one of priorities"));
        }
        let departments = departments::departments(file.departments, file.department_settings)?;
        let rates = operation::rates(&file.rates);
        Ok(Self {
            rules: Rules {
                departments: departments.listed(),
                related: Vec::new(),
                priorities,
                default_priority,
                requester: None,
                limits: limits::limits(file.limits, file.max_body)?,
                markdown: file.markdown.into(),
                shrink_over: limits::shrink_over(&file.images)?,
                ticket_url: limits::ticket_url(file.ticket_url)?,
            },
            departments,
            origins: operation::origins(&file.origins)?,
            proxies: operation::proxies(&file.trusted_proxies)?,
            rates,
            sandbox_rates: if file.sandbox.lift_rates {
                Rates::LIFTED
            } else {
                rates
            },
            max_body,
            pace: operation::pace(&file.bodies)?,
            patience: operation::patience(&file.whmcs)?,
            zone: operation::zone(&file.whmcs)?,
            operation: operation::operation(&file.whmcs, &file.bodies, &file.server)?,
            mask: Mask::parse(&file.sandbox.mask).map_err(|error| wrong("sandbox.mask", error))?,
        })
    }
}

const fn php_max_body() -> u64 {
    PHP_MAX_BODY
}
