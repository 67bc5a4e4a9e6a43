//! Fingerprints of requests: a retry has the fingerprint of the first request, even if the rules or
//! the version of the relay, and so the data sent to WHMCS, changed in between.

use crate::no_script_form::Parts;
use crate::support::{EXAMPLE_CONFIG, Fault, FaultProxy, Relay};
use open_ticket::wire;
use open_ticket_test_support::{Form, attachments, custom_fields};
use rusqlite::Connection;
use sha2::{Digest, Sha256};
use std::fs;
use std::time::Duration;

const KEY: &str = "3f0e8b1c-52a4-4d6f-9c3e-7a1b2c3d4e5f";
const TIMEOUT: Duration = Duration::from_secs(20);

/// A file name in decomposed Unicode (NFD), as macOS may store it: `ü` as two characters.
const DECOMPOSED: &str = "u\u{308}bersicht.txt";

fn technical(answer: &str) -> Form {
    Form::ticket()
        .with("deptid", "3")
        .with("customfields", custom_fields(&[(1, answer)]))
}

/// Changes the first field of the department to a text area without a pattern.
fn with_text_area(config: &str) -> String {
    let (before, field) = config.split_once("name = \"Domain or server\"").unwrap();
    let (field, after) = field.split_once("help = \"For example").unwrap();
    assert!(field.contains("kind = \"text\"") && field.contains("pattern = "));
    format!(
        "{before}name = \"Domain or server\"\nkind = \"textarea\"\n\
         required = true\nhelp = \"For example{after}"
    )
}

/// Sends a request, and returns the status of its response.
type Send = Box<dyn Fn(&Relay) -> u16>;

/// Returns the stored fingerprint of the key. Reads a copy: the relay has locked the file.
fn stored_fingerprint(relay: &Relay) -> Vec<u8> {
    let copy = tempfile::tempdir().unwrap();
    for name in ["state.db", "state.db-wal"] {
        fs::copy(relay.folder.path().join(name), copy.path().join(name)).unwrap();
    }
    let connection = Connection::open(copy.path().join("state.db")).unwrap();
    let sql = "SELECT fingerprint FROM idempotency_keys";
    connection.query_row(sql, [], |row| row.get(0)).unwrap()
}

/// Version 0.1.0 stored the SHA-256 of the decoded ticket, encoded again by `wire::encode`. A
/// request that it received may be retried after an upgrade.
#[test]
fn the_fingerprint_is_the_same_as_in_version_0_1_0() {
    let requests = [
        Form::ticket(),
        Form::ticket()
            .with("message", "One\nTwo")
            .with("markdown", "1"),
        technical(" web-1.example.com "),
        technical("web-1.example.com\u{feff}"),
        Form::ticket().with("attachments", attachments(&[(DECOMPOSED, b"abc")])),
        technical(" a ").with(
            "attachments",
            attachments(&[(DECOMPOSED, b"abc"), ("b.txt", b"x")]),
        ),
    ];
    for form in requests {
        let relay = Relay::with_sandbox();
        let response = relay.open_ticket(&form, KEY);
        assert_eq!(response.json()["result"], "success", "{}", response.text());
        let decoded = wire::decode(form.body().as_bytes()).unwrap();
        let expected = Sha256::digest(wire::encode(&decoded));
        assert_eq!(stored_fingerprint(&relay), expected.as_slice(), "{form:?}");
    }
}

/// The rules decide which answers are trimmed. They may change between a request and its retry.
#[test]
fn a_retry_is_the_same_request_after_the_kind_of_a_field_has_changed() {
    let as_form = || {
        Parts::default()
            .with("idempotency_key", KEY)
            .with("deptid", "3")
            .with("name", "Ada Lovelace")
            .with("email", "ada@example.com")
            .with("subject", "A question")
            .with("message", "How does it work?")
            .with("customfield[1]", " web-1.example.com ")
            .with("customfield[2]", "")
    };
    let html = crate::no_script_form::ACCEPT_HTML;
    let json = ("accept", "application/json");
    let send: [(&str, Send); 3] = [
        (
            "script",
            Box::new(|relay| {
                relay
                    .open_ticket(&technical(" web-1.example.com "), KEY)
                    .status
            }),
        ),
        (
            "form",
            Box::new(move |relay| as_form().send(relay, &[html]).status),
        ),
        (
            "form as JSON",
            Box::new(move |relay| as_form().send(relay, &[json]).status),
        ),
    ];
    let configs = [EXAMPLE_CONFIG.to_owned(), with_text_area(EXAMPLE_CONFIG)];
    for (name, send) in send {
        for (before, after) in [(0, 1), (1, 0)] {
            let proxy = FaultProxy::new();
            let relay = Relay::for_api_with_config(&configs[before], &proxy.url, TIMEOUT);
            proxy.inject("OpenTicket", Fault::ResponseLost);
            assert_eq!(send(&relay), 502, "{name}");
            let relay = relay.restart(&configs[after], &proxy.url);
            let status = send(&relay);
            assert!([200, 303].contains(&status), "{name}: {status}");
            assert_eq!(proxy.request_count("OpenTicket"), 1, "{name}");
        }
    }
}

/// Answers that differ only in spaces at their ends are different content: the second text must not
/// be dropped silently.
#[test]
fn an_answer_that_was_typed_differently_is_another_request() {
    let relay = Relay::with_sandbox();
    let first = relay.open_ticket(&technical("web-1.example.com"), KEY);
    assert_eq!(first.status, 200, "{}", first.text());
    let other = relay.open_ticket(&technical("web-1.example.com "), KEY);
    assert_eq!(other.code(), "key_reused");
}
