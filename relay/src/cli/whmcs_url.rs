//! The option `--whmcs`.

use super::usage_error::UsageError;
use reqwest::Url;
use std::net::IpAddr;

/// Parses an HTTPS URL without user, password, query or fragment. Plain HTTP would transmit an
/// administrator's credentials unencrypted, so it is allowed on loopback only.
pub(super) fn parse_whmcs_url(text: &str) -> Result<Url, UsageError> {
    let url = Url::parse(text).map_err(|_| UsageError::WhmcsUrl(NOT_A_URL))?;
    let is_loopback = url.host_str().is_some_and(|host| {
        let host = host.trim_matches(['[', ']']);
        host == "localhost" || host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
    });
    if url.scheme() != "https" && !(url.scheme() == "http" && is_loopback) {
        return Err(UsageError::WhmcsUrl("the URL must begin with https://"));
    }
    let has_extra_parts = !url.username().is_empty()
        || url.password().is_some()
        || url.query().is_some()
        || url.fragment().is_some();
    if has_extra_parts {
        Err(UsageError::WhmcsUrl(EXTRA_PARTS))
    } else {
        Ok(url)
    }
}

const NOT_A_URL: &str = "not a URL such as https://example.com/includes/api.php";
const EXTRA_PARTS: &str = "the URL must not contain a user, password, query or fragment; \
                           credentials are read from environment variables";
