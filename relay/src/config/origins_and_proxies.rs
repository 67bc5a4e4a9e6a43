//! The keys `origins` and `trusted_proxies`.

use super::error::{ConfigError, invalid_value, quoted};
use super::value_checks::check_unique;
use crate::access::{AllowedOrigins, TrustedProxies};

pub(super) fn allowed_origins(texts: &[String]) -> Result<AllowedOrigins, ConfigError> {
    check_unique("origins", texts)?;
    AllowedOrigins::parse(texts).map_err(|text| {
        let reason = format!(
            "{} is not an origin: use a scheme, a host and optionally a port, such as \
             https://clients.example.com",
            quoted(&text)
        );
        invalid_value("origins", reason)
    })
}

pub(super) fn trusted_proxies(texts: &[String]) -> Result<TrustedProxies, ConfigError> {
    check_unique("trusted_proxies", texts)?;
    if let Some(text) = texts
        .iter()
        .find(|text| is_larger_than_private_networks(text))
    {
        let reason = format!(
            "{text:?} contains addresses of the whole internet, so that anyone could choose the \
             address of a rate limit: list the addresses of your proxies"
        );
        return Err(invalid_value("trusted_proxies", reason));
    }
    TrustedProxies::parse(texts).map_err(|text| {
        let reason = format!(
            "{} is not an IP address or network such as 10.0.0.7 or 10.0.0.0/8",
            quoted(&text)
        );
        invalid_value("trusted_proxies", reason)
    })
}

/// Returns `true` for a network that is larger than any private one: 10.0.0.0/8 (RFC 1918) and
/// fc00::/7 (RFC 4193).
fn is_larger_than_private_networks(text: &str) -> bool {
    let Some((address, length)) = text.split_once('/') else {
        return false;
    };
    let min_length = if address.contains(':') { 7 } else { 8 };
    length.parse::<u8>().is_ok_and(|length| length < min_length)
}
