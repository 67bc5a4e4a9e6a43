//! How the relay works, as far as the configuration says: whom it listens to, how much, how long.

use super::error::{ConfigError, wrong};
use crate::guard::{Origins, Proxies, Rates};
use crate::intake::Pace;
use crate::whmcs::Patience;
use jiff::tz::TimeZone;
use serde::Deserialize;
use std::time::Duration;

/// How long departments of WHMCS's count as new, and how long an end may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Operation {
    /// How old the departments of WHMCS may get before they are asked for again.
    pub refresh: Duration,
    /// How long an end waits for what is under way.
    pub drain: Duration,
    /// How many connections are held at once.
    pub connections: usize,
    /// How many tickets with files are worked on at once; each takes some forty megabytes.
    pub large_at_once: usize,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RatesText {
    per_hour: u32,
    per_day: u32,
    all_per_day: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct BodiesText {
    idle_seconds: u64,
    least_rate: u64,
    large_at_once: u64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct WhmcsText {
    connect_seconds: u64,
    answer_seconds: u64,
    timezone: Option<String>,
    refresh_minutes: u64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct ServerText {
    drain_seconds: u64,
    connections: u64,
}

/// The figures are those of Zammad's own form.
impl Default for RatesText {
    fn default() -> Self {
        Self {
            per_hour: 20,
            per_day: 240,
            all_per_day: 5_000,
        }
    }
}

/// A telephone line brings two thousand bytes a second where it is bad.
impl Default for BodiesText {
    fn default() -> Self {
        Self {
            idle_seconds: 20,
            least_rate: 500,
            large_at_once: 8,
        }
    }
}

impl Default for WhmcsText {
    fn default() -> Self {
        Self {
            connect_seconds: 5,
            answer_seconds: 30,
            timezone: None,
            refresh_minutes: 10,
        }
    }
}

impl Default for ServerText {
    fn default() -> Self {
        Self {
            drain_seconds: 40,
            connections: 10_000,
        }
    }
}

pub(super) fn rates(text: &RatesText) -> Rates {
    Rates {
        per_hour: text.per_hour,
        per_day: text.per_day,
        all_per_day: text.all_per_day,
    }
}

pub(super) fn pace(text: &BodiesText) -> Result<Pace, ConfigError> {
    Ok(Pace {
        idle: seconds("bodies.idle_seconds", text.idle_seconds)?,
        least_rate: text.least_rate,
    })
}

pub(super) fn patience(text: &WhmcsText) -> Result<Patience, ConfigError> {
    Ok(Patience {
        connect: seconds("whmcs.connect_seconds", text.connect_seconds)?,
        answer: seconds("whmcs.answer_seconds", text.answer_seconds)?,
    })
}

/// The zone of WHMCS's own dates; none if nobody said.
pub(super) fn zone(text: &WhmcsText) -> Result<Option<TimeZone>, ConfigError> {
    let Some(name) = &text.timezone else {
        return Ok(None);
    };
    let zone = TimeZone::get(name).map_err(|_| {
        let reason = "it must be a time zone's name such as Europe/Berlin or UTC, the one that \
                      WHMCS's server has in its php.ini";
        wrong("whmcs.timezone", reason)
    })?;
    Ok(Some(zone))
}

pub(super) fn operation(
    whmcs: &WhmcsText,
    bodies: &BodiesText,
    server: &ServerText,
) -> Result<Operation, ConfigError> {
    let minutes = between("whmcs.refresh_minutes", whmcs.refresh_minutes, 1_440)?;
    Ok(Operation {
        refresh: Duration::from_secs(minutes * 60),
        drain: seconds("server.drain_seconds", server.drain_seconds)?,
        connections: count("server.connections", server.connections)?,
        large_at_once: count("bodies.large_at_once", bodies.large_at_once)?,
    })
}

pub(super) fn origins(texts: &[String]) -> Result<Origins, ConfigError> {
    Origins::parse(texts).map_err(|text| {
        let reason = format!(
            "{text:?} is no origin; https://clients.example.com would be one: a scheme, a host, \
             perhaps a port, and nothing else"
        );
        wrong("origins", reason)
    })
}

pub(super) fn proxies(texts: &[String]) -> Result<Proxies, ConfigError> {
    Proxies::parse(texts).map_err(|text| {
        let reason = format!("{text:?} is no address; 10.0.0.7 or 10.0.0.0/8 would be one");
        wrong("trusted_proxies", reason)
    })
}

fn seconds(key: &str, number: u64) -> Result<Duration, ConfigError> {
    between(key, number, 600).map(Duration::from_secs)
}

fn count(key: &str, number: u64) -> Result<usize, ConfigError> {
    let number = between(key, number, 1_000_000)?;
    usize::try_from(number).map_err(|_| wrong(key, "it is too large for this machine"))
}

fn between(key: &str, number: u64, most: u64) -> Result<u64, ConfigError> {
    if (1..=most).contains(&number) {
        Ok(number)
    } else {
        Err(wrong(key, format!("it must be from 1 to {most}")))
    }
}
