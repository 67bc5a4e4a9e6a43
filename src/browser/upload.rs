//! A request with progress: `XMLHttpRequest`, for `fetch` reports none.

use super::{Listener, Report, Step, answer::Answer};
use crate::ticket::SendError;
use js_sys::{Function, Promise};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, Blob, Event, ProgressEvent, XmlHttpRequest};

/// The headers of a request; what has no value is left out.
type Headers<'a> = [(&'a str, Option<&'a str>)];

/// Posts a body and reports how much of it is out.
///
/// # Errors
/// [`SendError::Cancelled`] when it was stopped; [`SendError::NoAnswer`] when the connection ended
/// without an answer: a page cannot tell a refused connection from one that broke afterwards.
pub async fn post(
    url: &str,
    headers: &Headers<'_>,
    body: &Blob,
    stop: &AbortSignal,
    report: &Report,
) -> Result<Answer, SendError> {
    let request = Request::open(url, headers).map_err(|_| SendError::NotSent)?;
    let xhr = &request.0;
    let (report, stopped) = (report.clone(), stop.clone());
    let moved = move |event: Event| {
        let event: ProgressEvent = event.unchecked_into();
        let (sent, total) = (whole(event.loaded()), whole(event.total()));
        // What is stopped says so once more, by an event that nothing moved for.
        if !stopped.aborted() {
            report(Step::Out { sent, total });
        }
    };
    let upload = xhr.upload().map_err(|_| SendError::NotSent)?;
    let _progress = Listener::new(&upload, "progress", moved);
    let aborted = xhr.clone();
    // The error, if any, is that it has ended already.
    let _stop = Listener::new(stop, "abort", move |_| {
        let _ = aborted.abort();
    });
    let (ended, _end) = ending(xhr);
    xhr.send_with_opt_blob(Some(body))
        .map_err(|_| SendError::NotSent)?;
    let _ = JsFuture::from(ended).await;
    match (xhr.status().unwrap_or(0), stop.aborted()) {
        (_, true) => Err(SendError::Cancelled),
        (0, false) => Err(SendError::NoAnswer),
        (status, false) => Ok(Answer {
            status,
            retry_after: retry_after(xhr),
            body: xhr.response_text().ok().flatten().unwrap_or_default(),
        }),
    }
}

/// Looked for among those that may be seen: asking for one that another origin hides is complained
/// of in the console.
fn retry_after(xhr: &XmlHttpRequest) -> Option<String> {
    let all = xhr.get_all_response_headers().ok()?;
    let mut lines = all.lines();
    // The browser writes names in lower case (XMLHttpRequest Standard, `getAllResponseHeaders`).
    let value = lines.find_map(|line| line.strip_prefix("retry-after:"))?;
    Some(value.trim().to_owned())
}

/// A promise that is kept when the request has ended, however it ended.
fn ending(xhr: &XmlHttpRequest) -> (Promise, Option<Listener>) {
    let mut listener = None;
    let ended = Promise::new(&mut |resolve: Function, _| {
        listener = Some(Listener::new(xhr, "loadend", move |_| {
            let _ = resolve.call0(&JsValue::NULL);
        }));
    });
    (ended, listener)
}

/// A request that ends with its owner.
struct Request(XmlHttpRequest);

impl Request {
    fn open(url: &str, headers: &Headers<'_>) -> Result<Self, JsValue> {
        let xhr = XmlHttpRequest::new()?;
        xhr.open("POST", url)?;
        for (name, value) in headers {
            if let Some(value) = value {
                xhr.set_request_header(name, value)?;
            }
        }
        Ok(Self(xhr))
    }
}

impl Drop for Request {
    fn drop(&mut self) {
        let _ = self.0.abort();
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a count of bytes is a whole number below 2^53"
)]
fn whole(bytes: f64) -> u64 {
    bytes as u64
}
