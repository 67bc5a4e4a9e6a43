//! The known incident in the rules, from the JSON of a status page.

use crate::support::{EXAMPLE_CONFIG, Relay, SourceServer};
use open_ticket_relay::config::Config;
use serde_json::{Value, json};
use std::thread::sleep;
use std::time::Duration;

fn config(status_url: &str) -> String {
    let config =
        EXAMPLE_CONFIG.replace("status_url = \"\"", &format!("status_url = {status_url:?}"));
    assert_ne!(config, EXAMPLE_CONFIG);
    config
}

/// Starts a relay for a status page, and returns the incident of its rules once the page was read.
fn incident(page: &Value) -> Value {
    let server = SourceServer::start(200, page.to_string());
    let relay = Relay::with_sandbox_and_config(&config(&server.url()));
    for _ in 0..100 {
        if server.requests() > 0 {
            break;
        }
        sleep(Duration::from_millis(20));
    }
    // The response is applied shortly afterwards.
    for _ in 0..10 {
        let incident = relay.get("/api/ticket").json()["incident"].clone();
        if !incident.is_null() {
            return incident;
        }
        sleep(Duration::from_millis(20));
    }
    Value::Null
}

#[test]
fn the_first_open_incident_or_the_status_is_in_the_rules() {
    let none = json!({ "indicator": "none", "description": "All Systems Operational" });
    let major = json!({ "indicator": "major", "description": "Partial outage" });
    let resolved =
        json!({ "name": "Old", "status": "resolved", "shortlink": "https://stspg.io/0" });
    let open = json!({ "name": " Email  is\ndelayed ", "status": "investigating", "shortlink": "https://stspg.io/1" });
    let script = json!({ "name": "<b>Disk</b>", "status": "identified", "shortlink": "javascript:alert(1)" });
    let url = json!({ "url": "https://status.example.com" });
    let long = json!({ "name": "x".repeat(300), "status": "monitoring" });
    for (page, expected) in [
        (
            json!({ "status": none, "incidents": [resolved] }),
            Value::Null,
        ),
        (json!({ "status": none }), Value::Null),
        (
            json!({ "status": major, "incidents": [resolved, open] }),
            json!({ "text": "Email is delayed", "url": "https://stspg.io/1" }),
        ),
        (
            json!({ "incidents": [script] }),
            json!({ "text": "<b>Disk</b>", "url": null }),
        ),
        (
            json!({ "status": major, "page": url, "incidents": [] }),
            json!({ "text": "Partial outage", "url": "https://status.example.com" }),
        ),
        (
            json!({ "incidents": [long] }),
            json!({ "text": format!("{}…", "x".repeat(199)), "url": null }),
        ),
        (
            json!({ "incidents": [{ "name": "\u{202e}Disk\u{2069} ", "shortlink": "https://user:password@example.com/" }] }),
            json!({ "text": "Disk", "url": null }),
        ),
        (
            json!({ "incidents": [{ "name": "\u{200b}\u{202e}" }, { "name": "Disk", "shortlink": " https://example.com/ " }] }),
            json!({ "text": "Disk", "url": "https://example.com/" }),
        ),
        (
            json!({ "incidents": [{ "status": 3 }, null, 4] }),
            Value::Null,
        ),
        (json!({ "unrelated": true }), Value::Null),
        (json!("text"), Value::Null),
    ] {
        assert_eq!(incident(&page), expected, "{page}");
    }
}

#[test]
fn a_hanging_or_malformed_status_page_does_not_affect_the_form() {
    for server in [
        SourceServer::hanging(),
        SourceServer::start(200, "<!doctype html>".to_owned()),
        SourceServer::start(503, "{}".to_owned()),
        SourceServer::start(200, " ".repeat(2 << 20)),
    ] {
        let relay = Relay::with_sandbox_and_config(&config(&server.url()));
        let rules = relay.get("/api/ticket");
        assert_eq!(
            (rules.status, &rules.json()["incident"]),
            (200, &Value::Null)
        );
    }
}

#[test]
fn many_requests_for_the_rules_cause_one_request_to_the_status_page() {
    let page = json!({ "incidents": [{ "name": "Outage", "status": "investigating" }] });
    let server = SourceServer::start(200, page.to_string());
    let relay = Relay::with_sandbox_and_config(&config(&server.url()));
    for _ in 0..100 {
        relay.get("/api/ticket");
    }
    assert!(server.requests() <= 1, "{}", server.requests());
}

#[test]
fn the_form_without_scripts_shows_the_incident_too() {
    let page = json!({ "incidents": [
        { "name": "<b>Outage</b>", "status": "investigating", "shortlink": "https://stspg.io/1" },
    ] });
    let server = SourceServer::start(200, page.to_string());
    let relay = Relay::with_sandbox_and_config(&config(&server.url()));
    let line =
        r#"<p>Known problem: <a href="https://stspg.io/1">&lt;b&gt;Outage&lt;/b&gt;</a></p>"#;
    let is_shown = |relay: &Relay| {
        relay
            .get("/api/ticket/form?department=1")
            .text()
            .contains(line)
    };
    for _ in 0..100 {
        if is_shown(&relay) {
            return;
        }
        sleep(Duration::from_millis(20));
    }
    panic!("{}", relay.get("/api/ticket/form?department=1").text());
}

#[test]
fn the_incident_does_not_change_how_the_rules_are_cached() {
    let without = Relay::with_sandbox().get("/api/ticket");
    let page = json!({ "incidents": [{ "name": "Outage", "status": "investigating" }] });
    let server = SourceServer::start(200, page.to_string());
    let relay = Relay::with_sandbox_and_config(&config(&server.url()));
    let with = relay.get("/api/ticket");
    assert_eq!(
        with.header("cache-control"),
        without.header("cache-control")
    );
}

#[test]
fn wrong_urls_are_refused_with_the_name_of_the_key() {
    for url in [
        "status.example.com",
        "http://status.example.com/",
        "file:///etc/passwd",
    ] {
        let error = Config::parse(&config(url)).unwrap_err().to_string();
        assert!(error.starts_with("incident.status_url: must "), "{error}");
    }
}
