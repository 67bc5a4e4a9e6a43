//! `/api/ticket`: who may send, and what.

use crate::support::{Form, Relay};

const TICKET: &str = "/api/ticket";

#[test]
fn names_that_a_form_may_not_send_are_refused() {
    let relay = Relay::sandbox();
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
        let answer = relay.post(TICKET, Form::ticket().with(name, "1").body());
        assert_eq!(
            (answer.status, answer.code().as_str()),
            (400, "forbidden_parameter"),
            "{name}"
        );
    }
    assert_eq!(relay.rows(), 0);
}

/// PHP changes names: each of these would reach WHMCS as `clientid`, had it been passed on.
#[test]
fn other_spellings_of_a_forbidden_name_are_unknown() {
    let relay = Relay::sandbox();
    for name in [
        " clientid",
        "clientid\0x",
        "clientid[]",
        "client.id",
        "CLIENTID",
        "clientId ",
    ] {
        let answer = relay.post(TICKET, Form::ticket().and(name, "1").body());
        assert_eq!(
            (answer.status, answer.code().as_str()),
            (400, "unknown_parameter"),
            "{name:?}"
        );
    }
    assert_eq!(relay.rows(), 0);
}

#[test]
fn a_repeated_name_is_refused() {
    let relay = Relay::sandbox();
    let answer = relay.post(TICKET, Form::ticket().and("subject", "Again").body());
    assert_eq!(
        (answer.status, answer.code().as_str()),
        (400, "repeated_parameter")
    );
    assert_eq!(relay.rows(), 0);
}

#[test]
fn another_action_and_another_shape_of_answer_are_refused() {
    let relay = Relay::sandbox();
    for (name, value) in [("action", "GetTicket"), ("responsetype", "xml")] {
        let answer = relay.post(TICKET, Form::ticket().with(name, value).body());
        assert_eq!(
            (answer.status, answer.code().as_str()),
            (400, "forbidden_parameter"),
            "{name}"
        );
    }
}

#[test]
fn a_body_of_another_type_is_refused() {
    let relay = Relay::sandbox();
    for content_type in ["application/json", "text/plain", "multipart/mixed", ""] {
        let answer = relay.post_with(TICKET, "{}", &[("content-type", content_type)]);
        assert_eq!(
            (answer.status, answer.code().as_str()),
            (415, "malformed"),
            "{content_type}"
        );
        assert_eq!(answer.json()["result"], "error");
    }
}

#[test]
fn a_page_of_another_site_is_refused() {
    let relay = Relay::sandbox();
    let own = relay.base.clone();
    let form = ("content-type", crate::support::URLENCODED);
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
        let answer = post(&headers);
        assert_eq!(
            (answer.status, answer.code().as_str()),
            (403, "origin"),
            "{headers:?}"
        );
        assert_eq!(answer.header("access-control-allow-origin"), "");
    }
    assert_eq!(relay.rows(), 0);
    for headers in [
        [("origin", own.as_str())],
        [("sec-fetch-site", "same-origin")],
    ] {
        assert_eq!(post(&headers).json()["result"], "success", "{headers:?}");
    }
}
