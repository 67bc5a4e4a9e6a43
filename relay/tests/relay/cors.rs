//! CORS headers and origin checks.

use crate::support::{EXAMPLE_CONFIG, Relay};
use open_ticket_test_support::{Form, URLENCODED, client};
use reqwest::Method;
use reqwest::blocking::Response;

const ALLOWED: &str = "https://clients.example.com";
const KEY: &str = "3f0e8b1c-52a4-4d6f-9c3e-7a1b2c3d4e5f";

fn relay() -> Relay {
    Relay::with_sandbox_and_config(
        &EXAMPLE_CONFIG.replace("origins = []", &format!("origins = [\"{ALLOWED}\"]")),
    )
}

fn preflight(relay: &Relay, origin: &str, path: &str) -> Response {
    client()
        .request(Method::OPTIONS, format!("{}{path}", relay.base_url))
        .header("origin", origin)
        .header("access-control-request-method", "POST")
        .header(
            "access-control-request-headers",
            "authorization,content-type,idempotency-key",
        )
        .send()
        .unwrap()
}

fn header<'a>(response: &'a Response, name: &str) -> &'a str {
    let value = response.headers().get(name);
    value.map_or("", |value| value.to_str().unwrap())
}

#[test]
fn a_preflight_request_of_an_allowed_origin_succeeds() {
    let relay = relay();
    for path in ["/api/ticket", &format!("/api/ticket/{KEY}")] {
        let response = preflight(&relay, ALLOWED, path);
        assert!(response.status().is_success());
        assert_eq!(header(&response, "access-control-allow-origin"), ALLOWED);
        let methods = header(&response, "access-control-allow-methods");
        assert!(
            methods.contains("POST") && methods.contains("GET"),
            "{methods}"
        );
        let headers = header(&response, "access-control-allow-headers");
        for name in ["authorization", "content-type", "idempotency-key"] {
            assert!(headers.contains(name), "{headers}");
        }
        assert_eq!(header(&response, "access-control-allow-credentials"), "");
        assert!(header(&response, "vary").contains("Origin"));
    }
    for origin in [
        "https://evil.example",
        "null",
        "https://clients.example.com.evil.example",
    ] {
        let response = preflight(&relay, origin, "/api/ticket");
        assert_eq!(
            header(&response, "access-control-allow-origin"),
            "",
            "{origin}"
        );
    }
}

#[test]
fn an_allowed_origin_can_read_every_response() {
    let relay = relay();
    let valid = Form::ticket().body();
    let invalid = Form::ticket().with("deptid", "99").body();
    let forbidden = Form::ticket().with("clientid", "1").body();
    let large = Form::ticket().with("message", "x".repeat(9 << 20)).body();
    let (form, json) = (URLENCODED, "application/json");
    for (body, content_type, key, status) in [
        (&invalid, form, KEY, 422),
        (&forbidden, form, KEY, 400),
        (&large, form, KEY, 413),
        (&valid, json, KEY, 415),
        (&valid, form, KEY, 200),
        (&valid, form, "no key", 400),
    ] {
        let headers = [
            ("origin", ALLOWED),
            ("content-type", content_type),
            ("idempotency-key", key),
        ];
        let response = relay.post_with("/api/ticket", body.clone(), &headers);
        assert_eq!(response.status, status, "{}", response.text());
        assert_eq!(response.header("access-control-allow-origin"), ALLOWED);
        assert!(response.header("vary").contains("Origin"));
        let exposed = response.header("access-control-expose-headers");
        assert!(exposed.contains("retry-after"), "{exposed}");
    }
    let token = [("origin", ALLOWED), ("authorization", "Bearer x")];
    let response = relay.get_with("/api/ticket", &token);
    assert_eq!(response.status, 401);
    assert_eq!(response.header("access-control-allow-origin"), ALLOWED);
}

/// Browsers send simple requests without a preflight request.
#[test]
fn a_simple_request_of_an_allowed_origin_is_rejected() {
    let relay = relay();
    for content_type in [URLENCODED, "text/plain"] {
        for site in ["cross-site", "same-site"] {
            let headers = [
                ("origin", ALLOWED),
                ("sec-fetch-site", site),
                ("content-type", content_type),
            ];
            let response = relay.post_with("/api/ticket", Form::ticket().body(), &headers);
            assert_eq!((response.status, response.code().as_str()), (403, "origin"));
        }
    }
    assert_eq!(relay.stored_rows(), 0);
}

#[test]
fn every_other_origin_is_rejected() {
    let relay = relay();
    let own_origin = relay.base_url.clone();
    let sites = ["same-origin", "same-site", "cross-site", "none", ""];
    let origins = [
        "https://evil.example",
        "null",
        "https://clients.example.com.evil.example",
        "https://evilclients.example.com",
        "http://clients.example.com",
        "https://clients.example.com:8443",
    ];
    for origin in origins {
        // Browsers send `same-origin` and `none` only for the relay's own pages.
        for site in ["same-site", "cross-site", ""] {
            let mut headers = vec![
                ("origin", origin),
                ("content-type", URLENCODED),
                ("idempotency-key", KEY),
            ];
            headers.extend((!site.is_empty()).then_some(("sec-fetch-site", site)));
            let response = relay.post_with("/api/ticket", Form::ticket().body(), &headers);
            assert_eq!(
                (response.status, response.code().as_str()),
                (403, "origin"),
                "{headers:?}"
            );
            assert_eq!(response.header("access-control-allow-origin"), "");
        }
    }
    assert_eq!(relay.stored_rows(), 0);
    for site in sites {
        let mut headers = vec![
            ("origin", own_origin.as_str()),
            ("content-type", URLENCODED),
        ];
        headers.extend((!site.is_empty()).then_some(("sec-fetch-site", site)));
        let response = relay.post_with("/api/ticket", Form::ticket().body(), &headers);
        let is_same_origin = matches!(site, "same-origin" | "none" | "");
        assert_eq!(
            response.status == 200,
            is_same_origin,
            "{site}: {}",
            response.text()
        );
        assert_ne!(response.header("access-control-allow-origin"), "*");
    }
}
