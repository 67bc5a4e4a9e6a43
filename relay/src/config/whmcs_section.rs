//! The section `[whmcs]`.

use super::error::{ConfigError, invalid_value};
use super::value_checks::{check_range, check_timeout};
use crate::whmcs::Timeouts;
use jiff::tz::TimeZone;
use serde::Deserialize;
use std::time::Duration;

/// Maximum value of `departments_max_age_minutes`: one day.
const MAX_AGE_MINUTES: u64 = 1_440;

/// Names in a system's time zone database whose meaning depends on the machine.
const MACHINE_DEPENDENT_ZONES: [&str; 3] = ["Factory", "localtime", "posixrules"];

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
        let is_name = |other: &str| other.eq_ignore_ascii_case(name);
        let is_machine_dependent = MACHINE_DEPENDENT_ZONES.into_iter().any(is_name);
        let time_zone = TimeZone::get(name).ok();
        let time_zone = time_zone.filter(|zone| !is_machine_dependent && !zone.is_unknown());
        let Some(time_zone) = time_zone else {
            let reason = "must be the name of a time zone such as Europe/Berlin or UTC, as in the \
                          php.ini of the WHMCS server";
            return Err(invalid_value("whmcs.timezone", reason));
        };
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
