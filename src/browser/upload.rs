//! `POST` with upload progress by `XMLHttpRequest`, since `fetch` reports none.

use super::byte_count::byte_count;
use super::http_response::HttpResponse;
use super::listener::Listener;
use super::upload_progress::{ProgressCallback, UploadProgress};
use crate::ticket::SendError;
use js_sys::{Function, Promise};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, Blob, Event, ProgressEvent, XmlHttpRequest};

/// Names and values of request headers.
type Headers<'a> = [(&'a str, &'a str)];

/// Posts a body and reports the upload progress.
///
/// # Errors
/// - [`SendError::Cancelled`] if the request was aborted.
/// - [`SendError::NoResponse`] if the connection ended without a response: a page cannot
///   distinguish a refused connection from one that broke later.
/// - [`SendError::NotSent`] if the browser rejects the request before sending it.
pub async fn post(
    url: &str,
    headers: &Headers<'_>,
    body: &Blob,
    abort_signal: &AbortSignal,
    on_progress: &ProgressCallback,
) -> Result<HttpResponse, SendError> {
    let request = Request::open(url, headers).map_err(|_| SendError::NotSent)?;
    let xhr = &request.0;
    let (on_progress, progress_signal) = (on_progress.clone(), abort_signal.clone());
    let report_progress = move |event: Event| {
        let event: ProgressEvent = event.unchecked_into();
        let (sent, total) = (byte_count(event.loaded()), byte_count(event.total()));
        // Aborting fires one more `progress` event, although no bytes were uploaded.
        if !progress_signal.aborted() {
            on_progress(UploadProgress::Uploaded { sent, total });
        }
    };
    let upload = xhr.upload().map_err(|_| SendError::NotSent)?;
    let _progress_listener = Listener::new(&upload, "progress", report_progress);
    let aborted_xhr = xhr.clone();
    let _abort_listener = Listener::new(abort_signal, "abort", move |_| {
        // Fails only if the request has already ended.
        let _ = aborted_xhr.abort();
    });
    let (load_end, _load_end_listener) = load_end(xhr);
    xhr.send_with_opt_blob(Some(body))
        .map_err(|_| SendError::NotSent)?;
    let _ = JsFuture::from(load_end).await;
    match (xhr.status().unwrap_or(0), abort_signal.aborted()) {
        (_, true) => Err(SendError::Cancelled),
        (0, false) => Err(SendError::NoResponse),
        (status, false) => Ok(HttpResponse {
            status,
            retry_after: retry_after(xhr),
            body: xhr.response_text().ok().flatten().unwrap_or_default(),
        }),
    }
}

/// Returns the `Retry-After` header. It is looked up in the list of exposed headers: reading one
/// that CORS does not expose logs an error to the console.
fn retry_after(xhr: &XmlHttpRequest) -> Option<String> {
    let headers = xhr.get_all_response_headers().ok()?;
    let mut lines = headers.lines();
    // Header names are in lower case (XMLHttpRequest Standard, `getAllResponseHeaders`).
    let value = lines.find_map(|line| line.strip_prefix("retry-after:"))?;
    Some(value.trim().to_owned())
}

/// Returns a promise that resolves when the request has ended, successfully or not.
fn load_end(xhr: &XmlHttpRequest) -> (Promise, Option<Listener>) {
    let mut listener = None;
    let promise = Promise::new(&mut |resolve: Function, _| {
        listener = Some(Listener::new(xhr, "loadend", move |_| {
            let _ = resolve.call0(&JsValue::NULL);
        }));
    });
    (promise, listener)
}

/// A request that is aborted on drop.
struct Request(XmlHttpRequest);

impl Request {
    fn open(url: &str, headers: &Headers<'_>) -> Result<Self, JsValue> {
        let xhr = XmlHttpRequest::new()?;
        xhr.open("POST", url)?;
        for (name, value) in headers {
            xhr.set_request_header(name, value)?;
        }
        Ok(Self(xhr))
    }
}

impl Drop for Request {
    fn drop(&mut self) {
        let _ = self.0.abort();
    }
}
