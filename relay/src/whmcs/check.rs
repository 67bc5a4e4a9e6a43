//! A single request that shows whether api.php can be used.

use super::api_failure::ApiFailure;
use super::client::WhmcsClient;
use super::departments::{SHAPE, parse_departments};
use crate::api_error::{ApiError, NoResponse};
use open_ticket::ticket::DepartmentId;
use open_ticket::wire::{parameter_names, urlencoded};
use reqwest::StatusCode;
use std::fmt;

/// Action of the request. It changes nothing.
const ACTION: &str = "GetSupportDepartments";

/// Reason why api.php cannot be used, with a remedy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CheckFailure {
    /// WHMCS, or a firewall or proxy in front of it, rejected the request.
    Rejected(ApiFailure, Option<StatusCode>),
    /// There was no response, or only a part of one.
    NoResponse(NoResponse),
    /// The response is not from WHMCS.
    NotWhmcs(StatusCode),
}

impl WhmcsClient {
    /// Requests the departments once.
    ///
    /// # Errors
    /// [`CheckFailure`].
    pub async fn check(&self) -> Result<Vec<(DepartmentId, String)>, CheckFailure> {
        let mut body = String::new();
        for (name, value) in [
            (parameter_names::ACTION, ACTION),
            (parameter_names::RESPONSE_TYPE, parameter_names::JSON),
            ("ignore_dept_assignments", "1"),
        ] {
            urlencoded::append(&mut body, name, value);
        }
        let response = self.post(self.with_credentials(body), &SHAPE).await;
        let response = response.map_err(|error| match error {
            ApiError::OutcomeUnknown { reason, .. } => CheckFailure::NoResponse(reason),
            _ => CheckFailure::Rejected(ApiFailure::NotConnected, None),
        })?;
        let status = response.status;
        let failure = response
            .error_message()
            .and_then(|message| ApiFailure::documented(status, message))
            .or_else(|| ApiFailure::probable(status, response.is_html));
        if let Some(failure) = failure {
            return Err(CheckFailure::Rejected(failure, Some(status)));
        }
        match response.into_success() {
            Some(data) => Ok(parse_departments(&data)),
            None => Err(CheckFailure::NotWhmcs(status)),
        }
    }
}

impl CheckFailure {
    /// Returns `true` if WHMCS accepted the credentials and the address, but not the action.
    #[must_use]
    pub fn is_only_permission(&self) -> bool {
        matches!(self, Self::Rejected(ApiFailure::Permission, _))
    }
}

impl std::error::Error for CheckFailure {}

impl fmt::Display for CheckFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (failure, status) = match self {
            Self::NoResponse(NoResponse::TimedOut) => {
                return f.write_str(
                    "WHMCS did not respond within whmcs.response_timeout_seconds: check its load",
                );
            }
            Self::NoResponse(_) => {
                return f.write_str("WHMCS ended the connection without a complete response");
            }
            Self::NotWhmcs(status) => {
                return write!(
                    f,
                    "--whmcs: the response (status {}) is not from WHMCS's API: check that the URL \
                     points to includes/api.php, and see WHMCS's error log",
                    status.as_u16()
                );
            }
            Self::Rejected(ApiFailure::Status | ApiFailure::Firewall, Some(status))
                if *status == StatusCode::NOT_FOUND =>
            {
                return f.write_str("--whmcs: there is no api.php at this URL (status 404)");
            }
            Self::Rejected(failure, status) => (failure, status),
        };
        write!(f, "{}", failure.log_message())?;
        if let Some(status) = status {
            write!(f, " (status {})", status.as_u16())?;
        }
        f.write_str(": ")?;
        f.write_str(remedy(*failure))
    }
}

const fn remedy(failure: ApiFailure) -> &'static str {
    match failure {
        ApiFailure::NotConnected => {
            "check the host in --whmcs, its certificate, and firewalls in between"
        }
        ApiFailure::Credentials => {
            "check OPEN_TICKET_IDENTIFIER and OPEN_TICKET_SECRET (System Settings, API Credentials)"
        }
        ApiFailure::Permission => {
            "allow GetSupportDepartments in the role of the credential (System Settings, API Roles)"
        }
        ApiFailure::IpAddress => {
            "add this machine's address to the list (System Settings, General Settings, Security), \
             or set OPEN_TICKET_ACCESS_KEY"
        }
        ApiFailure::EmptyRequest => "check proxies and mod_security in front of WHMCS",
        ApiFailure::Redirected => "use https and the host that WHMCS redirects to",
        ApiFailure::Firewall => "allow this machine's address there",
        ApiFailure::Status => "see WHMCS's activity log, or the log of its web server",
    }
}
