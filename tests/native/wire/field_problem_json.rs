//! Problems in the relay's responses.

use open_ticket::ticket::{Field, FieldId, FileName, Problem, Refusal, SendError, Violation};
use open_ticket::wire::{decode_response, insert_problem};
use proptest::prelude::*;
use serde_json::json;

use super::tickets::{file_name, text};

fn response_with(problem: &Problem) -> serde_json::Value {
    let mut response = json!({"result": "error", "message": "No", "code": "rule"});
    insert_problem(problem, &mut response);
    response
}

fn every_field() -> Vec<Field> {
    vec![
        Field::Name,
        Field::Email,
        Field::Department,
        Field::Related,
        Field::Priority,
        Field::Subject,
        Field::Message,
        Field::Custom(FieldId::new(1).unwrap()),
        Field::Custom(FieldId::new(u32::MAX).unwrap()),
        Field::Files,
    ]
}

fn violation() -> impl Strategy<Value = Violation> {
    let plain = vec![
        Violation::Missing,
        Violation::NotOffered,
        Violation::ClientsOnly,
        Violation::ControlCharacter,
        Violation::InvalidEmail,
        Violation::EmailRefused,
        Violation::InvalidUrl,
        Violation::NonAsciiEmail,
    ];
    let allowed = prop::collection::vec(text(), 0..3);
    prop_oneof![
        prop::sample::select(plain),
        any::<(u32, u32)>().prop_map(|(length, limit)| Violation::TooLong {
            length: length as usize,
            limit: limit as usize,
        }),
        text().prop_map(|help| Violation::PatternMismatch { help }),
        any::<(u32, u32)>().prop_map(|(count, limit)| Violation::TooManyFiles {
            count: count as usize,
            limit: limit as usize,
        }),
        (file_name(), any::<(u64, u64)>())
            .prop_map(|(name, (size, limit))| Violation::FileTooLarge { name, size, limit }),
        any::<(u64, u64)>().prop_map(|(size, limit)| Violation::FilesTooLarge { size, limit }),
        (file_name(), allowed)
            .prop_map(|(name, allowed)| Violation::ExtensionNotAllowed { name, allowed }),
        file_name().prop_map(|name| Violation::EmptyFile { name }),
        file_name().prop_map(|name| Violation::FileGone { name }),
        any::<(u64, u64)>()
            .prop_map(|(size, limit)| Violation::FilesTooLargeWithText { size, limit }),
        any::<(u64, u64)>().prop_map(|(size, limit)| Violation::TextTooLarge { size, limit }),
        (file_name(), text())
            .prop_map(|(name, media_type)| Violation::MediaTypeMismatch { name, media_type }),
        file_name().prop_map(|name| Violation::FileNotStored { name }),
        file_name().prop_map(|name| Violation::DuplicateFile { name }),
        file_name().prop_map(|name| Violation::UnreadableFile { name }),
        file_name().prop_map(|name| Violation::EmptyFolder { name }),
        (file_name(), any::<bool>())
            .prop_map(|(name, can_send_zip)| Violation::Package { name, can_send_zip }),
        (file_name(), any::<u32>()).prop_map(|(name, limit)| Violation::TooManyFilesInFolder {
            name,
            limit: limit as usize,
        }),
    ]
}

/// The JSON name of each violation. The match is exhaustive, so that a new violation is added here
/// and to the strategy above.
fn kind(violation: &Violation) -> &'static str {
    match violation {
        Violation::Missing => "missing",
        Violation::NotOffered => "not_offered",
        Violation::ClientsOnly => "clients_only",
        Violation::ControlCharacter => "control_character",
        Violation::TooLong { .. } => "too_long",
        Violation::InvalidEmail => "invalid_email",
        Violation::EmailRefused => "email_refused",
        Violation::InvalidUrl => "invalid_url",
        Violation::PatternMismatch { .. } => "pattern_mismatch",
        Violation::TooManyFiles { .. } => "too_many_files",
        Violation::FileTooLarge { .. } => "file_too_large",
        Violation::FilesTooLarge { .. } => "files_too_large",
        Violation::ExtensionNotAllowed { .. } => "extension_not_allowed",
        Violation::EmptyFile { .. } => "empty_file",
        Violation::FileGone { .. } => "file_gone",
        Violation::FileNotStored { .. } => "file_not_stored",
        Violation::FilesTooLargeWithText { .. } => "files_too_large_with_text",
        Violation::TextTooLarge { .. } => "text_too_large",
        Violation::MediaTypeMismatch { .. } => "media_type_mismatch",
        Violation::DuplicateFile { .. } => "duplicate_file",
        Violation::UnreadableFile { .. } => "unreadable_file",
        Violation::NonAsciiEmail => "non_ascii_email",
        Violation::Package { .. } => "package",
        Violation::EmptyFolder { .. } => "empty_folder",
        Violation::TooManyFilesInFolder { .. } => "too_many_files_in_folder",
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn every_problem_is_decoded_as_it_was_encoded(
        field in prop::sample::select(every_field()),
        violation in violation(),
    ) {
        let problem = Problem::new(field, violation);
        let response = response_with(&problem);
        prop_assert_eq!(&response["problem"]["kind"], kind(&problem.violation));
        let refusal = SendError::Refused(Refusal::RuleViolation(problem));
        prop_assert_eq!(decode_response(&response.to_string()), Err(refusal));
    }
}

#[test]
fn a_problem_is_encoded_next_to_the_message() {
    let field = Field::Custom(FieldId::new(3).unwrap());
    let problem = Problem::new(
        field,
        Violation::TooLong {
            length: 300,
            limit: 250,
        },
    );
    assert_eq!(
        response_with(&problem),
        json!({
            "result": "error",
            "message": "No",
            "code": "rule",
            "field": "custom_field:3",
            "problem": {"kind": "too_long", "length": 300, "limit": 250},
        })
    );
    let name = FileName::parse("a.exe").unwrap();
    let problem = Problem::new(
        Field::Files,
        Violation::ExtensionNotAllowed {
            name,
            allowed: vec!["txt".into()],
        },
    );
    let response = response_with(&problem);
    assert_eq!(response["field"], "files");
    assert_eq!(
        response["problem"],
        json!({"kind": "extension_not_allowed", "name": "a.exe", "allowed": ["txt"]})
    );
}

#[test]
fn a_file_name_from_the_relay_is_sanitized() {
    let body = r#"{"result":"error","code":"rule","field":"files",
        "problem":{"kind":"empty_file","name":"../a\u202etxt.exe"}}"#;
    let name = FileName::parse("atxt.exe").unwrap();
    let problem = Problem::new(Field::Files, Violation::EmptyFile { name });
    assert_eq!(
        decode_response(body),
        Err(SendError::Refused(Refusal::RuleViolation(problem)))
    );
}

#[test]
fn a_response_that_is_not_an_object_is_not_changed() {
    let mut list = json!([]);
    insert_problem(&Problem::new(Field::Name, Violation::Missing), &mut list);
    assert_eq!(list, json!([]));
}

#[test]
fn a_problem_that_cannot_be_decoded_is_reported_by_its_message() {
    for (field, problem) in [
        (json!("subject"), json!(null)),
        (json!("subject"), json!({ "kind": "no such kind" })),
        (
            json!("subject"),
            json!({ "kind": "too_long", "length": -1, "limit": 1 }),
        ),
        (json!("custom_field:0"), json!({ "kind": "missing" })),
        (json!("elsewhere"), json!({ "kind": "missing" })),
        (json!(1), json!({ "kind": "missing" })),
        (
            json!("files"),
            json!({ "kind": "extension_not_allowed", "name": "a", "allowed": [1] }),
        ),
    ] {
        let response = json!({
            "result": "error", "message": "no", "code": "rule", "field": field, "problem": problem,
        });
        let other = SendError::Refused(Refusal::Other("no".into()));
        assert_eq!(
            decode_response(&response.to_string()),
            Err(other),
            "{response}"
        );
    }
}
