//! Responses of api.php: status, data and clock.

use super::gateway_timeout::is_gateway_timeout;
use super::response_data::ResponseData;
use crate::unix_time;
use jiff::fmt::rfc2822;
use reqwest::StatusCode;
use reqwest::header::{DATE, HeaderMap};

/// Response of api.php, or of a firewall or proxy in front of it.
pub(super) struct ApiResponse {
    /// Status code.
    pub status: StatusCode,
    /// Data of the response. `None` if the body contains none.
    pub data: Option<ResponseData>,
    /// `true` if the body is an HTML page.
    pub is_html: bool,
    /// Difference between the server's clock and the relay's, in seconds. Positive if the server's
    /// clock is ahead. `None` without a valid `Date` header.
    pub clock_offset: Option<i64>,
}

impl ApiResponse {
    /// Returns the data of an action that was completed.
    pub fn into_success(self) -> Option<ResponseData> {
        let is_success_status = self.status.is_success();
        self.data
            .filter(|data| is_success_status && data.is_success())
    }

    /// Returns `true` if WHMCS has completed the action, successfully or not: it writes the result
    /// at the end. A 5xx may be from a proxy that has lost its connection to PHP.
    pub fn is_from_completed_action(&self) -> bool {
        let has_result = self.data.as_ref().is_some_and(ResponseData::has_result);
        let may_be_of_proxy = self.status.is_server_error()
            || self.status.is_informational()
            || is_gateway_timeout(self.status);
        has_result && !may_be_of_proxy
    }

    /// Returns `true` if a firewall or proxy sent a page with a status of success in place of the response.
    pub fn is_unexpected_page(&self) -> bool {
        self.is_html && self.data.is_none() && self.status.is_success()
    }

    /// Returns the message of an error.
    pub fn error_message(&self) -> Option<&str> {
        self.data.as_ref()?.error_message()
    }
}

/// Calculates the offset of the server's clock from the `Date` header, in seconds.
pub(super) fn clock_offset(headers: &HeaderMap) -> Option<i64> {
    let date = headers.get(DATE)?.to_str().ok()?;
    let date = rfc2822::parse(date).ok()?;
    Some(date.timestamp().as_second() - unix_time::signed_seconds())
}
