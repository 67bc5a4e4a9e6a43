//! Files of a multipart body, as in PHP's `$_FILES`.

use crate::support::{HttpResponse, TestSandbox, attachments};
use serde_json::Value;

/// A part of a multipart body: the parameters of its `content-disposition`, and its bytes.
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

fn post(sandbox: &TestSandbox, body: Vec<u8>) -> HttpResponse {
    sandbox.post_as("multipart/form-data; boundary=b", body)
}

/// Opens a ticket and returns the names of its files.
fn stored_files(sandbox: &TestSandbox, parts: &[Part]) -> Vec<String> {
    let opened = post(sandbox, body(parts)).json();
    assert_eq!(opened["result"], "success", "{opened}");
    let ticket = sandbox.get_ticket(&opened);
    let files = ticket["replies"]["reply"][0]["attachments"].clone();
    let names = files.as_array().unwrap().iter();
    names
        .map(|file| file["filename"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn files_keep_their_order() {
    let sandbox = TestSandbox::start();
    let files = stored_files(
        &sandbox,
        &[
            ("name=\"attachments[]\"; filename=\"b.txt\"", b"b"),
            ("name=\"attachments[]\"; filename=\"a.txt\"", b"a"),
            ("name=\"attachments[7]\"; filename=\"a.txt\"", b"another a"),
            ("name=\"attachments\"; filename=\"c.txt\"", b""),
            ("name=\"file\"; filename=\"d.txt\"", b"d"),
        ],
    );
    assert_eq!(files, ["b.txt", "a.txt", "a.txt", "c.txt", "d.txt"]);
    assert_eq!(sandbox.row_count(), 6);
}

#[test]
fn more_files_than_php_accepts_are_stored() {
    let sandbox = TestSandbox::start();
    let file: Part = ("name=\"attachments[]\"; filename=\"a.txt\"", b"a");
    assert_eq!(stored_files(&sandbox, &[file; 25]).len(), 25);
}

#[test]
fn an_empty_file_input_is_ignored() {
    let sandbox = TestSandbox::start();
    let files = stored_files(&sandbox, &[("name=\"attachments[]\"; filename=\"\"", b"")]);
    assert!(files.is_empty());
}

#[test]
fn a_path_is_reduced_to_the_file_name() {
    let sandbox = TestSandbox::start();
    let files = stored_files(
        &sandbox,
        &[
            ("name=\"attachments[]\"; filename=\"C:/logs/a.txt\"", b"a"),
            ("name=\"attachments[]\"; filename=\"../../b.txt\"", b"b"),
        ],
    );
    assert_eq!(files, ["a.txt", "b.txt"]);
}

#[test]
fn multipart_and_base64_files_can_be_combined() {
    let sandbox = TestSandbox::start();
    let encoded = attachments(&[("packed.txt", b"p")]);
    let files = stored_files(
        &sandbox,
        &[
            ("name=\"attachments[]\"; filename=\"sent.txt\"", b"s"),
            ("name=\"attachments\"", encoded.as_bytes()),
        ],
    );
    assert_eq!(files, ["packed.txt", "sent.txt"]);
}

#[test]
fn a_ticket_with_one_invalid_file_name_is_refused() {
    let sandbox = TestSandbox::start();
    for name in ["..", "logs/", "a\u{202e}txt.exe", &"x".repeat(256)] {
        let disposition = format!("name=\"attachments[]\"; filename=\"{name}\"");
        let parts: [Part; 2] = [
            ("name=\"attachments[]\"; filename=\"good.txt\"", b"good"),
            (&disposition, b"bad"),
        ];
        let response = post(&sandbox, body(&parts)).json();
        assert_eq!(response["message"], "A file's name is not allowed");
    }
    assert_eq!(sandbox.row_count(), 0);
}

#[test]
fn an_incomplete_body_opens_nothing() {
    let sandbox = TestSandbox::start();
    let whole = body(&[("name=\"attachments[]\"; filename=\"a.txt\"", b"all of it")]);
    for cut in [9, 12, 20, 60, whole.len() - 20] {
        let response = post(&sandbox, whole[..whole.len() - cut].to_vec());
        assert_eq!(response.status, 400, "{cut}");
        assert_eq!(response.json()["result"], "error", "{cut}");
    }
    assert_eq!(sandbox.row_count(), 0);
    assert_eq!(post(&sandbox, whole).json()["result"], "success");
}

#[test]
fn a_multipart_body_without_a_boundary_is_refused() {
    let sandbox = TestSandbox::start();
    let response = sandbox.post_as("multipart/form-data", body(&[]));
    assert_eq!(response.status, 400);
    assert_eq!(response.json()["result"], Value::from("error"));
}
