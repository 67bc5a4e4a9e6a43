//! Requests to the relay with the token of the signed-in user. The token may expire at any time.

use crate::form::HostEvent;
use crate::ticket::SendError;
use crate::ui::form_options::HostHooks;
use crate::ui::platform::{Endpoint, sleep};
use crate::ui::runtime::task::LocalBoxFuture;
use leptos::logging::warn;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// Maximum number of polls for a fresh token.
const TOKEN_POLLS: u32 = 25;
/// Interval between two polls, in milliseconds. Five seconds in total: long enough to fetch a
/// token, and short enough to wait for an error.
const TOKEN_POLL_INTERVAL: i32 = 200;

/// A client of the relay that reads the token before each request. Clones share their state.
#[derive(Clone)]
pub struct AuthenticatedClient {
    url: Rc<RefCell<String>>,
    hooks: HostHooks,
    /// `true` while a request waits for a fresh token.
    is_waiting: Rc<Cell<bool>>,
    /// Token of the latest request.
    latest_token: Rc<RefCell<Option<String>>>,
}

impl AuthenticatedClient {
    /// Creates a client of the relay at a URL.
    pub fn new(url: String, hooks: HostHooks) -> Self {
        Self {
            url: Rc::new(RefCell::new(url)),
            hooks,
            is_waiting: Rc::default(),
            latest_token: Rc::default(),
        }
    }

    /// Uses another URL for the next requests.
    pub fn set_url(&self, url: String) {
        *self.url.borrow_mut() = url;
    }

    /// Returns `true` if the latest request was sent with the current token, or waits for a fresh
    /// one and will be sent with it.
    pub fn uses_current_token(&self) -> bool {
        let token = (self.hooks.token)();
        let is_blank = token.as_ref().is_none_or(|token| token.trim().is_empty());
        *self.latest_token.borrow() == token || (self.is_waiting.get() && !is_blank)
    }

    /// Sends a request. If the token has expired, requests a fresh one from the host and sends the
    /// request again. This is safe: the relay has rejected the first request, or the request changes
    /// nothing.
    ///
    /// # Errors
    /// The error of the request; [`SendError::TokenExpired`] if the host sets no other token.
    pub async fn request<T>(
        &self,
        send: impl AsyncFn(Endpoint) -> Result<T, SendError>,
    ) -> Result<T, SendError> {
        let mut token = (self.hooks.token)();
        let mut is_repeated = false;
        // One call in a loop, since its code is compiled once for each call.
        loop {
            let response = send(self.endpoint_with(token.clone())).await;
            if is_repeated || !matches!(response, Err(SendError::TokenExpired)) {
                return response;
            }
            is_repeated = true;
            token = self.clone().fresh_token(token).await;
            if token.is_none() {
                return response;
            }
        }
    }

    /// Requests a fresh token from the host. Boxed, so that its code is compiled once.
    fn fresh_token(self, expired: Option<String>) -> LocalBoxFuture<Option<String>> {
        Box::pin(async move {
            self.is_waiting.set(true);
            (self.hooks.on_event)(&HostEvent::TokenExpired);
            let mut token = expired.clone();
            for _ in 0..TOKEN_POLLS {
                token = (self.hooks.token)();
                if token != expired {
                    break;
                }
                sleep(TOKEN_POLL_INTERVAL).await;
            }
            self.is_waiting.set(false);
            token.filter(|token| Some(token) != expired.as_ref())
        })
    }

    /// Logs the cause of missing rules, for the developers of the page.
    pub fn log_rules_failure(&self, error: &SendError) {
        let url = self.url.borrow();
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
        self.latest_token.borrow_mut().clone_from(&token);
        Endpoint::new(self.url.borrow().clone(), token)
    }
}
