//! Corrupted drafts, drafts of a later release, and input that is not a draft: the text is recovered, and
//! nothing makes the form panic or take much memory.

use super::generated::{saved_draft, saved_file};
use open_ticket::drafts::{DecodeError, SavedDraft};
use open_ticket::ticket::FieldId;
use proptest::prelude::*;
use serde_json::{Value, json};

fn draft() -> SavedDraft {
    let field = |id| FieldId::new(id).unwrap();
    SavedDraft {
        subject: "web-1 answers \"500\"".into(),
        message: "Since **Tuesday**.\n\n\\o/ 🎫".into(),
        answers: [(field(1), "E-1"), (field(2), "")].into_iter().collect(),
        files: vec![saved_file(1, "a.txt", 1)],
        ..SavedDraft::default()
    }
}

const TEXT: &str = "web-1 answers \"500\"\n\nSince **Tuesday**.\n\n\\o/ 🎫\n\nE-1";

#[test]
fn a_draft_of_a_later_release_is_recovered_as_plain_text() {
    for version in [json!(2), json!(u64::MAX), json!(0), json!("1"), Value::Null] {
        let mut json: Value = serde_json::from_str(&draft().encode()).unwrap();
        json["version"] = version;
        let expected = Err(DecodeError::PlainText(TEXT.into()));
        assert_eq!(SavedDraft::decode(&json.to_string()), expected);
    }
}

#[test]
fn a_truncated_draft_is_recovered_up_to_its_end() {
    let encoded = draft().encode();
    let start = encoded.find("\"message\":\"").unwrap() + "\"message\":\"".len();
    let end = encoded.rfind("\",\"files\"").unwrap();
    let mut length = 0;
    for end in (start..=end).filter(|end| encoded.is_char_boundary(*end)) {
        let text = match SavedDraft::decode(&encoded[..end]) {
            Err(DecodeError::PlainText(text)) => text,
            other => panic!("{other:?}"),
        };
        let text = text.strip_prefix(&draft().subject).expect("the subject");
        let text = text.strip_prefix("\n\n").expect("a paragraph");
        let message = text.strip_suffix("E-1").expect("the answer");
        let message = message.strip_suffix("\n\n").unwrap_or_default();
        assert!(draft().message.starts_with(message), "{text}");
        assert!(
            message.len() >= length,
            "only the incomplete escape is lost: {text}"
        );
        length = message.len();
    }
    assert_eq!(length, draft().message.len());
}

#[test]
fn other_json_and_other_text_are_not_drafts() {
    for text in [
        "",
        "Hello",
        "{}",
        "[]",
        "null",
        "{\"version\":1,\"name\":\"open-ticket\"}",
        "{\"type\":\"open-ticket-draft\"",
        "{\"message\":7,\"answers\":{\"1\":{}}",
        "\"message\":\"",
        "\u{0}",
    ] {
        assert_eq!(
            SavedDraft::decode(text),
            Err(DecodeError::Unreadable),
            "{text}"
        );
    }
}

#[test]
fn invalid_files_are_dropped() {
    let file = |change: Value| {
        let mut file = json!({"id": 1, "name": "a.txt", "size": 3});
        for (key, value) in change.as_object().unwrap() {
            file[key] = value.clone();
        }
        file
    };
    let decode = |files: Value| {
        let json = json!({"type": "open-ticket-draft", "version": 1, "files": files});
        SavedDraft::decode(&json.to_string()).unwrap().files
    };
    for change in [
        json!({"id": null}),
        json!({"id": -1}),
        json!({"id": 1_u64 << 31}),
        json!({"name": ""}),
        json!({"name": "../a.txt"}),
        json!({"name": "a\u{202e}txt"}),
        json!({"size": null}),
        json!({"size": -1}),
        json!({"size": "3"}),
    ] {
        assert_eq!(decode(json!([file(change.clone())])), [], "{change}");
    }
    assert_eq!(decode(json!([7, null, [], {}])), []);
    let two = decode(json!([
        file(json!({"id": 2})),
        file(json!({})),
        file(json!({"size": 4}))
    ]));
    let ids: Vec<(u32, u64)> = two.iter().map(|file| (file.id, file.size)).collect();
    assert_eq!(
        ids,
        [(1, 3), (2, 3)],
        "sorted, and the first of two equal ids"
    );
}

#[test]
fn sizes_cannot_overflow() {
    let files: Vec<Value> = (0..2_000)
        .map(|id| json!({"id": id, "name": "a.txt", "size": u64::MAX, "original_size": u64::MAX}))
        .collect();
    let json = json!({"type": "open-ticket-draft", "version": 1, "files": files});
    let files = SavedDraft::decode(&json.to_string()).unwrap().files;
    assert_eq!(files.len(), 1_000);
    let sizes = files
        .iter()
        .map(|file| file.size + file.original_size.unwrap());
    assert!(
        sizes.sum::<u64>() < u64::MAX / 16,
        "a request takes 16/9 of the sum"
    );
}

#[test]
fn text_that_would_take_much_memory_is_not_parsed_into_values() {
    for part in ["{\"\":0},", "[],", "[[", "0,"] {
        let json = format!(
            "{{\"type\":\"open-ticket-draft\",\"version\":1,\"message\":\"kept\",\"x\":[{}]}}",
            part.repeat(100_000).trim_end_matches(',')
        );
        let expected = Err(DecodeError::PlainText("kept".into()));
        assert_eq!(SavedDraft::decode(&json), expected, "{part}");
    }
    let message = "[\"{,:".repeat(100_000);
    let draft = SavedDraft {
        message,
        ..SavedDraft::default()
    };
    assert_eq!(
        SavedDraft::decode(&draft.encode()),
        Ok(draft),
        "brackets in text do not count"
    );
}

#[test]
fn the_text_of_a_draft_is_not_printed_with_its_error() {
    let error = DecodeError::PlainText("Since Tuesday".into());
    assert_eq!(format!("{error:?}"), "PlainText");
}

proptest! {
    #[test]
    fn any_text_is_decoded_or_refused(text in ".{0,200}") {
        let _ = SavedDraft::decode(&text);
    }

    /// The draft itself is the reference.
    #[test]
    fn the_message_is_recovered_from_every_truncated_draft(
        draft in saved_draft(),
        cut in 1..40_usize,
    ) {
        let encoded = draft.encode();
        let mut end = encoded.len() - cut;
        while !encoded.is_char_boundary(end) {
            end -= 1;
        }
        let recovered = match SavedDraft::decode(&encoded[..end]) {
            Err(DecodeError::PlainText(text)) => text,
            Err(DecodeError::Unreadable) => String::new(),
            Ok(_) => panic!("truncated JSON was decoded"),
        };
        if !draft.message.trim().is_empty() {
            prop_assert!(recovered.contains(&draft.message));
        }
        for (_, answer) in draft.answers.iter().filter(|(_, answer)| !answer.trim().is_empty()) {
            prop_assert!(recovered.contains(answer));
        }
    }

    #[test]
    fn any_damage_is_decoded_or_refused(
        draft in saved_draft(),
        position in any::<prop::sample::Index>(),
        damage in prop::collection::vec(any::<u8>(), 0..4),
    ) {
        let mut bytes = draft.encode().into_bytes();
        let position = position.index(bytes.len());
        bytes.splice(position..(position + 1), damage);
        let _ = SavedDraft::decode(&String::from_utf8_lossy(&bytes));
    }
}
