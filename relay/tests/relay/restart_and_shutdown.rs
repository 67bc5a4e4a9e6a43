//! Restarts, shutdown and the log of the program.

use crate::no_script_form::{ACCEPT_HTML, BOUNDARY, Parts};
use crate::proxies::nginx::free_address;
use crate::support::{EXAMPLE_CONFIG, RelayProcess, WorkingDirectory};
use open_ticket_test_support::{
    Form, URLENCODED, attachments, client, custom_fields, get, post, stored_rows,
};
use rusqlite::Connection;
use std::fs;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::os::fd::OwnedFd;
use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

fn ticket_with_file() -> Form {
    Form::ticket()
        .with("deptid", "3")
        .with("customfields", custom_fields(&[(1, "web-1")]))
        .with("attachments", attachments(&[("a.txt", b"abc")]))
}

#[test]
fn an_opened_ticket_survives_a_kill() {
    let directory = WorkingDirectory::new(EXAMPLE_CONFIG);
    let mut relay = directory.start();
    let opened = relay.post("/api/ticket", &ticket_with_file());
    relay.child.kill().unwrap();
    relay.child.wait().unwrap();

    assert_eq!(opened["result"], "success");
    assert_eq!(
        stored_rows(&directory.database()),
        3,
        "the ticket, its custom field and its file"
    );
    let restarted = directory.start();
    let ticket = restarted.get_ticket(&opened);
    assert_eq!(ticket["tid"], opened["tid"]);
    assert_eq!(
        ticket["replies"]["reply"][0]["attachments"][0]["filename"],
        "a.txt"
    );
}

#[test]
fn a_restart_keeps_the_tickets() {
    let directory = WorkingDirectory::new(EXAMPLE_CONFIG);
    let first = directory.start();
    let opened = first.post("/api/ticket", &Form::ticket());
    first.terminate();
    drop(first);
    let second = directory.start();
    assert_eq!(second.get_ticket(&opened)["subject"], "A question");
    assert_ne!(
        second.post("/api/ticket", &Form::ticket())["id"],
        opened["id"]
    );
}

/// The relay sends `100 Continue` when it starts to read the body. The test sends the body after
/// SIGTERM, so the ticket reaches the sandbox during shutdown.
#[test]
fn a_request_in_progress_is_completed_after_sigterm() {
    let directory = WorkingDirectory::new(EXAMPLE_CONFIG);
    let mut relay = directory.start();
    let body = ticket_with_file().body();
    let mut stream = TcpStream::connect(&relay.address).unwrap();
    write!(
        stream,
        "POST /api/ticket HTTP/1.1\r\nhost: {}\r\nconnection: close\r\nexpect: 100-continue\r\n\
         content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n",
        relay.address,
        body.len()
    )
    .unwrap();
    let mut interim_response = [0; 25];
    stream.read_exact(&mut interim_response).unwrap();
    assert_eq!(&interim_response, b"HTTP/1.1 100 Continue\r\n\r\n");

    relay.terminate();
    // The relay closes its listener when it receives the signal.
    while TcpStream::connect(&relay.address).is_ok() {
        std::thread::yield_now();
    }
    stream.write_all(body.as_bytes()).unwrap();
    let mut response = String::new();
    stream.read_to_string(&mut response).unwrap();
    assert!(response.starts_with("HTTP/1.1 200 OK"), "{response}");
    assert!(response.contains("\"result\":\"success\""), "{response}");
    assert!(relay.child.wait().unwrap().success());
    assert_eq!(stored_rows(&directory.database()), 3);
}

/// Starts the program with a listener that stays open, as systemd does.
fn start_with_listener(directory: &WorkingDirectory, listener: &TcpListener) -> RelayProcess {
    // The shell moves the socket to the first descriptor that systemd passes.
    const SCRIPT: &str = r#"exec 3<&0 </dev/null; LISTEN_FDS=1 LISTEN_PID=$$ exec "$0" "$@""#;
    let relay = directory.command(&["--sandbox", "--port", "1"]);
    let mut shell = Command::new("sh");
    shell
        .args(["-c", SCRIPT])
        .arg(relay.get_program())
        .args(relay.get_args())
        .current_dir(directory.path())
        .stdin(OwnedFd::from(listener.try_clone().unwrap()));
    directory.start_command(&mut shell)
}

#[test]
fn the_listener_of_systemd_is_used() {
    let directory = WorkingDirectory::new(EXAMPLE_CONFIG);
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let relay = start_with_listener(&directory, &listener);
    assert_eq!(relay.address, listener.local_addr().unwrap().to_string());
    assert_eq!(
        relay.post("/api/ticket", &Form::ticket())["result"],
        "success"
    );
}

/// Two restarts while eight clients open tickets. The new process starts before the old one has
/// ended, and waits until the old one releases the state.
#[test]
fn a_restart_under_load_refuses_no_connection_and_loses_no_ticket() {
    let directory = WorkingDirectory::new(EXAMPLE_CONFIG);
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/api/ticket", listener.local_addr().unwrap());
    let mut relay = start_with_listener(&directory, &listener);
    let is_ended = AtomicBool::new(false);
    let opened = thread::scope(|scope| {
        let clients: Vec<_> = (0..8)
            .map(|_| {
                scope.spawn(|| {
                    let mut opened = 0;
                    while !is_ended.load(Ordering::Relaxed) {
                        let headers = [("content-type", URLENCODED), ("connection", "close")];
                        let response = post(&url, Form::ticket().body(), &headers);
                        assert_eq!(response.json()["result"], "success", "{}", response.text());
                        opened += 1;
                    }
                    opened
                })
            })
            .collect();
        for _ in 0..2 {
            relay.terminate();
            let next = start_with_listener(&directory, &listener);
            assert!(relay.child.wait().unwrap().success());
            relay = next;
        }
        is_ended.store(true, Ordering::Relaxed);
        let opened = clients.into_iter().map(|client| client.join().unwrap());
        opened.sum::<i64>()
    });
    assert!(opened >= 8);
    assert_eq!(stored_rows(&directory.database()), opened);
}

#[test]
fn the_sandbox_does_not_use_a_listener_for_other_machines() {
    let directory = WorkingDirectory::new(EXAMPLE_CONFIG);
    let listener = TcpListener::bind("0.0.0.0:0").unwrap();
    let started = std::panic::catch_unwind(|| start_with_listener(&directory, &listener));
    assert!(started.is_err());
    let log = fs::read_to_string(directory.log()).unwrap();
    assert!(
        log.contains("--sandbox allows only loopback addresses"),
        "{log}"
    );
}

/// Waits until the log contains a string.
fn wait_for_log(directory: &WorkingDirectory, text: &str) {
    while !fs::read_to_string(directory.log()).unwrap().contains(text) {
        thread::sleep(Duration::from_millis(10));
    }
}

#[test]
fn sighup_reloads_a_valid_configuration_and_keeps_the_old_one_otherwise() {
    let directory = WorkingDirectory::new(EXAMPLE_CONFIG);
    let mut relay = directory.start();
    let subject_limit = || {
        let rules = get(&format!("http://{}/api/ticket", relay.address), &[]);
        rules.json()["limits"]["subject"].clone()
    };
    let change_to = |config: &str| {
        fs::write(directory.path().join("open-ticket.toml"), config).unwrap();
        relay.signal("HUP");
    };
    let key = "00000000-0000-4000-8000-000000000001";
    let open = || {
        let headers = [("content-type", URLENCODED), ("idempotency-key", key)];
        post(
            &format!("http://{}/api/ticket", relay.address),
            Form::ticket().body(),
            &headers,
        )
    };
    let opened = open();
    change_to(&EXAMPLE_CONFIG.replace("subject = 250", "subject = 100"));
    wait_for_log(&directory, "the configuration was reloaded");
    assert_eq!(subject_limit(), 100);
    change_to("max_body_bytes = \"many\"");
    wait_for_log(&directory, "the relay keeps the old one");
    assert_eq!(subject_limit(), 100);
    assert_eq!(open().bytes, opened.bytes, "the state is kept");
    assert_eq!(relay.child.try_wait().unwrap(), None);
}

#[test]
fn the_same_form_sent_again_after_sighup_opens_one_ticket() {
    let directory = WorkingDirectory::new(EXAMPLE_CONFIG);
    let relay = directory.start();
    let send = || {
        let content_type = format!("multipart/form-data; boundary={BOUNDARY}");
        let headers = [ACCEPT_HTML, ("content-type", content_type.as_str())];
        let url = format!("http://{}/api/ticket", relay.address);
        post(&url, Parts::ticket().body(), &headers)
    };
    let first = send();
    assert_eq!(first.status, 303, "{}", first.text());
    relay.signal("HUP");
    wait_for_log(&directory, "the configuration was reloaded");
    let again = send();
    assert_eq!(again.status, 200, "{}", again.text());
    assert!(again.text().contains("You already sent this message"));
}

/// Departments that cannot be loaded from WHMCS make the relay unready, on both listeners.
#[test]
fn after_sighup_both_listeners_check_readiness_with_the_new_configuration() {
    let unreachable = "http://127.0.0.1:9/includes/api.php";
    let (before, _) = EXAMPLE_CONFIG
        .split_once("# Departments, in the order")
        .unwrap();
    let of_whmcs = format!("departments = \"whmcs\"\n{before}");
    let directory = WorkingDirectory::new(EXAMPLE_CONFIG);
    let metrics = free_address().to_string();
    let arguments = [
        "--port",
        "0",
        "--whmcs",
        unreachable,
        "--metrics-listen",
        &metrics,
    ];
    let mut command = directory.command(&arguments);
    command.env("OPEN_TICKET_IDENTIFIER", "identifier");
    command.env("OPEN_TICKET_SECRET", "secret");
    let relay = directory.start_command(&mut command);
    let assert_ready = |status: u16| {
        for address in [&relay.address, &metrics] {
            let response = get(&format!("http://{address}/readyz"), &[]);
            assert_eq!(response.status, status, "{address}: {}", response.text());
        }
    };
    assert_ready(200);
    for (count, config, status) in [(1, of_whmcs.as_str(), 503), (2, EXAMPLE_CONFIG, 200)] {
        fs::write(directory.path().join("open-ticket.toml"), config).unwrap();
        relay.signal("HUP");
        let reloaded = "the configuration was reloaded";
        while fs::read_to_string(directory.log())
            .unwrap()
            .matches(reloaded)
            .count()
            < count
        {
            thread::sleep(Duration::from_millis(10));
        }
        assert_ready(status);
    }
    let metrics = get(&format!("http://{metrics}/metrics"), &[]);
    assert!(metrics.text().contains("open_ticket_tickets_opened_total"));
}

#[test]
fn sighup_does_not_interrupt_a_request() {
    let directory = WorkingDirectory::new(EXAMPLE_CONFIG);
    let relay = directory.start();
    let body = ticket_with_file().body();
    let mut stream = TcpStream::connect(&relay.address).unwrap();
    write!(
        stream,
        "POST /api/ticket HTTP/1.1\r\nhost: {}\r\nconnection: close\r\n\
         content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n",
        relay.address,
        body.len()
    )
    .unwrap();
    relay.signal("HUP");
    wait_for_log(&directory, "the configuration was reloaded");
    stream.write_all(body.as_bytes()).unwrap();
    let mut response = String::new();
    stream.read_to_string(&mut response).unwrap();
    assert!(response.contains("\"result\":\"success\""), "{response}");
}

/// Sets a limit with a shell command, starts the program in that shell, and returns its log.
fn log_after(limit: &str) -> String {
    let config = EXAMPLE_CONFIG.replace("max_connections = 10_000", "max_connections = 300");
    let directory = WorkingDirectory::new(&config);
    let relay = directory.start_command(&mut directory.command_after(limit));
    let health = get(&format!("http://{}/healthz", relay.address), &[]);
    assert_eq!(health.text(), "ok\n");
    fs::read_to_string(directory.log()).unwrap()
}

#[test]
fn limits_of_the_machine_are_reported_at_startup_with_a_remedy() {
    for (limit, warning, remedy) in [
        ("ulimit -n 500", "the open file limit", "LimitNOFILE"),
        (
            "export TMPDIR=/nothing/here",
            "cannot write temporary files",
            "TMPDIR",
        ),
    ] {
        let log = log_after(limit);
        let line = log.lines().find(|line| line.contains(warning));
        let line = line.unwrap_or_else(|| panic!("{limit}: {log}"));
        assert!(line.contains("WARN") && line.contains(remedy), "{line}");
        assert!(!log_after("true").contains(warning), "{warning}");
    }
}

/// Requests over 256 KiB need temporary files. The health check succeeds without temporary files, since a
/// restart would not help.
#[test]
fn a_relay_without_temporary_files_is_not_ready() {
    let directory = WorkingDirectory::new(EXAMPLE_CONFIG);
    let folder = directory.path().join("temporary");
    let mut command = directory.command(&["--sandbox", "--port", "0"]);
    command.env("TMPDIR", &folder);
    let relay = directory.start_command(&mut command);
    let check = |path: &str| get(&format!("http://{}{path}", relay.address), &[]);
    let response = check("/readyz");
    assert_eq!(response.status, 503);
    assert_eq!(response.text(), "temporary files cannot be written\n");
    assert_eq!(check("/healthz").status, 200);
    fs::create_dir(folder).unwrap();
    // The relay reuses the result of a check for a second.
    while check("/readyz").status != 200 {
        thread::sleep(Duration::from_millis(50));
    }
}

/// As with a full disk, the state can be opened, but nothing can be stored. The health check succeeds, since a
/// restart would not help.
#[test]
fn a_relay_that_cannot_write_its_state_is_not_ready() {
    let directory = WorkingDirectory::new(EXAMPLE_CONFIG);
    drop(directory.start());
    let state = Connection::open(directory.path().join("open-ticket-state.db")).unwrap();
    let full = "CREATE TRIGGER disk_full BEFORE INSERT ON texts
        BEGIN SELECT raise(ROLLBACK, 'database or disk is full'); END;";
    state.execute_batch(full).unwrap();
    drop(state);
    let relay = directory.start();
    let check = |path: &str| get(&format!("http://{}{path}", relay.address), &[]);
    let response = check("/readyz");
    assert_eq!(response.status, 503);
    assert_eq!(response.text(), "the state cannot be written\n");
    assert_eq!(check("/healthz").status, 200);
}

/// With at most 200 open files, 300 idle connections do not prevent the relay from serving others.
#[test]
fn idle_connections_do_not_use_up_the_open_files() {
    let directory = WorkingDirectory::new(EXAMPLE_CONFIG);
    let relay = directory.start_command(&mut directory.command_after("ulimit -n 200"));
    let idle: Vec<_> = (0..300)
        .map(|_| TcpStream::connect(&relay.address).unwrap())
        .collect();
    assert_eq!(
        relay.post("/api/ticket", &ticket_with_file())["result"],
        "success"
    );
    drop(idle);
    let log = fs::read_to_string(directory.log()).unwrap();
    assert!(!log.contains("cannot accept a connection"), "{log}");
}

/// Personal data and access codes never appear in the log.
#[test]
fn the_text_log_contains_no_personal_data() {
    let directory = WorkingDirectory::new(EXAMPLE_CONFIG);
    let relay = directory.start();
    let form = ticket_with_file()
        .with("name", "Canary Name")
        .with("email", "canary@example.com")
        .with("subject", "Canary subject")
        .with("message", "Canary message");
    let opened = relay.post("/api/ticket", &form);
    assert_eq!(opened["result"], "success");
    relay.post("/api/ticket", &form.clone().and("canary", "Canary value"));
    relay.post("/api/ticket", &form.with("subject", "Canary\nsubject"));
    let code = opened["c"].as_str().unwrap();
    let link = format!(
        "/sandbox/viewticket.php?tid={}&c={code}",
        opened["tid"].as_str().unwrap()
    );
    let page = client()
        .get(format!("http://{}{link}", relay.address))
        .send()
        .unwrap();
    assert!(page.status().is_success());
    drop(relay);

    let log = fs::read_to_string(directory.log()).unwrap();
    assert!(log.contains("path=/api/ticket status=200"), "{log}");
    assert!(
        log.contains("path=/sandbox/viewticket.php status=200"),
        "{log}"
    );
    assert!(log.contains("code=\"unknown_parameter\""), "{log}");
    for word in ["anary", "a.txt", code] {
        assert!(!log.contains(word), "{word} is in the log: {log}");
    }
}

#[test]
fn a_file_that_is_not_a_database_is_not_changed() {
    let directory = WorkingDirectory::new(EXAMPLE_CONFIG);
    let file: &Path = &directory.database();
    fs::write(file, "not a database, ".repeat(100)).unwrap();
    let error = directory.startup_error(&["--sandbox", "--port", "0"]);
    assert!(error.contains("open-ticket.db"), "{error}");
    assert_eq!(
        fs::read_to_string(file).unwrap(),
        "not a database, ".repeat(100)
    );
}

/// Expired access codes and addresses are deleted, even if no ticket is opened.
#[test]
fn expired_state_is_deleted_while_the_relay_runs() {
    let config =
        EXAMPLE_CONFIG.replace("disable_rate_limits = true", "disable_rate_limits = false");
    let directory = WorkingDirectory::new(&config);
    let relay = directory.start();
    let opened = relay.post("/api/ticket", &Form::ticket());
    assert_eq!(opened["result"], "success");
    relay.terminate();
    drop(relay);
    let state = directory.path().join("open-ticket-state.db");
    let address = b"address:127.0.0.1";
    let contains_address = || {
        let content = fs::read(&state).unwrap();
        let log = fs::read(state.with_extension("db-wal")).unwrap_or_default();
        let bytes = [content, log].concat();
        bytes.windows(address.len()).any(|window| window == address)
    };
    assert!(contains_address());
    let connection = rusqlite::Connection::open(&state).unwrap();
    connection
        .execute_batch("UPDATE idempotency_keys SET expires_at = 1; UPDATE rate_limit_slots SET expires_at = 1")
        .unwrap();
    drop(connection);

    let relay = directory.start();
    for _ in 0..1_000 {
        if !contains_address() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    assert!(!contains_address());
    drop(relay);
    let connection = rusqlite::Connection::open(&state).unwrap();
    let rows: i64 = connection
        .query_row(
            "SELECT (SELECT count(*) FROM idempotency_keys) + (SELECT count(*) FROM rate_limit_slots)",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(rows, 0);
}
