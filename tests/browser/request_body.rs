//! Encoding of the request body, from each `File` into a `Blob`.

use super::support::{bytes_of, file};
use open_ticket::browser;
use open_ticket::ticket::{
    Attachment, DepartmentId, FileName, Message, Requester, SendError, Subject, Ticket,
};
use open_ticket::wire;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{AbortController, File};

/// Returns a ticket with files of the given names and contents.
pub fn ticket(files: &[(&str, &[u8])]) -> Ticket<File> {
    let attachment = |(name, bytes): &(&str, &[u8])| {
        Attachment::new(
            FileName::sanitized(name),
            bytes.len() as u64,
            file(name, bytes),
        )
    };
    ticket_with(files.iter().map(attachment).collect())
}

fn ticket_with<B>(attachments: Vec<Attachment<B>>) -> Ticket<B> {
    Ticket {
        attachments,
        ..Ticket::new(
            DepartmentId::new(1).unwrap(),
            Requester::Authenticated,
            Subject::parse("With files").unwrap(),
            Message::markdown("See there.").unwrap(),
        )
    }
}

#[wasm_bindgen_test]
async fn files_are_encoded_byte_for_byte() {
    const MEGABYTE: usize = 1 << 20;
    let pattern: Vec<u8> = (0..3 * MEGABYTE + 7)
        .map(|i: usize| (i * 31 % 251) as u8)
        .collect();
    let all: Vec<u8> = (0..=255).collect();
    let sizes = [
        1,
        2,
        3,
        4,
        MEGABYTE - 1,
        MEGABYTE,
        MEGABYTE + 1,
        MEGABYTE + 2,
        pattern.len(),
    ];
    let mut files: Vec<(&str, &[u8])> = sizes
        .iter()
        .map(|size| ("a.bin", &pattern[..*size]))
        .collect();
    files.push(("Zürich 🎫.txt", &all));
    files.push(("nothing.txt", &[]));
    let controller = AbortController::new().unwrap();
    let blob = browser::encode_request_body(&ticket(&files), &controller.signal(), &|_| {})
        .await
        .unwrap();
    // The native tests compare `wire::encode` with PHP.
    let in_memory = |(name, bytes): &(&str, &[u8])| {
        Attachment::from_bytes(FileName::sanitized(name), bytes.to_vec())
    };
    let expected = wire::encode(&ticket_with(files.iter().map(in_memory).collect()));
    assert!(bytes_of(&blob).await == expected.as_bytes());
}

#[wasm_bindgen_test]
async fn a_file_changed_after_selection_is_reported_by_name() {
    let mut ticket = ticket(&[("a.txt", b"abc")]);
    let changed = file("a.txt", b"abcd");
    ticket.attachments = vec![Attachment::new(FileName::sanitized("a.txt"), 3, changed)];
    let controller = AbortController::new().unwrap();
    let error = browser::encode_request_body(&ticket, &controller.signal(), &|_| {})
        .await
        .unwrap_err();
    assert_eq!(error, SendError::FileGone(FileName::sanitized("a.txt")));
}

#[wasm_bindgen_test]
async fn aborting_stops_the_encoding() {
    let controller = AbortController::new().unwrap();
    controller.abort();
    let error =
        browser::encode_request_body(&ticket(&[("a.txt", b"abc")]), &controller.signal(), &|_| {})
            .await
            .unwrap_err();
    assert_eq!(error, SendError::Cancelled);
}
