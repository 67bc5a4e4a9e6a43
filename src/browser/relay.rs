//! The relay, as a page reaches it: rules and text by `fetch`, files by `XMLHttpRequest`.

use super::{Key, Report, Step, answer::Answer, file, pause, upload};
use crate::rules::Rules;
use crate::ticket::{Opened, Outcome, SendError, Ticket};
use crate::wire;
use gloo_net::http::{Request, RequestBuilder, Response};
use js_sys::Promise;
use std::pin::Pin;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, File};

const FORM: &str = "application/x-www-form-urlencoded;charset=UTF-8";

/// How long to wait before each time that the relay is asked what became of a ticket, in
/// milliseconds: it may be waiting for WHMCS itself.
const PAUSES: [i32; 3] = [1_000, 2_000, 4_000];

/// How long the relay may take to say what became of a ticket, in milliseconds: the fields are
/// inert as long.
const PATIENCE: u32 = 5_000;

/// A ticket on its way.
pub struct Sending {
    /// The ticket.
    pub ticket: Ticket<File>,
    /// The key of its intent.
    pub key: Key,
    /// What stops it.
    pub stop: AbortSignal,
    /// Is told how it gets on.
    pub report: Report,
}

/// Where the relay answers, and who asks. No `Debug`: a token is a secret.
#[derive(Clone)]
pub struct Endpoint {
    url: String,
    token: Option<String>,
}

impl Endpoint {
    /// The relay whose `/api/ticket` has this URL; a relative one is relative to the page. The
    /// token says who is signed in; blank is none.
    #[must_use]
    pub fn new(url: impl Into<String>, token: Option<String>) -> Self {
        let token = token.map(|token| token.trim().to_owned());
        Self {
            url: url.into(),
            token: token.filter(|token| !token.is_empty()),
        }
    }

    /// Asks for the rules of the installation, unless somebody has. Their patterns are not read yet.
    ///
    /// # Errors
    /// Why there are none: [`SendError`], as for a ticket.
    pub async fn rules(
        &self,
        stop: &AbortSignal,
        asked: Option<Asked>,
    ) -> Result<Rules, SendError> {
        let early = match asked {
            Some(asked) => asked.answer().await,
            None => None,
        };
        let answer = match early {
            Some(answer) => answer,
            None => {
                let request = Request::get(&self.url).abort_signal(Some(stop));
                let request = self.signed(request)?.build();
                fetch(request).await.ok_or(SendError::NoAnswer)?
            }
        };
        // A yes to something else is no answer either.
        let why = |_| answer.read().err().unwrap_or(SendError::NoAnswer);
        wire::rules::decode_unread(&answer.body).map_err(why)
    }

    /// Opens a ticket that has files.
    ///
    /// # Errors
    /// [`SendError`]. It is sent once: a request whose answer got lost is never repeated here.
    /// [`SendError::Offline`] where it failed and the browser had no network all the while. That
    /// it has none is only believed afterwards: some say so behind a VPN, and are wrong.
    pub async fn open_with_files(&self, sending: &Sending) -> Result<Opened, SendError> {
        honest(self.post_files(sending)).await
    }

    /// Opens a ticket without files.
    ///
    /// # Errors
    /// As [`open_with_files`](Self::open_with_files).
    pub async fn open_text(&self, sending: &Sending) -> Result<Opened, SendError> {
        honest(self.post_text(sending)).await
    }

    async fn post_files(&self, sending: &Sending) -> Result<Opened, SendError> {
        let Sending {
            ticket,
            key,
            stop,
            report,
        } = sending;
        let body = file::body(ticket, stop, &|read| report(Step::Read(read))).await?;
        let authorization = self.authorization()?;
        let headers = [
            ("accept", Some("application/json")),
            ("content-type", Some(FORM)),
            ("idempotency-key", Some(key.as_str())),
            ("authorization", authorization.as_deref()),
        ];
        let answer = upload::post(&self.url, &headers, &body, stop, report).await?;
        answer.read()
    }

    async fn post_text(&self, sending: &Sending) -> Result<Opened, SendError> {
        let stop = &sending.stop;
        let body = wire::encode_text(&sending.ticket);
        let size = body.len() as u64;
        let request = self
            .signed(Request::post(&self.url))?
            .header("content-type", FORM)
            .header("idempotency-key", sending.key.as_str())
            .abort_signal(Some(stop))
            .body(body);
        // Once it is under way, nobody can say that it is not out.
        (sending.report)(Step::Out {
            sent: size,
            total: size,
        });
        match fetch(request).await {
            _ if stop.aborted() => Err(SendError::Cancelled),
            Some(answer) => answer.read(),
            None => Err(SendError::NoAnswer),
        }
    }

    /// Finds out what became of an intent. The relay is asked a few times, with growing pauses,
    /// until it knows; a read changes nothing.
    pub async fn find_out(&self, key: &Key, stop: &AbortSignal) -> Outcome {
        for milliseconds in PAUSES {
            pause(milliseconds).await;
            if stop.aborted() {
                break;
            }
            match self.outcome(key).await {
                Some(Outcome::Unknown) | None => {}
                Some(outcome) => return outcome,
            }
        }
        Outcome::Unknown
    }

    async fn outcome(&self, key: &Key) -> Option<Outcome> {
        let url = format!("{}/{}", self.url.trim_end_matches('/'), key.as_str());
        let patience = AbortSignal::timeout_with_u32(PATIENCE);
        let request = Request::get(&url).abort_signal(Some(&patience));
        let answer = fetch(self.signed(request).ok()?.build()).await?;
        Some(wire::read_outcome(&answer.body))
    }

    fn signed(&self, request: RequestBuilder) -> Result<RequestBuilder, SendError> {
        let request = request.header("accept", "application/json");
        Ok(match self.authorization()? {
            Some(authorization) => request.header("authorization", &authorization),
            None => request,
        })
    }

    /// The header that says who is signed in. What cannot stand in one is no token: the browser
    /// would throw.
    fn authorization(&self) -> Result<Option<String>, SendError> {
        match &self.token {
            Some(token) if !token.bytes().all(|byte| byte.is_ascii_graphic()) => {
                Err(SendError::TokenInvalid)
            }
            token => Ok(token.as_ref().map(|token| format!("Bearer {token}"))),
        }
    }
}

/// A request that somebody else made, whose answer is on its way.
#[derive(Clone)]
pub struct Asked(Promise);

impl From<Promise> for Asked {
    fn from(response: Promise) -> Self {
        Self(response)
    }
}

impl Asked {
    async fn answer(self) -> Option<Answer> {
        let response = JsFuture::from(self.0).await.ok()?;
        let response: web_sys::Response = response.dyn_into().ok()?;
        answer(response.into()).await
    }
}

/// What comes back; `None` if nothing does. Boxed: one copy in the bundle serves all.
fn fetch(
    request: Result<Request, gloo_net::Error>,
) -> Pin<Box<dyn Future<Output = Option<Answer>>>> {
    Box::pin(async move {
        let response = request.ok()?.send().await.ok()?;
        answer(response).await
    })
}

async fn answer(response: Response) -> Option<Answer> {
    Some(Answer {
        status: response.status(),
        retry_after: response.headers().get("retry-after"),
        body: response.text().await.ok()?,
    })
}

/// Whether the browser has a network at all. "No" is the truth, "yes" is a guess.
fn online() -> bool {
    web_sys::window().is_none_or(|window| window.navigator().on_line())
}

/// What failed without an answer while there was no network never went out.
async fn honest(
    sending: impl Future<Output = Result<Opened, SendError>>,
) -> Result<Opened, SendError> {
    let was_offline = !online();
    match sending.await {
        Err(SendError::NoAnswer) if was_offline && !online() => Err(SendError::Offline),
        opened => opened,
    }
}
