//! Rate limits for opening tickets.

use crate::support::{EXAMPLE_CONFIG, Fault, FaultProxy, Relay, bearer, claims, token};
use open_ticket_test_support::Form;
use std::time::Duration;

/// Returns the example configuration with rate limits in the sandbox.
fn config_with_limits() -> String {
    EXAMPLE_CONFIG.replace("disable_rate_limits = true", "disable_rate_limits = false")
}

fn key(i: u32) -> String {
    format!("00000000-0000-4000-8000-{i:012}")
}

#[test]
fn the_twenty_first_ticket_in_an_hour_is_rejected_with_retry_after() {
    let relay = Relay::with_sandbox_and_config(&config_with_limits());
    for i in 0..20 {
        let response = relay.open_ticket(&Form::ticket(), &key(i));
        assert_eq!(response.json()["result"], "success", "{i}");
    }
    let response = relay.open_ticket(&Form::ticket(), &key(20));
    assert_eq!((response.status, response.code().as_str()), (429, "rate"));
    let wait: u64 = response.header("retry-after").parse().unwrap();
    assert!((1..=3_600).contains(&wait), "{wait}");
    let without_key = relay.post("/api/ticket", Form::ticket().body());
    assert_eq!(
        (without_key.status, without_key.code().as_str()),
        (429, "rate")
    );
    assert_eq!(relay.stored_rows(), 20);
}

#[test]
fn retries_and_reads_do_not_count() {
    let relay = Relay::with_sandbox_and_config(
        &config_with_limits().replace("per_hour = 20", "per_hour = 2"),
    );
    let first = relay.open_ticket(&Form::ticket(), &key(1));
    for _ in 0..5 {
        assert_eq!(
            relay.open_ticket(&Form::ticket(), &key(1)).bytes,
            first.bytes
        );
        relay.get(&format!("/api/ticket/{}", key(1)));
        relay.get("/api/ticket");
    }
    assert_eq!(relay.open_ticket(&Form::ticket(), &key(2)).status, 200);
    assert_eq!(relay.open_ticket(&Form::ticket(), &key(3)).status, 429);
    assert_eq!(
        relay.open_ticket(&Form::ticket(), &key(1)).bytes,
        first.bytes
    );
}

#[test]
fn a_rule_violation_does_not_count() {
    let relay = Relay::with_sandbox_and_config(
        &config_with_limits().replace("per_hour = 20", "per_hour = 1"),
    );
    for _ in 0..3 {
        let invalid = Form::ticket().with("deptid", "99");
        assert_eq!(relay.open_ticket(&invalid, &key(1)).code(), "rule");
    }
    assert_eq!(relay.open_ticket(&Form::ticket(), &key(1)).status, 200);
}

/// A key that was rejected by a rate limit is not exempt from it.
#[test]
fn a_retry_after_a_rate_limit_counts_like_a_new_ticket() {
    let relay = Relay::with_sandbox_and_config(
        &config_with_limits().replace("per_hour = 20", "per_hour = 1"),
    );
    assert_eq!(relay.open_ticket(&Form::ticket(), &key(1)).status, 200);
    for _ in 0..2 {
        assert_eq!(relay.open_ticket(&Form::ticket(), &key(2)).status, 429);
    }
    assert_eq!(relay.stored_rows(), 1);
}

/// An outage of WHMCS does not use up the rate limit.
#[test]
fn the_same_ticket_counts_once_for_all_attempts() {
    let proxy = FaultProxy::new();
    let config = config_with_limits().replace("per_hour = 20", "per_hour = 1");
    let relay = Relay::for_api_with_config(&config, &proxy.url, Duration::from_secs(20));
    proxy.inject("OpenTicket", Fault::RequestLost);
    assert_eq!(
        relay.open_ticket(&Form::ticket(), &key(1)).code(),
        "unknown"
    );
    assert_eq!(
        relay.open_ticket(&Form::ticket(), &key(1)).json()["result"],
        "success"
    );
    assert_eq!(relay.open_ticket(&Form::ticket(), &key(2)).code(), "rate");
}

#[test]
fn a_large_upload_is_rejected_before_its_body_is_read() {
    let relay = Relay::with_sandbox_and_config(
        &config_with_limits().replace("per_hour = 20", "per_hour = 1"),
    );
    assert_eq!(relay.open_ticket(&Form::ticket(), &key(1)).status, 200);
    let large = Form::ticket().with("message", "x".repeat(2_000_000));
    // The message is too long as well, but the rate limit is checked first.
    assert_eq!(relay.open_ticket(&large, &key(2)).code(), "rate");
}

#[test]
fn a_signed_in_client_has_one_limit_for_all_addresses() {
    let config = config_with_limits()
        .replace("per_hour = 20", "per_hour = 2")
        .replace("trusted_proxies = []", "trusted_proxies = [\"127.0.0.1\"]");
    let relay = Relay::with_sandbox_and_config(&config);
    let authorization = bearer(&token(&claims(1)));
    let open = |address: &str, i: u32| {
        let key = key(i);
        let headers = [
            ("authorization", authorization.as_str()),
            ("x-forwarded-for", address),
            ("idempotency-key", &key),
        ];
        relay.open_ticket_with(&Form::ticket(), &headers).status
    };
    assert_eq!(open("192.0.2.1", 1), 200);
    assert_eq!(open("192.0.2.2", 2), 200);
    assert_eq!(open("192.0.2.3", 3), 429);
}

#[test]
fn the_address_from_a_trusted_proxy_is_used() {
    let config = config_with_limits().replace("per_hour = 20", "per_hour = 1");
    let trusting = config.replace(
        "trusted_proxies = []",
        "trusted_proxies = [\"127.0.0.0/8\"]",
    );
    let open = |relay: &Relay, address: &str| {
        let headers = [("x-forwarded-for", address)];
        relay.open_ticket_with(&Form::ticket(), &headers).status
    };
    let relay = Relay::with_sandbox_and_config(&trusting);
    assert_eq!(open(&relay, "192.0.2.1"), 200);
    assert_eq!(open(&relay, "192.0.2.2"), 200);
    assert_eq!(open(&relay, "192.0.2.1"), 429);
    assert_eq!(
        open(&relay, "198.51.100.9, 192.0.2.1"),
        429,
        "a client may have forged the first address"
    );
    // By default no proxy is trusted.
    let relay = Relay::with_sandbox_and_config(&config);
    assert_eq!(open(&relay, "192.0.2.1"), 200);
    assert_eq!(open(&relay, "192.0.2.2"), 429);
}

#[test]
fn the_total_limit_applies_to_all_clients() {
    let config = config_with_limits()
        .replace("total_per_day = 5_000", "total_per_day = 2")
        .replace("trusted_proxies = []", "trusted_proxies = [\"127.0.0.1\"]");
    let relay = Relay::with_sandbox_and_config(&config);
    let open = |i: u32| {
        let address = format!("192.0.2.{i}");
        relay
            .open_ticket_with(&Form::ticket(), &[("x-forwarded-for", &address)])
            .status
    };
    assert_eq!((open(1), open(2), open(3)), (200, 200, 429));
}
