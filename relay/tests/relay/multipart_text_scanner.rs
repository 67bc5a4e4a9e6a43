//! The scanner that keeps the text of a multipart body, compared with the form's parser.

use open_ticket_relay::body::{MAX_SCANNED_TEXT, MultipartForm, ScannedForm, TextScanner};
use proptest::prelude::*;

const CONTENT_TYPE: &str = "multipart/form-data; boundary=b";

fn scan(body: &[u8], sizes: &[usize]) -> ScannedForm {
    let mut scanner = TextScanner::new(CONTENT_TYPE);
    let (mut rest, mut sizes) = (body, sizes.iter().cycle());
    while !rest.is_empty() {
        let size = sizes.next().copied().unwrap_or(1).clamp(1, rest.len());
        let (chunk, after) = rest.split_at(size);
        scanner.feed(chunk);
        rest = after;
    }
    scanner.into_form()
}

fn part(head: &str, content: &[u8]) -> Vec<u8> {
    let head = format!("--b\r\nContent-Disposition: form-data; {head}\r\n\r\n");
    [head.as_bytes(), content, b"\r\n"].concat()
}

fn content() -> impl Strategy<Value = String> {
    prop_oneof!["[a-zü🎫 ]{0,40}", "[-\r\nb]{0,20}", "(?s).{0,300}"]
        .prop_filter("a delimiter", |text| !text.contains("--b"))
}

#[test]
fn the_text_of_a_body_that_ends_early_is_kept() {
    let body = [
        part("name=\"subject\"", b"A question"),
        part("name=\"attachments[]\"; filename=\"a.bin\"", &[0; 100]),
        part("name=\"message\"", b"How does it work?"),
    ]
    .concat();
    for end in 0..body.len() {
        let form = scan(&body[..end], &[7]);
        assert!(!form.is_complete);
        let subject = form.texts.first().map_or("", |(_, text)| text.as_str());
        assert!("A question\r\n--".starts_with(subject), "{subject:?}");
    }
}

/// A key must not be read before its last character has arrived.
#[test]
fn a_value_is_complete_once_the_delimiter_after_it_has_arrived() {
    for last in [&b"--b--"[..], b"--b\r\n"] {
        let body = [
            part("name=\"idempotency_key\"", b""),
            part("name=\"file\"; filename=\"idempotency_key\"", b"no"),
            part("name=\"idempotency_key\"", b"the key\r\n--"),
            last.to_vec(),
        ]
        .concat();
        let end = body.len() - last.len() + b"--b".len();
        for sent in 0..=body.len() {
            let mut scanner = TextScanner::new(CONTENT_TYPE);
            scanner.feed(&body[..sent]);
            let expected = (sent >= end).then_some("the key\r\n--");
            assert_eq!(
                scanner.complete_text("idempotency_key", 64),
                expected,
                "{sent}"
            );
        }
    }
}

#[test]
fn a_value_that_is_too_long_for_a_key_is_not_read() {
    let mut scanner = TextScanner::new(CONTENT_TYPE);
    scanner.feed(&part("name=\"idempotency_key\"", &[b'a'; 65]));
    scanner.feed(b"--b--");
    assert_eq!(scanner.complete_text("idempotency_key", 64), None);
    assert!(scanner.complete_text("idempotency_key", 65).is_some());
}

#[test]
fn memory_is_limited() {
    let long = part("name=\"message\"", &vec![b'a'; 3 * MAX_SCANNED_TEXT]);
    let mut scanner = TextScanner::new(CONTENT_TYPE);
    scanner.feed(&long);
    assert!(scanner.pending_bytes() < 32 << 10);
    scanner.feed(b"--b--");
    let form = scanner.into_form();
    assert_eq!(form.texts[0].1.len(), MAX_SCANNED_TEXT);
    assert!(!form.is_complete);
    let mut scanner = TextScanner::new(CONTENT_TYPE);
    let head = [b"--b\r\nx: ".to_vec(), vec![b'a'; 1 << 20]].concat();
    scanner.feed(&head);
    assert!(scanner.pending_bytes() <= 32 << 10);
    scanner.feed(b"\r\n\r\nx");
    assert!(scanner.into_form().texts.is_empty());
}

proptest! {
    /// The form's parser is the reference, for any chunks.
    #[test]
    fn the_scanner_finds_what_the_parser_finds(
        texts in prop::collection::vec(content(), 0..4),
        files in prop::collection::vec(prop::collection::vec(any::<u8>(), 1..300), 0..3),
        sizes in prop::collection::vec(1..50_usize, 1..6),
    ) {
        let names = ["subject", "message", "name", "email"];
        prop_assume!(!files.iter().any(|file| file.windows(3).any(|bytes| bytes == b"--b")));
        let mut body = Vec::new();
        for (name, text) in names.iter().zip(&texts) {
            body.extend(part(&format!("name=\"{name}\""), text.as_bytes()));
        }
        for file in &files {
            body.extend(part("name=\"attachments[]\"; filename=\"a.bin\"", file));
        }
        body.extend(b"--b--\r\n");
        let form = scan(&body, &sizes);
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let content_type = CONTENT_TYPE.parse().unwrap();
        let parsed = MultipartForm::parse(&content_type, body.into());
        let mut parsed = runtime.block_on(parsed).unwrap();
        parsed.pairs.retain(|(name, _)| name != "action");
        prop_assert_eq!(form.texts, parsed.pairs);
        let found: Vec<_> = form.files.iter().map(|(_, size)| *size).collect();
        let expected: Vec<_> = parsed.files.iter().map(|file| file.size()).collect();
        prop_assert_eq!(found, expected);
        prop_assert!(form.is_complete);
    }

    #[test]
    fn any_bytes_are_scanned_without_a_panic(
        boundary in "\\PC{0,30}",
        chunks in prop::collection::vec(any::<Vec<u8>>(), 0..6),
    ) {
        let mut scanner = TextScanner::new(&format!("multipart/form-data; boundary={boundary}"));
        for chunk in chunks {
            scanner.feed(&chunk);
        }
        prop_assert!(scanner.into_form().texts.len() < 1_000);
    }
}
