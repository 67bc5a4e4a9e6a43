//! The demo page and the form's files.

use crate::support::Relay;
use open_ticket_test_support::{HttpResponse, client};
use std::fs;

const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
     img-src 'self' blob:; connect-src 'self'; base-uri 'none'; form-action 'self'; \
     frame-ancestors 'self'; require-trusted-types-for 'script'; trusted-types 'none'";

fn relay_with_files() -> Relay {
    let relay = Relay::with_sandbox();
    let dist = relay.folder.path().join("dist");
    fs::create_dir(&dist).unwrap();
    for (name, content) in [
        ("index.html", "<!doctype html><title>Demo</title>"),
        ("open-ticket.js", "export {};"),
        ("open-ticket.js.br", "in brotli"),
        ("open-ticket.js.gz", "in gzip"),
        ("app.wasm", "\0asm"),
        ("demo.css", "body {}"),
    ] {
        fs::write(dist.join(name), content).unwrap();
    }
    relay
}

#[test]
fn the_demo_page_has_a_strict_content_security_policy() {
    let relay = relay_with_files();
    for path in ["/", "/index.html", "/?as=client"] {
        let response = relay.get(path);
        assert_eq!(response.status, 200, "{path}");
        assert!(response.text().contains("<title>Demo</title>"));
        assert_eq!(response.header("content-security-policy"), POLICY);
        assert_eq!(response.header("x-content-type-options"), "nosniff");
        assert_eq!(response.header("referrer-policy"), "same-origin");
        assert_eq!(response.header("access-control-allow-origin"), "");
    }
}

/// The demo page signs tokens, and the outbox contains addresses.
#[test]
fn the_demo_and_the_sandbox_refuse_requests_from_other_machines() {
    let relay = relay_with_files();
    let paths = [
        "/?as=client",
        "/sandbox/outbox",
        "/sandbox/includes/api.php",
    ];
    for header in [
        ("host", "demo.example.com"),
        ("x-forwarded-for", "198.51.100.1"),
        ("forwarded", "for=198.51.100.1"),
    ] {
        for path in paths {
            let response = relay.get_with(path, &[header]);
            assert_eq!(response.status, 403, "{path} {header:?}");
            assert!(response.text().contains("own machine only"), "{path}");
        }
    }
    for header in [("host", "localhost"), ("x-forwarded-for", "127.0.0.1")] {
        assert_eq!(
            relay.get_with("/?as=client", &[header]).status,
            200,
            "{header:?}"
        );
    }
}

#[test]
fn files_are_available_to_any_origin() {
    let relay = relay_with_files();
    for (path, content_type) in [
        ("/open-ticket.js", "text/javascript"),
        ("/app.wasm", "application/wasm"),
        ("/demo.css", "text/css"),
    ] {
        let response = relay.get(path);
        assert_eq!(response.status, 200, "{path}");
        assert!(
            response.header("content-type").starts_with(content_type),
            "{path}"
        );
        assert_eq!(response.header("access-control-allow-origin"), "*");
        assert_eq!(
            response.header("cross-origin-resource-policy"),
            "cross-origin"
        );
        assert_eq!(response.header("x-content-type-options"), "nosniff");
    }
}

#[test]
fn a_browser_gets_the_smallest_encoding_that_it_accepts() {
    let relay = relay_with_files();
    let get = |accepts: &str| -> HttpResponse {
        let url = format!("{}/open-ticket.js", relay.base_url);
        let response = client()
            .get(url)
            .header("accept-encoding", accepts)
            .send()
            .unwrap();
        HttpResponse {
            status: response.status().as_u16(),
            headers: response.headers().clone(),
            bytes: response.bytes().unwrap().to_vec(),
        }
    };
    for (accepts, encoding, content) in [
        ("gzip, br", "br", "in brotli"),
        ("gzip", "gzip", "in gzip"),
        ("identity", "", "export {};"),
    ] {
        let response = get(accepts);
        assert_eq!(response.header("content-encoding"), encoding);
        assert_eq!(response.text(), content);
        assert!(
            response
                .header("content-type")
                .starts_with("text/javascript")
        );
        assert!(
            response
                .header("vary")
                .to_lowercase()
                .contains("accept-encoding")
        );
    }
}

#[test]
fn an_unknown_path_returns_a_page_with_status_404() {
    let relay = relay_with_files();
    for path in [
        "/nothing",
        "/../Cargo.toml",
        "/%2e%2e/Cargo.toml",
        "/api/nothing",
    ] {
        let response = relay.get(path);
        assert_eq!(response.status, 404, "{path}");
        assert!(response.text().contains("Page not found"), "{path}");
    }
}

#[test]
fn without_index_html_the_page_explains_how_to_build_it() {
    let response = Relay::with_sandbox().get("/");
    assert_eq!(response.status, 404);
    assert!(response.text().contains("make dist"), "{}", response.text());
}

#[test]
fn the_health_check_succeeds_and_every_response_has_a_request_id() {
    let relay = Relay::with_sandbox();
    let (first, second) = (relay.get("/healthz"), relay.get("/healthz"));
    assert_eq!(first.status, 200);
    assert_eq!(first.header("x-request-id").len(), 16);
    assert_ne!(first.header("x-request-id"), second.header("x-request-id"));
}
