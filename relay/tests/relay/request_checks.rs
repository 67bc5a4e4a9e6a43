//! Checks before a ticket is decoded: parameters, media type and origin.

use crate::support::Relay;
use open_ticket_test_support::{Form, URLENCODED};

const TICKET: &str = "/api/ticket";

#[test]
fn forbidden_parameters_are_rejected() {
    let relay = Relay::with_sandbox();
    for name in [
        "clientid",
        "userid",
        "contactid",
        "admin",
        "noemail",
        "created",
        "preventClientClosure",
        "identifier",
        "secret",
        "username",
        "password",
        "accesskey",
    ] {
        let response = relay.post(TICKET, Form::ticket().with(name, "1").body());
        assert_eq!(
            (response.status, response.code().as_str()),
            (400, "forbidden_parameter"),
            "{name}"
        );
    }
    assert_eq!(relay.stored_rows(), 0);
}

/// PHP would convert each of these names to `clientid` if the relay forwarded it.
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
