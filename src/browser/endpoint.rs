//! Client of the relay endpoint: `fetch` for rules and text, `XMLHttpRequest` for files.

use super::encode_request_body::encode_request_body;
use super::fetch::{FetchRequest, fetch, read_response};
use super::http_response::HttpResponse;
use super::upload;
use super::upload_progress::{ProgressCallback, UploadProgress};
use crate::rules::Rules;
use crate::ticket::{IdempotencyKey, OpenedTicket, SendError, Ticket};
use crate::wire;
use js_sys::Promise;
use web_sys::{AbortSignal, File};

const ACCEPT_JSON: (&str, &str) = ("accept", "application/json");
const FORM_URLENCODED: &str = "application/x-www-form-urlencoded;charset=UTF-8";

/// A ticket to submit.
pub struct Submission {
    /// The ticket with its selected files.
    pub ticket: Ticket<File>,
    /// The idempotency key. A retry has the same key.
    pub key: IdempotencyKey,
    /// Signal that aborts the submission.
    pub abort_signal: AbortSignal,
    /// Callback that receives the upload progress.
    pub on_progress: ProgressCallback,
}

/// The relay endpoint and the token of the signed-in client. Not `Debug`: the token is a secret.
#[derive(Clone)]
pub struct Endpoint {
    pub(super) url: String,
    token: Option<String>,
}

impl Endpoint {
    /// Creates a client for the URL of the relay's `/api/ticket`, which may be relative to the
    /// page. A blank token means no token.
    #[must_use]
    pub fn new(url: impl Into<String>, token: Option<String>) -> Self {
        let token = token.map(|token| token.trim().to_owned());
        Self {
            url: url.into(),
            token: token.filter(|token| !token.is_empty()),
        }
    }

    /// Returns the rules of the installation, from the prefetched response if there is a usable
    /// one. Their patterns are not compiled yet.
    ///
    /// # Errors
    /// - [`SendError::NoResponse`] if there is no response, or a success response without rules.
    /// - [`SendError::TokenInvalid`] if the token contains characters that no header can contain.
    /// - The [`SendError`] of an error response.
    pub async fn fetch_rules(
        &self,
        abort_signal: &AbortSignal,
        prefetched: Option<PrefetchedRules>,
    ) -> Result<Rules, SendError> {
        let prefetched = match prefetched {
            Some(prefetched) => prefetched.response().await,
            None => None,
        };
        let response = match prefetched {
            Some(response) => response,
            None => {
                let response = self.get(&self.url, Some(abort_signal))?;
                response.await.ok_or(SendError::NoResponse)?
            }
        };
        // A success response without rules counts as no response.
        let error = |_| response.decode().err().unwrap_or(SendError::NoResponse);
        wire::rules_json::decode_with_deferred_patterns(&response.body).map_err(error)
    }

    /// Submits a ticket with files.
    ///
    /// # Errors
    /// [`SendError`]. The request is sent once and never retried here, even if its response is
    /// lost. [`SendError::Offline`] if it failed and the browser was offline before and after:
    /// the offline state alone is not trusted, since some browsers report it behind a VPN.
    pub async fn open_with_files(
        &self,
        submission: &Submission,
    ) -> Result<OpenedTicket, SendError> {
        detect_offline(self.post_files(submission)).await
    }

    /// Submits a ticket without files.
    ///
    /// # Errors
    /// As [`open_with_files`](Self::open_with_files).
    pub async fn open_text(&self, submission: &Submission) -> Result<OpenedTicket, SendError> {
        detect_offline(self.post_text(submission)).await
    }

    async fn post_files(&self, submission: &Submission) -> Result<OpenedTicket, SendError> {
        let Submission {
            ticket,
            key,
            abort_signal,
            on_progress,
        } = submission;
        let on_encoded = |bytes| on_progress(UploadProgress::Encoded(bytes));
        let body = encode_request_body(ticket, abort_signal, &on_encoded).await?;
        let token = self.token_header()?;
        let key = key.to_string();
        let headers = post_headers(&key, token.as_ref());
        let response = upload::post(&self.url, &headers, &body, abort_signal, on_progress).await?;
        response.decode()
    }

    async fn post_text(&self, submission: &Submission) -> Result<OpenedTicket, SendError> {
        let abort_signal = &submission.abort_signal;
        let body = wire::encode_without_attachments(&submission.ticket);
        let size = body.len() as u64;
        let key = submission.key.to_string();
        let token = self.token_header()?;
        let headers = post_headers(&key, token.as_ref());
        // From here on, the whole request may have been uploaded.
        (submission.on_progress)(UploadProgress::Uploaded {
            sent: size,
            total: size,
        });
        let response = fetch(&FetchRequest {
            method: "POST",
            url: &self.url,
            headers: &headers,
            body: Some(&body),
            abort_signal: Some(abort_signal),
        });
        match response.await {
            _ if abort_signal.aborted() => Err(SendError::Cancelled),
            Some(response) => response.decode(),
            None => Err(SendError::NoResponse),
        }
    }

    pub(super) fn get(
        &self,
        url: &str,
        abort_signal: Option<&AbortSignal>,
    ) -> Result<impl Future<Output = Option<HttpResponse>> + use<>, SendError> {
        let token = self.token_header()?;
        let headers = get_headers(token.as_ref());
        Ok(fetch(&FetchRequest {
            method: "GET",
            url,
            headers: &headers,
            body: None,
            abort_signal,
        }))
    }

    /// Returns the header of the token. A token with characters that no header can contain is rejected
    /// here: the browser would throw an exception.
    fn token_header(&self) -> Result<Option<TokenHeader>, SendError> {
        match &self.token {
            Some(token) if !token.bytes().all(|byte| byte.is_ascii_graphic()) => {
                Err(SendError::TokenInvalid)
            }
            token => Ok(token.as_deref().map(wire::token_header)),
        }
    }
}

type TokenHeader = (&'static str, String);

fn get_headers(token: Option<&TokenHeader>) -> Vec<(&str, &str)> {
    let mut headers = vec![ACCEPT_JSON];
    headers.extend(token.map(|(name, value)| (*name, value.as_str())));
    headers
}

fn post_headers<'a>(key: &'a str, token: Option<&'a TokenHeader>) -> Vec<(&'a str, &'a str)> {
    let mut headers = get_headers(token);
    headers.push(("content-type", FORM_URLENCODED));
    headers.push(("idempotency-key", key));
    headers
}

/// Response to a rules request that was started before the form was mounted.
#[derive(Clone)]
pub struct PrefetchedRules(Promise);

impl From<Promise> for PrefetchedRules {
    fn from(response: Promise) -> Self {
        Self(response)
    }
}

impl PrefetchedRules {
    async fn response(self) -> Option<HttpResponse> {
        read_response(self.0.into()).await
    }
}

/// Returns `navigator.onLine`. `true` is not reliable; `false` is wrong only in some browsers
/// behind a VPN.
fn is_online() -> bool {
    web_sys::window().is_none_or(|window| window.navigator().on_line())
}

/// Reports a missing response as [`SendError::Offline`] if the browser was offline before and
/// after.
async fn detect_offline(
    submission: impl Future<Output = Result<OpenedTicket, SendError>>,
) -> Result<OpenedTicket, SendError> {
    let was_offline = !is_online();
    match submission.await {
        Err(SendError::NoResponse) if was_offline && !is_online() => Err(SendError::Offline),
        result => result,
    }
}
