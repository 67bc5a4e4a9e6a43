//! The demo page and the form's files.

use crate::support::{Answer, Relay};
use std::fs;

const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
     img-src 'self' blob:; connect-src 'self'; base-uri 'none'; form-action 'self'; \
     frame-ancestors 'self'; require-trusted-types-for 'script'; trusted-types 'none'";

fn built() -> Relay {
    let relay = Relay::sandbox();
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
fn the_page_is_under_the_strict_policy() {
    let relay = built();
    for path in ["/", "/index.html", "/?as=client"] {
        let answer = relay.get(path);
        assert_eq!(answer.status, 200, "{path}");
        assert!(answer.text().contains("<title>Demo</title>"));
        assert_eq!(answer.header("content-security-policy"), POLICY);
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert_eq!(answer.header("referrer-policy"), "same-origin");
        assert_eq!(answer.header("access-control-allow-origin"), "");
    }
}

#[test]
fn the_forms_files_are_open_to_any_page() {
    let relay = built();
    for (path, content_type) in [
        ("/open-ticket.js", "text/javascript"),
        ("/app.wasm", "application/wasm"),
        ("/demo.css", "text/css"),
    ] {
        let answer = relay.get(path);
        assert_eq!(answer.status, 200, "{path}");
        assert!(
            answer.header("content-type").starts_with(content_type),
            "{path}"
        );
        assert_eq!(answer.header("access-control-allow-origin"), "*");
        assert_eq!(
            answer.header("cross-origin-resource-policy"),
            "cross-origin"
        );
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
    }
}

#[test]
fn a_browser_gets_the_smallest_form_it_takes() {
    let relay = built();
    let get = |accepts: &str| -> Answer {
        let url = format!("{}/open-ticket.js", relay.base);
        let response = crate::support::client()
            .get(url)
            .header("accept-encoding", accepts)
            .send()
            .unwrap();
        Answer {
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
        let answer = get(accepts);
        assert_eq!(answer.header("content-encoding"), encoding);
        assert_eq!(answer.text(), content);
        assert!(answer.header("content-type").starts_with("text/javascript"));
        assert!(
            answer
                .header("vary")
                .to_lowercase()
                .contains("accept-encoding")
        );
    }
}

#[test]
fn an_address_where_nothing_is_says_so() {
    let relay = built();
    for path in [
        "/nothing",
        "/../Cargo.toml",
        "/%2e%2e/Cargo.toml",
        "/api/nothing",
    ] {
        let answer = relay.get(path);
        assert_eq!(answer.status, 404, "{path}");
        assert!(
            answer.text().contains("There is nothing at this address"),
            "{path}"
        );
    }
}

#[test]
fn a_form_that_is_not_built_says_how_to_build_it() {
    let answer = Relay::sandbox().get("/");
    assert_eq!(answer.status, 404);
    assert!(answer.text().contains("make dist"), "{}", answer.text());
}

#[test]
fn the_relay_says_that_it_is_well_and_numbers_its_answers() {
    let relay = Relay::sandbox();
    let (one, two) = (relay.get("/healthz"), relay.get("/healthz"));
    assert_eq!(one.status, 200);
    assert_eq!(one.header("x-request-id").len(), 16);
    assert_ne!(one.header("x-request-id"), two.header("x-request-id"));
}
