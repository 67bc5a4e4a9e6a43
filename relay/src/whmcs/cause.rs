//! Why an api.php did nothing, where the operator has to mend it.

use reqwest::StatusCode;
use serde_json::Value;

/// What the operator has to mend. It goes to the log; a visitor reads that the help desk cannot be
/// reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// No connection, no name, no TLS.
    NotConnected,
    /// The credentials are wrong.
    Credentials,
    /// The API role lacks the action.
    Permission,
    /// The relay's address is not allowed.
    Address,
    /// The body did not arrive.
    EmptyAction,
    /// The api.php is elsewhere.
    Redirected,
    /// Something before WHMCS refuses the relay.
    Firewall,
    /// Any other status that refuses a request.
    Status,
}

impl Cause {
    /// What the log says.
    pub const fn advice(self) -> &'static str {
        match self {
            Self::NotConnected => "the api.php cannot be connected to",
            Self::Credentials => "the api.php does not know the credentials",
            Self::Permission => "the credential's API role must allow the action",
            Self::Address => "the relay's IP address must be on WHMCS's API IP access list",
            Self::EmptyAction => "the api.php saw an empty request",
            Self::Redirected => "the api.php is at another address: --whmcs must name that",
            Self::Firewall => "something before the api.php refuses the relay",
            Self::Status => "the api.php refuses the request",
        }
    }

    /// The cause, if the answer is one. A redirect and a status of 4xx come before the action:
    /// nothing was done.
    ///
    /// The messages count only where they begin one: a hook's own message, or a person's words in
    /// it, may hold any of them.
    pub fn of(status: StatusCode, answer: &str) -> Option<Self> {
        if status.is_redirection() {
            return Some(Self::Redirected);
        }
        let message = message(answer);
        let known = MESSAGES
            .iter()
            .find(|(begin, _)| message.starts_with(begin));
        match known {
            Some((_, cause)) => Some(*cause),
            None if !status.is_client_error() => None,
            None if answer.trim_start().starts_with('<') => Some(Self::Firewall),
            None => Some(Self::Status),
        }
    }
}

/// What clients of the API have seen before any action.
const MESSAGES: [(&str, Cause); 5] = [
    ("Authentication Failed", Cause::Credentials),
    ("Invalid or missing credentials", Cause::Credentials),
    ("Invalid Permissions: API action", Cause::Permission),
    ("Invalid IP ", Cause::Address),
    ("Empty action request", Cause::EmptyAction),
];

/// The answer's message, whether it is JSON or `key=value` text.
fn message(answer: &str) -> String {
    let answer = answer.trim_start_matches('\u{feff}').trim();
    if let Ok(json) = serde_json::from_str::<Value>(answer) {
        return json["message"].as_str().unwrap_or_default().to_owned();
    }
    let pairs = answer.split([';', '\n', '&']);
    let message = pairs
        .filter_map(|pair| pair.trim().strip_prefix("message="))
        .next();
    message.unwrap_or(answer).to_owned()
}
