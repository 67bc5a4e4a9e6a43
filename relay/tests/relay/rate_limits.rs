//! Rate limits for opening tickets.

use crate::support::{EXAMPLE_CONFIG, Fault, FaultProxy, Relay, bearer, claims, token};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use open_ticket_test_support::{Form, URLENCODED};
use std::thread;
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

#[test]
fn concurrent_requests_with_equal_keys_open_as_many_tickets_as_are_admitted() {
    let relay = Relay::with_sandbox_and_config(
        &config_with_limits().replace("per_hour = 20", "per_hour = 4"),
    );
    thread::scope(|scope| {
        for number in 0..60 {
            let relay = &relay;
            scope.spawn(move || {
                let response = relay.open_ticket(&Form::ticket(), &key(number % 6));
                let status = response.status;
                assert!(matches!(status, 200 | 409 | 429), "{}", response.text());
            });
        }
    });
    let states = (0..6).map(|number| {
        let outcome = relay.get(&format!("/api/ticket/{}", key(number))).json();
        outcome["state"].as_str().unwrap().to_owned()
    });
    let mut states: Vec<_> = states.collect();
    states.sort();
    let opened = [
        "not_opened",
        "not_opened",
        "opened",
        "opened",
        "opened",
        "opened",
    ];
    assert_eq!(states, opened);
    assert_eq!(relay.stored_rows(), 4);
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
    let relay = Relay::for_api_with_config(&config, &proxy.url, Duration::from_secs(3));
    proxy.inject("OpenTicket", Fault::RequestLost);
    assert_eq!(
        relay.open_ticket(&Form::ticket(), &key(1)).code(),
        "unknown"
    );
    assert_eq!(
        relay
            .open_ticket_until_known(&Form::ticket(), &key(1))
            .json()["result"],
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

/// Reason of a refusal, headers and body of the request.
type RefusedRequest = (&'static str, Vec<(&'static str, String)>, String);

/// Requests that are refused for each reason, with and without a token, and as an HTML form.
fn refused_requests() -> Vec<RefusedRequest> {
    let urlencoded = || ("content-type", URLENCODED.to_owned());
    let multipart = || ("content-type", "multipart/form-data; boundary=b".to_owned());
    let page = || ("accept", "text/html".to_owned());
    let part = |name: &str| {
        format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\nx\r\n--b--\r\n")
    };
    let ticket = Form::ticket();
    let bomb = STANDARD.encode(format!("[{}0]", "{\"\":0},".repeat(1_000)));
    vec![
        (
            "not URL-encoded",
            vec![urlencoded()],
            "subject=%zz".to_owned(),
        ),
        (
            "no form",
            vec![("content-type", "application/json".to_owned())],
            "{}".to_owned(),
        ),
        (
            "an unknown name",
            vec![urlencoded()],
            ticket.clone().with("x", "1").body(),
        ),
        (
            "a forbidden name",
            vec![urlencoded()],
            ticket.clone().with("clientid", "1").body(),
        ),
        (
            "a repeated name",
            vec![urlencoded()],
            ticket.clone().and("deptid", "1").body(),
        ),
        (
            "against the rules",
            vec![urlencoded()],
            ticket.clone().with("deptid", "99").body(),
        ),
        (
            "without a subject, refused in WHMCS's words",
            vec![urlencoded()],
            ticket.clone().without("subject").body(),
        ),
        (
            "without an address, refused in WHMCS's words",
            vec![urlencoded()],
            ticket.clone().without("email").body(),
        ),
        (
            "no files",
            vec![urlencoded()],
            ticket.clone().with("attachments", bomb).body(),
        ),
        (
            "no answers",
            vec![urlencoded()],
            ticket.clone().with("customfields", "x").body(),
        ),
        ("too large", vec![urlencoded()], "a".repeat(9 << 20)),
        (
            "an invalid token",
            vec![urlencoded(), ("authorization", bearer("a.b.c"))],
            ticket.body(),
        ),
        (
            "an invalid key",
            vec![urlencoded(), ("idempotency-key", "1".to_owned())],
            ticket.body(),
        ),
        ("an unknown field of a form", vec![multipart()], part("x")),
        (
            "a page with a token that is not valid",
            vec![multipart(), page()],
            part("token"),
        ),
        (
            "a page that names no field",
            vec![multipart(), page()],
            part("x"),
        ),
        (
            "a form without an end",
            vec![multipart()],
            part("subject").replace("--b--", ""),
        ),
        (
            "an invalid token in a form",
            vec![multipart()],
            part("token"),
        ),
    ]
}

fn limit_of_refused_requests(count: u32) -> String {
    config_with_limits().replace(
        "refused_per_hour = 300",
        &format!("refused_per_hour = {count}"),
    )
}

#[test]
fn every_kind_of_refused_request_counts_until_the_address_must_wait() {
    for (reason, headers, body) in refused_requests() {
        let relay = Relay::with_sandbox_and_config(&limit_of_refused_requests(2));
        let headers: Vec<_> = headers
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        let post = || relay.post_with("/api/ticket", body.clone(), &headers);
        for _ in 0..2 {
            let response = post();
            // WHMCS refuses with 200.
            let is_refused = match response.status {
                200 => response.json()["result"] == "error",
                status => (400..429).contains(&status),
            };
            assert!(is_refused, "{reason}: {}", response.text());
        }
        let response = post();
        assert_eq!(response.status, 429, "{reason}: {}", response.text());
        let wait: u64 = response.header("retry-after").parse().unwrap();
        assert!((1..=3_600).contains(&wait), "{reason}: {wait}");
    }
}

#[test]
fn tickets_retries_and_missing_pages_are_not_refused_requests() {
    let config = limit_of_refused_requests(1).replace("per_hour = 20", "per_hour = 3");
    let relay = Relay::with_sandbox_and_config(&config);
    for i in [1, 2, 2] {
        assert_eq!(relay.open_ticket(&Form::ticket(), &key(i)).status, 200);
        assert_eq!(
            relay.get(&format!("/api/ticket/{}/page", key(9))).status,
            404
        );
        assert_eq!(relay.get("/api/ticket").status, 200);
    }
    let invalid = Form::ticket().with("deptid", "99");
    assert_eq!(relay.open_ticket(&invalid, &key(3)).status, 422);
    assert_eq!(relay.open_ticket(&Form::ticket(), &key(3)).status, 429);
    assert_eq!(
        relay.get("/api/ticket").status,
        200,
        "the form can be loaded"
    );
}

#[test]
fn refused_tokens_count_when_the_rules_are_requested() {
    let relay = Relay::with_sandbox_and_config(&limit_of_refused_requests(2));
    let get = || {
        relay
            .get_with("/api/ticket", &[("authorization", &bearer("a.b.c"))])
            .status
    };
    assert_eq!([get(), get(), get()], [401, 401, 429]);
}

#[test]
fn refused_requests_count_per_client_behind_a_proxy() {
    let config = limit_of_refused_requests(1)
        .replace("trusted_proxies = []", "trusted_proxies = [\"127.0.0.1\"]");
    let relay = Relay::with_sandbox_and_config(&config);
    let invalid = Form::ticket().with("deptid", "99");
    let open = |address: &str| {
        relay
            .open_ticket_with(&invalid, &[("x-forwarded-for", address)])
            .status
    };
    assert_eq!(open("192.0.2.1"), 422);
    assert_eq!(open("192.0.2.1"), 429);
    assert_eq!(open("192.0.2.2"), 422);
}

#[test]
fn a_limit_of_zero_does_not_limit_refused_requests() {
    let relay = Relay::with_sandbox_and_config(&limit_of_refused_requests(0));
    let invalid = Form::ticket().with("deptid", "99");
    for _ in 0..400 {
        assert_eq!(relay.open_ticket(&invalid, &key(1)).status, 422);
    }
}
