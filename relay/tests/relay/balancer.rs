//! Several relays behind a balancer: what one has opened, the others know.

use crate::gate::{Fate, Gate};
use crate::redis_server::Server;
use crate::support::{EXAMPLE, Form, Relay};
use serde_json::json;
use std::thread;

const KEY: &str = "3f0e8b1c-52a4-4d6f-9c3e-7a1b2c3d4e5f";

fn key(i: u32) -> String {
    format!("00000000-0000-4000-8000-{i:012}")
}

fn two(config: &str, gate: &Gate, redis: &Server) -> [Relay; 2] {
    [0, 1].map(|_| Relay::sharing(config, &gate.url, &redis.url()))
}

#[test]
fn a_hundred_at_once_over_two_relays_open_one_ticket() {
    let (gate, redis) = (Gate::new(), Server::start());
    let relays = two(EXAMPLE, &gate, &redis);
    let answers: Vec<_> = thread::scope(|scope| {
        let threads: Vec<_> = (0..100)
            .map(|i| {
                let relay = &relays[i % 2];
                scope.spawn(move || relay.open(&Form::ticket(), KEY))
            })
            .collect();
        threads.into_iter().map(|t| t.join().unwrap()).collect()
    });
    let yes: Vec<_> = answers.iter().filter(|a| a.status == 200).collect();
    assert!(!yes.is_empty());
    assert!(yes.iter().all(|answer| answer.bytes == yes[0].bytes));
    let busy = answers.iter().filter(|a| a.code() == "in_progress").count();
    assert_eq!(busy + yes.len(), 100);
    assert_eq!(gate.count("OpenTicket"), 1);
    assert_eq!(gate.sandbox.rows(), 1);
}

#[test]
fn an_answer_that_one_lost_the_other_finds() {
    let (gate, redis) = (Gate::new(), Server::start());
    let [one, other] = two(EXAMPLE, &gate, &redis);
    gate.next("OpenTicket", &[Fate::AnswerLost]);
    assert_eq!(one.open(&Form::ticket(), KEY).code(), "unknown");
    let state = format!("/api/ticket/{KEY}");
    assert_eq!(other.get(&state).json(), json!({ "state": "unknown" }));
    let found = other.open(&Form::ticket(), KEY);
    assert_eq!(found.json()["result"], "success", "{}", found.text());
    assert_eq!(one.get(&state).json()["answer"], found.json());
    assert_eq!(gate.sandbox.rows(), 1);
}

#[test]
fn rates_count_over_all_of_them() {
    let (gate, redis) = (Gate::new(), Server::start());
    let few = EXAMPLE.replace("per_hour = 20", "per_hour = 2");
    let relays = two(&few, &gate, &redis);
    let open = |i: u32| relays[i as usize % 2].open(&Form::ticket(), &key(i));
    assert_eq!((open(1).status, open(2).status), (200, 200));
    assert_eq!(
        (open(3).code(), open(4).code()),
        ("rate".into(), "rate".into())
    );
    assert_eq!(gate.sandbox.rows(), 2);
}

/// Without what they share the relays could not tell a retry from a new ticket: nothing is sent.
#[test]
fn without_redis_nothing_is_sent_and_with_it_all_goes_on() {
    let (gate, mut redis) = (Gate::new(), Server::start());
    let [relay, _] = two(EXAMPLE, &gate, &redis);
    redis.stop();
    let answer = relay.open(&Form::ticket(), KEY);
    assert_eq!(
        (answer.status, answer.code().as_str()),
        (503, "unavailable")
    );
    assert_eq!(gate.count("OpenTicket"), 0);
    redis.start_again();
    // The connection comes back by itself, if not with the very first question.
    let again = (0..20).map(|_| relay.open(&Form::ticket(), KEY));
    let opened = again.into_iter().find(|answer| answer.status == 200);
    assert_eq!(opened.unwrap().json()["result"], "success");
    assert_eq!(gate.sandbox.rows(), 1);
}
