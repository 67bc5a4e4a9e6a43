//! Which pages may ask, and what browsers are told.

use crate::support::{EXAMPLE, Form, Relay, URLENCODED, client};
use reqwest::Method;
use reqwest::blocking::Response;

const LISTED: &str = "https://clients.example.com";
const KEY: &str = "3f0e8b1c-52a4-4d6f-9c3e-7a1b2c3d4e5f";

fn relay() -> Relay {
    Relay::sandbox_with(&EXAMPLE.replace("origins = []", &format!("origins = [\"{LISTED}\"]")))
}

fn preflight(relay: &Relay, origin: &str, path: &str) -> Response {
    client()
        .request(Method::OPTIONS, format!("{}{path}", relay.base))
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
fn a_browser_is_told_what_a_listed_origin_may_send() {
    let relay = relay();
    for path in ["/api/ticket", &format!("/api/ticket/{KEY}")] {
        let response = preflight(&relay, LISTED, path);
        assert!(response.status().is_success());
        assert_eq!(header(&response, "access-control-allow-origin"), LISTED);
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
fn a_listed_origin_may_read_every_answer_errors_too() {
    let relay = relay();
    let good = Form::ticket().body();
    let broken = Form::ticket().with("deptid", "99").body();
    let forbidden = Form::ticket().with("clientid", "1").body();
    let large = Form::ticket().with("message", "x".repeat(9 << 20)).body();
    let (form, json) = (URLENCODED, "application/json");
    for (body, content_type, key, status) in [
        (&good, form, KEY, 200),
        (&broken, form, KEY, 422),
        (&forbidden, form, KEY, 400),
        (&large, form, KEY, 413),
        (&good, json, KEY, 415),
        (&good, form, "no key", 400),
    ] {
        let headers = [
            ("origin", LISTED),
            ("content-type", content_type),
            ("idempotency-key", key),
        ];
        let answer = relay.post_with("/api/ticket", body.clone(), &headers);
        assert_eq!(answer.status, status, "{}", answer.text());
        assert_eq!(answer.header("access-control-allow-origin"), LISTED);
        assert!(answer.header("vary").contains("Origin"));
        let exposed = answer.header("access-control-expose-headers");
        assert!(exposed.contains("retry-after"), "{exposed}");
    }
    let token = [("origin", LISTED), ("authorization", "Bearer x")];
    let answer = relay.get_with("/api/ticket", &token);
    assert_eq!(answer.status, 401);
    assert_eq!(answer.header("access-control-allow-origin"), LISTED);
}

/// What a browser sends without asking first is refused, whatever it holds.
#[test]
fn a_simple_request_of_a_listed_origin_is_refused() {
    let relay = relay();
    for content_type in [URLENCODED, "multipart/form-data; boundary=b", "text/plain"] {
        for site in ["cross-site", "same-site"] {
            let headers = [
                ("origin", LISTED),
                ("sec-fetch-site", site),
                ("content-type", content_type),
            ];
            let answer = relay.post_with("/api/ticket", Form::ticket().body(), &headers);
            assert_eq!((answer.status, answer.code().as_str()), (403, "origin"));
        }
    }
    assert_eq!(relay.rows(), 0);
}

#[test]
fn every_other_origin_is_refused_however_it_asks() {
    let relay = relay();
    let own = relay.base.clone();
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
        // A browser that says `same-origin` or `none` knows; these three it says of strangers.
        for site in ["same-site", "cross-site", ""] {
            let mut headers = vec![
                ("origin", origin),
                ("content-type", URLENCODED),
                ("idempotency-key", KEY),
            ];
            headers.extend((!site.is_empty()).then_some(("sec-fetch-site", site)));
            let answer = relay.post_with("/api/ticket", Form::ticket().body(), &headers);
            assert_eq!(
                (answer.status, answer.code().as_str()),
                (403, "origin"),
                "{headers:?}"
            );
            assert_eq!(answer.header("access-control-allow-origin"), "");
        }
    }
    assert_eq!(relay.rows(), 0);
    for site in sites {
        let mut headers = vec![("origin", own.as_str()), ("content-type", URLENCODED)];
        headers.extend((!site.is_empty()).then_some(("sec-fetch-site", site)));
        let answer = relay.post_with("/api/ticket", Form::ticket().body(), &headers);
        let is_own = matches!(site, "same-origin" | "none" | "");
        assert_eq!(answer.status == 200, is_own, "{site}: {}", answer.text());
        assert_ne!(answer.header("access-control-allow-origin"), "*");
    }
}
