//! Checks before a ticket is decoded: parameters, media type and origin.

use crate::support::Relay;
use open_ticket_test_support::{Form, URLENCODED, custom_fields};

const TICKET: &str = "/api/ticket";

/// Parameters of WHMCS that a browser may not send.
pub const FORBIDDEN_PARAMETERS: [&str; 12] = [
    "clientid",
    "userid",
    "contactid",
    "admin",
    "noemail",
    "created",
    "preventClientClosure",
    "username",
    "password",
    "identifier",
    "secret",
    "accesskey",
];

#[test]
fn forbidden_parameters_are_rejected() {
    let relay = Relay::with_sandbox();
    for name in FORBIDDEN_PARAMETERS {
        let response = relay.post(TICKET, Form::ticket().with(name, "1").body());
        assert_eq!(
            (response.status, response.code().as_str()),
            (400, "forbidden_parameter"),
            "{name}"
        );
    }
    assert_eq!(relay.stored_rows(), 0);
}

/// PHP would convert the first three names to `clientid` if the relay forwarded them. The others
/// differ from it in a dot, in case, or in case and a space.
#[test]
fn other_spellings_of_a_forbidden_parameter_are_unknown() {
    let relay = Relay::with_sandbox();
    for name in [
        " clientid",
        "clientid\0x",
        "clientid[]",
        "client.id",
        "CLIENTID",
        "clientId ",
    ] {
        let response = relay.post(TICKET, Form::ticket().and(name, "1").body());
        assert_eq!(
            (response.status, response.code().as_str()),
            (400, "unknown_parameter"),
            "{name:?}"
        );
    }
    assert_eq!(relay.stored_rows(), 0);
}

#[test]
fn a_repeated_parameter_is_rejected() {
    let relay = Relay::with_sandbox();
    let response = relay.post(TICKET, Form::ticket().and("subject", "Again").body());
    assert_eq!(
        (response.status, response.code().as_str()),
        (400, "repeated_parameter")
    );
    assert_eq!(relay.stored_rows(), 0);
}

#[test]
fn other_actions_and_response_types_are_rejected() {
    let relay = Relay::with_sandbox();
    for (name, value) in [("action", "GetTicket"), ("responsetype", "xml")] {
        let response = relay.post(TICKET, Form::ticket().with(name, value).body());
        assert_eq!(
            (response.status, response.code().as_str()),
            (400, "forbidden_parameter"),
            "{name}"
        );
    }
}

#[test]
fn another_media_type_is_rejected() {
    let relay = Relay::with_sandbox();
    for content_type in ["application/json", "text/plain", "multipart/mixed", ""] {
        let response = relay.post_with(TICKET, "{}", &[("content-type", content_type)]);
        assert_eq!(
            (response.status, response.code().as_str()),
            (415, "malformed"),
            "{content_type}"
        );
        assert_eq!(response.json()["result"], "error");
    }
}

#[test]
fn a_page_of_another_origin_is_rejected() {
    let relay = Relay::with_sandbox();
    let own_origin = relay.base_url.clone();
    let form = ("content-type", URLENCODED);
    let post = |headers: &[(&str, &str)]| {
        let headers: Vec<_> = headers.iter().copied().chain([form]).collect();
        relay.post_with(TICKET, Form::ticket().body(), &headers)
    };
    for headers in [
        [("origin", "https://evil.example")],
        [("origin", "null")],
        [("sec-fetch-site", "cross-site")],
        [("sec-fetch-site", "same-site")],
    ] {
        let response = post(&headers);
        assert_eq!(
            (response.status, response.code().as_str()),
            (403, "origin"),
            "{headers:?}"
        );
        assert_eq!(response.header("access-control-allow-origin"), "");
    }
    assert_eq!(relay.stored_rows(), 0);
    for headers in [
        [("origin", own_origin.as_str())],
        [("sec-fetch-site", "same-origin")],
    ] {
        assert_eq!(post(&headers).json()["result"], "success", "{headers:?}");
    }
}

#[test]
fn a_body_that_cannot_be_parsed_is_refused_with_a_specific_message() {
    let relay = Relay::with_sandbox();
    let too_many = Form::ticket().body() + &"&x=1".repeat(1_001);
    for (body, sentence) in [
        (too_many, "the body has more than 1000 parameters"),
        (
            "subject=%".to_owned(),
            "a % is not followed by two hexadecimal digits",
        ),
        ("subject=%ff".to_owned(), "the body is not UTF-8"),
    ] {
        let response = relay.post(TICKET, body);
        assert_eq!(
            (response.status, response.code().as_str()),
            (400, "malformed")
        );
        let message = response.json()["message"].as_str().unwrap().to_owned();
        assert!(message.contains(sentence), "{message}");
    }
}

/// Length limits, invisible and control characters, for clients that send WHMCS's parameters.
#[test]
fn every_text_field_of_a_request_has_a_limit_and_needs_visible_text() {
    let relay = Relay::with_sandbox();
    let answer = |text: &str| custom_fields(&[(1, "web-1"), (3, text)]);
    let technical = Form::ticket().with("deptid", "3");
    for (form, field) in [
        (Form::ticket().with("name", "x".repeat(5_000_000)), "name"),
        (Form::ticket().with("name", "Ada\u{202e} Lovelace"), "name"),
        (
            Form::ticket().with("subject", "Invoice \u{202e}fdp.exe"),
            "subject",
        ),
        (Form::ticket().with("subject", "one\u{2028}two"), "subject"),
        (
            technical.with("customfields", answer(&"x".repeat(3_000_000))),
            "custom_field:3",
        ),
    ] {
        let response = relay.post(TICKET, form.body());
        assert_eq!(
            (response.status, response.code().as_str()),
            (422, "rule"),
            "{field}"
        );
        assert_eq!(response.json()["field"], field);
    }
    for (name, text, message) in [
        ("message", "\0", "Message is required"),
        ("message", "\u{200b}", "Message is required"),
        ("subject", "\u{3164}\u{2800}", "Subject is required"),
        (
            "name",
            "\u{feff}",
            "Name and email address are required if not a client",
        ),
    ] {
        let response = relay.post(TICKET, Form::ticket().with(name, text).body());
        assert_eq!(response.json()["message"], message, "{name} {text:?}");
    }
    let link_definition = Form::ticket()
        .with("message", "[a]: b")
        .with("markdown", "1");
    let response = relay.post(TICKET, link_definition.body());
    assert_eq!(response.json()["message"], "Message is required");
    assert_eq!(relay.stored_rows(), 0);

    let with_colors = Form::ticket().with("message", "\u{1b}[31mred\u{1b}[0m\0");
    assert_eq!(
        relay.post(TICKET, with_colors.body()).json()["result"],
        "success"
    );
    let ticket = relay.call_sandbox(&Form::of(&[("action", "GetTicket"), ("ticketid", "1")]));
    assert_eq!(ticket["replies"]["reply"][0]["message"], "red");
    let limits = &relay.get(TICKET).json()["limits"];
    assert_eq!(
        (&limits["name"], &limits["email"], &limits["answer"]),
        (&250.into(), &254.into(), &10_000.into())
    );
}
