//! Encoding files in chunks, and decoding them.

use super::tickets::file_name;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use open_ticket::ticket::{Attachment, FileName, InvalidFileName};
use open_ticket::wire::attachments::{AttachmentsError, Encoder, MAX_FILES, decode};
use proptest::collection::vec;
use proptest::prelude::*;

type File = (FileName, Vec<u8>);

fn name(text: &str) -> FileName {
    FileName::parse(text).unwrap()
}

/// Encodes files in chunks of `size` bytes.
fn encoded(files: &[File], size: usize) -> String {
    let mut value = String::new();
    let mut encoder = Encoder::new();
    for (name, bytes) in files {
        encoder.start_file(name, &mut value);
        for chunk in bytes.chunks(size) {
            encoder.push_bytes(chunk, &mut value);
        }
    }
    encoder.finish(&mut value);
    value
}

/// Reference implementation: base64 of JSON of base64.
fn reference(files: &[File]) -> String {
    let list: Vec<_> = files
        .iter()
        .map(|(name, bytes)| {
            serde_json::json!({ "name": name.as_str(), "data": STANDARD.encode(bytes) })
        })
        .collect();
    STANDARD.encode(serde_json::to_string(&list).unwrap())
}

/// The JSON of a value.
fn json(value: &str) -> serde_json::Value {
    let json = STANDARD.decode(value.replace("%3D", "=")).unwrap();
    serde_json::from_slice(&json).unwrap()
}

fn decoded(value: &str) -> Vec<File> {
    let files = decode(&value.replace("%3D", "=")).unwrap();
    files
        .into_iter()
        .map(|file| (file.name().clone(), file.body().clone()))
        .collect()
}

fn decode_json(json: &str) -> Result<Vec<Attachment>, AttachmentsError> {
    decode(&STANDARD.encode(json))
}

proptest! {
    #[test]
    fn the_encoding_does_not_depend_on_the_chunks(
        files in vec((file_name(), vec(vec(any::<u8>(), 0..9), 0..9)), 0..4)
    ) {
        let whole: Vec<_> =
            files.iter().map(|(name, chunks)| (name.clone(), chunks.concat())).collect();
        let mut value = String::new();
        let mut encoder = Encoder::new();
        for (name, chunks) in &files {
            encoder.start_file(name, &mut value);
            for chunk in chunks {
                encoder.push_bytes(chunk, &mut value);
            }
        }
        encoder.finish(&mut value);
        prop_assert_eq!(&value, &encoded(&whole, usize::MAX));
        prop_assert_eq!(json(&value), json(&reference(&whole)));
        prop_assert_eq!(decoded(&value), whole);
    }

    #[test]
    fn only_the_padding_is_percent_encoded(
        files in vec((file_name(), vec(any::<u8>(), 0..20)), 0..4)
    ) {
        let value = encoded(&files, usize::MAX);
        let bare = value.trim_end_matches("%3D");
        prop_assert!(bare.bytes().all(|b| b.is_ascii_alphanumeric()), "{}", value);
    }
}

/// Sizes around one, two and three bytes, and around the block sizes of both encodings.
#[test]
fn sizes_around_the_block_boundaries_are_encoded_correctly_in_any_chunks() {
    let bytes: Vec<u8> = (0..=255).cycle().take(7_000).collect();
    for size in (0..=9).chain(3_070..=3_074).chain(6_142..=6_147) {
        let files = [
            (name("a"), bytes[..size].to_vec()),
            (name("bc"), bytes[size..].to_vec()),
        ];
        let whole = encoded(&files, usize::MAX);
        assert_eq!(decoded(&whole), files, "{size}");
        for chunk in [1, 2, 3, 4, 5, 1_023, 1_024, 3_071, 3_072, 3_073] {
            assert_eq!(
                encoded(&files, chunk),
                whole,
                "{size} bytes in chunks of {chunk}"
            );
        }
    }
}

#[test]
fn the_json_is_ascii_and_escapes_what_the_outer_base64_would_encode_as_plus_or_slash() {
    let files = [
        (name("Zürich 🎫 \"~>?\".txt"), b"x".to_vec()),
        (name("b{}"), vec![]),
    ];
    let json = STANDARD
        .decode(encoded(&files, 1).replace("%3D", "="))
        .unwrap();
    assert_eq!(
        String::from_utf8(json).unwrap(),
        "[{\"name\":\"Z\\u00fcrich \\ud83c\\udfab \\\"\\u007e\\u003e\\u003f\\\".txt\",\
         \"data\":\"eA==\"},{\"name\":\"b{}\",\"data\":\"\"}]"
    );
}

#[test]
fn an_empty_list_and_empty_files_can_be_encoded() {
    assert_eq!(decoded(&encoded(&[], 1)), []);
    let empty = [(name("empty.txt"), vec![]), (name("also.txt"), vec![])];
    assert_eq!(decoded(&encoded(&empty, 1)), empty);
}

#[test]
fn bytes_before_the_first_file_are_dropped() {
    let mut value = String::new();
    let mut encoder = Encoder::new();
    encoder.push_bytes(b"lost", &mut value);
    encoder.start_file(&name("a"), &mut value);
    encoder.finish(&mut value);
    assert_eq!(decoded(&value), [(name("a"), vec![])]);
}

#[test]
fn lists_encoded_by_other_clients_are_decoded() {
    let expected = Ok(vec![Attachment::from_bytes(name("é.txt"), b"x".to_vec())]);
    for json in [
        r#"[{"name":"é.txt","data":"eA=="}]"#,
        r#"[{"filename":"\u00e9.txt","data":"eA=="}]"#,
        r#" [ { "data" : "eA==", "type" : "text/plain", "size": 1, "name" : "é.txt" } ] "#,
        r#"[{"name":"old.txt","name":"é.txt","data":"","data":"eA=="}]"#,
        r#"[{"filename":"old.txt","name":"é.txt","data":"eA=="}]"#,
    ] {
        assert_eq!(decode_json(json), expected, "{json}");
    }
}

/// As PHP's `base64_decode` in strict mode.
#[test]
fn base64_may_have_white_space_and_no_padding() {
    for value in ["W10=", "W10", "W10=\n", "W1 0=", "\tW\r\n1 0 =", "W11="] {
        assert_eq!(decode(value), Ok(Vec::new()), "{value:?}");
    }
    for data in ["eA==", "eA", "eA= =", "e\\nA", "eB=="] {
        let json = format!(r#"[{{"name":"a","data":"{data}"}}]"#);
        let files = decode_json(&json).unwrap();
        assert_eq!(files[0].body(), b"x", "{data}");
    }
}

#[test]
fn values_that_are_not_base64_json_or_a_list_of_files_are_refused() {
    use AttachmentsError::{Base64, FileBytes, Json, Shape};
    for value in ["W10=x", "W10==", "W10=0", "_-8=", "=", "[]", "W\u{b}10="] {
        assert_eq!(decode(value), Err(Base64), "{value}");
    }
    for json in ["", "[", "[}", "[] []", "[{\"name\":\"\\ud800\"}]"] {
        assert_eq!(decode_json(json), Err(Json), "{json}");
    }
    for json in [
        "null",
        "{}",
        "\"\"",
        "[1]",
        "[[]]",
        "[{}]",
        r#"[{"name":"a"}]"#,
        r#"[{"data":""}]"#,
        r#"[{"name":1,"data":""}]"#,
        r#"[{"name":"a","data":null}]"#,
    ] {
        assert_eq!(decode_json(json), Err(Shape), "{json}");
    }
    for data in ["eA=", "eA===", "eA=e", "e", "!", "eA\u{a0}"] {
        let json = format!(r#"[{{"name":"a","data":"{data}"}}]"#);
        assert_eq!(decode_json(&json), Err(FileBytes), "{data}");
    }
}

#[test]
fn names_that_are_paths_or_contain_control_characters_are_refused() {
    use InvalidFileName::{ControlCharacter, Empty, PathSeparator, TooLong};
    let long = "x".repeat(256);
    for (text, error) in [
        ("", Empty),
        ("..", Empty),
        ("a/b", PathSeparator),
        ("..\\\\a", PathSeparator),
        ("a\\u0000.txt", ControlCharacter),
        ("gnp.\\u202eexe", ControlCharacter),
        (&long, TooLong),
    ] {
        let json = format!(r#"[{{"name":"{text}","data":""}}]"#);
        assert_eq!(
            decode_json(&json),
            Err(AttachmentsError::FileName(error)),
            "{text}"
        );
    }
}

#[test]
fn one_invalid_file_makes_the_list_invalid() {
    let json = r#"[{"name":"a","data":""},{"name":"b","data":"?"}]"#;
    assert_eq!(decode_json(json), Err(AttachmentsError::FileBytes));
}

/// The encoder must not buffer a file.
#[test]
fn bytes_are_encoded_immediately() {
    let (mut value, mut encoder) = (String::new(), Encoder::new());
    encoder.start_file(&name("a"), &mut value);
    let start = value.len();
    for count in 1..=10_000_usize {
        encoder.push_bytes(b"x", &mut value);
        let expected = (count / 3 * 4) / 3 * 4;
        assert!(value.len() - start + 8 >= expected, "{count}");
    }
}

/// The base64 of a long value is decoded in parts.
#[test]
fn padding_within_a_long_value_is_refused() {
    let json = format!(r#"[{{"name":"a","data":"{}"}}]"#, "AAAA".repeat(4_000));
    let value = STANDARD.encode(json);
    assert!(decode(&value).is_ok());
    for position in [4_094, 4_095, 8_191, 8_192] {
        let mut padded = value.clone();
        padded.replace_range(position..=position, "=");
        assert_eq!(decode(&padded), Err(AttachmentsError::Base64), "{position}");
        padded.insert_str(position, "===");
        assert_eq!(decode(&padded), Err(AttachmentsError::Base64), "{position}");
    }
}

/// PHP escapes `/`, .NET escapes `+`, and JSON allows escaping any character.
#[test]
fn escaped_data_and_keys_are_decoded() {
    let expected = Ok(vec![Attachment::from_bytes(name("a"), vec![0xff; 3])]);
    for json in [
        r#"[{"name":"a","data":"\/\/\/\/"}]"#,
        r#"[{"name":"\u0061","data":"\u002f\u002F//"}]"#,
        r#"[{"n\u0061me":"a","dat\u0061":"////"}]"#,
    ] {
        assert_eq!(decode_json(json), expected, "{json}");
    }
    // A line break, which PHP skips.
    let line_break = r#"[{"name":"a","data":"//\n\u002f/"}]"#;
    assert_eq!(decode_json(line_break), expected);
    for data in [r"\u00e9AAA", r"\b", r"\ud83d\ude00", r#"\"AAA"#, r"\\AAA"] {
        let json = format!(r#"[{{"name":"a","data":"{data}"}}]"#);
        assert_eq!(
            decode_json(&json),
            Err(AttachmentsError::FileBytes),
            "{data}"
        );
    }
}

#[test]
fn lists_with_too_many_files_and_deep_values_are_refused() {
    let list = |count: usize| format!("[{}]", vec![r#"{"name":"a","data":""}"#; count].join(","));
    assert_eq!(
        decode_json(&list(MAX_FILES)).map(|files| files.len()),
        Ok(MAX_FILES)
    );
    assert_eq!(
        decode_json(&list(MAX_FILES + 1)),
        Err(AttachmentsError::TooManyFiles)
    );
    let deep = |depth: usize| {
        let value = "[".repeat(depth) + &"]".repeat(depth);
        decode_json(&format!(r#"[{{"name":"a","x":{value},"data":""}}]"#))
    };
    assert!(deep(30).is_ok());
    assert_eq!(deep(31), Err(AttachmentsError::Shape));
    // Brackets in strings are text.
    assert!(
        decode_json(&format!(
            r#"[{{"name":"a\"{}","data":""}}]"#,
            "[".repeat(99)
        ))
        .is_ok()
    );
}

proptest! {
    /// The reference parses the JSON into a tree of values, and then applies PHP's rules.
    #[test]
    fn any_json_is_decoded_as_from_a_tree(
        pieces in vec(proptest::sample::select(vec![
            "[", "]", "{", "}", ",", ":", "\"name\"", "\"data\"", "\"filename\"", "\"a\"", "\"\"",
            "\"AAAA\"", "\"n\\u0061me\"", "1", "null", "\"\\ud800\"", "{\"name\":\"a\",\"data\":\"\"}",
        ]), 0..14)
    ) {
        let json = pieces.concat();
        let reference = (|| {
            let tree: serde_json::Value = serde_json::from_str(&json).ok()?;
            tree.as_array()?.iter().map(|file| {
                let name = file.get("name").or_else(|| file.get("filename"))?.as_str()?;
                let data = STANDARD.decode(file["data"].as_str()?).ok()?;
                Some(Attachment::from_bytes(FileName::parse(name).ok()?, data))
            }).collect::<Option<Vec<_>>>()
        })();
        prop_assert_eq!(decode_json(&json).ok(), reference, "{}", json);
    }
}
