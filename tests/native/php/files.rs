//! Lists of files: lists that PHP encodes with several escaping options, invalid ones, a large one.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use open_ticket::ticket::{Attachment, FileName};
use open_ticket::wire::attachments::{self, Encoder};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::reference::{self, Php};
use super::{for_all, tickets};

fn decoded_by_php(php: &Php, value: &str) -> Option<Vec<(String, Vec<u8>)>> {
    let files = php.call(&json!({ "operation": "decode_files", "value": value }));
    let file = |file: &Value| (reference::text(&file[0]), reference::bytes(&file[1]));
    Some(files.as_array()?.iter().map(file).collect())
}

fn names_and_bytes(files: &[Attachment]) -> Vec<(String, Vec<u8>)> {
    files
        .iter()
        .map(|file| (file.name().as_str().to_owned(), file.body().clone()))
        .collect()
}

#[test]
fn we_decode_lists_with_any_of_php_s_escaping_options() {
    const UNESCAPED_SLASHES: u32 = 64;
    const PRETTY: u32 = 128;
    const UNESCAPED_UNICODE: u32 = 256;
    let flags = vec![0, UNESCAPED_SLASHES | UNESCAPED_UNICODE, PRETTY];
    let cases = (tickets::ticket(), proptest::sample::select(flags));
    for_all(cases, |php, (ticket, flags)| {
        let files = names_and_bytes(&ticket.attachments).into_iter();
        let files: Vec<_> = files
            .map(|(name, bytes)| (STANDARD.encode(name), STANDARD.encode(bytes)))
            .collect();
        let value =
            php.call(&json!({ "operation": "encode_files", "files": files, "flags": flags }));
        prop_assert_eq!(
            attachments::decode(value.as_str().unwrap()),
            Ok(ticket.attachments)
        );
        Ok(())
    });
}

/// A file must not pass our checks under one name and reach PHP under another.
#[test]
fn php_uses_the_same_value_of_a_repeated_key() {
    let json = r#"[{"name":"a.exe","name":"a.txt","data":"","data":"YQ=="}]"#;
    let value = STANDARD.encode(json);
    let ours = attachments::decode(&value).unwrap();
    assert_eq!(
        decoded_by_php(&Php::start(), &value),
        Some(names_and_bytes(&ours))
    );
}

#[test]
fn json_that_php_refuses_is_refused() {
    let php = Php::start();
    for json in [
        "",
        "[",
        "[{]",
        "[1,]",
        "[\"\\ud800\"]",
        "\u{feff}[]",
        "['a']",
        "[] []",
        "[\"\n\"]",
    ] {
        let value = STANDARD.encode(json);
        assert_eq!(decoded_by_php(&php, &value), None, "{json}");
        assert!(attachments::decode(&value).is_err(), "{json}");
    }
}

#[test]
fn php_decodes_a_large_file() {
    let bytes: Vec<u8> = (0..1_000_001_u32)
        .map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8)
        .collect();
    let name = FileName::parse("Zürich 🎫.bin").unwrap();
    let (mut value, mut encoder) = (String::new(), Encoder::new());
    encoder.start_file(&name, &mut value);
    for chunk in bytes.chunks(65_537) {
        encoder.push_bytes(chunk, &mut value);
    }
    encoder.finish(&mut value);
    let found = decoded_by_php(&Php::start(), &value.replace("%3D", "="));
    assert!(
        found == Some(vec![(name.as_str().to_owned(), bytes)]),
        "PHP decodes a different file"
    );
}

/// The encoder processes blocks of nine bytes in any state of its buffer. Empty files are encoded
/// too, although the rules refuse them.
#[test]
fn php_decodes_consecutive_files_of_every_length() {
    let lengths = (0..=30).chain(2_300..=2_312).chain([4_607, 4_608, 4_609]);
    let names = ["a", "ab", "abc"].iter().cycle();
    let files: Vec<(String, Vec<u8>)> = lengths
        .zip(names)
        .map(|(length, name)| {
            let bytes = (0..length).map(|n| (n * 37 % 256) as u8).collect();
            ((*name).to_owned(), bytes)
        })
        .collect();
    let php = Php::start();
    for size in [1, 2, 7, 9, 10, 5_000] {
        let (mut value, mut encoder) = (String::new(), Encoder::new());
        for (name, bytes) in &files {
            encoder.start_file(&FileName::parse(name).unwrap(), &mut value);
            for chunk in bytes.chunks(size) {
                encoder.push_bytes(chunk, &mut value);
            }
        }
        encoder.finish(&mut value);
        let found = decoded_by_php(&php, &value.replace("%3D", "="));
        assert!(found.as_ref() == Some(&files), "in chunks of {size}");
    }
}
