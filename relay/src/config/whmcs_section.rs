//! The section `[whmcs]`.

use super::error::{ConfigError, invalid_value};
use super::value_checks::{check_range, check_timeout};
use crate::whmcs::Timeouts;
use jiff::tz::TimeZone;
use serde::Deserialize;
use std::time::Duration;

/// Maximum value of `departments_max_age_minutes`: one day.
const MAX_AGE_MINUTES: u64 = 1_440;

#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct WhmcsSection {
    connect_timeout_seconds: u64,
    response_timeout_seconds: u64,
    timezone: Option<String>,
    departments_max_age_minutes: u64,
}

impl Default for WhmcsSection {
    fn default() -> Self {
        Self {
            connect_timeout_seconds: 5,
            response_timeout_seconds: 30,
            timezone: None,
            departments_max_age_minutes: 10,
        }
    }
}

impl WhmcsSection {
    pub(super) fn timeouts(&self) -> Result<Timeouts, ConfigError> {
        Ok(Timeouts {
            connect: check_timeout(
                "whmcs.connect_timeout_seconds",
                self.connect_timeout_seconds,
            )?,
            response: check_timeout(
                "whmcs.response_timeout_seconds",
                self.response_timeout_seconds,
            )?,
        })
    }

    /// Returns the time zone of WHMCS's dates, or `None` if it is not set.
    pub(super) fn time_zone(&self) -> Result<Option<TimeZone>, ConfigError> {
        let Some(name) = &self.timezone else {
            return Ok(None);
        };
        let time_zone = TimeZone::get(name).map_err(|_| {
            let reason = "must be the name of a time zone such as Europe/Berlin or UTC, as in the \
                          php.ini of the WHMCS server";
            invalid_value("whmcs.timezone", reason)
        })?;
        Ok(Some(time_zone))
    }

    pub(super) fn departments_max_age(&self) -> Result<Duration, ConfigError> {
        let minutes = check_range(
            "whmcs.departments_max_age_minutes",
            self.departments_max_age_minutes,
            MAX_AGE_MINUTES,
        )?;
        Ok(Duration::from_secs(minutes * 60))
    }
}
