//! Submissions with the same content at the same time. Their tickets cannot be distinguished, so each
//! submission gets one of them, and no submission waits for another one that is also searching.

use crate::support::{Fault, FaultProxy, Relay, UpstreamResponse};
use open_ticket_test_support::{Form, HttpResponse};
use std::collections::BTreeSet;
use std::thread;
use std::time::Duration;

/// Timeout that no test reaches: a submission that waited for so long would have an unknown outcome.
const TIMEOUT: Duration = Duration::from_secs(60);

/// Response timeout of a relay whose requests are lost.
const SHORT_TIMEOUT: Duration = Duration::from_secs(3);

fn key(number: usize) -> String {
    format!("00000000-0000-4000-8000-{number:012}")
}

/// Returns an undocumented error message, as a hook may. It does not show if a ticket was opened.
fn hook(response: UpstreamResponse) -> UpstreamResponse {
    response.with(
        "200 OK",
        r#"{"result":"error","message":"The mail hook failed"}"#,
    )
}

/// Sends submissions at the same time. The bits of `opened` select those whose ticket is opened.
fn send_together(relay: &Relay, proxy: &FaultProxy, opened: usize, keys: &[Option<String>]) {
    for index in 0..keys.len() {
        let fault = match opened & (1 << index) {
            0 => Fault::ResponseReturned(hook),
            _ => Fault::ResponseReplaced(hook),
        };
        proxy.inject("OpenTicket", fault);
    }
    let send = |key: &Option<String>| match key {
        Some(key) => relay.open_ticket(&Form::ticket(), key),
        None => relay.post("/api/ticket", Form::ticket().body()),
    };
    let responses: Vec<HttpResponse> = thread::scope(|scope| {
        let threads: Vec<_> = keys.iter().map(|key| scope.spawn(|| send(key))).collect();
        let responses = threads.into_iter().map(|thread| thread.join().unwrap());
        responses.collect()
    });
    let name = format!("{opened:b} of {keys:?}");
    let (successes, errors): (Vec<_>, Vec<_>) = responses
        .iter()
        .partition(|response| response.json()["result"] == "success");
    let ids: BTreeSet<_> = successes
        .iter()
        .map(|response| response.json()["id"].as_str().unwrap().to_owned())
        .collect();
    let count = opened.count_ones() as usize;
    assert_eq!((successes.len(), ids.len()), (count, count), "{name}");
    for response in errors {
        assert_eq!(response.message(), "The mail hook failed", "{name}");
    }
    for (key, response) in keys.iter().zip(&responses) {
        let Some(key) = key else { continue };
        let outcome = relay.get(&format!("/api/ticket/{key}")).json();
        let expected = match response.json()["result"] == "success" {
            true => "opened",
            false => "not_opened",
        };
        assert_eq!(outcome["state"], expected, "{name}");
    }
}

/// Two and three submissions, with each subset of opened tickets, with and without keys.
#[test]
fn first_attempts_with_inconclusive_responses_are_matched_without_waiting_for_each_other() {
    for count in [2, 3] {
        thread::scope(|scope| {
            for opened in 0..1_usize << count {
                scope.spawn(move || {
                    let proxy = FaultProxy::new();
                    // With this ticket, the search can prove that it sees the department.
                    let older = Form::ticket().with("email", "eve@example.com");
                    proxy.sandbox.call_sandbox(&older);
                    // All submissions are sent before the first one searches.
                    proxy.delay("OpenTicket", Duration::from_millis(800));
                    let relay = proxy.relay(TIMEOUT);
                    let with_keys: Vec<_> = (0..count).map(|number| Some(key(number))).collect();
                    send_together(&relay, &proxy, opened, &with_keys);
                    send_together(&relay, &proxy, opened, &vec![None; count]);
                    let tickets = 2 * i64::from(opened.count_ones());
                    assert_eq!(proxy.sandbox.stored_rows(), 1 + tickets);
                });
            }
        });
    }
}

/// The response to a retry that sends its ticket again names that ticket, so no search may take it.
#[test]
fn the_ticket_of_a_retry_that_is_being_sent_is_not_given_to_an_older_submission() {
    let proxy = FaultProxy::new();
    let relay = proxy.relay(SHORT_TIMEOUT);
    for number in [1, 2] {
        proxy.inject("OpenTicket", Fault::RequestLost);
        let lost = relay.open_ticket(&Form::ticket(), &key(number));
        assert_eq!(lost.code(), "unknown");
    }
    thread::sleep(SHORT_TIMEOUT);
    proxy.delay("OpenTicket", Duration::from_millis(1_500));
    let ids = thread::scope(|scope| {
        let younger = scope.spawn(|| relay.open_ticket_until_known(&Form::ticket(), &key(2)));
        while proxy.sandbox.stored_rows() == 0 {
            thread::yield_now();
        }
        let older = relay.open_ticket_until_known(&Form::ticket(), &key(1));
        [older, younger.join().unwrap()].map(|response| response.json()["id"].clone())
    });
    assert!(ids.iter().all(|id| id.is_string()), "{ids:?}");
    assert_ne!(ids[0], ids[1]);
    assert_eq!(proxy.sandbox.stored_rows(), 2);
}

/// The relay gives a request without a key a random key, which distinguishes its ticket.
#[test]
fn the_ticket_of_a_request_without_a_key_is_not_mistaken_for_a_lost_one() {
    let proxy = FaultProxy::new();
    let relay = proxy.relay(SHORT_TIMEOUT);
    proxy.inject("OpenTicket", Fault::RequestLost);
    relay.open_ticket(&Form::ticket(), &key(1));
    let without_key = relay.post("/api/ticket", Form::ticket().body()).json();
    let retried = relay.open_ticket_until_known(&Form::ticket(), &key(1));
    assert_eq!(retried.json()["result"], "success", "{}", retried.text());
    assert_ne!(retried.json()["id"], without_key["id"]);
    assert_eq!(proxy.sandbox.stored_rows(), 2);
}
