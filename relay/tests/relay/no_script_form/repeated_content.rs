//! The form without scripts recognizes the same content from a page that was loaded again, with another
//! key: after Back, after a reload or in a second tab.

use crate::no_script_form::{ACCEPT_HTML, Parts, get_ticket, value_of};
use crate::support::{EXAMPLE_CONFIG, Fault, FaultProxy, RedisServer, Relay, claims, token};
use open_ticket_test_support::HttpResponse;
use std::thread;
use std::time::Duration;

const TIMEOUT: Duration = Duration::from_secs(20);
const SENT_BEFORE: &str = "You already sent this message";
const OPEN_ANOTHER: &str = "Open another ticket with the same text";

fn key(number: u32) -> String {
    format!("00000000-0000-4000-8000-{number:012}")
}

fn send(relay: &Relay, form: &Parts, number: u32) -> HttpResponse {
    form.clone()
        .with("idempotency_key", &key(number))
        .send(relay, &[ACCEPT_HTML])
}

fn guest(name: &str, email: &str, subject: &str, message: &str) -> Parts {
    Parts::default()
        .with("deptid", "1")
        .with("name", name)
        .with("email", email)
        .with("priority", "Medium")
        .with("subject", subject)
        .with("message", message)
        .with("markdown", "1")
}

fn of_client(token: &str) -> Parts {
    Parts::default()
        .with("token", token)
        .with("deptid", "1")
        .with("subject", "A question")
        .with("message", "How does it work?")
}

fn question() -> Parts {
    guest(
        "Ada Lovelace",
        "ada@example.com",
        "A question",
        "How does it work?",
    )
}

/// Asserts that a form opened a ticket with its own key.
#[track_caller]
fn assert_opened(response: &HttpResponse, number: u32) {
    assert_eq!(response.status, 303, "{}", response.text());
    let page = format!("ticket/{}/page", key(number));
    let location = response.header("location");
    assert!(location.starts_with(&page), "{location}");
}

/// Asserts that a page names the ticket of an earlier form, and keeps the form, but contains neither the
/// access code nor the key of the earlier form.
#[track_caller]
fn assert_recognized(relay: &Relay, response: &HttpResponse, first: u32, own: u32) {
    let page = response.text();
    assert_eq!(response.status, 200, "{page}");
    assert_eq!(response.header("cache-control"), "no-store");
    assert!(page.contains(SENT_BEFORE) && page.contains(OPEN_ANOTHER));
    let outcome = relay.get(&format!("/api/ticket/{}", key(first))).json();
    let answer = &outcome["answer"];
    let (number, code) = (
        answer["tid"].as_str().unwrap(),
        answer["c"].as_str().unwrap(),
    );
    assert!(page.contains(number), "{number}: {page}");
    assert!(!page.contains(code), "{page}");
    assert!(!page.contains(&key(first)), "{page}");
    assert_eq!(value_of(&page, "idempotency_key"), key(own));
    assert_eq!(value_of(&page, "subject"), "A question");
    assert!(page.contains("How does it work?</textarea>"), "{page}");
    let own_outcome = relay.get(&format!("/api/ticket/{}", key(own))).json();
    assert_eq!(own_outcome["state"], "not_opened");
}

#[test]
fn the_same_content_from_a_page_that_was_loaded_again_shows_the_open_ticket() {
    let relay = Relay::with_sandbox();
    let loaded_key = || {
        let page = relay.get("/api/ticket/form?department=1").text();
        value_of(&page, "idempotency_key")
    };
    let send_loaded = || {
        let form = question().with("idempotency_key", &loaded_key());
        form.send(&relay, &[ACCEPT_HTML])
    };
    let first = send_loaded();
    assert_eq!(first.status, 303, "{}", first.text());
    let ticket = get_ticket(&relay, "1");
    for _ in 0..2 {
        let again = send_loaded();
        assert_eq!(again.status, 200, "{}", again.text());
        let page = again.text();
        assert!(page.contains(ticket["tid"].as_str().unwrap()), "{page}");
        assert!(!page.contains(ticket["c"].as_str().unwrap()), "{page}");
        let policy = again.header("content-security-policy");
        assert!(policy.contains("default-src 'none'"), "{policy}");
        assert!(!page.contains("viewticket"), "{page}");
    }
    assert_eq!(relay.stored_rows(), 1);
}

#[test]
fn the_same_page_sent_again_leads_to_its_ticket_with_the_link() {
    let relay = Relay::with_sandbox();
    for _ in 0..3 {
        assert_opened(&send(&relay, &question(), 1), 1);
    }
    assert_recognized(&relay, &send(&relay, &question(), 2), 1, 2);
    // The first form still leads to the page of its ticket, which contains the link.
    assert_opened(&send(&relay, &question(), 1), 1);
    let page = relay.get(&format!("/api/ticket/{}/page", key(1))).text();
    assert!(page.contains("viewticket"), "{page}");
    assert_eq!(relay.stored_rows(), 1);
}

#[test]
fn the_button_opens_one_more_ticket_however_often_it_is_pressed() {
    let relay = Relay::with_sandbox();
    assert_opened(&send(&relay, &question(), 1), 1);
    let page = send(&relay, &question(), 2).text();
    let button = page.split("<button").nth(1).unwrap();
    let button = button.split("</button>").next().unwrap();
    assert!(button.contains("type=\"submit\""), "{button}");
    assert!(button.contains("name=\"open_another\" value=\"1\""));
    assert!(button.contains(OPEN_ANOTHER), "{button}");
    assert_eq!(page.matches("<button").count(), 1);
    let another = question().with("open_another", "1");
    for _ in 0..3 {
        assert_opened(&send(&relay, &another, 2), 2);
    }
    assert_eq!(relay.stored_rows(), 2);
    assert_ne!(
        get_ticket(&relay, "1")["tid"],
        get_ticket(&relay, "2")["tid"]
    );
    // From now on, the newest ticket is named. Each of the earlier pages leads to its own ticket.
    assert_recognized(&relay, &send(&relay, &question(), 3), 2, 3);
    assert_opened(&send(&relay, &question(), 1), 1);
    assert_opened(&send(&relay, &question(), 2), 2);
    assert_eq!(relay.stored_rows(), 2);
}

/// A ticket is revealed only to a sender of its complete content.
#[test]
fn any_other_content_or_requester_opens_its_own_ticket_and_names_no_other() {
    let relay = Relay::with_sandbox();
    let base = question().file("a.txt", b"one").file("b.txt", b"two");
    assert_opened(&send(&relay, &base, 1), 1);
    assert_recognized(&relay, &send(&relay, &base, 2), 1, 2);
    let (name, email) = ("Ada Lovelace", "ada@example.com");
    let (subject, message) = ("A question", "How does it work?");
    let two_files = |form: Parts| form.file("a.txt", b"one").file("b.txt", b"two");
    let others = [
        two_files(guest(name, email, subject, "How does it work!")),
        two_files(guest(name, email, subject, "how does it work?")),
        two_files(guest(name, email, subject, "How does it work? ")),
        two_files(guest(name, email, "A Question", message)),
        two_files(guest(name, "ada@example.org", subject, message)),
        two_files(guest("Ada", email, subject, message)),
        question(),
        question().file("a.txt", b"one"),
        question().file("a.txt", b"One").file("b.txt", b"two"),
        question().file("c.txt", b"one").file("b.txt", b"two"),
        question().file("a.txt", b"onet").file("b.txt", b"wo"),
    ];
    let tid = get_ticket(&relay, "1")["tid"].to_string();
    for (number, form) in (10..).zip(&others) {
        let response = send(&relay, form, number);
        assert_opened(&response, number);
        let page = relay.get(&format!("/api/ticket/{}/page", key(number)));
        assert!(!page.text().contains(tid.trim_matches('"')));
    }
}

#[test]
fn a_signed_in_client_is_recognized_with_another_token_and_no_other_client_is() {
    let relay = Relay::with_sandbox();
    let mut refreshed = claims(1);
    refreshed["exp"] = (refreshed["exp"].as_u64().unwrap() - 1).into();
    assert_opened(&send(&relay, &of_client(&token(&claims(1))), 1), 1);
    let again = send(&relay, &of_client(&token(&refreshed)), 2);
    assert_recognized(&relay, &again, 1, 2);
    assert_ne!(value_of(&again.text(), "token"), "");
    assert_opened(&send(&relay, &of_client(&token(&claims(2))), 3), 3);
    assert_eq!(relay.stored_rows(), 2);
}

#[test]
fn after_a_refusal_the_same_content_from_a_new_page_opens_a_ticket() {
    let refusals: [Fault; 2] = [
        Fault::ResponseReturned(|response| {
            response.with(
                "200 OK",
                r#"{"result":"error","message":"Email Address Invalid"}"#,
            )
        }),
        Fault::ResponseReturned(|response| {
            response.with(
                "200 OK",
                r#"{"result":"error","message":"Department ID not found"}"#,
            )
        }),
    ];
    for refusal in refusals {
        let proxy = FaultProxy::new();
        let relay = proxy.relay(TIMEOUT);
        proxy.inject("OpenTicket", refusal);
        let refused = send(&relay, &question(), 1);
        assert_eq!(refused.status, 422, "{}", refused.text());
        assert_opened(&send(&relay, &question(), 2), 2);
        assert_recognized(&relay, &send(&relay, &question(), 3), 2, 3);
        assert_eq!(proxy.sandbox.stored_rows(), 1);
    }
    // The form is over the relay's own limit, so nothing is sent to WHMCS.
    let config = EXAMPLE_CONFIG.replace("subject = 250", "subject = 5");
    let proxy = FaultProxy::new();
    let relay = Relay::for_api_with_config(&config, &proxy.url, TIMEOUT);
    assert_eq!(send(&relay, &question(), 1).status, 422);
    let relay = relay.restart(EXAMPLE_CONFIG, &proxy.url);
    assert_opened(&send(&relay, &question(), 2), 2);
}

/// The outcome of the first form is looked up. No second ticket is sent.
#[test]
fn while_the_first_outcome_is_unknown_it_is_looked_up() {
    let proxy = FaultProxy::new();
    let relay = proxy.relay(TIMEOUT);
    proxy.inject("OpenTicket", Fault::ResponseLost);
    assert_eq!(send(&relay, &question(), 1).status, 502);
    assert_recognized(&relay, &send(&relay, &question(), 2), 1, 2);
    assert_eq!(proxy.request_count("OpenTicket"), 1);
    assert_eq!(proxy.sandbox.stored_rows(), 1);
}

#[test]
fn while_the_outcome_stays_unknown_the_text_is_kept_and_nothing_is_sent() {
    let proxy = FaultProxy::new();
    let relay = proxy.relay(TIMEOUT);
    proxy.inject("OpenTicket", Fault::ResponseLost);
    assert_eq!(send(&relay, &question(), 1).status, 502);
    proxy.rewrite("GetTickets", |_, response| {
        response.with("500 Internal Server Error", "")
    });
    for own in 2..=4 {
        let page = send(&relay, &question(), own);
        assert_eq!(page.status, 502, "{}", page.text());
        let page = page.text();
        assert_eq!(value_of(&page, "idempotency_key"), key(own));
        assert!(page.contains("How does it work?</textarea>"), "{page}");
        assert!(!page.contains(&key(1)), "{page}");
    }
    proxy.stop_rewriting();
    // Sends the form that was shown again.
    assert_recognized(&relay, &send(&relay, &question(), 4), 1, 4);
    assert_eq!(proxy.request_count("OpenTicket"), 1);
}

/// A second tab, while the first form is being sent.
#[test]
fn a_form_that_is_in_progress_is_not_sent_from_another_page() {
    let proxy = FaultProxy::new();
    proxy.delay("OpenTicket", Duration::from_secs(2));
    let relay = proxy.relay(TIMEOUT);
    thread::scope(|scope| {
        let first = scope.spawn(|| send(&relay, &question(), 1));
        while proxy.request_count("OpenTicket") == 0 {
            thread::sleep(Duration::from_millis(10));
        }
        let page = send(&relay, &question(), 2);
        assert_eq!(page.status, 409, "{}", page.text());
        assert_eq!(value_of(&page.text(), "idempotency_key"), key(2));
        assert!(page.text().contains("How does it work?</textarea>"));
        assert_opened(&first.join().unwrap(), 1);
    });
    assert_recognized(&relay, &send(&relay, &question(), 2), 1, 2);
    assert_eq!(proxy.request_count("OpenTicket"), 1);
}

#[test]
fn many_pages_sent_at_the_same_time_to_two_relays_open_one_ticket() {
    let (proxy, redis) = (FaultProxy::new(), RedisServer::start());
    let relays = [0, 1].map(|_| Relay::with_shared_state(EXAMPLE_CONFIG, &proxy.url, &redis.url()));
    thread::scope(|scope| {
        for number in 1..=24_u32 {
            let relay = &relays[number as usize % 2];
            scope.spawn(move || {
                // Every third form has no key.
                let response = match number % 3 {
                    0 => question().send(relay, &[ACCEPT_HTML]),
                    _ => send(relay, &question(), number),
                };
                let expected = [200, 303, 409].contains(&response.status);
                assert!(expected, "{}: {}", response.status, response.text());
            });
        }
    });
    assert_eq!(proxy.request_count("OpenTicket"), 1);
    assert_eq!(proxy.sandbox.stored_rows(), 1);
}

#[test]
fn the_same_content_is_recognized_after_a_restart_of_the_relay() {
    let proxy = FaultProxy::new();
    let relay = proxy.relay(TIMEOUT);
    assert_opened(&send(&relay, &question(), 1), 1);
    let relay = relay.restart(EXAMPLE_CONFIG, &proxy.url);
    assert_recognized(&relay, &send(&relay, &question(), 2), 1, 2);
    assert_eq!(proxy.sandbox.stored_rows(), 1);
}

/// The ticket of a key must not be revealed to a form that sent other content with that key.
#[test]
fn content_that_was_sent_with_the_key_of_another_ticket_is_not_mistaken_for_it() {
    let changed = guest("Ada Lovelace", "ada@example.com", "A question", "Why?");
    for first in [None, Some(Fault::ResponseLost)] {
        let proxy = FaultProxy::new();
        let relay = proxy.relay(TIMEOUT);
        if let Some(fault) = first {
            proxy.inject("OpenTicket", fault);
        }
        send(&relay, &question(), 1);
        let page = send(&relay, &changed, 1);
        assert_eq!(page.status, 422, "{}", page.text());
        assert_ne!(value_of(&page.text(), "idempotency_key"), key(1));
        assert_opened(&send(&relay, &changed, 2), 2);
        assert_eq!(proxy.sandbox.stored_rows(), 2);
    }
}

/// A field that the user left empty stays empty on the page.
#[test]
fn the_recognized_form_has_its_own_values_not_the_defaults() {
    let form = |own: u32| {
        Parts::default()
            .with("idempotency_key", &key(own))
            .with("deptid", "3")
            .with("name", "Ada Lovelace")
            .with("email", "ada@example.com")
            .with("subject", "A question")
            .with("message", "How does it work?")
            .with("customfield[1]", "web-1")
            .with("customfield[3]", "hunter2")
            .with("customfield[4]", "Today")
            .file("a.txt", b"a")
    };
    let relay = Relay::with_sandbox();
    assert_opened(&form(1).send(&relay, &[ACCEPT_HTML]), 1);
    let page = form(2).send(&relay, &[ACCEPT_HTML]).text();
    assert!(page.contains(SENT_BEFORE), "{page}");
    assert_eq!(value_of(&page, "customfield[1]"), "web-1");
    assert!(page.contains("value=\"Today\" selected"), "{page}");
    assert!(!page.contains("hunter2"), "{page}");
    let kept = "Your message is still here. Enter “Temporary password” again. \
                Choose your files again.";
    assert!(page.contains(kept), "{page}");
}

/// A client that sends `Idempotency-Key`, or accepts no HTML, decides itself which requests are equal.
#[test]
fn only_forms_of_browsers_are_recognized_by_their_content() {
    let relay = Relay::with_sandbox();
    assert_opened(&send(&relay, &question(), 1), 1);
    let json = question().send(&relay, &[("accept", "application/json")]);
    assert_eq!(json.json()["result"], "success");
    let header = key(2);
    let headers = [ACCEPT_HTML, ("idempotency-key", header.as_str())];
    assert_opened(&question().send(&relay, &headers), 2);
    assert_eq!(relay.stored_rows(), 3);
}
