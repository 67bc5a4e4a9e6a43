//! The section `[incident]`: the URL of a status page.

use super::error::ConfigError;
use super::value_checks::{MAX_SOURCE_CHARS, check_length, check_source_url};
use reqwest::Url;
use serde::Deserialize;

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct IncidentSection {
    status_url: String,
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
            text => check_source_url("incident.status_url", text).map(Some),
        }
    }
}
