//! One key, one ticket: whatever happens on the way.

use crate::gate::{Fate, Gate};
use crate::home::Home;
use crate::support::{API, Answer, EXAMPLE, Form, Relay, client};
use crate::token::{bearer, claims, token};
use serde_json::{Value, json};
use std::thread;
use std::time::Duration;

const KEY: &str = "3f0e8b1c-52a4-4d6f-9c3e-7a1b2c3d4e5f";
const OTHER_KEY: &str = "00000000-0000-4000-8000-000000000001";

/// So long that no test ever waits for its end.
const LONG: Duration = Duration::from_secs(20);

fn tickets(relay: &Relay, form: &Form) -> usize {
    let list = relay.ask(form);
    list["tickets"]["ticket"].as_array().map_or(0, Vec::len)
}

fn adas_tickets() -> Form {
    Form::of(&[("action", "GetTickets"), ("email", "ada@example.com")])
}

fn state(relay: &Relay, key: &str) -> Value {
    let answer = relay.get(&format!("/api/ticket/{key}"));
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert_eq!(answer.header("cache-control"), "no-store");
    answer.json()
}

#[track_caller]
fn assert_code(answer: &Answer, status: u16, code: &str) {
    assert_eq!(
        (answer.status, answer.code().as_str()),
        (status, code),
        "{}",
        answer.text()
    );
}

#[test]
fn the_same_key_and_body_get_the_first_answer_again() {
    let relay = Relay::sandbox();
    let first = relay.open(&Form::ticket(), KEY);
    assert_eq!(first.status, 200);
    for key in [KEY.to_owned(), KEY.to_uppercase(), format!("\"{KEY}\"")] {
        let again = relay.open(&Form::ticket(), &key);
        assert_eq!((again.status, &again.bytes), (200, &first.bytes), "{key}");
        assert_eq!(again.header("content-type"), first.header("content-type"));
    }
    assert_eq!(tickets(&relay, &adas_tickets()), 1);
}

/// What a body means counts, not how it is written.
#[test]
fn the_order_of_the_fields_makes_no_other_body() {
    let relay = Relay::sandbox();
    let first = relay.open(&Form::ticket(), KEY);
    let turned = Form::ticket()
        .with("action", "OpenTicket")
        .with("deptid", "1");
    assert_eq!(relay.open(&turned, KEY).bytes, first.bytes);
}

#[test]
fn another_body_or_another_client_under_the_same_key_is_refused() {
    let relay = Relay::sandbox();
    relay.open(&Form::ticket(), KEY);
    let other = Form::ticket().with("message", "Something else");
    assert_code(&relay.open(&other, KEY), 422, "key_reused");
    let authorization = bearer(&token(&claims(1)));
    let headers = [("idempotency-key", KEY), ("authorization", &authorization)];
    assert_code(
        &relay.open_with(&Form::ticket(), &headers),
        422,
        "key_reused",
    );
    assert_eq!(relay.open(&other, OTHER_KEY).json()["result"], "success");
    assert_eq!(tickets(&relay, &adas_tickets()), 2);
}

#[test]
fn what_is_no_uuid_is_no_key() {
    let relay = Relay::sandbox();
    for key in [
        "",
        "1",
        "3f0e8b1c52a44d6f9c3e",
        "3f0e8b1c-52a4-4d6f-9c3e-7a1b2c3d4e5g",
        "\"\"",
    ] {
        assert_code(&relay.open(&Form::ticket(), key), 400, "malformed");
    }
    let twice = [("idempotency-key", KEY), ("idempotency-key", OTHER_KEY)];
    let post = twice.iter().fold(
        client().post(format!("{}/api/ticket", relay.base)),
        |post, (name, value)| post.header(*name, *value),
    );
    let post = post.header("content-type", crate::support::URLENCODED);
    let answer = post.body(Form::ticket().body()).send().unwrap();
    assert_eq!(answer.status(), 400);
    assert_eq!(relay.rows(), 0);
    assert_code(&relay.get("/api/ticket/nonsense"), 400, "malformed");
}

#[test]
fn a_refusal_of_whmcs_is_given_again_too() {
    let relay = Relay::sandbox_with(&EXAMPLE.replace("%n%n%n%n%n%n", "ONE"));
    relay.post("/api/ticket", Form::ticket().body());
    let first = relay.open(&Form::ticket(), KEY);
    assert_eq!(first.message(), "Unable to generate ticket number");
    assert_eq!(relay.open(&Form::ticket(), KEY).bytes, first.bytes);
    assert_eq!(state(&relay, KEY), json!({ "state": "not_opened" }));
}

#[test]
fn what_the_relay_refuses_leaves_the_key_free() {
    let relay = Relay::sandbox();
    let empty = Form::ticket().with("deptid", "99");
    assert_code(&relay.open(&empty, KEY), 422, "rule");
    assert_eq!(state(&relay, KEY), json!({ "state": "not_opened" }));
    assert_eq!(relay.open(&Form::ticket(), KEY).json()["result"], "success");
}

#[test]
fn the_state_of_a_key_tells_the_first_answer() {
    let relay = Relay::sandbox();
    assert_eq!(state(&relay, KEY), json!({ "state": "not_opened" }));
    let opened = relay.open(&Form::ticket(), KEY).json();
    assert_eq!(
        state(&relay, KEY),
        json!({ "state": "opened", "answer": opened })
    );
}

#[test]
fn a_hundred_at_once_open_one_ticket() {
    let relay = Relay::sandbox();
    let answers: Vec<_> = thread::scope(|scope| {
        let threads: Vec<_> = (0..100)
            .map(|_| scope.spawn(|| relay.open(&Form::ticket(), KEY)))
            .collect();
        threads.into_iter().map(|t| t.join().unwrap()).collect()
    });
    let yes: Vec<_> = answers.iter().filter(|a| a.status == 200).collect();
    assert!(!yes.is_empty());
    assert!(yes.iter().all(|answer| answer.bytes == yes[0].bytes));
    for answer in answers.iter().filter(|a| a.status != 200) {
        assert_code(answer, 409, "in_progress");
        assert!(answer.header("retry-after").parse::<u32>().unwrap() > 0);
    }
    assert_eq!(tickets(&relay, &adas_tickets()), 1);
}

#[test]
fn while_the_first_is_under_way_the_second_is_told_so() {
    let gate = Gate::new();
    let relay = gate.relay(LONG);
    gate.next("OpenTicket", &[Fate::AnswerHeld]);
    thread::scope(|scope| {
        let first = scope.spawn(|| {
            // Whoever holds the answer lets go when this one hangs up.
            let short = client();
            let post = short.post(format!("{}/api/ticket", relay.base));
            let post = post.header("content-type", crate::support::URLENCODED);
            let post = post.header("idempotency-key", KEY);
            let _ = post
                .timeout(Duration::from_secs(2))
                .body(Form::ticket().body())
                .send();
        });
        while gate.count("OpenTicket") == 0 {
            thread::yield_now();
        }
        assert_code(&relay.open(&Form::ticket(), KEY), 409, "in_progress");
        assert_eq!(state(&relay, KEY), json!({ "state": "unknown" }));
        let other = Form::ticket().with("subject", "Another one");
        assert_code(&relay.open(&other, KEY), 422, "key_reused");
        first.join().unwrap();
    });
    assert_eq!(gate.count("OpenTicket"), 1);
}

#[test]
fn a_lost_answer_is_unknown_and_the_retry_finds_the_ticket() {
    let gate = Gate::new();
    let relay = gate.relay(LONG);
    gate.next("OpenTicket", &[Fate::AnswerLost]);
    assert_code(&relay.open(&Form::ticket(), KEY), 502, "unknown");
    assert_eq!(state(&relay, KEY), json!({ "state": "unknown" }));

    let found = relay.open(&Form::ticket(), KEY);
    assert_eq!(found.json()["result"], "success", "{}", found.text());
    assert_eq!(tickets(&gate.sandbox, &adas_tickets()), 1);
    assert_eq!(gate.count("OpenTicket"), 1, "it was sent once");
    assert_eq!(state(&relay, KEY)["answer"], found.json());
    assert_eq!(relay.open(&Form::ticket(), KEY).bytes, found.bytes);
    // The answer is the right one: it opens the ticket.
    let opened = found.json();
    let link = format!(
        "/sandbox/viewticket.php?tid={}&c={}",
        opened["tid"].as_str().unwrap(),
        opened["c"].as_str().unwrap()
    );
    assert_eq!(gate.sandbox.get(&link).status, 200);
}

#[test]
fn a_lost_request_is_unknown_and_the_retry_opens_the_ticket() {
    let gate = Gate::new();
    let relay = gate.relay(LONG);
    gate.next("OpenTicket", &[Fate::Lost]);
    assert_code(&relay.open(&Form::ticket(), KEY), 502, "unknown");
    let other = Form::ticket().with("subject", "Another one");
    assert_code(&relay.open(&other, KEY), 422, "key_reused");
    assert_eq!(relay.open(&Form::ticket(), KEY).json()["result"], "success");
    assert_eq!(tickets(&gate.sandbox, &adas_tickets()), 1);
}

/// The twin was opened by somebody who wrote the same words before: it is another ticket.
#[test]
fn an_older_twin_is_not_taken_for_the_lost_ticket() {
    let gate = Gate::new();
    let relay = gate.relay(LONG);
    let yesterday = Form::ticket().with("created", "2020-02-02 12:00:00");
    let twin = gate.sandbox.ask(&yesterday);
    gate.next("OpenTicket", &[Fate::Lost]);
    assert_code(&relay.open(&Form::ticket(), KEY), 502, "unknown");
    let opened = relay.open(&Form::ticket(), KEY).json();
    assert_eq!(opened["result"], "success");
    assert_ne!(opened["id"], twin["id"]);
    assert_eq!(tickets(&gate.sandbox, &adas_tickets()), 2);
}

/// A twin of the same second has a key of its own, and so has its answer.
#[test]
fn the_answer_to_another_key_is_not_taken_for_the_lost_ticket() {
    let gate = Gate::new();
    let relay = gate.relay(LONG);
    gate.next("OpenTicket", &[Fate::Lost]);
    assert_code(&relay.open(&Form::ticket(), KEY), 502, "unknown");
    let twin = relay.open(&Form::ticket(), OTHER_KEY).json();
    let opened = relay.open(&Form::ticket(), KEY).json();
    assert_eq!(opened["result"], "success");
    assert_ne!(opened["id"], twin["id"]);
    assert_eq!(tickets(&gate.sandbox, &adas_tickets()), 2);
}

#[test]
fn a_clients_ticket_is_found_as_well() {
    let gate = Gate::new();
    let relay = gate.relay(LONG);
    let authorization = bearer(&token(&claims(1)));
    let headers = [("idempotency-key", KEY), ("authorization", &authorization)];
    let form = Form::ticket()
        .without("name")
        .without("email")
        .with("subject", "Q & A <b> \"now\" 'then'")
        .with("message", "One\r\ntwo & <three>");
    gate.next("OpenTicket", &[Fate::AnswerLost]);
    assert_code(&relay.open_with(&form, &headers), 502, "unknown");
    let found = relay.open_with(&form, &headers);
    assert_eq!(found.json()["result"], "success", "{}", found.text());
    let of_client = Form::of(&[("action", "GetTickets"), ("clientid", "1")]);
    assert_eq!(tickets(&gate.sandbox, &of_client), 1);
}

/// After a silence WHMCS may still be at work on it: a ticket that is not there yet may come.
#[test]
fn a_ticket_that_may_still_come_is_not_sent_again() {
    let gate = Gate::new();
    let relay = gate.relay(Duration::from_secs(2));
    gate.next("OpenTicket", &[Fate::AnswerHeld]);
    assert_code(&relay.open(&Form::ticket(), KEY), 504, "unknown");
    let found = relay.open(&Form::ticket(), KEY);
    assert_eq!(found.json()["result"], "success", "{}", found.text());
    assert_eq!(gate.count("OpenTicket"), 1);
}

#[test]
fn where_whmcs_cannot_be_asked_the_unknown_stays_unknown() {
    let gate = Gate::new();
    let relay = gate.relay(LONG);
    gate.next("OpenTicket", &[Fate::AnswerLost]);
    assert_code(&relay.open(&Form::ticket(), KEY), 502, "unknown");
    gate.next("GetTickets", &[Fate::Lost]);
    assert_code(&relay.open(&Form::ticket(), KEY), 502, "unknown");
    assert_eq!(gate.count("OpenTicket"), 1);
    assert_eq!(relay.open(&Form::ticket(), KEY).json()["result"], "success");
    assert_eq!(tickets(&gate.sandbox, &adas_tickets()), 1);
}

#[test]
fn a_key_lasts_over_a_restart() {
    let home = Home::new(EXAMPLE);
    let post = |address: &str| {
        let post = client().post(format!("http://{address}/api/ticket"));
        let post = post.header("content-type", crate::support::URLENCODED);
        let post = post
            .header("idempotency-key", KEY)
            .body(Form::ticket().body());
        post.send().unwrap().bytes().unwrap()
    };
    let mut first = home.start();
    let opened = post(&first.address);
    first.child.kill().unwrap();
    first.child.wait().unwrap();
    let second = home.start();
    assert_eq!(post(&second.address), opened);
    let list = second.post(API, &adas_tickets().with_credentials());
    assert_eq!(list["totalresults"].to_string().trim_matches('"'), "1");
}
