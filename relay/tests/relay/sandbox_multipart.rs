//! Files from a multipart form, as PHP's `$_FILES` has them.

use crate::support::{API, Answer, Form, Relay, attachments};
use serde_json::Value;

/// A part of a form: the rest of its `content-disposition`, and its bytes.
type Part<'a> = (&'a str, &'a [u8]);

const TICKET: [Part; 9] = [
    ("name=\"action\"", b"OpenTicket"),
    ("name=\"responsetype\"", b"json"),
    ("name=\"identifier\"", b"sandbox"),
    ("name=\"secret\"", b"sandbox"),
    ("name=\"deptid\"", b"1"),
    ("name=\"name\"", b"Ada"),
    ("name=\"email\"", b"ada@example.com"),
    ("name=\"subject\"", b"Multipart"),
    ("name=\"message\"", b"With files"),
];

fn body(parts: &[Part]) -> Vec<u8> {
    let mut body = Vec::new();
    for (disposition, bytes) in TICKET.iter().chain(parts) {
        let head = format!("--b\r\ncontent-disposition: form-data; {disposition}\r\n\r\n");
        body.extend([head.as_bytes(), bytes, b"\r\n"].concat());
    }
    body.extend(b"--b--\r\n");
    body
}

fn post(relay: &Relay, body: Vec<u8>) -> Answer {
    let content_type = ("content-type", "multipart/form-data; boundary=b");
    relay.post_with(API, body, &[content_type])
}

/// The names of the files of the ticket that a body opens.
fn stored(relay: &Relay, parts: &[Part]) -> Vec<String> {
    let opened = post(relay, body(parts)).json();
    assert_eq!(opened["result"], "success", "{opened}");
    let id = opened["id"].as_str().unwrap();
    let ticket = relay.ask(&Form::of(&[("action", "GetTicket"), ("ticketid", id)]));
    let files = ticket["replies"]["reply"][0]["attachments"].clone();
    let names = files.as_array().unwrap().iter();
    names
        .map(|file| file["filename"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn several_files_come_in_their_order() {
    let relay = Relay::sandbox();
    let files = stored(
        &relay,
        &[
            ("name=\"attachments[]\"; filename=\"b.txt\"", b"b"),
            ("name=\"attachments[]\"; filename=\"a.txt\"", b"a"),
            ("name=\"attachments[7]\"; filename=\"a.txt\"", b"another a"),
            ("name=\"attachments\"; filename=\"c.txt\"", b""),
            ("name=\"file\"; filename=\"d.txt\"", b"d"),
        ],
    );
    assert_eq!(files, ["b.txt", "a.txt", "a.txt", "c.txt", "d.txt"]);
    assert_eq!(relay.rows(), 6);
}

#[test]
fn more_files_than_php_takes_are_all_kept() {
    let relay = Relay::sandbox();
    let file: Part = ("name=\"attachments[]\"; filename=\"a.txt\"", b"a");
    assert_eq!(stored(&relay, &[file; 25]).len(), 25);
}

#[test]
fn an_input_that_was_left_empty_is_no_file() {
    let relay = Relay::sandbox();
    let files = stored(&relay, &[("name=\"attachments[]\"; filename=\"\"", b"")]);
    assert!(files.is_empty());
}

#[test]
fn of_a_path_the_last_part_is_the_name() {
    let relay = Relay::sandbox();
    let files = stored(
        &relay,
        &[
            ("name=\"attachments[]\"; filename=\"C:/logs/a.txt\"", b"a"),
            ("name=\"attachments[]\"; filename=\"../../b.txt\"", b"b"),
        ],
    );
    assert_eq!(files, ["a.txt", "b.txt"]);
}

#[test]
fn files_of_both_ways_are_taken_together() {
    let relay = Relay::sandbox();
    let packed = attachments(&[("packed.txt", b"p")]);
    let files = stored(
        &relay,
        &[
            ("name=\"attachments[]\"; filename=\"sent.txt\"", b"s"),
            ("name=\"attachments\"", packed.as_bytes()),
        ],
    );
    assert_eq!(files, ["packed.txt", "sent.txt"]);
}

#[test]
fn a_name_that_cannot_be_kept_stops_the_whole_ticket() {
    let relay = Relay::sandbox();
    for name in ["..", "logs/", "a\u{202e}txt.exe", &"x".repeat(256)] {
        let disposition = format!("name=\"attachments[]\"; filename=\"{name}\"");
        let parts: [Part; 2] = [
            ("name=\"attachments[]\"; filename=\"good.txt\"", b"good"),
            (&disposition, b"bad"),
        ];
        let answer = post(&relay, body(&parts)).json();
        assert_eq!(
            answer["message"],
            "A file's name is not one that can be kept"
        );
    }
    assert_eq!(relay.rows(), 0);
}

#[test]
fn a_body_that_breaks_off_opens_nothing() {
    let relay = Relay::sandbox();
    let whole = body(&[("name=\"attachments[]\"; filename=\"a.txt\"", b"all of it")]);
    for cut in [9, 12, 20, 60, whole.len() - 20] {
        let answer = post(&relay, whole[..whole.len() - cut].to_vec());
        assert_eq!(answer.status, 400, "{cut}");
        assert_eq!(answer.json()["result"], "error", "{cut}");
    }
    assert_eq!(relay.rows(), 0);
    assert_eq!(post(&relay, whole).json()["result"], "success");
}

#[test]
fn a_multipart_body_without_a_boundary_is_explained() {
    let relay = Relay::sandbox();
    let answer = relay.post_with(API, body(&[]), &[("content-type", "multipart/form-data")]);
    assert_eq!(answer.status, 400);
    assert_eq!(answer.json()["result"], Value::from("error"));
}
