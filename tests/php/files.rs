//! Lists of files: PHP's in every spelling, broken ones, and a large one.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use open_ticket::ticket::{Attachment, FileName};
use open_ticket::wire::attachments::{self, Encoder};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::oracle::{self, Php};
use super::{for_all, tickets};

fn by_php(php: &Php, value: &str) -> Option<Vec<(String, Vec<u8>)>> {
    let files = php.ask(&json!({ "ask": "files", "value": value }));
    let file = |file: &Value| (oracle::text(&file[0]), oracle::bytes(&file[1]));
    Some(files.as_array()?.iter().map(file).collect())
}

fn meant(files: &[Attachment]) -> Vec<(String, Vec<u8>)> {
    files
        .iter()
        .map(|file| (file.name().as_str().to_owned(), file.body().clone()))
        .collect()
}

#[test]
fn we_read_a_list_however_php_is_told_to_escape() {
    const UNESCAPED_SLASHES: u32 = 64;
    const PRETTY: u32 = 128;
    const UNESCAPED_UNICODE: u32 = 256;
    let flags = vec![0, UNESCAPED_SLASHES | UNESCAPED_UNICODE, PRETTY];
    let cases = (tickets::ticket(), proptest::sample::select(flags));
    for_all(cases, |php, (ticket, flags)| {
        let files = meant(&ticket.attachments).into_iter();
        let files: Vec<_> = files
            .map(|(name, bytes)| (STANDARD.encode(name), STANDARD.encode(bytes)))
            .collect();
        let value = php.ask(&json!({ "ask": "list", "files": files, "flags": flags }));
        prop_assert_eq!(
            attachments::decode(value.as_str().unwrap()),
            Ok(ticket.attachments)
        );
        Ok(())
    });
}

/// Nobody gets a file past us that PHP then reads under another name.
#[test]
fn of_a_repeated_key_php_finds_the_same_file() {
    let json = r#"[{"name":"a.exe","name":"a.txt","data":"","data":"YQ=="}]"#;
    let value = STANDARD.encode(json);
    let ours = attachments::decode(&value).unwrap();
    assert_eq!(by_php(&Php::start(), &value), Some(meant(&ours)));
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
        assert_eq!(by_php(&php, &value), None, "{json}");
        assert!(attachments::decode(&value).is_err(), "{json}");
    }
}

#[test]
fn php_finds_a_large_file_whole() {
    let bytes: Vec<u8> = (0..1_000_001_u32)
        .map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8)
        .collect();
    let name = FileName::parse("Zürich 🎫.bin").unwrap();
    let (mut value, mut encoder) = (String::new(), Encoder::new());
    encoder.file(&name, &mut value);
    for piece in bytes.chunks(65_537) {
        encoder.bytes(piece, &mut value);
    }
    encoder.finish(&mut value);
    let found = by_php(&Php::start(), &value.replace("%3D", "="));
    assert!(
        found == Some(vec![(name.as_str().to_owned(), bytes)]),
        "PHP finds something else"
    );
}

/// The encoder takes nine bytes at a time, whatever waits in it, and an empty file is carried too,
/// though the rules refuse one.
#[test]
fn php_finds_files_of_every_length_behind_each_other() {
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
    for piece in [1, 2, 7, 9, 10, 5_000] {
        let (mut value, mut encoder) = (String::new(), Encoder::new());
        for (name, bytes) in &files {
            encoder.file(&FileName::parse(name).unwrap(), &mut value);
            for piece in bytes.chunks(piece) {
                encoder.bytes(piece, &mut value);
            }
        }
        encoder.finish(&mut value);
        let found = by_php(&php, &value.replace("%3D", "="));
        assert!(found.as_ref() == Some(&files), "in pieces of {piece}");
    }
}
