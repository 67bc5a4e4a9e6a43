//! The relay as a program: its end, its log, and what is left after it.

use crate::home::Home;
use crate::support::{EXAMPLE, Form, attachments, client, custom_fields, rows};
use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;

fn with_a_file() -> Form {
    Form::ticket()
        .with("deptid", "3")
        .with("customfields", custom_fields(&[(1, "web-1")]))
        .with("attachments", attachments(&[("a.txt", b"abc")]))
}

#[test]
fn a_ticket_that_was_answered_survives_a_kill() {
    let home = Home::new(EXAMPLE);
    let mut running = home.start();
    let opened = running.post("/api/ticket", &with_a_file());
    running.child.kill().unwrap();
    running.child.wait().unwrap();

    assert_eq!(opened["result"], "success");
    assert_eq!(
        rows(&home.database()),
        3,
        "the ticket, its answer and its file"
    );
    let again = home.start();
    let ticket = again.read(&opened);
    assert_eq!(ticket["tid"], opened["tid"]);
    assert_eq!(
        ticket["replies"]["reply"][0]["attachments"][0]["filename"],
        "a.txt"
    );
}

#[test]
fn a_second_start_keeps_what_is_there() {
    let home = Home::new(EXAMPLE);
    let first = home.start();
    let opened = first.post("/api/ticket", &Form::ticket());
    first.terminate();
    drop(first);
    let second = home.start();
    assert_eq!(second.read(&opened)["subject"], "A question");
    assert_ne!(
        second.post("/api/ticket", &Form::ticket())["id"],
        opened["id"]
    );
}

/// `100 Continue` says that the relay has begun to read; what comes after it comes after the
/// signal, and the ticket has yet to reach the sandbox.
#[test]
fn a_request_that_has_begun_is_finished_after_sigterm() {
    let home = Home::new(EXAMPLE);
    let mut running = home.start();
    let body = with_a_file().body();
    let mut stream = TcpStream::connect(&running.address).unwrap();
    write!(
        stream,
        "POST /api/ticket HTTP/1.1\r\nhost: {}\r\nconnection: close\r\nexpect: 100-continue\r\n\
         content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n",
        running.address,
        body.len()
    )
    .unwrap();
    let mut begun = [0; 25];
    stream.read_exact(&mut begun).unwrap();
    assert_eq!(&begun, b"HTTP/1.1 100 Continue\r\n\r\n");

    running.terminate();
    // No new connection is taken once the signal has come through.
    while TcpStream::connect(&running.address).is_ok() {
        std::thread::yield_now();
    }
    stream.write_all(body.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 200 OK"), "{answer}");
    assert!(answer.contains("\"result\":\"success\""), "{answer}");
    assert!(running.child.wait().unwrap().success());
    assert_eq!(rows(&home.database()), 3);
}

/// Every word that a person sent, and every code that opens a ticket, stays out of the log.
#[test]
fn the_log_tells_nothing_of_a_person() {
    let home = Home::new(EXAMPLE);
    let running = home.start();
    let form = with_a_file()
        .with("name", "Canary Name")
        .with("email", "canary@example.com")
        .with("subject", "Canary subject")
        .with("message", "Canary message");
    let opened = running.post("/api/ticket", &form);
    assert_eq!(opened["result"], "success");
    running.post("/api/ticket", &form.clone().and("canary", "Canary value"));
    running.post("/api/ticket", &form.with("subject", "Canary\nsubject"));
    let code = opened["c"].as_str().unwrap();
    let link = format!(
        "/sandbox/viewticket.php?tid={}&c={code}",
        opened["tid"].as_str().unwrap()
    );
    let page = client()
        .get(format!("http://{}{link}", running.address))
        .send()
        .unwrap();
    assert!(page.status().is_success());
    drop(running);

    let log = fs::read_to_string(home.log()).unwrap();
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
fn a_file_that_is_no_database_is_left_alone() {
    let home = Home::new(EXAMPLE);
    let file: &Path = &home.database();
    fs::write(file, "not a database, ".repeat(100)).unwrap();
    let complaint = home.complaint(&["--sandbox", "--port", "0"]);
    assert!(complaint.contains("open-ticket.db"), "{complaint}");
    assert_eq!(
        fs::read_to_string(file).unwrap(),
        "not a database, ".repeat(100)
    );
}
