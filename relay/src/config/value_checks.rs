//! Checks that several sections share: strings, ids, ranges and timeouts.

use super::error::{ConfigError, invalid_value, quoted};
use crate::whmcs::MAX_TIMEOUT_SECONDS;
use open_ticket::ticket::is_blank;
use reqwest::Url;
use std::net::IpAddr;
use std::time::Duration;

/// Requirement for ids.
pub(super) const UNIQUE_ID: &str = "must be a unique number, 1 or more";

/// Maximum length of a name, in characters: the limit of WHMCS's column.
pub(super) const MAX_NAME_CHARS: usize = 255;

/// Maximum length of a description or hint, in characters.
pub(super) const MAX_HINT_CHARS: usize = 2_000;

/// Maximum length of a path or URL, in characters.
pub(super) const MAX_SOURCE_CHARS: usize = 4_000;

/// Checks the `name` of a department or custom field.
pub(super) fn check_name(key: &str, name: String) -> Result<String, ConfigError> {
    check_line(&format!("{key}.name"), &name)?;
    Ok(name)
}

/// Checks a single line that is shown in the form.
pub(super) fn check_line(key: &str, text: &str) -> Result<(), ConfigError> {
    if is_blank(text) || text.contains(char::is_control) {
        return Err(invalid_value(
            key,
            "must be a single line that is not blank",
        ));
    }
    check_length(key, text, MAX_NAME_CHARS)
}

/// Checks the length of a description or hint, which may be empty.
pub(super) fn check_hint(key: &str, text: String) -> Result<String, ConfigError> {
    check_length(key, &text, MAX_HINT_CHARS)?;
    Ok(text)
}

/// Checks a single line that is shown in the form, or none.
pub(super) fn check_optional_line(key: &str, text: String) -> Result<String, ConfigError> {
    if !text.is_empty() {
        check_line(key, &text)?;
    }
    Ok(text)
}

/// Checks a message template, and removes the line breaks around it.
pub(super) fn check_template(key: &str, text: String) -> Result<String, ConfigError> {
    let text = text.replace("\r\n", "\n");
    let text = text.trim_matches('\n');
    let is_unsafe = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
    if text.contains(is_unsafe) {
        return Err(invalid_value(
            key,
            "must be text without control characters",
        ));
    }
    check_hint(key, text.to_owned())
}

/// Checks the length of a string.
pub(super) fn check_length(key: &str, text: &str, max: usize) -> Result<(), ConfigError> {
    let length = text.chars().count();
    if length <= max {
        return Ok(());
    }
    let reason = format!("has {length} characters, and may have at most {max}");
    Err(invalid_value(key, reason))
}

/// Checks that a list contains no duplicates.
pub(super) fn check_unique(key: &str, texts: &[String]) -> Result<(), ConfigError> {
    let mut seen = std::collections::HashSet::new();
    match texts.iter().find(|text| !seen.insert(text.as_str())) {
        None => Ok(()),
        Some(text) => Err(invalid_value(key, format!("lists {} twice", quoted(text)))),
    }
}

/// Checks that a number is between 1 and `max`.
pub(super) fn check_range(key: &str, number: u64, max: u64) -> Result<u64, ConfigError> {
    if (1..=max).contains(&number) {
        Ok(number)
    } else {
        let reason = format!("must be from 1 to {max}, not {number}");
        Err(invalid_value(key, reason))
    }
}

/// Checks that a number is at most `max`. 0 disables the limit.
pub(super) fn check_at_most(key: &str, number: u64, max: u64) -> Result<u64, ConfigError> {
    if number <= max {
        Ok(number)
    } else {
        let reason = format!("must be at most {max}, not {number}");
        Err(invalid_value(key, reason))
    }
}

/// Checks a timeout, in seconds.
pub(super) fn check_timeout(key: &str, seconds: u64) -> Result<Duration, ConfigError> {
    check_range(key, seconds, MAX_TIMEOUT_SECONDS).map(Duration::from_secs)
}

/// Checks a maximum number of connections or requests.
pub(super) fn check_concurrency(key: &str, number: u64, max: u64) -> Result<usize, ConfigError> {
    let number = check_range(key, number, max)?;
    usize::try_from(number).map_err(|_| invalid_value(key, "is too large for this machine"))
}

/// Checks an HTTPS URL. Plain HTTP is allowed on this machine only. The message does not repeat the URL,
/// which may contain a key.
pub(super) fn check_source_url(key: &str, text: &str) -> Result<Url, ConfigError> {
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
