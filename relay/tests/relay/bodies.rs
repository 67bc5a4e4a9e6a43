//! Bodies that are too large, too slow, or not there.

use crate::support::{API, EXAMPLE, Form, Relay, attachments, client, noise};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::thread;
use std::time::Duration;

/// A relay that gives up on a body after a second.
fn impatient() -> Relay {
    Relay::sandbox_with(&EXAMPLE.replace("idle_seconds = 20", "idle_seconds = 1"))
}

fn begin(relay: &Relay, length: u64) -> TcpStream {
    let address = relay.base.trim_start_matches("http://");
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

fn answer(mut stream: TcpStream) -> String {
    let (mut answer, mut buffer) = (Vec::new(), [0; 4_096]);
    // The relay may close in the middle of what it is sent.
    while let Ok(count) = stream.read(&mut buffer) {
        answer.extend_from_slice(&buffer[..count]);
        if count == 0 || answer.ends_with(b"}") {
            break;
        }
    }
    String::from_utf8(answer).unwrap()
}

#[track_caller]
fn serves(relay: &Relay) {
    let answer = relay.post("/api/ticket", Form::ticket().body());
    assert_eq!(answer.json()["result"], "success");
}

#[test]
fn a_claim_of_ten_gigabytes_is_refused_before_any_of_it_comes() {
    let relay = Relay::sandbox();
    let stream = begin(&relay, 10 << 30);
    let said = answer(stream);
    assert!(said.starts_with("HTTP/1.1 413"), "{said}");
    assert!(said.contains("\"code\":\"too_large\""), "{said}");
    serves(&relay);
}

#[test]
fn a_length_beyond_all_measure_is_refused() {
    let relay = Relay::sandbox();
    for length in ["-1", "99999999999999999999999999", "1e3"] {
        let address = relay.base.trim_start_matches("http://");
        let mut stream = TcpStream::connect(address).unwrap();
        write!(
            stream,
            "POST /api/ticket HTTP/1.1\r\nhost: {address}\r\ncontent-length: {length}\r\n\r\n"
        )
        .unwrap();
        let mut said = String::new();
        stream.read_to_string(&mut said).unwrap();
        assert!(said.starts_with("HTTP/1.1 400"), "{length}: {said}");
    }
    serves(&relay);
}

#[test]
fn a_body_that_stops_coming_is_ended() {
    let relay = impatient();
    let mut stream = begin(&relay, 1_000);
    stream.write_all(b"action=OpenTicket").unwrap();
    serves(&relay);
    let said = answer(stream);
    assert!(said.starts_with("HTTP/1.1 408"), "{said}");
    assert!(said.contains("\"code\":\"unavailable\""), "{said}");
}

#[test]
fn a_body_that_trickles_is_ended() {
    let relay = impatient();
    let mut stream = begin(&relay, 100_000);
    let mut sender = stream.try_clone().unwrap();
    let trickle = thread::spawn(move || {
        // One byte at a time, until nobody takes them any more.
        while sender.write_all(b"a").is_ok() {
            thread::sleep(Duration::from_millis(100));
        }
    });
    serves(&relay);
    let mut said = [0; 12];
    stream.read_exact(&mut said).unwrap();
    assert_eq!(&said, b"HTTP/1.1 408");
    drop(stream);
    trickle.join().unwrap();
    serves(&relay);
}

/// Twenty pieces with pauses, slower than any modem in bytes, faster than the least rate.
#[test]
fn a_bad_line_gets_through() {
    let relay = impatient();
    let body = Form::ticket().with("message", "x".repeat(2_000)).body();
    let mut stream = begin(&relay, body.len() as u64);
    for piece in body.as_bytes().chunks(body.len() / 20) {
        stream.write_all(piece).unwrap();
        thread::sleep(Duration::from_millis(100));
    }
    let said = answer(stream);
    assert!(said.contains("\"result\":\"success\""), "{said}");
}

#[test]
fn a_body_without_a_length_is_measured_as_it_comes() {
    let relay = Relay::sandbox();
    let endless = reqwest::blocking::Body::new(std::io::repeat(b'a').take(20 << 20));
    let post = client().post(format!("{}/api/ticket", relay.base));
    let post = post.header("content-type", crate::support::URLENCODED);
    let answer = post.body(endless).send().unwrap();
    assert_eq!(answer.status(), 413);
    serves(&relay);
}

/// Large ones wait in files; what comes out of them is what went in.
#[test]
fn several_large_tickets_at_once_arrive_whole() {
    let relay = Relay::sandbox_with(&EXAMPLE.replace("large_at_once = 8", "large_at_once = 1"));
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
                let file = relay.ask(&file);
                use base64::Engine;
                let stored = base64::engine::general_purpose::STANDARD
                    .decode(file["data"].as_str().unwrap())
                    .unwrap();
                assert!(stored == bytes);
            });
        }
    });
}

/// The sandbox is on loopback and trusts nobody less for that.
#[test]
fn the_sandbox_refuses_what_is_too_large_as_well() {
    let relay = Relay::sandbox();
    let form = Form::ticket().with("message", "x".repeat(9 << 20));
    assert_eq!(relay.post(API, form.with_credentials().body()).status, 413);
}
