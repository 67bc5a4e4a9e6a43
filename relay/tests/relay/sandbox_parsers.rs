//! Whatever the bytes are, the sandbox answers, stores a whole ticket or nothing, and goes on.

use crate::support::{API, Form, Relay, URLENCODED};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use serde_json::Value;

fn bytes(most: usize) -> impl Strategy<Value = Vec<u8>> {
    vec(any::<u8>(), 0..most)
}

/// Bytes of which many mean something to the parsers.
fn pieces(pieces: &'static [&'static str]) -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        8 => proptest::sample::select(pieces).prop_map(|piece| piece.as_bytes().to_vec()),
        1 => bytes(8),
    ];
    vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

/// Posts every body of `bodies`. Each is answered in JSON with yes or no, and each yes is a ticket.
#[track_caller]
fn each_is_answered(content_type: &str, bodies: impl Strategy<Value = Vec<u8>>) {
    let relay = Relay::sandbox();
    let mut runner = TestRunner::new(ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::default()
    });
    let tickets = std::cell::Cell::new(0);
    let tested = runner.run(&bodies, |body| {
        let answer = relay.post_with(API, body, &[("content-type", content_type)]);
        prop_assert!(
            matches!(answer.status, 200 | 400 | 403),
            "{}",
            answer.status
        );
        let said: Value = serde_json::from_slice(&answer.bytes).unwrap_or_default();
        if said["result"] == "success" {
            tickets.set(tickets.get() + i64::from(said["tid"].is_string()));
        } else {
            prop_assert_eq!(&said["result"], "error");
            prop_assert!(!said["message"].as_str().unwrap_or_default().is_empty());
        }
        Ok(())
    });
    tested.unwrap_or_else(|failed| panic!("{failed}"));
    let stored = relay.ask(&Form::of(&[("action", "GetTickets")]));
    assert_eq!(stored["totalresults"], tickets.get().to_string());
}

/// A good body with one more value at its end.
fn with(name: &'static str, value: Vec<u8>) -> Vec<u8> {
    let mut body = Form::ticket().with_credentials().without(name).body();
    body += &format!("&{name}=");
    for byte in value {
        body += &format!("%{byte:02X}");
    }
    body.into_bytes()
}

#[test]
fn any_urlencoded_body_is_answered() {
    each_is_answered(URLENCODED, bytes(400));
    let words = &[
        "&",
        "=",
        "%",
        "%00",
        "+",
        "[",
        "]",
        "action",
        "OpenTicket",
        "GetTickets",
        "deptid",
        "1",
        "subject",
        "message",
        "identifier=sandbox",
        "&secret=sandbox&",
        "email",
        "limitnum",
        "-1",
        "%FF",
        "%F0%9F%8E%AB",
    ];
    each_is_answered(URLENCODED, pieces(words));
}

#[test]
fn anything_behind_a_good_body_is_answered() {
    let words = &[
        "&",
        "=",
        "%",
        "+",
        "[",
        "]",
        "subject",
        "message",
        "clientid",
        "1",
        "created",
        "userid",
        "markdown",
        "noemail",
        "attachments",
        "customfields",
        "W10=",
        "YTowOnt9",
        "%00",
        " ",
        ".",
    ];
    let behind = pieces(words).prop_map(|end| {
        let mut body = Form::ticket().with_credentials().body().into_bytes();
        body.push(b'&');
        body.extend(end);
        body
    });
    each_is_answered(URLENCODED, behind);
}

#[test]
fn any_multipart_body_is_answered() {
    let words = &[
        "--b\r\n",
        "--b--\r\n",
        "\r\n\r\n",
        "\r\n",
        "--b",
        "content-disposition: form-data",
        "; name=\"action\"",
        "; name=\"attachments[]\"",
        "; filename=\"a.txt\"",
        "; filename=\"",
        "name=",
        "OpenTicket",
        "content-type: text/plain",
        ":",
        "--",
    ];
    each_is_answered("multipart/form-data; boundary=b", pieces(words));
    each_is_answered("multipart/form-data; boundary=b", bytes(400));
}

#[test]
fn any_list_of_files_is_answered() {
    let words = &[
        "[",
        "]",
        "{",
        "}",
        ",",
        ":",
        "\"name\"",
        "\"filename\"",
        "\"data\"",
        "\"YQ==\"",
        "\"a\"",
        "\"../a\"",
        "null",
        "1",
        "\"\\u0000\"",
        "[{\"name\":\"a\",\"data\":\"YQ==\"}]",
    ];
    let json = pieces(words).prop_map(|json| with("attachments", STANDARD.encode(json).into()));
    each_is_answered(URLENCODED, json);
    each_is_answered(
        URLENCODED,
        bytes(99).prop_map(|value| with("attachments", value)),
    );
}

#[test]
fn any_serialized_answers_are_answered() {
    let words = &[
        "a:",
        "1",
        ":",
        "{",
        "}",
        ";",
        "i:1",
        "s:1:",
        "\"a\"",
        "O:8:\"stdClass\":0:{}",
        "N;",
        "b:1;",
        "d:0.5;",
        "-",
        "99999999999",
        "a:1:{i:1;s:1:\"a\";}",
        "R:1;",
        "C:1:",
    ];
    let array = pieces(words).prop_map(|array| with("customfields", STANDARD.encode(array).into()));
    each_is_answered(URLENCODED, array);
    each_is_answered(
        URLENCODED,
        bytes(99).prop_map(|value| with("customfields", value)),
    );
}

#[test]
fn any_value_of_any_parameter_is_answered() {
    let name = proptest::sample::select(vec![
        "created",
        "deptid",
        "clientid",
        "userid",
        "serviceid",
        "domainid",
        "email",
        "name",
        "subject",
        "message",
        "priority",
        "admin",
        "markdown",
        "noemail",
        "preventClientClosure",
        "responsetype",
    ]);
    let value = prop_oneof![
        bytes(40),
        pieces(&[
            "2024-01-01",
            " ",
            "T",
            "12:00:00",
            "Z",
            "+01:00",
            ".5",
            "-",
            "0",
            "9",
            "@",
            "a"
        ]),
        pieces(&[
            "1",
            "0",
            "-",
            "4294967296",
            "true",
            "no",
            " ",
            "json",
            "Low",
            "a@b.example"
        ]),
    ];
    let bodies = (name, value).prop_map(|(name, value)| with(name, value));
    each_is_answered(URLENCODED, bodies);
}
