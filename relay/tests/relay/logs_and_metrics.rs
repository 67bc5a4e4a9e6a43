//! Logs, metrics and startup errors, as operators see them.

use crate::support::{EXAMPLE_CONFIG, WorkingDirectory, bearer, claims, token};
use open_ticket_test_support::{Form, URLENCODED, attachments, client};
use serde_json::Value;
use std::fs;
use std::net::TcpListener;

const KEY: &str = "3f0e8b1c-52a4-4d6f-9c3e-7a1b2c3d4e5f";

/// Returns a free port.
fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().port()
}

#[test]
fn metrics_have_a_separate_listener() {
    let directory = WorkingDirectory::new(EXAMPLE_CONFIG);
    let address = format!("127.0.0.1:{}", free_port());
    let relay = directory.start_with(&["--metrics-listen", &address]);
    relay.post("/api/ticket", &Form::ticket());
    relay.post("/api/ticket", &Form::ticket().with("deptid", "99"));
    let get = |url: String| client().get(url).send().unwrap();
    let metrics = get(format!("http://{address}/metrics")).text().unwrap();
    for line in [
        "open_ticket_tickets_opened_total 1",
        "open_ticket_tickets_in_progress 0",
        "open_ticket_whmcs_response_time_seconds_count 1",
        "open_ticket_responses_total{status=\"422\",code=\"rule\"} 1",
    ] {
        assert!(metrics.contains(line), "{line}: {metrics}");
    }
    let on_public_listener = get(format!("http://{}/metrics", relay.address));
    assert_eq!(on_public_listener.status(), 404);
}

/// Personal data and secrets never appear in the log.
#[test]
fn the_json_log_contains_no_personal_data() {
    let directory = WorkingDirectory::new(EXAMPLE_CONFIG);
    let relay = directory.start_with(&["--log-format", "json"]);
    let token = token(&claims(1));
    let url = |path: &str| format!("http://{}{path}", relay.address);
    let post = |form: &Form, header: (&str, &str)| {
        let post = client().post(url("/api/ticket")).header(header.0, header.1);
        let post = post.header("content-type", URLENCODED);
        post.body(form.body()).send().unwrap()
    };
    let form = Form::ticket()
        .with("name", "Canary Name")
        .with("email", "canary@example.com")
        .with("subject", "Canary subject")
        .with("message", "Canary message")
        .with(
            "attachments",
            attachments(&[("canary.txt", b"Canary bytes")]),
        );
    let opened: Value = post(&form, ("idempotency-key", KEY)).json_value();
    let code = opened["c"].as_str().unwrap();
    post(&form, ("authorization", &bearer(&token)));
    post(&form, ("authorization", &bearer("canary.forged.token")));
    post(
        &form.clone().and("canary\n[31m", "Canary"),
        ("idempotency-key", KEY),
    );
    post(
        &form.clone().with("subject", "Canary\nsubject"),
        ("x-canary", "canary"),
    );
    for path in [
        format!("/api/ticket/{KEY}"),
        format!("/api/ticket/{KEY}/page"),
        format!("/api/ticket/{KEY}/canary"),
        "/?as=client".to_owned(),
        "/nothing?canary=canary".to_owned(),
    ] {
        client().get(url(&path)).send().unwrap();
    }
    let id = post(&form, ("x", "y")).headers()["x-request-id"]
        .to_str()
        .unwrap()
        .to_owned();
    drop(relay);

    let log = fs::read_to_string(directory.log()).unwrap();
    let lines: Vec<Value> = log
        .lines()
        .map(|line| serde_json::from_str(line).unwrap_or_else(|_| panic!("{line}")))
        .collect();
    assert!(
        lines.iter().any(|line| line["span"]["id"] == id.as_str()),
        "{log}"
    );
    let paths: Vec<_> = lines
        .iter()
        .filter_map(|line| line["fields"]["path"].as_str())
        .collect();
    assert!(paths.contains(&"/api/ticket/{key}"), "{paths:?}");
    for word in ["anary", code, KEY, &token, "sandbox@", "Lovelace"] {
        assert!(!log.contains(word), "{word} is in the log: {log}");
    }
}

#[test]
fn a_short_signing_key_is_rejected() {
    let directory = WorkingDirectory::new(EXAMPLE_CONFIG);
    let mut command = directory.command(&["--sandbox", "--port", "0"]);
    let output = command
        .env("OPEN_TICKET_SIGNING_KEY", "hunter2")
        .output()
        .unwrap();
    let error = String::from_utf8(output.stderr).unwrap();
    assert!(!output.status.success());
    assert!(error.contains("OPEN_TICKET_SIGNING_KEY"), "{error}");
    assert!(
        error.contains("32 bytes") && !error.contains("hunter2"),
        "{error}"
    );
}

#[test]
fn the_demo_page_can_be_shown_to_a_signed_in_client() {
    let directory = WorkingDirectory::new(EXAMPLE_CONFIG);
    let dist = directory.path().join("dist");
    fs::create_dir(&dist).unwrap();
    let page = "<!doctype html><open-ticket endpoint=\"/api/ticket\"></open-ticket>";
    fs::write(dist.join("index.html"), page).unwrap();
    let relay = directory.start();
    let get = |path: &str| {
        let response = client()
            .get(format!("http://{}{path}", relay.address))
            .send()
            .unwrap();
        let policy = response.headers()["content-security-policy"]
            .to_str()
            .unwrap()
            .to_owned();
        assert!(policy.contains("trusted-types 'none'"));
        response.text().unwrap()
    };
    assert_eq!(get("/"), page);
    let signed_in = get("/?as=client");
    let token = signed_in.split('"').nth(1).unwrap();
    let rules = client().get(format!("http://{}/api/ticket", relay.address));
    let rules = rules
        .header("authorization", bearer(token))
        .send()
        .unwrap()
        .json_value();
    assert_eq!(rules["requester"]["name"], "Ada Lovelace");
    assert_eq!(rules["requester"]["email"], "ada@example.com");
}

#[test]
fn an_invalid_state_location_is_reported_with_the_expected_value() {
    let directory = WorkingDirectory::new(EXAMPLE_CONFIG);
    for (state, expected) in [
        ("mysql://127.0.0.1/x", "redis://"),
        (
            "/nonexistent/folder/state.db",
            "/nonexistent/folder/state.db",
        ),
    ] {
        let error = directory.startup_error(&["--sandbox", "--port", "0", "--state", state]);
        assert!(error.contains(expected), "{error}");
    }
}

/// A process list shows the command line with its password.
#[test]
fn the_state_url_can_be_an_environment_variable_and_its_password_is_never_shown() {
    let directory = WorkingDirectory::new(EXAMPLE_CONFIG);
    let unreachable = format!("redis://:hunter2@127.0.0.1:{}", free_port());
    let mut command = directory.command(&["--sandbox", "--port", "0"]);
    let output = command
        .env("OPEN_TICKET_STATE", &unreachable)
        .output()
        .unwrap();
    let error = String::from_utf8(output.stderr).unwrap();
    assert!(!output.status.success());
    assert!(error.contains("redis://"), "{error}");
    let mut help_command = directory.command(&["--help"]);
    let help = help_command
        .env("OPEN_TICKET_STATE", &unreachable)
        .output()
        .unwrap();
    let help = String::from_utf8(help.stdout).unwrap();
    assert!(help.contains("OPEN_TICKET_STATE"), "{help}");
    assert!(!error.contains("hunter2") && !help.contains("hunter2"));
}

#[test]
fn two_relays_cannot_use_the_same_state_file() {
    let directory = WorkingDirectory::new(EXAMPLE_CONFIG);
    let _first = directory.start();
    let error = directory.startup_error(&["--sandbox", "--port", "0", "--database", "other.db"]);
    assert!(error.contains("open-ticket-state.db"), "{error}");
}

trait JsonValue {
    fn json_value(self) -> Value;
}

impl JsonValue for reqwest::blocking::Response {
    fn json_value(self) -> Value {
        serde_json::from_str(&self.text().unwrap()).unwrap()
    }
}
