//! A blocking HTTP client without proxy, cache or redirects.

use reqwest::blocking::{Client, RequestBuilder};
use reqwest::header::HeaderMap;
use reqwest::redirect::Policy;
use serde_json::Value;
use std::time::Duration;

/// The content type of URL-encoded forms.
pub const URLENCODED: &str = "application/x-www-form-urlencoded";

/// A complete response.
#[derive(Debug)]
pub struct HttpResponse {
    /// The status code.
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub bytes: Vec<u8>,
}

/// Returns a client whose requests time out after 60 seconds.
#[must_use]
pub fn client() -> Client {
    let _ = rustls::crypto::ring::default_provider().install_default();
    Client::builder()
        .no_proxy()
        .tls_certs_only([])
        .timeout(Duration::from_secs(60))
        .redirect(Policy::none())
        .build()
        .unwrap()
}

/// Sends a GET request.
#[must_use]
pub fn get(url: &str, headers: &[(&str, &str)]) -> HttpResponse {
    send(client().get(url), headers)
}

/// Sends a POST request.
#[must_use]
pub fn post(url: &str, body: impl Into<Vec<u8>>, headers: &[(&str, &str)]) -> HttpResponse {
    send(client().post(url).body(body.into()), headers)
}

fn send(request: RequestBuilder, headers: &[(&str, &str)]) -> HttpResponse {
    let request = headers.iter().fold(request, |request, (name, value)| {
        request.header(*name, *value)
    });
    let response = request.send().unwrap();
    HttpResponse {
        status: response.status().as_u16(),
        headers: response.headers().clone(),
        bytes: response.bytes().unwrap().to_vec(),
    }
}

impl HttpResponse {
    /// Returns the body as text.
    #[must_use]
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    /// Returns the body as JSON.
    #[must_use]
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes).unwrap_or_else(|_| panic!("not JSON: {}", self.text()))
    }

    /// Returns the value of a header, or an empty string if it is missing.
    #[must_use]
    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }

    /// Returns `message` of a JSON body, or an empty string if it is missing.
    #[must_use]
    pub fn message(&self) -> String {
        self.json_text("message")
    }

    /// Returns `code` of a JSON body, or an empty string if it is missing.
    #[must_use]
    pub fn code(&self) -> String {
        self.json_text("code")
    }

    fn json_text(&self, name: &str) -> String {
        self.json()[name].as_str().unwrap_or_default().to_owned()
    }
}
