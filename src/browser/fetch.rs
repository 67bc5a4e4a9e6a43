//! HTTP requests with gloo-net, or with plain `fetch` if the page has patched a global.
//!
//! Old libraries replace `Request` (MooTools), and wrappers of `fetch` read the URL from a string,
//! throw, or return another object than a `Response`. In such a page the URL is a string, the options
//! are a plain object, no class of the page is used, and an exception counts as no response.

use super::http_response::HttpResponse;
use super::js_object::{call, get, set};
use gloo_net::http::{Method, RequestBuilder};
use js_sys::{Function, Object, Promise};
use std::pin::Pin;
use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};
use wasm_bindgen_futures::JsFuture;
use web_sys::AbortSignal;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_name = fetch)]
    fn start_fetch(url: &str, options: &Object) -> Result<JsValue, JsValue>;
}

/// A request to send.
pub struct FetchRequest<'a> {
    /// HTTP method.
    pub method: &'a str,
    /// URL, which may be relative to the page.
    pub url: &'a str,
    /// Names and values of the headers.
    pub headers: &'a [(&'a str, &'a str)],
    /// Request body.
    pub body: Option<&'a str>,
    /// Signal that aborts the request.
    pub abort_signal: Option<&'a AbortSignal>,
}

/// Sends a request. Returns `None` if there is no response. Boxed, so that the bundle contains the
/// code once for all callers.
pub fn fetch(request: &FetchRequest<'_>) -> ResponseFuture {
    if GLOBALS.iter().all(|name| is_native(name)) {
        fetch_natively(request)
    } else {
        fetch_defensively(request)
    }
}

/// A response, or `None`.
type ResponseFuture = Pin<Box<dyn Future<Output = Option<HttpResponse>>>>;

/// Globals that gloo-net uses.
const GLOBALS: [&str; 4] = ["fetch", "Headers", "Request", "Response"];

/// Returns `true` if a global is the browser's own: its source is not visible (ECMA-262,
/// `Function.prototype.toString`).
fn is_native(name: &str) -> bool {
    let function = get(&js_sys::global(), name).and_then(|value| value.dyn_into::<Function>().ok());
    function.is_some_and(|function| function.to_string().includes("[native code]", 0))
}

fn fetch_natively(request: &FetchRequest<'_>) -> ResponseFuture {
    let builder = match request.method {
        "POST" => RequestBuilder::new(request.url).method(Method::POST),
        _ => RequestBuilder::new(request.url),
    };
    let builder = request
        .headers
        .iter()
        .fold(builder, |builder, (name, value)| {
            builder.header(name, value)
        })
        .abort_signal(request.abort_signal);
    let request = match request.body {
        Some(body) => builder.body(body),
        None => builder.build(),
    };
    Box::pin(async move {
        let response = request.ok()?.send().await.ok()?;
        Some(HttpResponse {
            status: response.status(),
            retry_after: response.headers().get("retry-after"),
            body: response.text().await.ok()?,
        })
    })
}

fn fetch_defensively(request: &FetchRequest<'_>) -> ResponseFuture {
    let headers = Object::new();
    for (name, value) in request.headers {
        set(&headers, name, &(*value).into());
    }
    let options = Object::new();
    set(&options, "method", &request.method.into());
    set(&options, "headers", &headers);
    if let Some(body) = request.body {
        set(&options, "body", &body.into());
    }
    if let Some(signal) = request.abort_signal {
        set(&options, "signal", signal);
    }
    let response = start_fetch(request.url, &options);
    Box::pin(async move { read_response(response.ok()?).await })
}

/// Reads a response, or a promise of one. Returns `None` if it is not readable.
pub async fn read_response(response: JsValue) -> Option<HttpResponse> {
    let response = resolve(response).await?;
    let status = get(&response, "status")?.as_f64()?;
    let retry_after = get(&response, "headers")
        .and_then(|headers| call(&headers, "get", &[&"retry-after".into()]))
        .and_then(|value| value.as_string());
    let body = call(&response, "text", &[])?;
    Some(HttpResponse {
        // A status has three digits (RFC 9110, section 15).
        status: status as u16,
        retry_after,
        body: resolve(body).await?.as_string()?,
    })
}

async fn resolve(value: JsValue) -> Option<JsValue> {
    JsFuture::from(Promise::resolve(&value)).await.ok()
}
