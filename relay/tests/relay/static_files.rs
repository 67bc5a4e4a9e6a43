//! The demo page and the form's files.

use crate::support::Relay;
use open_ticket_test_support::{HttpResponse, client};
use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::time::Duration;

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
        ("open-ticket-app-1a2b3c4d.js", "export {};"),
        ("open-ticket-editor-0123abcd.wasm", "\0asm"),
        ("open-ticket-app-1a2b3c4d.css", "body {}"),
        ("open-ticket-app-1a2b3c4.js", "export {};"),
        ("open-ticket-app-1a2b3c4g.js", "export {};"),
        ("other-1a2b3c4d.js", "export {};"),
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
fn only_existing_files_with_a_hash_in_their_name_are_cached_forever() {
    let relay = relay_with_files();
    let forever = "public, max-age=31536000, immutable";
    for (path, status, expected) in [
        ("/open-ticket-app-1a2b3c4d.js", 200, forever),
        ("/open-ticket-app-1a2b3c4d.js?retry=1", 200, forever),
        ("/open-ticket-editor-0123abcd.wasm", 200, forever),
        ("/open-ticket-app-00000000.js", 404, "no-store"),
        ("/open-ticket-app-1a2b3c4d.css", 200, "no-cache"),
        ("/open-ticket-app-1a2b3c4.js", 200, "no-cache"),
        ("/open-ticket-app-1a2b3c4g.js", 200, "no-cache"),
        ("/other-1a2b3c4d.js", 200, "no-cache"),
        ("/open-ticket.js", 200, "no-cache"),
        ("/app.wasm", 200, "no-cache"),
        ("/index.html", 200, "no-cache"),
        ("/", 200, "no-cache"),
    ] {
        let response = relay.get(path);
        assert_eq!(response.status, status, "{path}");
        assert_eq!(response.header("cache-control"), expected, "{path}");
    }
}

#[test]
fn a_file_that_is_not_modified_keeps_its_cache_lifetime() {
    let relay = relay_with_files();
    for (path, expected) in [
        (
            "/open-ticket-app-1a2b3c4d.js",
            "public, max-age=31536000, immutable",
        ),
        ("/open-ticket.js", "no-cache"),
    ] {
        let date = relay.get(path).header("last-modified").to_owned();
        let response = relay.get_with(path, &[("if-modified-since", &date)]);
        assert_eq!(response.status, 304, "{path}");
        assert_eq!(response.header("cache-control"), expected, "{path}");
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

/// A raw request: clients normalize paths.
fn raw_get(relay: &Relay, target: &str) -> String {
    let address = relay.base_url.trim_start_matches("http://");
    let mut stream = TcpStream::connect(address).unwrap();
    let request = format!("GET {target} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).unwrap();
    let mut response = Vec::new();
    stream.read_to_end(&mut response).unwrap();
    String::from_utf8_lossy(&response).into_owned()
}

#[test]
fn no_path_redirects_to_another_host() {
    let relay = relay_with_files();
    fs::create_dir_all(relay.folder.path().join("dist/npm/types")).unwrap();
    for target in [
        "/npm",
        "//npm",
        "///npm",
        "//npm/types",
        "/%2fnpm",
        "/%5cnpm",
        "/./npm",
        "http://evil.example/npm",
        "//evil.example/npm",
        "//evil.example/..%2fnpm",
    ] {
        let response = raw_get(&relay, target);
        // With the sandbox, the relay refuses requests for another host.
        let status = if target.starts_with("http:") {
            403
        } else {
            404
        };
        assert!(
            response.starts_with(&format!("HTTP/1.1 {status} ")),
            "{target}: {response}"
        );
        assert!(
            !response.to_lowercase().contains("\r\nlocation:"),
            "{response}"
        );
    }
}

#[test]
fn a_site_with_whmcs_does_not_show_the_demo() {
    let relay = Relay::for_api("http://127.0.0.1:1/api.php", Duration::from_secs(1));
    let dist = relay.folder.path().join("dist");
    fs::create_dir(&dist).unwrap();
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    for (source, name) in [
        ("deploy/index.html", "index.html"),
        ("index.html", "demo.html"),
        ("index.html", "demo.html.br"),
        ("style/demo.css", "demo.css"),
        ("deploy/page.css", "page.css"),
    ] {
        fs::copy(sources.join(source), dist.join(name)).unwrap();
    }
    for path in [
        "/",
        "/index.html",
        "/page.css",
        "/?as=client",
        "/nothing",
        "/api/ticket/form",
    ] {
        let text = relay.get(path).text().to_lowercase();
        for word in ["example hosting", "sandbox", "demo", "ada@", "lovelace"] {
            assert!(!text.contains(word), "{path} contains {word}: {text}");
        }
    }
    assert!(relay.get("/").text().contains("<open-ticket"));
    for target in [
        "/demo.html",
        "/demo.html.br",
        "/demo.css",
        "//demo.html",
        "/./demo.html",
        "/%64emo.html",
        "/demo%2Ehtml",
    ] {
        let response = raw_get(&relay, target);
        assert!(
            response.starts_with("HTTP/1.1 404 "),
            "{target}: {response}"
        );
    }
}

#[test]
fn the_sandbox_shows_the_demo_page() {
    let relay = relay_with_files();
    assert!(relay.get("/").text().contains("<title>Demo</title>"));
    let dist = relay.folder.path().join("dist");
    fs::write(dist.join("index.html"), "<title>Site</title>").unwrap();
    assert!(relay.get("/").text().contains("<title>Site</title>"));
    let page = "<title>Demo</title><open-ticket endpoint=\"/api/ticket\"></open-ticket>";
    fs::write(dist.join("demo.html"), page).unwrap();
    assert_eq!(relay.get("/").text(), page);
    assert!(relay.get("/?as=client").text().contains("token=\""));
    assert!(
        relay
            .get("/index.html")
            .text()
            .contains("<title>Site</title>")
    );
}

#[test]
fn readiness_is_reported_separately_from_health() {
    let relay = Relay::with_sandbox();
    let ready = relay.get("/readyz");
    assert_eq!((ready.status, ready.text().as_str()), (200, "ready\n"));
    assert_eq!(ready.header("cache-control"), "no-store");
    let config = "departments = \"whmcs\"\n";
    let relay =
        Relay::for_api_with_config(config, "http://127.0.0.1:1/api.php", Duration::from_secs(1));
    let response = relay.get("/readyz");
    assert_eq!(response.status, 503);
    assert!(
        response.text().contains("departments"),
        "{}",
        response.text()
    );
    assert_eq!(relay.get("/healthz").status, 200);
}
