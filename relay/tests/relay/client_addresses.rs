//! Addresses of clients behind trusted proxies, in the notations that proxies use.

use crate::support::{EXAMPLE_CONFIG, Relay, WorkingDirectory};
use open_ticket_test_support::{Form, URLENCODED, client};

/// Two tickets an hour for each address, behind a proxy on this machine.
fn config() -> String {
    EXAMPLE_CONFIG
        .replace("disable_rate_limits = true", "disable_rate_limits = false")
        .replace("per_hour = 20", "per_hour = 2")
        .replace("trusted_proxies = []", "trusted_proxies = [\"127.0.0.1\"]")
}

fn status(relay: &Relay, headers: &[(&str, &str)]) -> u16 {
    relay.open_ticket_with(&Form::ticket(), headers).status
}

#[test]
fn all_notations_of_an_address_share_its_rate_limit() {
    let relay = Relay::with_sandbox_and_config(&config());
    for (first, second, third) in [
        ("198.51.100.1:40001", "198.51.100.1:40002", "198.51.100.1"),
        (
            "[2001:db8:1::1]:4711",
            "2001:db8:1::2",
            "\"[2001:db8:1::3]\"",
        ),
        (
            "::ffff:198.51.100.2",
            "198.51.100.2",
            "[::ffff:198.51.100.2]:1",
        ),
        (
            "203.0.113.9, 198.51.100.3:1",
            "198.51.100.9,198.51.100.3",
            "_x, 198.51.100.3:2",
        ),
        (
            "198.51.100.4",
            "127.0.0.1, 198.51.100.4:9",
            "unknown, 198.51.100.4, 127.0.0.1",
        ),
    ] {
        for (address, expected) in [(first, 200), (second, 200), (third, 429)] {
            let headers = [("x-forwarded-for", address)];
            assert_eq!(status(&relay, &headers), expected, "{address}");
        }
    }
    for (element, expected) in [
        ("for=198.51.100.5;proto=https;by=203.0.113.43", 200),
        ("for=192.0.2.1, For=\"198.51.100.5:4711\"", 200),
        ("proto=http; FOR=198.51.100.5", 429),
        ("for=\"[2001:db8:2::1]:80\"", 200),
        ("for=\"open, for=\"[2001:db8:2::1]\"", 200),
        ("for=\"[2001:db8:2::1%eth0]\"", 429),
    ] {
        assert_eq!(
            status(&relay, &[("forwarded", element)]),
            expected,
            "{element}"
        );
    }
    let lines = [
        ("x-forwarded-for", "198.51.100.5"),
        ("x-forwarded-for", "198.51.100.6"),
    ];
    assert_eq!(status(&relay, &lines), 200, "the last line is the proxy's");
}

/// A client may write anything before the entry of the proxy, and in headers that the proxy does not
/// write.
#[test]
fn a_client_cannot_choose_the_address_that_counts() {
    let relay = Relay::with_sandbox_and_config(&config());
    for i in 0..4 {
        let expected = if i < 2 { 200 } else { 429 };
        let sent = format!("203.0.113.{i}, 198.51.100.1:{}", 40_000 + i);
        let other_header = format!("for=203.0.113.{i}");
        let headers = [
            ("x-forwarded-for", sent.as_str()),
            ("forwarded", &other_header),
        ];
        assert_eq!(status(&relay, &headers), expected, "{i}");
        let hidden = format!("203.0.113.{i}, _random{i}");
        let headers = [("x-forwarded-for", hidden.as_str())];
        assert_eq!(status(&relay, &headers), expected, "{i}");
    }
}

#[test]
fn an_unreadable_or_hidden_address_is_logged_once_without_its_value() {
    let directory = WorkingDirectory::new(&config());
    let relay = directory.start();
    let post = |name: &str, value: &str| {
        let request = client().post(format!("http://{}/api/ticket", relay.address));
        let request = request
            .header("content-type", URLENCODED)
            .header(name, value);
        request.body(Form::ticket().body()).send().unwrap();
    };
    for value in [
        "canary-1",
        "canary-2",
        "203.0.113.77:canary",
        "203.0.113.77, canary",
    ] {
        post("x-forwarded-for", value);
    }
    for value in ["unknown", "_canary", "203.0.113.77, unknown"] {
        post("x-forwarded-for", value);
    }
    post("forwarded", "proto=https");
    for _ in 0..2 {
        post("x-other", "1");
    }
    drop(relay);
    let log = std::fs::read_to_string(directory.log()).unwrap();
    for (warning, count) in [
        (
            "cannot read an address in the X-Forwarded-For or Forwarded header",
            1,
        ),
        ("a trusted proxy hides the addresses of its clients", 1),
        ("sends neither X-Forwarded-For nor Forwarded", 1),
        ("has both X-Forwarded-For and Forwarded", 0),
    ] {
        assert_eq!(log.matches(warning).count(), count, "{warning}: {log}");
    }
    assert!(
        !log.contains("canary") && !log.contains("203.0.113"),
        "{log}"
    );
}
