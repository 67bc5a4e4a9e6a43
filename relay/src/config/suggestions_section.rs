//! The section `[suggestions]`: a file or URL of articles.

use super::error::{ConfigError, invalid_value};
use super::value_checks::{MAX_SOURCE_CHARS, check_length, check_range, check_source_url};
use crate::fetch_source::Source;
use crate::suggestions::SuggestionsSettings;
use serde::Deserialize;
use std::time::Duration;

/// Maximum value of `refresh_minutes`: a week.
const MAX_REFRESH_MINUTES: u64 = 7 * 24 * 60;

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
            text if text.contains("://") => {
                Source::Url(check_source_url("suggestions.articles", text)?)
            }
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
