//! The relay, as a page reaches it: rules and text by `fetch`, files by `XMLHttpRequest`.

use super::{file, upload};
use crate::rules::Rules;
use crate::ticket::{Opened, Refusal, SendError, Ticket};
use crate::wire;
use gloo_net::http::{Request, Response};
use web_sys::{AbortSignal, File};

const FORM: &str = "application/x-www-form-urlencoded;charset=UTF-8";

/// Where the relay answers: the URL of its `/api/ticket`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endpoint(String);

/// The rules could not be had: no connection, or an answer that is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RulesUnavailable;

impl Endpoint {
    /// The relay at this URL; a relative one is relative to the page.
    #[must_use]
    pub fn new(url: impl Into<String>) -> Self {
        Self(url.into())
    }

    /// Asks for the rules of the installation.
    ///
    /// # Errors
    /// [`RulesUnavailable`].
    pub async fn rules(&self) -> Result<Rules, RulesUnavailable> {
        let response = Request::get(&self.0)
            .header("accept", "application/json")
            .send()
            .await
            .map_err(|_| RulesUnavailable)?;
        let body = response.text().await.map_err(|_| RulesUnavailable)?;
        wire::rules::decode(&body).map_err(|_| RulesUnavailable)
    }

    /// Opens a ticket. `progress` is told how many bytes of the request are out, and of how many.
    ///
    /// # Errors
    /// [`SendError`]. It is sent once: a request whose answer got lost is never repeated here.
    pub async fn open(
        &self,
        ticket: &Ticket<File>,
        stop: &AbortSignal,
        progress: impl Fn(u64, u64) + 'static,
    ) -> Result<Opened, SendError> {
        if !online() {
            return Err(SendError::NotSent);
        }
        if ticket.attachments.is_empty() {
            self.open_text(ticket, stop, progress).await
        } else {
            let body = file::body(ticket, stop).await?;
            let answer = upload::post(&self.0, FORM, &body, stop, progress).await?;
            read(answer.status, &answer.body)
        }
    }

    async fn open_text(
        &self,
        ticket: &Ticket<File>,
        stop: &AbortSignal,
        progress: impl Fn(u64, u64),
    ) -> Result<Opened, SendError> {
        let body = wire::encode_text(ticket);
        let size = body.len() as u64;
        let request = Request::post(&self.0)
            .header("content-type", FORM)
            .header("accept", "application/json")
            .abort_signal(Some(stop))
            .body(body)
            .map_err(|_| SendError::NotSent)?;
        // Once it is under way, nobody can say that it is not out.
        progress(size, size);
        match request.send().await {
            Ok(response) => answer(response, stop).await,
            Err(_) => Err(broken_off(stop)),
        }
    }
}

async fn answer(response: Response, stop: &AbortSignal) -> Result<Opened, SendError> {
    let body = response.text().await.map_err(|_| broken_off(stop))?;
    read(response.status(), &body)
}

fn broken_off(stop: &AbortSignal) -> SendError {
    if stop.aborted() {
        SendError::Cancelled
    } else {
        SendError::NoAnswer
    }
}

/// An answer that is not the relay's own comes from a proxy before it: 413 and the other refusals
/// of a request mean that the relay never saw it; after 5xx nobody knows.
fn read(status: u16, body: &str) -> Result<Opened, SendError> {
    match (wire::read_reply(body), status) {
        (Err(SendError::NoAnswer), 413) => Err(Refusal::TooLarge { limit: None }.into()),
        (Err(SendError::NoAnswer), 400..=499) => Err(SendError::NotSent),
        (reply, _) => reply,
    }
}

/// Whether the browser has a network at all. "No" is the truth, "yes" is a guess.
fn online() -> bool {
    web_sys::window().is_none_or(|window| window.navigator().on_line())
}
