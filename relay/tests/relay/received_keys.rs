//! Keys of requests that were received: while a request waits, the outcome of its key is unknown,
//! regardless of what the browser or a proxy did to the connection.

use crate::support::{
    EXAMPLE_CONFIG, FaultProxy, Relay, assert_unknown_until_opened, bearer, claims, key, state,
    token, wait_for,
};
use open_ticket_test_support::{Form, URLENCODED, attachments, noise};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

const TIMEOUT: Duration = Duration::from_secs(20);
const SLOW: Duration = Duration::from_secs(2);

/// Sends a request and keeps the connection open, as a proxy does after the browser has
/// disconnected.
fn send(relay: &Relay, form: &Form, headers: &[(&str, &str)], sent_bytes: usize) -> TcpStream {
    let body = form.body();
    let address = relay.base_url.trim_start_matches("http://");
    let mut stream = TcpStream::connect(address).unwrap();
    let headers: String = headers
        .iter()
        .map(|(name, value)| format!("{name}: {value}\r\n"))
        .collect();
    let length = body.len();
    let head = format!(
        "POST /api/ticket HTTP/1.1\r\nhost: {address}\r\ncontent-type: {URLENCODED}\r\n\
         content-length: {length}\r\nconnection: close\r\n{headers}\r\n"
    );
    stream.write_all(head.as_bytes()).unwrap();
    stream
        .write_all(&body.as_bytes()[..sent_bytes.min(length)])
        .unwrap();
    stream
}

fn large_form(subject: &str) -> Form {
    let files = attachments(&[("a.png", &noise(300_000))]);
    Form::ticket()
        .with("subject", subject)
        .with("attachments", files)
}

#[test]
fn a_key_is_unknown_while_its_request_waits_for_a_permit() {
    let proxy = FaultProxy::new();
    proxy.delay("OpenTicket", SLOW);
    let config = EXAMPLE_CONFIG.replace("max_concurrent_large = 8", "max_concurrent_large = 1");
    let relay = Relay::for_api_with_config(&config, &proxy.url, TIMEOUT);
    let _connections: Vec<_> = (1..=3)
        .map(|number| {
            let form = large_form(&format!("Ticket {number}"));
            let connection = send(
                &relay,
                &form,
                &[("idempotency-key", &key(number))],
                usize::MAX,
            );
            wait_for(|| state(&relay, &key(number)) == "unknown");
            connection
        })
        .collect();
    for number in 1..=3 {
        assert_unknown_until_opened(&relay, &key(number));
    }
    assert_eq!(proxy.request_count("OpenTicket"), 3);
}

#[test]
fn a_key_is_unknown_while_a_client_s_service_is_looked_up() {
    let proxy = FaultProxy::new();
    proxy.delay("GetClientsProducts", SLOW);
    let relay = proxy.relay(TIMEOUT);
    let authorization = bearer(&token(&claims(1)));
    let headers = [
        ("idempotency-key", &*key(1)),
        ("authorization", &authorization),
    ];
    let form = Form::ticket()
        .without("name")
        .without("email")
        .with("serviceid", "1");
    let _connection = send(&relay, &form, &headers, usize::MAX);
    wait_for(|| state(&relay, &key(1)) == "unknown");
    assert_unknown_until_opened(&relay, &key(1));
    assert_eq!(proxy.request_count("OpenTicket"), 1);
}

#[test]
fn a_key_is_unknown_while_the_departments_are_loaded() {
    let proxy = FaultProxy::new();
    proxy.delay("GetSupportDepartments", SLOW);
    let (before, _) = EXAMPLE_CONFIG
        .split_once("# Departments, in the order")
        .unwrap();
    let config = format!("departments = \"whmcs\"\n{before}");
    let relay = Relay::for_api_with_config(&config, &proxy.url, TIMEOUT);
    let _connection = send(
        &relay,
        &Form::ticket(),
        &[("idempotency-key", &key(1))],
        usize::MAX,
    );
    wait_for(|| state(&relay, &key(1)) == "unknown");
    assert_unknown_until_opened(&relay, &key(1));
}

#[test]
fn a_key_is_unknown_while_its_body_arrives_and_free_again_if_it_does_not() {
    let relay = Relay::with_sandbox();
    let form = Form::ticket();
    let mut connection = send(&relay, &form, &[("idempotency-key", &key(1))], 10);
    wait_for(|| state(&relay, &key(1)) == "unknown");
    // The rest arrives: the ticket is opened.
    connection.write_all(&form.body().as_bytes()[10..]).unwrap();
    assert_unknown_until_opened(&relay, &key(1));
    // The connection is lost: a ticket can no longer be opened.
    let connection = send(&relay, &form, &[("idempotency-key", &key(2))], 10);
    wait_for(|| state(&relay, &key(2)) == "unknown");
    drop(connection);
    wait_for(|| state(&relay, &key(2)) == "not_opened");
    assert_eq!(relay.open_ticket(&form, &key(2)).status, 200);
    assert_eq!(relay.stored_rows(), 2);
}

/// Another request with the same key may be sent in the meantime. Only one of the two opens a ticket.
#[test]
fn a_second_request_with_a_received_key_is_not_blocked() {
    let relay = Relay::with_sandbox();
    let form = Form::ticket();
    let mut first = send(&relay, &form, &[("idempotency-key", &key(1))], 10);
    wait_for(|| state(&relay, &key(1)) == "unknown");
    let changed = Form::ticket().with("message", "More words");
    let second = relay.open_ticket(&changed, &key(1));
    assert_eq!(second.json()["result"], "success", "{}", second.text());
    first.write_all(&form.body().as_bytes()[10..]).unwrap();
    let mut response = String::new();
    first.read_to_string(&mut response).unwrap();
    assert!(response.contains("key_reused"), "{response}");
    assert_eq!(
        (state(&relay, &key(1)).as_str(), relay.stored_rows()),
        ("opened", 1)
    );
}

#[test]
fn a_refused_request_releases_its_key_immediately() {
    let relay = Relay::with_sandbox();
    let refused = [
        Form::ticket().with("deptid", "99"),
        Form::ticket().with("unknown", "1"),
        Form::ticket().with("noemail", "1"),
        Form::ticket().and("subject", "twice"),
        Form::ticket().without("email"),
        Form::ticket().with("attachments", "*"),
        Form::ticket().with("message", ""),
    ];
    for form in refused {
        let response = relay.open_ticket(&form, &key(1));
        assert_ne!(response.json()["result"], "success", "{}", response.text());
        assert_eq!(state(&relay, &key(1)), "not_opened", "{}", response.text());
    }
    let headers = [
        ("idempotency-key", &*key(1)),
        ("content-type", "text/plain"),
    ];
    assert_eq!(relay.post_with("/api/ticket", "x", &headers).status, 415);
    assert_eq!(state(&relay, &key(1)), "not_opened");
    assert_eq!(relay.open_ticket(&Form::ticket(), &key(1)).status, 200);
    assert_eq!(relay.stored_rows(), 1);
}

/// A request whose key was only received is not a retry, so the rate limits apply to it.
#[test]
fn the_rate_limits_apply_to_a_request_with_a_received_key() {
    let config = EXAMPLE_CONFIG.replace("per_hour = 20", "per_hour = 1");
    let proxy = FaultProxy::new();
    let relay = Relay::for_api_with_config(&config, &proxy.url, TIMEOUT);
    assert_eq!(relay.open_ticket(&large_form("One"), &key(1)).status, 200);
    let limited = relay.open_ticket(&large_form("Two"), &key(2));
    assert_eq!(
        (limited.status, state(&relay, &key(2)).as_str()),
        (429, "not_opened")
    );
}
