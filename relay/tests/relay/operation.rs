//! What an operator sees: logs, numbers, and an end in good order.

use crate::home::Home;
use crate::support::{EXAMPLE, Form, attachments, client};
use crate::token::{bearer, claims, token};
use serde_json::Value;
use std::fs;
use std::net::TcpListener;

const KEY: &str = "3f0e8b1c-52a4-4d6f-9c3e-7a1b2c3d4e5f";

/// A port that is free at the moment.
fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().port()
}

#[test]
fn numbers_are_on_a_listener_of_their_own_if_asked_for() {
    let home = Home::new(EXAMPLE);
    let address = format!("127.0.0.1:{}", free_port());
    let running = home.start_with(&["--metrics", &address]);
    running.post("/api/ticket", &Form::ticket());
    running.post("/api/ticket", &Form::ticket().with("deptid", "99"));
    let get = |url: String| client().get(url).send().unwrap();
    let numbers = get(format!("http://{address}/metrics")).text().unwrap();
    for line in [
        "open_ticket_tickets_opened_total 1",
        "open_ticket_tickets_under_way 0",
        "open_ticket_whmcs_answer_seconds_count 1",
        "open_ticket_answers_total{status=\"422\",code=\"rule\"} 1",
    ] {
        assert!(numbers.contains(line), "{line}: {numbers}");
    }
    let outside = get(format!("http://{}/metrics", running.address));
    assert_eq!(outside.status(), 404);
}

/// Whatever a person sent, and whatever opens something, stays out of the log, in either form.
#[test]
fn a_log_for_programs_is_json_and_tells_nothing_of_a_person() {
    let home = Home::new(EXAMPLE);
    let running = home.start_with(&["--log", "json"]);
    let token = token(&claims(1));
    let url = |path: &str| format!("http://{}{path}", running.address);
    let post = |form: &Form, header: (&str, &str)| {
        let post = client().post(url("/api/ticket")).header(header.0, header.1);
        let post = post.header("content-type", crate::support::URLENCODED);
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
    drop(running);

    let log = fs::read_to_string(home.log()).unwrap();
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
fn a_key_for_tokens_that_can_be_guessed_is_refused() {
    let home = Home::new(EXAMPLE);
    let mut command = home.command(&["--sandbox", "--port", "0"]);
    let output = command
        .env("OPEN_TICKET_SIGNING_KEY", "hunter2")
        .output()
        .unwrap();
    let complaint = String::from_utf8(output.stderr).unwrap();
    assert!(!output.status.success());
    assert!(complaint.contains("OPEN_TICKET_SIGNING_KEY"), "{complaint}");
    assert!(
        complaint.contains("32 bytes") && !complaint.contains("hunter2"),
        "{complaint}"
    );
}

#[test]
fn the_demo_page_has_a_signed_in_view() {
    let home = Home::new(EXAMPLE);
    let dist = home.0.path().join("dist");
    fs::create_dir(&dist).unwrap();
    let page = "<!doctype html><open-ticket endpoint=\"/api/ticket\"></open-ticket>";
    fs::write(dist.join("index.html"), page).unwrap();
    let running = home.start();
    let get = |path: &str| {
        let answer = client()
            .get(format!("http://{}{path}", running.address))
            .send()
            .unwrap();
        let policy = answer.headers()["content-security-policy"]
            .to_str()
            .unwrap()
            .to_owned();
        assert!(policy.contains("trusted-types 'none'"));
        answer.text().unwrap()
    };
    assert_eq!(get("/"), page);
    let signed_in = get("/?as=client");
    let token = signed_in.split('"').nth(1).unwrap();
    let rules = client().get(format!("http://{}/api/ticket", running.address));
    let rules = rules
        .header("authorization", bearer(token))
        .send()
        .unwrap()
        .json_value();
    assert_eq!(rules["requester"]["name"], "Ada Lovelace");
    assert_eq!(rules["requester"]["email"], "ada@example.com");
}

#[test]
fn a_state_that_cannot_be_is_named_with_what_would_be_right() {
    let home = Home::new(EXAMPLE);
    for (state, named) in [
        ("mysql://127.0.0.1/x", "redis://"),
        (
            "/nonexistent/folder/state.db",
            "/nonexistent/folder/state.db",
        ),
    ] {
        let complaint = home.complaint(&["--sandbox", "--port", "0", "--state", state]);
        assert!(complaint.contains(named), "{complaint}");
    }
}

/// A list of processes shows a command line, and the password in it.
#[test]
fn the_state_may_be_named_by_the_environment_and_its_password_shows_nowhere() {
    let home = Home::new(EXAMPLE);
    let nobody = format!("redis://:hunter2@127.0.0.1:{}", free_port());
    let mut command = home.command(&["--sandbox", "--port", "0"]);
    let output = command.env("OPEN_TICKET_STATE", &nobody).output().unwrap();
    let complaint = String::from_utf8(output.stderr).unwrap();
    assert!(!output.status.success());
    assert!(complaint.contains("redis://"), "{complaint}");
    let mut help = home.command(&["--help"]);
    let help = help.env("OPEN_TICKET_STATE", &nobody).output().unwrap();
    let help = String::from_utf8(help.stdout).unwrap();
    assert!(help.contains("OPEN_TICKET_STATE"), "{help}");
    assert!(!complaint.contains("hunter2") && !help.contains("hunter2"));
}

#[test]
fn two_relays_do_not_share_one_file() {
    let home = Home::new(EXAMPLE);
    let _first = home.start();
    let complaint = home.complaint(&["--sandbox", "--port", "0", "--database", "other.db"]);
    assert!(complaint.contains("open-ticket-state.db"), "{complaint}");
}

trait JsonValue {
    fn json_value(self) -> Value;
}

impl JsonValue for reqwest::blocking::Response {
    fn json_value(self) -> Value {
        serde_json::from_str(&self.text().unwrap()).unwrap()
    }
}
