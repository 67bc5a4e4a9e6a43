//! Logs, metrics and startup errors, as operators see them.

use crate::support::{EXAMPLE_CONFIG, RelayProcess, WorkingDirectory, bearer, claims, token};
use open_ticket_test_support::{Form, URLENCODED, attachments, client};
use serde_json::Value;
use std::fs;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::MetadataExt;
use std::process::Stdio;

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

/// In the list of processes, everyone on the machine can read the password in a command line.
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

#[test]
fn fatal_errors_have_the_format_of_the_log() {
    let directory = WorkingDirectory::new("x = 1");
    for arguments in [
        ["--sandbox", "--log-format", "json"].as_slice(),
        &["--sandbox", "--log-format=json"],
        &["--log-format=json"],
        &["--log-format", "json", "--nonsense"],
        &["--log-format", "json", "--check-config"],
        &[
            "--log-format",
            "json",
            "--sandbox",
            "--listen",
            "192.0.2.1:0",
        ],
    ] {
        let error = directory.startup_error(arguments);
        let lines: Vec<Value> = error
            .lines()
            .map(|line| serde_json::from_str(line).unwrap_or_else(|_| panic!("{error}")))
            .collect();
        assert_eq!(lines.last().unwrap()["level"], "ERROR", "{error}");
    }
    let help = directory
        .command(&["--log-format", "json", "--help"])
        .output()
        .unwrap();
    assert!(help.status.success() && help.stdout.starts_with(b"Relay"));
}

/// Runs a command whose standard error is the directory's log, and is the stream that `JOURNAL_STREAM` names.
fn run_with_journal(directory: &WorkingDirectory, arguments: &[&str]) -> String {
    let log = fs::File::create(directory.log()).unwrap();
    let mut command = directory.command(arguments);
    command.env("JOURNAL_STREAM", stream_of(&log)).stderr(log);
    assert!(!command.status().unwrap().success());
    fs::read_to_string(directory.log()).unwrap()
}

/// Returns the device and inode of a file, in the format of `JOURNAL_STREAM`.
fn stream_of(file: &fs::File) -> String {
    let metadata = file.metadata().unwrap();
    format!("{}:{}", metadata.dev(), metadata.ino())
}

#[test]
fn lines_have_priorities_in_the_journal() {
    let directory = WorkingDirectory::new(EXAMPLE_CONFIG);
    let log = fs::File::create(directory.log()).unwrap();
    let mut command = directory.command(&["--sandbox", "--port", "0"]);
    let relay = directory.start_command(command.env("JOURNAL_STREAM", stream_of(&log)));
    relay.post("/api/ticket", &Form::ticket());
    drop(relay);
    let log = fs::read_to_string(directory.log()).unwrap();
    assert!(log.lines().any(|line| line.starts_with("<4>")), "{log}");
    assert!(log.lines().any(|line| line.starts_with("<6>")), "{log}");
    assert!(log.lines().all(|line| line.starts_with('<')), "{log}");

    let error = run_with_journal(&directory, &["--sandbox", "--state", "."]);
    assert!(error.starts_with("<3>open-ticket: "), "{error}");
    // The unit in deploy/ sets this format. journald removes the prefix before it stores a line.
    let json = ["--sandbox", "--state", ".", "--log-format", "json"];
    let error = run_with_journal(&directory, &json);
    let fatal = error.lines().last().unwrap();
    let object: Value = serde_json::from_str(fatal.strip_prefix("<3>").unwrap()).unwrap();
    assert_eq!(object["level"], "ERROR", "{error}");

    // The variable of a parent process, whose standard error is another stream.
    let mut command = directory.command(&json);
    let output = command.env("JOURNAL_STREAM", "8:12345").output().unwrap();
    assert!(output.stderr.starts_with(b"{"));
}

#[test]
fn methods_and_paths_in_the_log_are_bounded_and_printable() {
    let directory = WorkingDirectory::new(EXAMPLE_CONFIG);
    let relay = directory.start();
    let long_method = "X".repeat(5_000);
    for head in [
        format!("{long_method} / HTTP/1.1"),
        "GET /\u{202e}fdp.exe HTTP/1.1".to_owned(),
        format!("GET //api/ticket/{KEY} HTTP/1.1"),
        format!("GET /x%2F{} HTTP/1.1", KEY.replace('3', "%33")),
        format!("GET http://other.example/api/ticket/{KEY}/x HTTP/1.1"),
        format!("GET /{} HTTP/1.1", "a".repeat(10_000)),
    ] {
        let mut stream = TcpStream::connect(&relay.address).unwrap();
        let request = format!("{head}\r\nhost: x\r\nconnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).unwrap();
        let mut response = Vec::new();
        stream.read_to_end(&mut response).unwrap();
        assert!(response.starts_with(b"HTTP/1.1 "), "{head:.60}");
    }
    drop(relay);
    let log = fs::read_to_string(directory.log()).unwrap();
    assert!(!log.contains("52a4"), "{log}");
    assert!(!log.contains('\u{202e}'), "{log}");
    assert!(log.lines().all(|line| line.len() < 500), "{log}");
    assert!(log.contains("%E2%80%AEfdp.exe"), "{log}");
}

#[test]
fn probes_are_served_with_the_metrics() {
    let directory = WorkingDirectory::new(EXAMPLE_CONFIG);
    let address = format!("127.0.0.1:{}", free_port());
    let _relay = directory.start_with(&["--metrics-listen", &address]);
    for path in ["/healthz", "/readyz"] {
        let response = client()
            .get(format!("http://{address}{path}"))
            .send()
            .unwrap();
        assert_eq!(response.status(), 200, "{path}");
    }
}

#[test]
fn the_health_of_a_running_relay_can_be_checked_without_another_program() {
    let directory = WorkingDirectory::new(EXAMPLE_CONFIG);
    let mut relay = directory.start();
    let port = relay.address.rsplit(':').next().unwrap().to_owned();
    for listen in [format!("127.0.0.1:{port}"), format!("0.0.0.0:{port}")] {
        let mut command = directory.command(&["--check-health", "--listen", &listen]);
        assert!(command.output().unwrap().status.success(), "{listen}");
    }
    relay.child.kill().unwrap();
    relay.child.wait().unwrap();
    let error = directory.startup_error(&["--check-health", "--listen", &relay.address]);
    assert!(error.contains("/healthz"), "{error}");
}

#[test]
fn a_relay_that_shuts_down_is_not_ready_but_healthy() {
    let directory = WorkingDirectory::new(EXAMPLE_CONFIG);
    let probes = format!("127.0.0.1:{}", free_port());
    let relay = directory.start_with(&["--metrics-listen", &probes]);
    // A request in progress keeps the relay running.
    let mut stream = TcpStream::connect(&relay.address).unwrap();
    let head = "POST /api/ticket HTTP/1.1\r\nhost: x\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: 9\r\n\r\nsubject=";
    stream.write_all(head.as_bytes()).unwrap();
    let get = |path: &str| {
        let response = client().get(format!("http://{probes}{path}")).send();
        let response = response.unwrap();
        (response.status().as_u16(), response.text().unwrap())
    };
    assert_eq!(get("/readyz").0, 200);
    relay.terminate();
    while get("/readyz").0 == 200 {}
    assert_eq!(get("/readyz"), (503, "shutting down\n".to_owned()));
    assert_eq!(get("/healthz").0, 200);
    stream.write_all(b"x").unwrap();
}

/// The disk with the log may be full, and the program that reads it may have ended.
#[test]
fn the_relay_works_without_a_writable_log() {
    let full = || fs::File::options().write(true).open("/dev/full");
    let closed = || std::io::pipe().map(|(_, writer)| writer);
    for format in ["text", "json"] {
        for (stdout, stderr) in [
            (Stdio::from(full().unwrap()), Stdio::from(full().unwrap())),
            (closed().unwrap().into(), closed().unwrap().into()),
        ] {
            let directory = WorkingDirectory::new(EXAMPLE_CONFIG);
            let address = format!("127.0.0.1:{}", free_port());
            let arguments = ["--sandbox", "--listen", &address, "--log-format", format];
            let mut command = directory.command(&arguments);
            let child = command.stdout(stdout).stderr(stderr).spawn().unwrap();
            let mut relay = RelayProcess { child, address };
            while TcpStream::connect(&relay.address).is_err() {
                assert!(relay.child.try_wait().unwrap().is_none());
            }
            relay.post("/api/ticket", &Form::ticket().with("deptid", "99"));
            let opened = relay.post("/api/ticket", &Form::ticket());
            assert_eq!(opened["result"], "success");
            relay.terminate();
            assert!(relay.child.wait().unwrap().success());
        }
    }
}
