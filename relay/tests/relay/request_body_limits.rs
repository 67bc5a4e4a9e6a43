//! Limits of request bodies: size, idle timeout and minimum rate.

use crate::support::{EXAMPLE_CONFIG, Relay, SANDBOX_API};
use open_ticket_test_support::{Form, URLENCODED, attachments, client, noise};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::thread;
use std::time::Duration;

/// Starts a relay with an idle timeout of one second.
fn relay_with_short_timeout() -> Relay {
    Relay::with_sandbox_and_config(
        &EXAMPLE_CONFIG.replace("idle_timeout_seconds = 20", "idle_timeout_seconds = 1"),
    )
}

/// Sends the headers of a request with this `Content-Length`.
fn send_headers(relay: &Relay, length: u64) -> TcpStream {
    let address = relay.base_url.trim_start_matches("http://");
    let mut stream = TcpStream::connect(address).unwrap();
    stream
        .set_read_timeout(Some(Duration::from_secs(60)))
        .unwrap();
    write!(
        stream,
        "POST /api/ticket HTTP/1.1\r\nhost: {address}\r\n\
         content-type: application/x-www-form-urlencoded\r\ncontent-length: {length}\r\n\r\n"
    )
    .unwrap();
    stream
}

fn read_response(mut stream: TcpStream) -> String {
    let (mut response, mut buffer) = (Vec::new(), [0; 4_096]);
    // The relay may close the connection while it still receives data.
    while let Ok(count) = stream.read(&mut buffer) {
        response.extend_from_slice(&buffer[..count]);
        if count == 0 || response.ends_with(b"}") {
            break;
        }
    }
    String::from_utf8(response).unwrap()
}

#[track_caller]
fn assert_available(relay: &Relay) {
    let response = relay.post("/api/ticket", Form::ticket().body());
    assert_eq!(response.json()["result"], "success");
}

#[test]
fn a_request_of_ten_gigabytes_is_rejected_by_its_content_length() {
    let relay = Relay::with_sandbox();
    let stream = send_headers(&relay, 10 << 30);
    let response = read_response(stream);
    assert!(response.starts_with("HTTP/1.1 413"), "{response}");
    assert!(response.contains("\"code\":\"too_large\""), "{response}");
    assert_available(&relay);
}

#[test]
fn an_invalid_content_length_is_rejected() {
    let relay = Relay::with_sandbox();
    for length in ["-1", "99999999999999999999999999", "1e3"] {
        let address = relay.base_url.trim_start_matches("http://");
        let mut stream = TcpStream::connect(address).unwrap();
        write!(
            stream,
            "POST /api/ticket HTTP/1.1\r\nhost: {address}\r\ncontent-length: {length}\r\n\r\n"
        )
        .unwrap();
        let mut response = String::new();
        stream.read_to_string(&mut response).unwrap();
        assert!(response.starts_with("HTTP/1.1 400"), "{length}: {response}");
    }
    assert_available(&relay);
}

#[test]
fn a_body_that_stops_is_timed_out() {
    let relay = relay_with_short_timeout();
    let mut stream = send_headers(&relay, 1_000);
    stream.write_all(b"action=OpenTicket").unwrap();
    assert_available(&relay);
    let response = read_response(stream);
    assert!(response.starts_with("HTTP/1.1 408"), "{response}");
    assert!(response.contains("\"code\":\"unavailable\""), "{response}");
}

#[test]
fn a_body_below_the_minimum_rate_is_timed_out() {
    let relay = relay_with_short_timeout();
    let mut stream = send_headers(&relay, 100_000);
    let mut sender = stream.try_clone().unwrap();
    let trickle = thread::spawn(move || {
        // One byte at a time, until the relay closes the connection.
        while sender.write_all(b"a").is_ok() {
            thread::sleep(Duration::from_millis(100));
        }
    });
    assert_available(&relay);
    let mut status_line = [0; 12];
    stream.read_exact(&mut status_line).unwrap();
    assert_eq!(&status_line, b"HTTP/1.1 408");
    drop(stream);
    trickle.join().unwrap();
    assert_available(&relay);
}

/// Twenty pieces with pauses: slow, but above the minimum rate.
#[test]
fn a_slow_connection_above_the_minimum_rate_succeeds() {
    let relay = relay_with_short_timeout();
    let body = Form::ticket().with("message", "x".repeat(2_000)).body();
    let mut stream = send_headers(&relay, body.len() as u64);
    for piece in body.as_bytes().chunks(body.len() / 20) {
        stream.write_all(piece).unwrap();
        thread::sleep(Duration::from_millis(100));
    }
    let response = read_response(stream);
    assert!(response.contains("\"result\":\"success\""), "{response}");
}

#[test]
fn a_body_without_content_length_is_limited_while_it_arrives() {
    let relay = Relay::with_sandbox();
    let endless = reqwest::blocking::Body::new(std::io::repeat(b'a').take(20 << 20));
    let post = client().post(format!("{}/api/ticket", relay.base_url));
    let post = post.header("content-type", URLENCODED);
    let response = post.body(endless).send().unwrap();
    assert_eq!(response.status(), 413);
    assert_available(&relay);
}

/// Large requests are buffered in files without changes.
#[test]
fn concurrent_large_tickets_arrive_unchanged() {
    let relay = Relay::with_sandbox_and_config(
        &EXAMPLE_CONFIG.replace("max_concurrent_large = 8", "max_concurrent_large = 1"),
    );
    thread::scope(|scope| {
        for i in 0..6_u8 {
            let relay = &relay;
            scope.spawn(move || {
                let mut bytes = noise(1 << 20);
                bytes.push(i);
                let files = attachments(&[("a.bin", &bytes)]);
                let form = Form::ticket().with("attachments", files);
                let opened = relay.post("/api/ticket", form.body()).json();
                assert_eq!(opened["result"], "success", "{opened}");
                let file = Form::of(&[("action", "GetTicketAttachment"), ("type", "ticket")])
                    .with("relatedid", opened["id"].as_str().unwrap())
                    .with("index", "0");
                let file = relay.call_sandbox(&file);
                use base64::Engine;
                let stored = base64::engine::general_purpose::STANDARD
                    .decode(file["data"].as_str().unwrap())
                    .unwrap();
                assert!(stored == bytes);
            });
        }
    });
}

/// The sandbox enforces the limit too, although it listens on loopback only.
#[test]
fn the_sandbox_rejects_a_request_over_the_limit() {
    let relay = Relay::with_sandbox();
    let form = Form::ticket().with("message", "x".repeat(9 << 20));
    assert_eq!(
        relay
            .post(SANDBOX_API, form.with_credentials().body())
            .status,
        413
    );
}
