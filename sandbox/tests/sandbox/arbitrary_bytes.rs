//! Arbitrary request bodies: the sandbox responds to each, and stores a complete ticket or nothing.

use crate::support::{Form, TestSandbox, URLENCODED};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use serde_json::Value;

fn bytes(max_length: usize) -> impl Strategy<Value = Vec<u8>> {
    vec(any::<u8>(), 0..max_length)
}

/// Sequences of tokens that the parsers treat specially, and some other bytes.
fn tokens(tokens: &'static [&'static str]) -> impl Strategy<Value = Vec<u8>> {
    let token = prop_oneof![
        8 => proptest::sample::select(tokens).prop_map(|token| token.as_bytes().to_vec()),
        1 => bytes(8),
    ];
    vec(token, 0..24).prop_map(|tokens| tokens.concat())
}

/// Posts generated bodies. Asserts that each gets a JSON response, and that the stored tickets are
/// those whose responses report success.
#[track_caller]
fn assert_each_gets_a_response(content_type: &str, bodies: impl Strategy<Value = Vec<u8>>) {
    let sandbox = TestSandbox::start();
    let mut runner = TestRunner::new(ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::default()
    });
    let tickets = std::cell::Cell::new(0);
    let tested = runner.run(&bodies, |body| {
        let response = sandbox.post_as(content_type, body);
        prop_assert!(
            matches!(response.status, 200 | 400 | 403),
            "{}",
            response.status
        );
        let json: Value = serde_json::from_slice(&response.bytes).unwrap_or_default();
        if json["result"] == "success" {
            tickets.set(tickets.get() + i64::from(json["tid"].is_string()));
        } else {
            prop_assert_eq!(&json["result"], "error");
            prop_assert!(!json["message"].as_str().unwrap_or_default().is_empty());
        }
        Ok(())
    });
    tested.unwrap_or_else(|failed| panic!("{failed}"));
    let stored = sandbox.call(&Form::of(&[
        ("action", "GetTickets"),
        ("ignore_dept_assignments", "1"),
    ]));
    assert_eq!(stored["totalresults"], tickets.get().to_string());
}

/// Returns a valid body in which a parameter has this value.
fn body_with(name: &'static str, value: Vec<u8>) -> Vec<u8> {
    let mut body = Form::ticket().with_credentials().without(name).body();
    body += &format!("&{name}=");
    for byte in value {
        body += &format!("%{byte:02X}");
    }
    body.into_bytes()
}

#[test]
fn any_urlencoded_body_gets_a_response() {
    assert_each_gets_a_response(URLENCODED, bytes(400));
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
    assert_each_gets_a_response(URLENCODED, tokens(words));
}

#[test]
fn anything_after_a_valid_body_gets_a_response() {
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
    let bodies = tokens(words).prop_map(|end| {
        let mut body = Form::ticket().with_credentials().body().into_bytes();
        body.push(b'&');
        body.extend(end);
        body
    });
    assert_each_gets_a_response(URLENCODED, bodies);
}

#[test]
fn any_multipart_body_gets_a_response() {
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
    assert_each_gets_a_response("multipart/form-data; boundary=b", tokens(words));
    assert_each_gets_a_response("multipart/form-data; boundary=b", bytes(400));
}

#[test]
fn any_list_of_files_gets_a_response() {
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
    let json =
        tokens(words).prop_map(|json| body_with("attachments", STANDARD.encode(json).into()));
    assert_each_gets_a_response(URLENCODED, json);
    assert_each_gets_a_response(
        URLENCODED,
        bytes(99).prop_map(|value| body_with("attachments", value)),
    );
}

#[test]
fn any_serialized_answers_get_a_response() {
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
    let array =
        tokens(words).prop_map(|array| body_with("customfields", STANDARD.encode(array).into()));
    assert_each_gets_a_response(URLENCODED, array);
    assert_each_gets_a_response(
        URLENCODED,
        bytes(99).prop_map(|value| body_with("customfields", value)),
    );
}

#[test]
fn any_value_of_any_parameter_gets_a_response() {
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
        tokens(&[
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
        tokens(&[
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
    let bodies = (name, value).prop_map(|(name, value)| body_with(name, value));
    assert_each_gets_a_response(URLENCODED, bodies);
}
