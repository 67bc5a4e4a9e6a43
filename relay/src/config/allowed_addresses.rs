//! The keys `origins` and `trusted_proxies`.

use super::error::{ConfigError, invalid_value};
use crate::access::{AllowedOrigins, TrustedProxies};

pub(super) fn allowed_origins(texts: &[String]) -> Result<AllowedOrigins, ConfigError> {
    AllowedOrigins::parse(texts).map_err(|text| {
        let reason = format!(
            "{text:?} is not an origin: use a scheme, a host and optionally a port, such as \
             https://clients.example.com"
        );
        invalid_value("origins", reason)
    })
}

pub(super) fn trusted_proxies(texts: &[String]) -> Result<TrustedProxies, ConfigError> {
    TrustedProxies::parse(texts).map_err(|text| {
        let reason =
            format!("{text:?} is not an IP address or network such as 10.0.0.7 or 10.0.0.0/8");
        invalid_value("trusted_proxies", reason)
    })
}
