//! Files, from a `File` to the parts of a `Blob`.

use super::support::{bytes_of, file};
use open_ticket::browser;
use open_ticket::ticket::{
    Attachment, DepartmentId, FileName, Message, Requester, SendError, Subject, Ticket,
};
use open_ticket::wire;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{AbortController, File};

pub fn ticket(files: &[(&str, &[u8])]) -> Ticket<File> {
    let attachment = |(name, bytes): &(&str, &[u8])| {
        Attachment::of_size(
            FileName::made_safe(name),
            bytes.len() as u64,
            file(name, bytes),
        )
    };
    Ticket {
        attachments: files.iter().map(attachment).collect(),
        ..Ticket::new(
            DepartmentId::new(1).unwrap(),
            Requester::Signed,
            Subject::parse("With files").unwrap(),
            Message::markdown("See there.").unwrap(),
        )
    }
}

#[wasm_bindgen_test]
async fn a_file_goes_through_the_encoder_into_a_blob_byte_for_byte() {
    const MEGABYTE: usize = 1 << 20;
    let noise: Vec<u8> = (0..3 * MEGABYTE + 7)
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
        noise.len(),
    ];
    let mut files: Vec<(&str, &[u8])> = sizes
        .iter()
        .map(|size| ("a.bin", &noise[..*size]))
        .collect();
    files.push(("Zürich 🎫.txt", &all));
    files.push(("nothing.txt", &[]));
    let stop = AbortController::new().unwrap();
    let blob = browser::body(&ticket(&files), &stop.signal(), &|_| {})
        .await
        .unwrap();
    let decoded = wire::decode(&bytes_of(&blob).await).unwrap();
    let got = decoded
        .attachments
        .iter()
        .map(|a| (a.name().as_str(), a.body().as_slice()));
    assert!(got.eq(files.iter().copied()));
}

#[wasm_bindgen_test]
async fn a_file_that_is_not_as_it_was_chosen_is_named_and_nothing_is_sent() {
    let mut ticket = ticket(&[("a.txt", b"abc")]);
    let changed = file("a.txt", b"abcd");
    ticket.attachments = vec![Attachment::of_size(
        FileName::made_safe("a.txt"),
        3,
        changed,
    )];
    let stop = AbortController::new().unwrap();
    let error = browser::body(&ticket, &stop.signal(), &|_| {})
        .await
        .unwrap_err();
    assert_eq!(error, SendError::FileGone(FileName::made_safe("a.txt")));
}

#[wasm_bindgen_test]
async fn encoding_stops_when_it_is_told_to() {
    let stop = AbortController::new().unwrap();
    stop.abort();
    let error = browser::body(&ticket(&[("a.txt", b"abc")]), &stop.signal(), &|_| {})
        .await
        .unwrap_err();
    assert_eq!(error, SendError::Cancelled);
}
