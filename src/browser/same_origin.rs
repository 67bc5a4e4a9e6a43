//! Fetches files of the endpoint's origin.

use super::clock::abort_after;
use super::fetch::{FetchRequest, fetch};
use web_sys::{Url, window};

/// Request timeout, in milliseconds.
const TIMEOUT: i32 = 20_000;

/// Fetches a public file. Its URL is relative to the endpoint and must have the endpoint's origin: the rules
/// cannot direct the browser elsewhere. Returns `None` unless the response is successful.
pub async fn fetch_same_origin(endpoint: &str, url: &str) -> Option<String> {
    let base = window()?.document()?.base_uri().ok().flatten()?;
    let endpoint = Url::new_with_base(endpoint, &base).ok()?;
    let url = Url::new_with_base(url, &endpoint.href()).ok()?;
    let is_http = ["http:", "https:"].contains(&url.protocol().as_str());
    if !is_http || url.origin() != endpoint.origin() {
        return None;
    }
    let signal = abort_after(TIMEOUT);
    let request = FetchRequest {
        method: "GET",
        url: &url.href(),
        headers: &[("accept", "application/json")],
        body: None,
        abort_signal: signal.as_ref(),
    };
    let response = fetch(&request).await?;
    (response.status == 200).then_some(response.body)
}
