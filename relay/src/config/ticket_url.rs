//! The key `ticket_url`.

use super::error::{ConfigError, invalid_value};
use reqwest::Url;

/// Placeholder values with which the URL is checked.
const EXAMPLE_NUMBER: &str = "516757";
const EXAMPLE_CODE: &str = "KPqH7yG3";

/// Checks that the URL is empty, or has both placeholders and is the address of a page: an
/// `https://` or `http://` URL with a host, or a path on the page's own host.
///
/// # Errors
/// [`ConfigError::InvalidValue`].
pub(super) fn check_ticket_url(url: String) -> Result<String, ConfigError> {
    let has_placeholders = url.contains("{tid}") && url.contains("{c}");
    let reason = match () {
        () if url.is_empty() => return Ok(url),
        () if !has_placeholders => "must contain {tid} and {c}, or be empty to show no link",
        () if url.contains(|c: char| c.is_whitespace() || c.is_control()) => {
            "must not contain spaces or line breaks"
        }
        () if with_example_values(&url).contains(['{', '}']) => {
            "must not contain braces or placeholders other than {tid} and {c}"
        }
        () if is_path(&url) || is_web_address(&url) => return Ok(url),
        () => {
            "must be a URL with a host, such as \
             https://example.com/viewticket.php?tid={tid}&c={c}, or a path that begins with one /"
        }
    };
    Err(invalid_value("ticket_url", reason))
}

/// Returns `true` for a path. Browsers read `//` and `/\` as the start of another host.
fn is_path(url: &str) -> bool {
    let rest = url.strip_prefix('/');
    rest.is_some_and(|rest| !rest.starts_with(['/', '\\']))
}

/// Returns `true` for the URL of a page. The host must not depend on a placeholder.
fn is_web_address(url: &str) -> bool {
    let Some((scheme, rest)) = url.split_once("://") else {
        return false;
    };
    let authority = rest.split(['/', '?', '#', '\\']).next().unwrap_or_default();
    matches!(scheme, "http" | "https")
        && !authority.is_empty()
        && !authority.contains(['{', '@'])
        && Url::parse(&with_example_values(url)).is_ok_and(|url| url.has_host())
}

fn with_example_values(url: &str) -> String {
    url.replace("{tid}", EXAMPLE_NUMBER)
        .replace("{c}", EXAMPLE_CODE)
}
