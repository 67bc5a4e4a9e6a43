//! Failures of api.php that the operator has to fix.

use reqwest::StatusCode;

/// Failure that the operator has to fix. The details are in the log; visitors see only that the
/// support system is unavailable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ApiFailure {
    /// Name resolution, connection or TLS handshake failed.
    NotConnected,
    /// The credentials are wrong.
    Credentials,
    /// The API role does not allow the action.
    Permission,
    /// The relay's IP address is not on the access list.
    IpAddress,
    /// The body did not arrive.
    EmptyRequest,
    /// api.php has another URL.
    Redirected,
    /// A firewall or proxy in front of WHMCS rejected the request, or the response.
    Firewall,
    /// Another status code of class 4xx.
    Status,
}

impl ApiFailure {
    /// Returns the message for the log.
    pub const fn log_message(self) -> &'static str {
        match self {
            Self::NotConnected => "cannot connect to api.php",
            Self::Credentials => "api.php rejected the credentials",
            Self::Permission => "the credential's API role does not allow the action",
            Self::IpAddress => "the relay's IP address is not on WHMCS's API IP access list",
            Self::EmptyRequest => "api.php received an empty request",
            Self::Redirected => "api.php redirects to another URL: set --whmcs to that URL",
            Self::Firewall => "a firewall or proxy in front of api.php rejected the request",
            Self::Status => "api.php rejected the request",
        }
    }

    /// Returns the failure if WHMCS refused the request before it ran the action: the message is one
    /// that it sends for credentials, role, address or an empty request, with a status that is
    /// known for these messages ("API authentication"; clients of the API report 200, 400, 401 and 403).
    ///
    /// The whole message must match: a hook runs after the action, and its message may begin with
    /// the same words.
    pub fn documented(status: StatusCode, message: &str) -> Option<Self> {
        let is_known_status = matches!(
            status,
            StatusCode::OK
                | StatusCode::BAD_REQUEST
                | StatusCode::UNAUTHORIZED
                | StatusCode::FORBIDDEN
        );
        if !is_known_status {
            return None;
        }
        let message = message.trim().trim_end_matches(['.', ';']);
        match message {
            "Authentication Failed" | "Invalid or missing credentials" => Some(Self::Credentials),
            "Empty action request" => Some(Self::EmptyRequest),
            _ if is_permission_message(message) => Some(Self::Permission),
            _ if is_address_message(message) => Some(Self::IpAddress),
            _ => None,
        }
    }

    /// Returns the probable failure, for the log and for the visitor once a search has proved that
    /// no ticket was opened. The status alone is no proof: a firewall may replace the response of an
    /// action that was completed, and a hook may redirect.
    pub fn probable(status: StatusCode, is_html: bool) -> Option<Self> {
        if status.is_redirection() {
            Some(Self::Redirected)
        } else if !status.is_client_error() {
            None
        } else if is_html {
            Some(Self::Firewall)
        } else {
            Some(Self::Status)
        }
    }
}

/// Matches `Invalid Permissions: API action "openticket" is not allowed`.
fn is_permission_message(message: &str) -> bool {
    let rest = message.strip_prefix("Invalid Permissions: API action \"");
    rest.and_then(|rest| rest.strip_suffix("\" is not allowed"))
        .is_some_and(|action| action.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

/// Matches `Invalid IP 192.0.2.7`, also with several addresses.
fn is_address_message(message: &str) -> bool {
    message
        .strip_prefix("Invalid IP ")
        .is_some_and(|addresses| {
            addresses
                .bytes()
                .all(|byte| byte.is_ascii_hexdigit() || matches!(byte, b'.' | b':' | b',' | b' '))
        })
}
