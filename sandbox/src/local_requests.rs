//! Refusal of requests that a proxy forwards from other machines.
//!
//! The sandbox listens on loopback addresses, since its credentials are public. A proxy on the same
//! machine would still make it reachable, with the addresses in its outbox and the tokens of the demo.
//! Such a request names another host, or the proxy adds the address of the client. A web page
//! whose name resolves to 127.0.0.1 (DNS rebinding) names another host too.

use crate::api::API_PATH;
use crate::pages::message_page;
use axum::extract::Request;
use axum::http::uri::Authority;
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use open_ticket_http_responses::json;
use serde_json::json;
use std::net::{IpAddr, SocketAddr};

/// Headers with the address of a client, or several separated by commas, that proxies and content
/// delivery networks add.
const CLIENT_ADDRESSES: [&str; 6] = [
    "x-forwarded-for",
    "x-real-ip",
    "x-client-ip",
    "x-cluster-client-ip",
    "cf-connecting-ip",
    "true-client-ip",
];

/// Headers with the host that a client requested.
const HOSTS: [&str; 2] = ["host", "x-forwarded-host"];

const MESSAGE: &str = "The sandbox accepts requests from its own machine only, because its credentials are public. This \
    request comes from another machine, through a proxy. Open the sandbox at a loopback address such as \
    127.0.0.1, or remove it from the proxy";

/// Responds with 403 to requests for another host, and to those that a proxy forwards from another
/// machine.
pub async fn refuse_foreign_requests(request: Request, next: Next) -> Response {
    if is_local(request.uri(), request.headers()) {
        return next.run(request).await;
    }
    let status = StatusCode::FORBIDDEN;
    if request.uri().path().ends_with(API_PATH) {
        let body = json!({ "result": "error", "message": MESSAGE });
        return (status, json(body.to_string())).into_response();
    }
    message_page(status, "Not available from here", MESSAGE)
}

/// Returns `true` unless a header names another machine, or cannot be read.
fn is_local(uri: &Uri, headers: &HeaderMap) -> bool {
    let values = |name: &'static str| {
        headers
            .get_all(name)
            .iter()
            .map(|value| value.to_str().ok())
    };
    let all = |name, is_local: fn(&str) -> bool| {
        values(name).all(|value| value.is_some_and(|value| entries(value).all(is_local)))
    };
    uri.authority()
        .is_none_or(|host| is_local_host(host.as_str()))
        && HOSTS.iter().all(|name| all(name, is_local_host))
        && CLIENT_ADDRESSES
            .iter()
            .all(|name| all(name, is_local_address))
        && all(header::FORWARDED.as_str(), is_local_forwarded)
}

/// Returns the entries of a list in a header, without blank ones.
fn entries(value: &str) -> impl Iterator<Item = &str> {
    let entries = value.split(',').map(str::trim);
    entries.filter(|entry| !entry.is_empty())
}

/// Returns `true` for a loopback host: an address, `localhost`, or a name below it (RFC 6761, section
/// 6.3).
fn is_local_host(host: &str) -> bool {
    let Ok(authority) = host.parse::<Authority>() else {
        return false;
    };
    let name = authority.host().trim_end_matches('.').to_ascii_lowercase();
    name == "localhost" || name.ends_with(".localhost") || is_local_address(&name)
}

/// Accepts an IP address with or without a port, and with the brackets that an IPv6 address needs before
/// a port.
fn is_local_address(text: &str) -> bool {
    let text = text.trim().trim_matches('"');
    let without_brackets = text.trim_start_matches('[').trim_end_matches(']');
    let address = without_brackets.parse::<IpAddr>().ok();
    let address = address.or_else(|| Some(text.parse::<SocketAddr>().ok()?.ip()));
    address.is_some_and(|address| address.to_canonical().is_loopback())
}

/// Checks `for` and `host` of an entry of `Forwarded` (RFC 7239).
fn is_local_forwarded(entry: &str) -> bool {
    entry.split(';').all(|pair| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        match name.trim().to_ascii_lowercase().as_str() {
            "for" => is_local_address(value),
            "host" => is_local_host(value.trim().trim_matches('"')),
            _ => true,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn loopback_addresses_are_recognized_in_every_notation() {
        for address in [
            "127.0.0.1",
            "127.0.0.1:40001",
            "127.8.9.10",
            "::1",
            "[::1]",
            "[::1]:40001",
            "\"[::1]:40001\"",
            "::ffff:127.0.0.1",
        ] {
            assert!(is_local_address(address), "{address}");
        }
        for address in [
            "198.51.100.1",
            "10.0.0.1:80",
            "0.0.0.0",
            "::",
            "unknown",
            "_hidden",
            "",
        ] {
            assert!(!is_local_address(address), "{address}");
        }
    }

    #[test]
    fn only_localhost_and_loopback_addresses_are_local_hosts() {
        for host in [
            "localhost",
            "LOCALHOST:8080",
            "demo.localhost.",
            "127.0.0.1:8081",
            "[::1]:8081",
        ] {
            assert!(is_local_host(host), "{host}");
        }
        for host in [
            "example.com",
            "localhost.example.com",
            "127.0.0.1.example.com",
            "notlocalhost",
            "192.168.1.2:8080",
            "a b",
        ] {
            assert!(!is_local_host(host), "{host}");
        }
    }
}
