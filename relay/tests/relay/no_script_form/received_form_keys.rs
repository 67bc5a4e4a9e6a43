//! Keys in a field of an HTML form: a browser cannot send a header with a form. The relay reads a
//! key as soon as its field has arrived. From then on, the state of the key is `unknown`.

use crate::no_script_form::{ACCEPT_HTML, BOUNDARY, Parts};
use crate::support::{
    EXAMPLE_CONFIG, Fault, FaultProxy, Relay, assert_unknown_until_opened, claims, key, state,
    token, wait_for,
};
use open_ticket_test_support::noise;
use std::io::Write;
use std::net::TcpStream;
use std::time::Duration;

const TIMEOUT: Duration = Duration::from_secs(20);
const SLOW: Duration = Duration::from_secs(4);
const ACCEPT_JSON: (&str, &str) = ("accept", "application/json");

/// A form as the relay writes it: with its key first.
fn form(number: u32) -> Parts {
    Parts::default()
        .with("idempotency_key", &key(number))
        .with("deptid", "1")
        .with("name", "Ada Lovelace")
        .with("email", "ada@example.com")
        .with("subject", &format!("Question {number}"))
        .with("message", "How does it work?")
}

fn large_form(number: u32) -> Parts {
    form(number).file("a.png", &noise(400_000))
}

/// Sends a part of a form and keeps the connection open.
fn send(relay: &Relay, form: &Parts, accept: (&str, &str), sent_bytes: usize) -> TcpStream {
    let (address, body) = (relay.base_url.trim_start_matches("http://"), form.body());
    let mut stream = TcpStream::connect(address).unwrap();
    let (name, value) = accept;
    let length = body.len();
    let head = format!(
        "POST /api/ticket HTTP/1.1\r\nhost: {address}\r\n{name}: {value}\r\n\
         content-type: multipart/form-data; boundary={BOUNDARY}\r\n\
         content-length: {length}\r\nconnection: close\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).unwrap();
    stream.write_all(&body[..sent_bytes.min(length)]).unwrap();
    stream
}

/// Returns the size of a form up to the start of the part after its key.
fn end_of_key(form: &Parts, number: u32) -> usize {
    let (body, key) = (form.body(), key(number));
    let position = body
        .windows(key.len())
        .position(|window| window == key.as_bytes());
    position.unwrap() + key.len() + "\r\n--".len() + BOUNDARY.len() + 2
}

#[test]
fn a_key_is_unknown_as_soon_as_its_field_has_arrived_and_free_again_if_the_rest_does_not() {
    let relay = Relay::with_sandbox();
    let forms = |number| {
        let key_field = |form: Parts| form.with("idempotency_key", &key(number));
        [
            large_form(number),
            form(number),
            key_field(Parts::ticket()).file("a.png", &noise(400_000)),
            key_field(Parts::ticket().file("a.png", &noise(400_000))).with("markdown", "1"),
        ]
    };
    let mut number = 0;
    for accept in [ACCEPT_HTML, ACCEPT_JSON] {
        for index in 0..4 {
            number += 2;
            let form = &forms(number)[index];
            let sent = end_of_key(form, number);
            let mut connection = send(&relay, form, accept, sent);
            wait_for(|| state(&relay, &key(number)) == "unknown");
            // The rest arrives: the ticket is opened.
            connection.write_all(&form.body()[sent..]).unwrap();
            assert_unknown_until_opened(&relay, &key(number));
            // The connection is lost: a ticket can no longer be opened.
            let form = &forms(number + 1)[index];
            let connection = send(&relay, form, accept, end_of_key(form, number + 1));
            wait_for(|| state(&relay, &key(number + 1)) == "unknown");
            drop(connection);
            wait_for(|| state(&relay, &key(number + 1)) == "not_opened");
        }
    }
    // Six of the eight tickets have a file.
    assert_eq!(relay.stored_rows(), 8 + 6);
}

#[test]
fn a_key_of_a_form_is_unknown_while_its_request_waits_for_a_permit() {
    let proxy = FaultProxy::new();
    proxy.delay("OpenTicket", SLOW);
    let config = EXAMPLE_CONFIG.replace("max_concurrent_large = 8", "max_concurrent_large = 1");
    let relay = Relay::for_api_with_config(&config, &proxy.url, TIMEOUT);
    let _connections: Vec<_> = [(1, ACCEPT_HTML), (2, ACCEPT_JSON), (3, ACCEPT_HTML)]
        .map(|(number, accept)| {
            let connection = send(&relay, &large_form(number), accept, usize::MAX);
            wait_for(|| state(&relay, &key(number)) == "unknown");
            connection
        })
        .into();
    // The second and the third request are still waiting.
    assert!(proxy.request_count("OpenTicket") <= 1);
    assert_eq!(state(&relay, &key(1)), "unknown");
    for number in 1..=3 {
        assert_unknown_until_opened(&relay, &key(number));
    }
    assert_eq!(proxy.request_count("OpenTicket"), 3);
}

#[test]
fn a_key_of_a_form_is_unknown_while_the_departments_or_services_are_loaded() {
    for accept in [ACCEPT_HTML, ACCEPT_JSON] {
        let proxy = FaultProxy::new();
        proxy.delay("GetSupportDepartments", SLOW);
        proxy.delay("GetClientsProducts", SLOW);
        let (before, _) = EXAMPLE_CONFIG
            .split_once("# Departments, in the order")
            .unwrap();
        let config = format!("departments = \"whmcs\"\n{before}");
        let relay = Relay::for_api_with_config(&config, &proxy.url, TIMEOUT);
        let _guest = send(&relay, &form(1), accept, usize::MAX);
        wait_for(|| state(&relay, &key(1)) == "unknown");
        assert_eq!(proxy.request_count("OpenTicket"), 0);
        assert_unknown_until_opened(&relay, &key(1));
        let of_client = Parts::default()
            .with("idempotency_key", &key(2))
            .with("token", &token(&claims(1)))
            .with("deptid", "1")
            .with("serviceid", "1")
            .with("subject", "A question")
            .with("message", "How does it work?");
        let _client = send(&relay, &of_client, accept, usize::MAX);
        wait_for(|| state(&relay, &key(2)) == "unknown");
        assert_eq!(proxy.request_count("OpenTicket"), 1);
        assert_unknown_until_opened(&relay, &key(2));
        assert_eq!(proxy.sandbox.stored_rows(), 2);
    }
}

/// As with a key in the header: the first attempt was counted.
#[test]
fn a_retry_of_a_large_form_is_admitted_above_the_rate_limit() {
    let config = EXAMPLE_CONFIG.replace("per_hour = 20", "per_hour = 1");
    for (accept, opened) in [(ACCEPT_HTML, 303), (ACCEPT_JSON, 200)] {
        let proxy = FaultProxy::new();
        let relay = Relay::for_api_with_config(&config, &proxy.url, TIMEOUT);
        proxy.inject("OpenTicket", Fault::ResponseLost);
        assert_eq!(large_form(1).send(&relay, &[accept]).status, 502);
        for _ in 0..2 {
            let again = large_form(1).send(&relay, &[accept]);
            assert_eq!(again.status, opened, "{}", again.text());
        }
        assert_eq!(large_form(2).send(&relay, &[accept]).status, 429);
        assert_eq!(state(&relay, &key(2)), "not_opened");
        assert_eq!(proxy.request_count("OpenTicket"), 1);
    }
}

#[test]
fn a_refused_form_releases_its_key_immediately() {
    let relay = Relay::with_sandbox();
    let refused = [
        form(1).with("subject", "twice"),
        form(1).with("colour", "red"),
        form(1).with("clientid", "1"),
        form(1).with("token", "forged"),
        form(1).file("big.bin", &noise(9_000_000)),
        form(1).part("name=\"picture\"; filename=\"a.png\"", b"x"),
        Parts::default().with("idempotency_key", &key(1)),
        form(1).with("idempotency_key", &key(2)),
    ];
    for form in refused {
        for accept in [ACCEPT_HTML, ACCEPT_JSON] {
            let response = form.send(&relay, &[accept]);
            assert_ne!(response.status, 303);
            assert!(!response.text().contains("success"), "{}", response.text());
            assert_eq!(state(&relay, &key(1)), "not_opened", "{}", response.text());
        }
    }
    assert_eq!(form(1).send(&relay, &[ACCEPT_HTML]).status, 303);
    assert_eq!(relay.stored_rows(), 1);
}
