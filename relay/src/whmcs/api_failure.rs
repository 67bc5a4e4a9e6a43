//! Failures of api.php that the operator has to fix.

use reqwest::StatusCode;
use serde_json::Value;

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
    /// A firewall or proxy in front of WHMCS rejected the request.
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

    /// Detects a failure in a response. With a redirect or a status code of class 4xx, WHMCS did
    /// not run the action.
    ///
    /// A known message counts only at the beginning: the message of a hook, or the text of a ticket
    /// in that message, may contain the same words.
    pub fn detect(status: StatusCode, body: &str) -> Option<Self> {
        if status.is_redirection() {
            return Some(Self::Redirected);
        }
        let message = error_message(body);
        let known_message = KNOWN_MESSAGES
            .iter()
            .find(|(beginning, _)| message.starts_with(beginning));
        match known_message {
            Some((_, failure)) => Some(*failure),
            None if !status.is_client_error() => None,
            None if body.trim_start().starts_with('<') => Some(Self::Firewall),
            None => Some(Self::Status),
        }
    }
}

/// Messages that WHMCS sends before it runs any action, as reported by clients of the API.
const KNOWN_MESSAGES: [(&str, ApiFailure); 5] = [
    ("Authentication Failed", ApiFailure::Credentials),
    ("Invalid or missing credentials", ApiFailure::Credentials),
    ("Invalid Permissions: API action", ApiFailure::Permission),
    ("Invalid IP ", ApiFailure::IpAddress),
    ("Empty action request", ApiFailure::EmptyRequest),
];

/// Returns the message of a response in JSON or in `key=value` format.
fn error_message(body: &str) -> String {
    let body = body.trim_start_matches('\u{feff}').trim();
    if let Ok(json) = serde_json::from_str::<Value>(body) {
        return json["message"].as_str().unwrap_or_default().to_owned();
    }
    let pairs = body.split([';', '\n', '&']);
    let message = pairs
        .filter_map(|pair| pair.trim().strip_prefix("message="))
        .next();
    message.unwrap_or(body).to_owned()
}
