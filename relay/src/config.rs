//! `open-ticket.toml`: what an operator sets.

use crate::rules::{self, DepartmentText, LimitsText};
use crate::sandbox::Mask;
use open_ticket::rules::Rules;
use open_ticket::ticket::Priority;
use serde::Deserialize;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// PHP's own `post_max_size`.
const PHP_MAX_BODY: u64 = 8 << 20;

/// What the configuration says, checked.
#[derive(Clone, Debug)]
pub struct Config {
    /// What this installation takes.
    pub rules: Rules,
    /// The largest request that is taken and sent on, in bytes.
    pub max_body: usize,
    /// How long the api.php is waited for.
    pub patience: Patience,
    /// How the sandbox's ticket numbers look.
    pub mask: Mask,
}

/// How long an api.php is waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Patience {
    /// Until it takes the connection.
    pub connect: Duration,
    /// Until it has answered, all in all.
    pub answer: Duration,
}

/// The configuration cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("{}: {reason}", file.display())]
    Unreadable {
        /// Which file.
        file: PathBuf,
        /// Why.
        reason: std::io::Error,
    },
    /// The text is not TOML, or a key is unknown, missing or of the wrong type.
    #[error("line {line}{}: {reason}", key.as_ref().map(|key| format!(", {key}")).unwrap_or_default())]
    Syntax {
        /// Where, from 1.
        line: usize,
        /// The key on that line, if there is one.
        key: Option<String>,
        /// What is wrong and what would be right.
        reason: String,
    },
    /// A value is wrong.
    #[error("{key}: {reason}")]
    Value {
        /// The way to it: `departments[2].fields[0].pattern`.
        key: String,
        /// What is wrong and what would be right.
        reason: String,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileText {
    #[serde(default = "php_max_body")]
    max_body: u64,
    #[serde(default)]
    ticket_url: String,
    #[serde(default = "all_priorities")]
    priorities: Vec<String>,
    #[serde(default = "medium")]
    default_priority: String,
    #[serde(default)]
    limits: LimitsText,
    #[serde(default)]
    whmcs: WhmcsText,
    #[serde(default)]
    sandbox: SandboxText,
    departments: Vec<DepartmentText>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
struct WhmcsText {
    connect_seconds: u64,
    answer_seconds: u64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
struct SandboxText {
    mask: String,
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
        let priorities = priorities(&file.priorities)?;
        let default_priority = priority("default_priority", &file.default_priority)?;
        if !priorities.contains(&default_priority) {
            return Err(wrong("default_priority", "it must be one of priorities"));
        }
        Ok(Self {
            rules: Rules {
                departments: rules::departments(file.departments)?,
                related: Vec::new(),
                priorities,
                default_priority,
                requester: None,
                limits: rules::limits(file.limits, file.max_body)?,
                ticket_url: ticket_url(file.ticket_url)?,
            },
            max_body,
            patience: patience(&file.whmcs)?,
            mask: Mask::parse(&file.sandbox.mask).map_err(|error| wrong("sandbox.mask", error))?,
        })
    }
}

/// A value that is wrong: where, and what would be right.
pub(crate) fn wrong(key: impl Into<String>, reason: impl ToString) -> ConfigError {
    ConfigError::Value {
        key: key.into(),
        reason: reason.to_string(),
    }
}

impl Default for WhmcsText {
    fn default() -> Self {
        Self {
            connect_seconds: 5,
            answer_seconds: 30,
        }
    }
}

impl Default for SandboxText {
    fn default() -> Self {
        Self {
            mask: "%n%n%n%n%n%n".to_owned(),
        }
    }
}

const fn php_max_body() -> u64 {
    PHP_MAX_BODY
}

fn all_priorities() -> Vec<String> {
    Priority::ALL
        .iter()
        .map(|priority| priority.as_str().to_owned())
        .collect()
}

fn medium() -> String {
    Priority::Medium.as_str().to_owned()
}

fn priorities(texts: &[String]) -> Result<Vec<Priority>, ConfigError> {
    let mut priorities = Vec::new();
    for text in texts {
        let priority = priority("priorities", text)?;
        if priorities.contains(&priority) {
            return Err(wrong("priorities", format!("{text} is there twice")));
        }
        priorities.push(priority);
    }
    if priorities.is_empty() {
        return Err(wrong(
            "priorities",
            "there must be one at least: Low, Medium or High",
        ));
    }
    Ok(priorities)
}

fn priority(key: &str, text: &str) -> Result<Priority, ConfigError> {
    Priority::parse(text).ok_or_else(|| wrong(key, format!("{text} is not Low, Medium or High")))
}

fn ticket_url(url: String) -> Result<String, ConfigError> {
    let has_places = url.contains("{tid}") && url.contains("{c}");
    if url.is_empty() || has_places {
        Ok(url)
    } else {
        Err(wrong(
            "ticket_url",
            "it must hold {tid} and {c}, or be empty where there is no page",
        ))
    }
}

fn patience(text: &WhmcsText) -> Result<Patience, ConfigError> {
    for (key, seconds) in [
        ("whmcs.connect_seconds", text.connect_seconds),
        ("whmcs.answer_seconds", text.answer_seconds),
    ] {
        if !(1..=600).contains(&seconds) {
            return Err(wrong(key, "it must be from 1 to 600"));
        }
    }
    Ok(Patience {
        connect: Duration::from_secs(text.connect_seconds),
        answer: Duration::from_secs(text.answer_seconds),
    })
}

/// Where and what, without the line itself: a secret may stand there by mistake.
fn syntax(text: &str, error: &toml::de::Error) -> ConfigError {
    let at = error.span().map_or(0, |span| span.start);
    let before = text.get(..at).unwrap_or_default();
    let begin = before.rfind('\n').map_or(0, |end| end + 1);
    let line = text
        .get(begin..)
        .unwrap_or_default()
        .lines()
        .next()
        .unwrap_or_default();
    ConfigError::Syntax {
        line: before.matches('\n').count() + 1,
        key: line.split_once('=').map(|(key, _)| key.trim().to_owned()),
        reason: error.message().to_owned(),
    }
}
