//! Responses with which a proxy in front of WHMCS reports that it has stopped waiting.

use reqwest::StatusCode;
use std::time::Duration;

/// Shortest timeout of a proxy that is expected. After it, an error page or a redirect may be the proxy's, which
/// can be configured to send any status for its timeout (nginx: `error_page 504 =404 /sorry.html`), while the
/// server is still running the action. A refusal before the action is much faster.
pub(super) const MIN_GATEWAY_TIMEOUT: Duration = Duration::from_secs(5);

/// Timeout status codes of proxies, whose server may still be running the action: 504
/// (RFC 9110, section 15.6.5), 408, 499 of nginx, and 522 and 524 of Cloudflare.
const GATEWAY_TIMEOUTS: [u16; 5] = [408, 499, 504, 522, 524];

/// Returns `true` if a proxy has stopped waiting for the response.
pub(super) fn is_gateway_timeout(status: StatusCode) -> bool {
    GATEWAY_TIMEOUTS.contains(&status.as_u16())
}
