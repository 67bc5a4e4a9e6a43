//! The sections `[suggestions]` and `[incident]`, whose values are files and URLs of the operator.

use super::error::{ConfigError, invalid_value};
use super::value_checks::{check_length, check_range};
use crate::fetch_source::Source;
use crate::suggestions::SuggestionsSettings;
use reqwest::Url;
use serde::Deserialize;
use std::net::IpAddr;
use std::time::Duration;

/// Maximum value of `refresh_minutes`: a week.
const MAX_REFRESH_MINUTES: u64 = 7 * 24 * 60;

/// Maximum length of a path or URL, in characters.
const MAX_SOURCE_CHARS: usize = 4_000;

#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct SuggestionsSection {
    articles: String,
    refresh_minutes: u64,
}

impl Default for SuggestionsSection {
    fn default() -> Self {
        Self {
            articles: String::new(),
            refresh_minutes: 60,
        }
    }
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct IncidentSection {
    status_url: String,
}

impl SuggestionsSection {
    /// Returns the settings. `None` without articles.
    ///
    /// # Errors
    /// [`ConfigError::InvalidValue`].
    pub(super) fn settings(&self) -> Result<Option<SuggestionsSettings>, ConfigError> {
        let minutes = self.refresh_minutes;
        let minutes = check_range("suggestions.refresh_minutes", minutes, MAX_REFRESH_MINUTES)?;
        check_length("suggestions.articles", &self.articles, MAX_SOURCE_CHARS)?;
        let articles = match self.articles.trim() {
            "" => return Ok(None),
            text if text.contains("://") => Source::Url(check_url("suggestions.articles", text)?),
            path if path.contains(char::is_control) => {
                let reason = "must be a path or an https:// URL";
                return Err(invalid_value("suggestions.articles", reason));
            }
            path => Source::File(path.into()),
        };
        Ok(Some(SuggestionsSettings {
            articles,
            refresh_interval: Duration::from_secs(60 * minutes),
        }))
    }
}

impl IncidentSection {
    /// Returns the URL of the status page. `None` without one.
    ///
    /// # Errors
    /// [`ConfigError::InvalidValue`].
    pub(super) fn status_url(&self) -> Result<Option<Url>, ConfigError> {
        check_length("incident.status_url", &self.status_url, MAX_SOURCE_CHARS)?;
        match self.status_url.trim() {
            "" => Ok(None),
            text => check_url("incident.status_url", text).map(Some),
        }
    }
}

/// Checks an HTTPS URL. Plain HTTP is allowed on this machine only. The message does not repeat the URL,
/// which may contain a key.
fn check_url(key: &str, text: &str) -> Result<Url, ConfigError> {
    let url = Url::parse(text).ok().filter(Url::has_host);
    let url = url.ok_or_else(|| invalid_value(key, "must be a URL with a host, or a path"))?;
    let is_loopback = url.host_str().is_some_and(|host| {
        let host = host.trim_matches(['[', ']']);
        host == "localhost" || host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
    });
    match url.scheme() {
        _ if !url.username().is_empty() || url.password().is_some() => {
            Err(invalid_value(key, "must not contain a user or a password"))
        }
        "https" => Ok(url),
        "http" if is_loopback => Ok(url),
        _ => Err(invalid_value(key, "must begin with https://")),
    }
}
