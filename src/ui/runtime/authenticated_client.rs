//! Requests to the relay with the token of the signed-in user. The token may expire at any time.

use crate::form::HostEvent;
use crate::ticket::SendError;
use crate::ui::form_options::HostHooks;
use crate::ui::platform::{Endpoint, sleep};
use leptos::logging::warn;

/// Maximum number of polls for a fresh token.
const TOKEN_POLLS: u32 = 25;
/// Interval between two polls, in milliseconds. Five seconds in total: long enough to fetch a
/// token, and short enough to wait for an error.
const TOKEN_POLL_INTERVAL: i32 = 200;

/// A client of the relay that reads the token before each request.
#[derive(Clone)]
pub struct AuthenticatedClient {
    url: String,
    hooks: HostHooks,
}

impl AuthenticatedClient {
    /// Creates a client of the relay at a URL.
    pub const fn new(url: String, hooks: HostHooks) -> Self {
        Self { url, hooks }
    }

    /// Sends a request. If the token has expired, requests a fresh one from the host and sends the
    /// request again, which is safe: the relay has rejected the first one, or it changes nothing.
    ///
    /// # Errors
    /// The error of the request; [`SendError::TokenExpired`] if the host sets no other token.
    pub async fn request<T>(
        &self,
        send: impl AsyncFn(Endpoint) -> Result<T, SendError>,
    ) -> Result<T, SendError> {
        let token = (self.hooks.token)();
        let response = send(self.endpoint_with(token.clone())).await;
        if !matches!(response, Err(SendError::TokenExpired)) {
            return response;
        }
        match self.fresh_token(&token).await {
            Some(token) => send(self.endpoint_with(Some(token))).await,
            None => response,
        }
    }

    async fn fresh_token(&self, expired: &Option<String>) -> Option<String> {
        (self.hooks.on_event)(&HostEvent::TokenExpired);
        for _ in 0..TOKEN_POLLS {
            let token = (self.hooks.token)();
            if token != *expired {
                return token;
            }
            sleep(TOKEN_POLL_INTERVAL).await;
        }
        None
    }

    /// Logs why a page has no form, for its developers.
    pub fn log_rules_failure(&self, error: &SendError) {
        let url = &self.url;
        let (cause, status) = match *error {
            SendError::Rejected { status } | SendError::GatewayFailed { status, .. } => {
                ("Is it the relay?", status)
            }
            SendError::TokenExpired | SendError::TokenInvalid => ("Set another token.", 401),
            SendError::RateLimited { .. } => ("Try again later.", 429),
            SendError::Refused(_) => ("Add this page's origin to `origins`.", 403),
            _ => (
                "Is the relay running, does its `origins` list this page's origin, and does \
                 connect-src allow the request?",
                0,
            ),
        };
        warn!("open-ticket: no rules from {url} (status {status}). {cause}");
    }

    fn endpoint_with(&self, token: Option<String>) -> Endpoint {
        Endpoint::new(self.url.clone(), token)
    }
}
