//! The table of cases that the relay and the WHMCS add-on are both tested with: requests, the relay's
//! responses, and what WHMCS receives.
//!
//! `UPDATE_CASES=1 cargo test -p open-ticket-relay --test relay addon_cases` writes
//! `integrations/whmcs/tests/generated/relay-responses.json`.

mod files;
mod messages;
mod requests;
mod templates;
mod texts;

use crate::support::{EXAMPLE_CONFIG, FaultProxy, Relay, bearer, claims, token};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use open_ticket::wire::{parameter_names, urlencoded};
use open_ticket_test_support::{Form, URLENCODED};
use serde_json::{Map, Value, json};
use std::path::PathBuf;
use std::time::Duration;

/// A request of the table.
struct Case {
    name: String,
    /// `true` for a request of client 1.
    is_client: bool,
    body: String,
}

impl Case {
    fn guest(name: impl Into<String>, form: &Form) -> Self {
        Self::raw(name, form.body())
    }

    fn client(name: impl Into<String>, form: &Form) -> Self {
        Self {
            is_client: true,
            ..Self::raw(name, form.without_guest().body())
        }
    }

    fn raw(name: impl Into<String>, body: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            is_client: false,
            body: body.into(),
        }
    }
}

trait WithoutGuest {
    fn without_guest(&self) -> Self;
}

impl WithoutGuest for Form {
    fn without_guest(&self) -> Self {
        self.clone().without("name").without("email")
    }
}

/// Returns the example configuration with small limits, which cases can exceed, and without rate limits.
fn config() -> String {
    [
        ("subject = 250", "subject = 40"),
        ("message = 65_000", "message = 300"),
        ("answer = 10_000", "answer = 60"),
        ("files = 10", "files = 3"),
        ("file_bytes = 4_000_000", "file_bytes = 1_000"),
        ("total_bytes = 4_500_000", "total_bytes = 1_500"),
        ("per_hour = 20", "per_hour = 0"),
        ("per_day = 240", "per_day = 0"),
        ("total_per_day = 5_000", "total_per_day = 0"),
        ("refused_per_hour = 300", "refused_per_hour = 0"),
        ("17:00 CET\"\n", templates::OFFICE_HOURS_AND_TEMPLATE),
    ]
    .iter()
    .fold(EXAMPLE_CONFIG.to_owned(), |config, (before, after)| {
        let replaced = config.replacen(before, after, 1);
        assert_ne!(replaced, config, "{before}");
        replaced
    })
}

#[test]
fn the_table_of_cases_contains_the_responses_of_the_relay() {
    let proxy = FaultProxy::new();
    let bodies = proxy.record("OpenTicket");
    let relay = Relay::for_api_with_config(&config(), &proxy.url, Duration::from_secs(20));
    let authorization = bearer(&token(&claims(1)));
    let cases: Vec<_> = [
        texts::cases(),
        templates::cases(),
        files::cases(),
        requests::cases(),
    ]
    .into_iter()
    .flatten()
    .collect();
    let results = cases.iter().map(|case| {
        let mut headers = vec![("content-type", URLENCODED)];
        if case.is_client {
            headers.push(("authorization", &authorization));
        }
        bodies.lock().unwrap().clear();
        let response = relay.post_with("/api/ticket", case.body.clone(), &headers);
        let sent = bodies.lock().unwrap().last().map(|body| sent(body));
        json!({
            "name": case.name,
            "client": case.is_client,
            "body": case.body,
            "status": response.status,
            "response": comparable(response.json()),
            "sent": sent,
        })
    });
    let table = json!({ "rules": rules(&relay), "cases": results.collect::<Vec<_>>() });
    let text = serde_json::to_string_pretty(&table).unwrap() + "\n";
    if std::env::var_os("UPDATE_CASES").is_some() {
        std::fs::write(path(), &text).unwrap();
    }
    let stored: Value = serde_json::from_str(&std::fs::read_to_string(path()).unwrap()).unwrap();
    let stored_cases = stored["cases"].as_array().unwrap();
    for (stored, found) in stored_cases.iter().zip(table["cases"].as_array().unwrap()) {
        assert_eq!(stored, found, "update the table with UPDATE_CASES=1");
    }
    assert!(stored == table, "update the table with UPDATE_CASES=1");
}

fn path() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../integrations/whmcs/tests/generated/relay-responses.json")
}

fn rules(relay: &Relay) -> Value {
    relay.get("/api/ticket").json()
}

/// Removes the values that differ for each ticket, and an error's message, which is for logs only.
fn comparable(mut response: Value) -> Value {
    let object = response.as_object_mut().unwrap();
    for name in ["id", "tid", "c"] {
        object.remove(name);
    }
    if object.contains_key("code") {
        object.remove("message");
    }
    response
}

/// Returns the decoded request that WHMCS received, without credentials.
fn sent(body: &str) -> Value {
    let mut values = Map::new();
    for (name, value) in urlencoded::parse(body.as_bytes()).unwrap() {
        let value = match name.as_str() {
            parameter_names::IDENTIFIER | parameter_names::SECRET => continue,
            parameter_names::ACTION | parameter_names::RESPONSE_TYPE => continue,
            parameter_names::ATTACHMENTS => {
                serde_json::from_slice(&STANDARD.decode(value).unwrap()).unwrap()
            }
            parameter_names::CUSTOM_FIELDS => String::from_utf8(STANDARD.decode(value).unwrap())
                .unwrap()
                .into(),
            _ => Value::from(value),
        };
        values.insert(name, value);
    }
    values.into()
}
