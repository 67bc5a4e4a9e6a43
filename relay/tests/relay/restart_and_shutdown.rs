//! Restarts, shutdown and the log of the program.

use crate::support::{EXAMPLE_CONFIG, WorkingDirectory};
use open_ticket_test_support::{Form, attachments, client, custom_fields, stored_rows};
use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;

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
