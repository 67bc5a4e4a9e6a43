//! How many tickets somebody may open.

use crate::gate::{Fate, Gate};
use crate::support::{EXAMPLE, Form, Relay};
use crate::token::{bearer, claims, token};
use std::time::Duration;

/// The figures of a configuration that says nothing of rates.
fn usual() -> String {
    EXAMPLE.replace("lift_rates = true", "lift_rates = false")
}

fn key(i: u32) -> String {
    format!("00000000-0000-4000-8000-{i:012}")
}

#[test]
fn the_twenty_first_in_an_hour_is_told_when_to_come_back() {
    let relay = Relay::sandbox_with(&usual());
    for i in 0..20 {
        let answer = relay.open(&Form::ticket(), &key(i));
        assert_eq!(answer.json()["result"], "success", "{i}");
    }
    let answer = relay.open(&Form::ticket(), &key(20));
    assert_eq!((answer.status, answer.code().as_str()), (429, "rate"));
    let wait: u64 = answer.header("retry-after").parse().unwrap();
    assert!((1..=3_600).contains(&wait), "{wait}");
    let without_key = relay.post("/api/ticket", Form::ticket().body());
    assert_eq!(
        (without_key.status, without_key.code().as_str()),
        (429, "rate")
    );
    assert_eq!(relay.rows(), 20);
}

#[test]
fn replays_and_readings_do_not_count() {
    let relay = Relay::sandbox_with(&usual().replace("per_hour = 20", "per_hour = 2"));
    let first = relay.open(&Form::ticket(), &key(1));
    for _ in 0..5 {
        assert_eq!(relay.open(&Form::ticket(), &key(1)).bytes, first.bytes);
        relay.get(&format!("/api/ticket/{}", key(1)));
        relay.get("/api/ticket");
    }
    assert_eq!(relay.open(&Form::ticket(), &key(2)).status, 200);
    assert_eq!(relay.open(&Form::ticket(), &key(3)).status, 429);
    assert_eq!(relay.open(&Form::ticket(), &key(1)).bytes, first.bytes);
}

#[test]
fn what_breaks_a_rule_does_not_count() {
    let relay = Relay::sandbox_with(&usual().replace("per_hour = 20", "per_hour = 1"));
    for _ in 0..3 {
        let broken = Form::ticket().with("deptid", "99");
        assert_eq!(relay.open(&broken, &key(1)).code(), "rule");
    }
    assert_eq!(relay.open(&Form::ticket(), &key(1)).status, 200);
}

/// A ticket that was refused for its rate is not let in by its key later on.
#[test]
fn a_refused_key_is_counted_like_a_new_one() {
    let relay = Relay::sandbox_with(&usual().replace("per_hour = 20", "per_hour = 1"));
    assert_eq!(relay.open(&Form::ticket(), &key(1)).status, 200);
    for _ in 0..2 {
        assert_eq!(relay.open(&Form::ticket(), &key(2)).status, 429);
    }
    assert_eq!(relay.rows(), 1);
}

/// An outage of WHMCS does not use up what a person may send: the same ticket counts once.
#[test]
fn the_same_ticket_counts_once_however_often_it_is_tried() {
    let gate = Gate::new();
    let config = usual().replace("per_hour = 20", "per_hour = 1");
    let relay = Relay::before_with(&config, &gate.url, Duration::from_secs(20));
    gate.next("OpenTicket", &[Fate::Lost]);
    assert_eq!(relay.open(&Form::ticket(), &key(1)).code(), "unknown");
    assert_eq!(
        relay.open(&Form::ticket(), &key(1)).json()["result"],
        "success"
    );
    assert_eq!(relay.open(&Form::ticket(), &key(2)).code(), "rate");
}

#[test]
fn a_large_upload_is_refused_before_it_comes() {
    let relay = Relay::sandbox_with(&usual().replace("per_hour = 20", "per_hour = 1"));
    assert_eq!(relay.open(&Form::ticket(), &key(1)).status, 200);
    let large = Form::ticket().with("message", "x".repeat(2_000_000));
    // The message is too long as well; the rate is known first.
    assert_eq!(relay.open(&large, &key(2)).code(), "rate");
}

#[test]
fn a_signed_in_client_is_counted_wherever_they_are() {
    let config = usual()
        .replace("per_hour = 20", "per_hour = 2")
        .replace("trusted_proxies = []", "trusted_proxies = [\"127.0.0.1\"]");
    let relay = Relay::sandbox_with(&config);
    let authorization = bearer(&token(&claims(1)));
    let open = |address: &str, i: u32| {
        let key = key(i);
        let headers = [
            ("authorization", authorization.as_str()),
            ("x-forwarded-for", address),
            ("idempotency-key", &key),
        ];
        relay.open_with(&Form::ticket(), &headers).status
    };
    assert_eq!(open("192.0.2.1", 1), 200);
    assert_eq!(open("192.0.2.2", 2), 200);
    assert_eq!(open("192.0.2.3", 3), 429);
}

#[test]
fn an_address_is_what_a_trusted_proxy_says() {
    let few = usual().replace("per_hour = 20", "per_hour = 1");
    let trusting = few.replace(
        "trusted_proxies = []",
        "trusted_proxies = [\"127.0.0.0/8\"]",
    );
    let open = |relay: &Relay, address: &str| {
        let headers = [("x-forwarded-for", address)];
        relay.open_with(&Form::ticket(), &headers).status
    };
    let relay = Relay::sandbox_with(&trusting);
    assert_eq!(open(&relay, "192.0.2.1"), 200);
    assert_eq!(open(&relay, "192.0.2.2"), 200);
    assert_eq!(open(&relay, "192.0.2.1"), 429);
    assert_eq!(
        open(&relay, "198.51.100.9, 192.0.2.1"),
        429,
        "what anybody may have written"
    );
    // Nobody is trusted unless it is said.
    let relay = Relay::sandbox_with(&few);
    assert_eq!(open(&relay, "192.0.2.1"), 200);
    assert_eq!(open(&relay, "192.0.2.2"), 429);
}

#[test]
fn all_together_have_a_limit_too() {
    let config = usual()
        .replace("all_per_day = 5_000", "all_per_day = 2")
        .replace("trusted_proxies = []", "trusted_proxies = [\"127.0.0.1\"]");
    let relay = Relay::sandbox_with(&config);
    let open = |i: u32| {
        let address = format!("192.0.2.{i}");
        relay
            .open_with(&Form::ticket(), &[("x-forwarded-for", &address)])
            .status
    };
    assert_eq!((open(1), open(2), open(3)), (200, 200, 429));
}
