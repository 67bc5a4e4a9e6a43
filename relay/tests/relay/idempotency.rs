//! Idempotency keys: each key opens at most one ticket, even after a fault or a restart.

use crate::support::{
    EXAMPLE_CONFIG, Fault, FaultProxy, Relay, SANDBOX_API, WorkingDirectory, bearer, claims, token,
};
use open_ticket_test_support::{Form, HttpResponse, URLENCODED, client};
use serde_json::{Value, json};
use std::thread;
use std::time::Duration;

const KEY: &str = "3f0e8b1c-52a4-4d6f-9c3e-7a1b2c3d4e5f";
const OTHER_KEY: &str = "00000000-0000-4000-8000-000000000001";

/// Timeout that no test reaches.
const LONG_TIMEOUT: Duration = Duration::from_secs(20);

/// Response timeout of a relay whose request is lost. For that time, WHMCS may still be running the
/// request.
const SHORT_TIMEOUT: Duration = Duration::from_secs(6);

fn count_tickets(relay: &Relay, form: &Form) -> usize {
    let list = relay.call_sandbox(form);
    list["tickets"]["ticket"].as_array().map_or(0, Vec::len)
}

fn tickets_of_ada() -> Form {
    Form::of(&[("action", "GetTickets"), ("email", "ada@example.com")])
}

fn outcome(relay: &Relay, key: &str) -> Value {
    let response = relay.get(&format!("/api/ticket/{key}"));
    assert_eq!(response.status, 200, "{}", response.text());
    assert_eq!(response.header("cache-control"), "no-store");
    response.json()
}

#[track_caller]
fn assert_code(response: &HttpResponse, status: u16, code: &str) {
    assert_eq!(
        (response.status, response.code().as_str()),
        (status, code),
        "{}",
        response.text()
    );
}

#[test]
fn a_retry_with_the_same_key_and_body_gets_the_first_response() {
    let relay = Relay::with_sandbox();
    let first = relay.open_ticket(&Form::ticket(), KEY);
    assert_eq!(first.status, 200);
    for key in [KEY.to_owned(), KEY.to_uppercase(), format!("\"{KEY}\"")] {
        let again = relay.open_ticket(&Form::ticket(), &key);
        assert_eq!((again.status, &again.bytes), (200, &first.bytes), "{key}");
        assert_eq!(again.header("content-type"), first.header("content-type"));
    }
    assert_eq!(count_tickets(&relay, &tickets_of_ada()), 1);
}

/// The fingerprint covers the meaning of a body, not its encoding.
#[test]
fn the_order_of_the_fields_does_not_matter() {
    let relay = Relay::with_sandbox();
    let first = relay.open_ticket(&Form::ticket(), KEY);
    let reordered = Form::ticket()
        .with("action", "OpenTicket")
        .with("deptid", "1");
    assert_eq!(relay.open_ticket(&reordered, KEY).bytes, first.bytes);
}

#[test]
fn another_body_or_client_with_the_same_key_is_rejected() {
    let relay = Relay::with_sandbox();
    relay.open_ticket(&Form::ticket(), KEY);
    let other = Form::ticket().with("message", "Something else");
    assert_code(&relay.open_ticket(&other, KEY), 422, "key_reused");
    let authorization = bearer(&token(&claims(1)));
    let headers = [("idempotency-key", KEY), ("authorization", &authorization)];
    assert_code(
        &relay.open_ticket_with(&Form::ticket(), &headers),
        422,
        "key_reused",
    );
    assert_eq!(
        relay.open_ticket(&other, OTHER_KEY).json()["result"],
        "success"
    );
    assert_eq!(count_tickets(&relay, &tickets_of_ada()), 2);
}

#[test]
fn a_key_that_is_not_a_uuid_is_rejected() {
    let relay = Relay::with_sandbox();
    for key in [
        "",
        "1",
        "3f0e8b1c52a44d6f9c3e",
        "3f0e8b1c-52a4-4d6f-9c3e-7a1b2c3d4e5g",
        "\"\"",
    ] {
        assert_code(&relay.open_ticket(&Form::ticket(), key), 400, "malformed");
    }
    let twice = [("idempotency-key", KEY), ("idempotency-key", OTHER_KEY)];
    let post = twice.iter().fold(
        client().post(format!("{}/api/ticket", relay.base_url)),
        |post, (name, value)| post.header(*name, *value),
    );
    let post = post.header("content-type", URLENCODED);
    let response = post.body(Form::ticket().body()).send().unwrap();
    assert_eq!(response.status(), 400);
    assert_eq!(relay.stored_rows(), 0);
    assert_code(&relay.get("/api/ticket/nonsense"), 400, "malformed");
}

#[test]
fn a_refusal_by_whmcs_is_returned_to_retries() {
    let relay = Relay::with_sandbox_and_config(&EXAMPLE_CONFIG.replace("%n%n%n%n%n%n", "ONE"));
    relay.post("/api/ticket", Form::ticket().body());
    let first = relay.open_ticket(&Form::ticket(), KEY);
    assert_eq!(first.message(), "Unable to generate ticket number");
    assert_eq!(relay.open_ticket(&Form::ticket(), KEY).bytes, first.bytes);
    assert_eq!(outcome(&relay, KEY), json!({ "state": "not_opened" }));
}

#[test]
fn a_key_can_be_used_again_after_a_rule_violation() {
    let relay = Relay::with_sandbox();
    let invalid = Form::ticket().with("deptid", "99");
    assert_code(&relay.open_ticket(&invalid, KEY), 422, "rule");
    assert_eq!(outcome(&relay, KEY), json!({ "state": "not_opened" }));
    assert_eq!(
        relay.open_ticket(&Form::ticket(), KEY).json()["result"],
        "success"
    );
}

#[test]
fn the_outcome_contains_the_first_response() {
    let relay = Relay::with_sandbox();
    assert_eq!(outcome(&relay, KEY), json!({ "state": "not_opened" }));
    let opened = relay.open_ticket(&Form::ticket(), KEY).json();
    assert_eq!(
        outcome(&relay, KEY),
        json!({ "state": "opened", "answer": opened })
    );
}

#[test]
fn a_hundred_concurrent_requests_open_one_ticket() {
    let relay = Relay::with_sandbox();
    let responses: Vec<_> = thread::scope(|scope| {
        let threads: Vec<_> = (0..100)
            .map(|_| scope.spawn(|| relay.open_ticket(&Form::ticket(), KEY)))
            .collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap())
            .collect()
    });
    let successful: Vec<_> = responses
        .iter()
        .filter(|response| response.status == 200)
        .collect();
    assert!(!successful.is_empty());
    assert!(
        successful
            .iter()
            .all(|response| response.bytes == successful[0].bytes)
    );
    for response in responses.iter().filter(|response| response.status != 200) {
        assert_code(response, 409, "in_progress");
        assert!(response.header("retry-after").parse::<u32>().unwrap() > 0);
    }
    assert_eq!(count_tickets(&relay, &tickets_of_ada()), 1);
}

#[test]
fn a_second_request_is_rejected_while_the_first_is_in_progress() {
    let proxy = FaultProxy::new();
    let relay = proxy.relay(LONG_TIMEOUT);
    proxy.inject("OpenTicket", Fault::ResponseWithheld);
    thread::scope(|scope| {
        let first = scope.spawn(|| {
            // The proxy withholds the response until this request times out.
            let post = client().post(format!("{}/api/ticket", relay.base_url));
            let post = post.header("content-type", URLENCODED);
            let post = post.header("idempotency-key", KEY);
            let _ = post
                .timeout(Duration::from_secs(2))
                .body(Form::ticket().body())
                .send();
        });
        while proxy.request_count("OpenTicket") == 0 {
            thread::yield_now();
        }
        assert_code(&relay.open_ticket(&Form::ticket(), KEY), 409, "in_progress");
        assert_eq!(outcome(&relay, KEY), json!({ "state": "unknown" }));
        let other = Form::ticket().with("subject", "Another one");
        assert_code(&relay.open_ticket(&other, KEY), 422, "key_reused");
        first.join().unwrap();
    });
    assert_eq!(proxy.request_count("OpenTicket"), 1);
}

#[test]
fn after_a_lost_response_the_retry_finds_the_ticket() {
    let proxy = FaultProxy::new();
    let relay = proxy.relay(LONG_TIMEOUT);
    proxy.inject("OpenTicket", Fault::ResponseLost);
    assert_code(&relay.open_ticket(&Form::ticket(), KEY), 502, "unknown");
    assert_eq!(outcome(&relay, KEY), json!({ "state": "unknown" }));

    let found = relay.open_ticket(&Form::ticket(), KEY);
    assert_eq!(found.json()["result"], "success", "{}", found.text());
    assert_eq!(count_tickets(&proxy.sandbox, &tickets_of_ada()), 1);
    assert_eq!(
        proxy.request_count("OpenTicket"),
        1,
        "the ticket was sent once"
    );
    assert_eq!(outcome(&relay, KEY)["answer"], found.json());
    assert_eq!(relay.open_ticket(&Form::ticket(), KEY).bytes, found.bytes);
    // The response contains the right access code.
    let opened = found.json();
    let link = format!(
        "/sandbox/viewticket.php?tid={}&c={}",
        opened["tid"].as_str().unwrap(),
        opened["c"].as_str().unwrap()
    );
    assert_eq!(proxy.sandbox.get(&link).status, 200);
}

#[test]
fn a_lost_request_is_sent_again_once_whmcs_can_no_longer_be_running_it() {
    let proxy = FaultProxy::new();
    let relay = proxy.relay(SHORT_TIMEOUT);
    proxy.inject("OpenTicket", Fault::RequestLost);
    assert_code(&relay.open_ticket(&Form::ticket(), KEY), 502, "unknown");
    let other = Form::ticket().with("subject", "Another one");
    assert_code(&relay.open_ticket(&other, KEY), 422, "key_reused");
    let early = relay.open_ticket(&Form::ticket(), KEY);
    assert_code(&early, 504, "unknown");
    assert!(early.header("retry-after").parse::<u32>().unwrap() > 0);
    assert_eq!(proxy.request_count("OpenTicket"), 1);
    let opened = relay.open_ticket_until_known(&Form::ticket(), KEY);
    assert_eq!(opened.json()["result"], "success", "{}", opened.text());
    assert_eq!(count_tickets(&proxy.sandbox, &tickets_of_ada()), 1);
}

/// An older ticket with the same content was opened by an earlier submission.
#[test]
fn an_older_ticket_is_not_mistaken_for_the_lost_one() {
    let proxy = FaultProxy::new();
    let relay = proxy.relay(SHORT_TIMEOUT);
    let old_ticket = Form::ticket().with("created", "2020-02-02 12:00:00");
    let other = proxy.sandbox.call_sandbox(&old_ticket);
    proxy.inject("OpenTicket", Fault::RequestLost);
    assert_code(&relay.open_ticket(&Form::ticket(), KEY), 502, "unknown");
    let opened = relay.open_ticket_until_known(&Form::ticket(), KEY).json();
    assert_eq!(opened["result"], "success");
    assert_ne!(opened["id"], other["id"]);
    assert_eq!(count_tickets(&proxy.sandbox, &tickets_of_ada()), 2);
}

/// A ticket with the same content, opened in the same second, belongs to another key.
#[test]
fn a_ticket_of_another_key_is_not_mistaken_for_the_lost_one() {
    let proxy = FaultProxy::new();
    let relay = proxy.relay(SHORT_TIMEOUT);
    proxy.inject("OpenTicket", Fault::RequestLost);
    assert_code(&relay.open_ticket(&Form::ticket(), KEY), 502, "unknown");
    let other = relay.open_ticket(&Form::ticket(), OTHER_KEY).json();
    let opened = relay.open_ticket_until_known(&Form::ticket(), KEY).json();
    assert_eq!(opened["result"], "success");
    assert_ne!(opened["id"], other["id"]);
    assert_eq!(count_tickets(&proxy.sandbox, &tickets_of_ada()), 2);
}

#[test]
fn the_ticket_of_a_signed_in_client_is_found() {
    let proxy = FaultProxy::new();
    let relay = proxy.relay(LONG_TIMEOUT);
    let authorization = bearer(&token(&claims(1)));
    let headers = [("idempotency-key", KEY), ("authorization", &authorization)];
    let form = Form::ticket()
        .without("name")
        .without("email")
        .with("subject", "Q & A <b> \"now\" 'then'")
        .with("message", "One\r\ntwo & <three>");
    proxy.inject("OpenTicket", Fault::ResponseLost);
    assert_code(&relay.open_ticket_with(&form, &headers), 502, "unknown");
    let found = relay.open_ticket_with(&form, &headers);
    assert_eq!(found.json()["result"], "success", "{}", found.text());
    let of_client = Form::of(&[("action", "GetTickets"), ("clientid", "1")]);
    assert_eq!(count_tickets(&proxy.sandbox, &of_client), 1);
}

/// After a timeout, WHMCS may still be opening the ticket.
#[test]
fn a_ticket_is_not_sent_again_while_whmcs_may_still_open_it() {
    let proxy = FaultProxy::new();
    let relay = proxy.relay(Duration::from_secs(2));
    proxy.inject("OpenTicket", Fault::ResponseWithheld);
    assert_code(&relay.open_ticket(&Form::ticket(), KEY), 504, "unknown");
    let found = relay.open_ticket(&Form::ticket(), KEY);
    assert_eq!(found.json()["result"], "success", "{}", found.text());
    assert_eq!(proxy.request_count("OpenTicket"), 1);
}

#[test]
fn an_outcome_remains_unknown_while_the_lookup_fails() {
    let proxy = FaultProxy::new();
    let relay = proxy.relay(LONG_TIMEOUT);
    proxy.inject("OpenTicket", Fault::ResponseLost);
    assert_code(&relay.open_ticket(&Form::ticket(), KEY), 502, "unknown");
    proxy.inject("GetTickets", Fault::RequestLost);
    assert_code(&relay.open_ticket(&Form::ticket(), KEY), 502, "unknown");
    assert_eq!(proxy.request_count("OpenTicket"), 1);
    assert_eq!(
        relay.open_ticket(&Form::ticket(), KEY).json()["result"],
        "success"
    );
    assert_eq!(count_tickets(&proxy.sandbox, &tickets_of_ada()), 1);
}

#[test]
fn a_key_survives_a_restart() {
    let directory = WorkingDirectory::new(EXAMPLE_CONFIG);
    let post = |address: &str| {
        let post = client().post(format!("http://{address}/api/ticket"));
        let post = post.header("content-type", URLENCODED);
        let post = post
            .header("idempotency-key", KEY)
            .body(Form::ticket().body());
        post.send().unwrap().bytes().unwrap()
    };
    let mut first = directory.start();
    let opened = post(&first.address);
    first.child.kill().unwrap();
    first.child.wait().unwrap();
    let second = directory.start();
    assert_eq!(post(&second.address), opened);
    let list = second.post(SANDBOX_API, &tickets_of_ada().with_credentials());
    assert_eq!(list["totalresults"].to_string().trim_matches('"'), "1");
}
