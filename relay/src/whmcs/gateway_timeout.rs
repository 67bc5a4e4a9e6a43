//! HTTP statuses with which a proxy in front of WHMCS reports that it has stopped waiting.

use reqwest::StatusCode;

/// Timeout status codes of proxies, whose server may still be running the action: 504
/// (RFC 9110, section 15.6.5), 408, 499 of nginx, and 522 and 524 of Cloudflare.
const GATEWAY_TIMEOUTS: [u16; 5] = [408, 499, 504, 522, 524];

/// Returns `true` if a proxy has stopped waiting for the response.
pub(super) fn is_gateway_timeout(status: StatusCode) -> bool {
    GATEWAY_TIMEOUTS.contains(&status.as_u16())
}
