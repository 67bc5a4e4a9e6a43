//! Requests that a proxy forwards from other machines.

use crate::support::{Form, TestSandbox};
use open_ticket_test_support::{URLENCODED, get, post};

/// Headers that only a request from another machine has.
const FOREIGN: [(&str, &str); 14] = [
    ("host", "demo.example.com"),
    ("host", "localhost.example.com"),
    ("host", "192.168.1.2:8081"),
    ("x-forwarded-host", "demo.example.com"),
    ("x-forwarded-for", "198.51.100.1"),
    ("x-forwarded-for", "198.51.100.1:40001"),
    ("x-forwarded-for", "127.0.0.1, 2001:db8::1"),
    ("x-forwarded-for", "unknown"),
    ("x-real-ip", "10.0.0.1"),
    ("cf-connecting-ip", "198.51.100.1"),
    ("true-client-ip", "198.51.100.1"),
    ("forwarded", "for=198.51.100.1;proto=https"),
    ("forwarded", "for=\"[2001:db8::1]:4711\""),
    (
        "forwarded",
        "for=127.0.0.1, for=127.0.0.1;host=demo.example.com",
    ),
];

/// Headers that a request from the same machine can have, directly or through a proxy.
const LOCAL: [(&str, &str); 8] = [
    ("host", "localhost:8081"),
    ("host", "LOCALHOST"),
    ("host", "shop.localhost"),
    ("host", "[::1]:8081"),
    ("x-forwarded-for", "127.0.0.1"),
    ("x-forwarded-for", "127.0.0.1, [::1]:40001"),
    ("forwarded", "for=\"[::1]\";proto=http;host=localhost"),
    ("x-forwarded-proto", "https"),
];

#[test]
fn requests_from_other_machines_reach_neither_the_api_nor_a_page() {
    let sandbox = TestSandbox::start();
    let opened = sandbox.open(&Form::ticket());
    let ticket = crate::support::ticket_path(&opened);
    let body = Form::ticket().with_credentials().body();
    for header in FOREIGN {
        for path in ["/", "/outbox", &ticket] {
            let response = get(&format!("{}{path}", sandbox.url), &[header]);
            assert_eq!(response.status, 403, "{path} {header:?}");
            let text = response.text();
            assert!(text.contains("own machine only"), "{header:?}: {text}");
            assert!(!text.contains("ada@example.com"), "{header:?}: {text}");
        }
        let headers = [("content-type", URLENCODED), header];
        let response = post(&sandbox.api_url(), body.clone(), &headers);
        assert_eq!(response.status, 403, "{header:?}");
        assert_eq!(response.json()["result"], "error", "{header:?}");
        assert!(
            response.message().contains("own machine only"),
            "{header:?}"
        );
    }
    assert_eq!(sandbox.row_count(), 1);
}

#[test]
fn requests_from_the_same_machine_are_accepted() {
    let sandbox = TestSandbox::start();
    let body = Form::ticket().with_credentials().body();
    for header in LOCAL {
        let outbox = get(&format!("{}/outbox", sandbox.url), &[header]);
        assert_eq!(outbox.status, 200, "{header:?}");
        let headers = [("content-type", URLENCODED), header];
        let opened = post(&sandbox.api_url(), body.clone(), &headers).json();
        assert_eq!(opened["result"], "success", "{header:?}");
    }
}
