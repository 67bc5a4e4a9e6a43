//! Retries on another day, when the response to the first request is no longer stored. The form keeps a draft,
//! with its key, for seven days.

use crate::support::{EXAMPLE_CONFIG, Fault, FaultProxy, RedisServer, Relay};
use open_ticket_test_support::{Form, HttpResponse};
use serde_json::{Value, json};
use std::path::Path;

const DAY: i64 = 24 * 60 * 60 * 1000;

fn key(number: u32) -> String {
    format!("00000000-0000-4000-8000-{number:012}")
}

fn other_form() -> Form {
    let form = Form::ticket().with("subject", "Another");
    form.with("message", "Something else")
}

/// Relay with one of the stores, between WHMCS and a browser.
struct Setup {
    proxy: FaultProxy,
    redis: Option<RedisServer>,
    config: String,
}

/// Runs a test with each kind of store.
fn with_both_stores(test: impl Fn(&Setup)) {
    for redis in [None, Some(RedisServer::start())] {
        test(&Setup {
            proxy: FaultProxy::new(),
            redis,
            config: EXAMPLE_CONFIG.to_owned(),
        });
    }
}

impl Setup {
    fn relay(&self) -> Relay {
        match &self.redis {
            Some(redis) => Relay::with_shared_state(&self.config, &self.proxy.url, &redis.url()),
            None => {
                let timeout = std::time::Duration::from_secs(30);
                Relay::for_api_with_config(&self.config, &self.proxy.url, timeout)
            }
        }
    }

    /// Lets a day pass for the state.
    fn next_day(&self, relay: Relay) -> Relay {
        match &self.redis {
            Some(redis) => {
                expire_in_redis(redis);
                relay
            }
            None => relay.restart_after(expire_in_file, &self.config, &self.proxy.url),
        }
    }

    fn sent(&self) -> usize {
        self.proxy.request_count("OpenTicket")
    }

    /// Changes the tickets in all responses to `GetTickets` and `GetTicket`.
    fn change_tickets(&self, change: fn(&mut Value)) {
        self.proxy.rewrite("GetTickets", move |_, response| {
            let mut list: Value = serde_json::from_str(&response.body).unwrap();
            for ticket in list["tickets"]["ticket"].as_array_mut().unwrap() {
                change(ticket);
            }
            response.with("200 OK", list.to_string())
        });
        self.change_ticket(change);
    }

    fn change_ticket(&self, change: fn(&mut Value)) {
        self.proxy.rewrite("GetTicket", move |_, response| {
            let mut ticket: Value = serde_json::from_str(&response.body).unwrap();
            change(&mut ticket);
            response.with("200 OK", ticket.to_string())
        });
    }

    /// Lists no tickets.
    fn hide_tickets(&self) {
        self.proxy.rewrite("GetTickets", |_, response| {
            let none = r#"{"result":"success","totalresults":0,"tickets":{"ticket":[]}}"#;
            response.with("200 OK", none)
        });
    }
}

/// Removes the names of the person.
fn remove_person(ticket: &mut Value) {
    let ticket = ticket.as_object_mut().unwrap();
    for name in ["userid", "email", "requestor_email"] {
        ticket.remove(name);
    }
}

fn expire_in_file(file: &Path) {
    let state = rusqlite::Connection::open(file).unwrap();
    let changed = state.execute(
        "UPDATE idempotency_keys SET expires_at = expires_at - ?1, pending_until = pending_until - ?1,
            first_claimed_at = first_claimed_at - ?1",
        [DAY],
    );
    assert!(changed.unwrap() > 0);
}

fn expire_in_redis(redis: &RedisServer) {
    let mut connection = redis.connect();
    let names: Vec<String> = redis::cmd("KEYS")
        .arg("open-ticket:{idempotency}:*")
        .query(&mut connection)
        .unwrap();
    for name in names {
        let lifetime: i64 = redis::cmd("PTTL")
            .arg(&name)
            .query(&mut connection)
            .unwrap();
        redis::cmd("PEXPIRE")
            .arg(&[name, (lifetime - DAY).to_string()])
            .exec(&mut connection)
            .unwrap();
    }
}

fn outcome(relay: &Relay, number: u32) -> Value {
    relay.get(&format!("/api/ticket/{}", key(number))).json()
}

fn opened(response: &HttpResponse) -> Value {
    let opened = response.json();
    assert_eq!(opened["result"], "success", "{}", response.text());
    opened
}

#[test]
fn a_lost_ticket_is_not_opened_again_the_next_day() {
    with_both_stores(|setup| {
        let relay = setup.relay();
        setup.proxy.inject("OpenTicket", Fault::ResponseLost);
        let first = relay.open_ticket(&Form::ticket(), &key(1));
        assert_eq!(first.code(), "unknown");
        let relay = setup.next_day(relay);
        assert_eq!(outcome(&relay, 1), json!({"state": "unknown"}));
        let found = opened(&relay.open_ticket(&Form::ticket(), &key(1)));
        assert_eq!(found["id"], "1");
        assert_eq!(setup.proxy.sandbox.stored_rows(), 1);
        assert_eq!(
            outcome(&relay, 1),
            json!({"state": "opened", "answer": found})
        );
    });
}

#[test]
fn a_lost_request_is_sent_again_the_next_day() {
    with_both_stores(|setup| {
        let relay = setup.relay();
        setup.proxy.inject("OpenTicket", Fault::RequestLost);
        let first = relay.open_ticket(&Form::ticket(), &key(1));
        assert_eq!(first.code(), "unknown");
        let relay = setup.next_day(relay);
        opened(&relay.open_ticket_until_known(&Form::ticket(), &key(1)));
        assert!(setup.proxy.request_count("GetTickets") > 0);
        assert_eq!(setup.proxy.sandbox.stored_rows(), 1);
    });
}

/// The browser did not receive the response of the relay.
#[test]
fn an_opened_ticket_is_returned_again_the_next_day() {
    with_both_stores(|setup| {
        let relay = setup.relay();
        let first = opened(&relay.open_ticket(&Form::ticket(), &key(1)));
        // Another ticket with the same content does not belong to the key.
        opened(&relay.open_ticket(&Form::ticket(), &key(2)));
        let mut relay = setup.next_day(relay);
        for _ in 0..3 {
            let again = opened(&relay.open_ticket(&Form::ticket(), &key(1)));
            assert_eq!(again, first);
            assert_eq!(
                outcome(&relay, 1),
                json!({"state": "opened", "answer": first})
            );
            relay = setup.next_day(relay);
        }
        assert_eq!(setup.sent(), 2);
    });
}

#[test]
fn an_opened_ticket_is_never_sent_again_even_if_it_was_deleted() {
    with_both_stores(|setup| {
        let relay = setup.relay();
        opened(&relay.open_ticket(&Form::ticket(), &key(1)));
        setup.hide_tickets();
        setup.proxy.rewrite("GetTicket", |_, response| {
            let missing = r#"{"result":"error","message":"Ticket ID Not Found"}"#;
            response.with("200 OK", missing)
        });
        let mut relay = setup.next_day(relay);
        for _ in 0..3 {
            let again = relay.open_ticket(&Form::ticket(), &key(1));
            assert_eq!((again.status, again.code().as_str()), (503, "unknown"));
            assert_eq!(again.header("retry-after"), "");
            relay = setup.next_day(relay);
            assert_eq!(outcome(&relay, 1), json!({"state": "unknown"}));
        }
        assert_eq!(setup.sent(), 1);
    });
}

/// The key belongs to this ticket, whatever its content is now.
#[test]
fn an_opened_ticket_whose_subject_and_message_were_changed_is_returned_the_next_day() {
    with_both_stores(|setup| {
        let relay = setup.relay();
        let first = opened(&relay.open_ticket(&Form::ticket(), &key(1)));
        setup.change_tickets(|ticket| {
            ticket["subject"] = "Ticket by the website".into();
            ticket["date"] = "2020-01-01 00:00:00".into();
            if let Some(reply) = ticket["replies"]["reply"].get_mut(0) {
                reply["message"] = "Edited by staff".into();
            }
        });
        let relay = setup.next_day(relay);
        let again = opened(&relay.open_ticket(&Form::ticket(), &key(1)));
        assert_eq!(again, first);
        assert_eq!(setup.sent(), 1);
    });
}

/// WHMCS may have been restored from a backup, and have used the id again.
#[test]
fn a_ticket_of_another_requester_with_the_recorded_id_is_not_returned() {
    with_both_stores(|setup| {
        let relay = setup.relay();
        opened(&relay.open_ticket(&Form::ticket(), &key(1)));
        setup.change_tickets(|ticket| {
            ticket["email"] = "grace@example.com".into();
            ticket["requestor_email"] = "grace@example.com".into();
        });
        let relay = setup.next_day(relay);
        let again = relay.open_ticket(&Form::ticket(), &key(1));
        assert_eq!((again.status, again.code().as_str()), (503, "unknown"));
        assert!(!again.text().contains(r#""c""#), "{}", again.text());
        assert_eq!(setup.sent(), 1);
    });
}

#[test]
fn without_a_person_in_the_ticket_the_list_of_the_requesters_tickets_proves_whose_it_is() {
    with_both_stores(|setup| {
        let relay = setup.relay();
        let first = opened(&relay.open_ticket(&Form::ticket(), &key(1)));
        let mut relay = setup.next_day(relay);
        setup.change_ticket(remove_person);
        setup.hide_tickets();
        let again = relay.open_ticket(&Form::ticket(), &key(1));
        assert_eq!(again.code(), "unknown");
        setup.proxy.stop_rewriting();
        setup.change_ticket(remove_person);
        relay = setup.next_day(relay);
        assert_eq!(opened(&relay.open_ticket(&Form::ticket(), &key(1))), first);
        assert_eq!(setup.sent(), 1);
    });
}

#[test]
fn while_whmcs_is_unavailable_an_opened_ticket_stays_unknown_with_a_time_to_retry() {
    with_both_stores(|setup| {
        let relay = setup.relay();
        let first = opened(&relay.open_ticket(&Form::ticket(), &key(1)));
        setup.proxy.rewrite("GetTicket", |_, response| {
            response.with("502 Bad Gateway", "<html>Bad Gateway</html>")
        });
        setup.proxy.rewrite("GetTickets", |_, response| {
            response.with("502 Bad Gateway", "<html>Bad Gateway</html>")
        });
        let relay = setup.next_day(relay);
        let again = relay.open_ticket(&Form::ticket(), &key(1));
        assert_eq!((again.status, again.code().as_str()), (503, "unknown"));
        assert_eq!(again.header("retry-after"), "30");
        setup.proxy.stop_rewriting();
        assert_eq!(opened(&relay.open_ticket(&Form::ticket(), &key(1))), first);
        assert_eq!(setup.sent(), 1);
    });
}

#[test]
fn another_ticket_with_a_key_of_the_day_before_is_refused() {
    with_both_stores(|setup| {
        let relay = setup.relay();
        opened(&relay.open_ticket(&Form::ticket(), &key(1)));
        setup.proxy.inject("OpenTicket", Fault::RequestLost);
        relay.open_ticket(&Form::ticket(), &key(2));
        let relay = setup.next_day(relay);
        let edited = Form::ticket().with("message", "Edited");
        for number in 1..=2 {
            for form in [&edited, &other_form()] {
                let refused = relay.open_ticket(form, &key(number));
                assert_eq!(refused.code(), "key_reused", "{}", refused.text());
            }
        }
        assert_eq!(setup.sent(), 2);
    });
}

/// The relay opened the other ticket, so it knows that it is not the lost one.
#[test]
fn the_ticket_of_an_expired_key_does_not_keep_a_lost_request_from_being_sent_again() {
    with_both_stores(|setup| {
        let relay = setup.relay();
        setup.proxy.inject("OpenTicket", Fault::RequestLost);
        relay.open_ticket(&Form::ticket(), &key(1));
        opened(&relay.open_ticket(&other_form(), &key(2)));
        let relay = setup.next_day(relay);
        let again = relay.open_ticket_until_known(&Form::ticket(), &key(1));
        assert_eq!(opened(&again)["id"], "2");
        assert_eq!(setup.proxy.sandbox.stored_rows(), 2);
    });
}

#[test]
fn a_retry_on_the_next_day_does_not_count_towards_the_rate_limit() {
    with_both_stores(|setup| {
        let limited = EXAMPLE_CONFIG.replace("per_hour = 20", "per_hour = 2");
        let limited = limited.replace("disable_rate_limits = true", "disable_rate_limits = false");
        let setup = Setup {
            proxy: FaultProxy::new(),
            redis: setup.redis.as_ref().map(|_| RedisServer::start()),
            config: limited,
        };
        let relay = setup.relay();
        opened(&relay.open_ticket(&Form::ticket(), &key(1)));
        let relay = setup.next_day(relay);
        for _ in 0..3 {
            opened(&relay.open_ticket(&Form::ticket(), &key(1)));
        }
        opened(&relay.open_ticket(&other_form(), &key(2)));
        let over = relay.open_ticket(&other_form(), &key(3));
        assert_eq!(over.code(), "rate");
        // The limit is reached, and a retry of the first ticket still gets it.
        let relay = setup.next_day(relay);
        opened(&relay.open_ticket(&Form::ticket(), &key(1)));
        assert_eq!(setup.sent(), 2);
    });
}
