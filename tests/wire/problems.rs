//! What is wrong with a ticket, on its way from the relay to the form.

use open_ticket::ticket::{Complaint, Field, FieldId, FileName, Problem, Refusal, SendError};
use open_ticket::wire::{describe_problem, read_reply};
use proptest::prelude::*;
use serde_json::json;

use super::tickets::{file_name, text};

fn answer_with(problem: &Problem) -> serde_json::Value {
    let mut answer = json!({"result": "error", "message": "No", "code": "rule"});
    describe_problem(problem, &mut answer);
    answer
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

fn complaint() -> impl Strategy<Value = Complaint> {
    let plain = vec![
        Complaint::Missing,
        Complaint::NotOffered,
        Complaint::ClientsOnly,
        Complaint::Control,
        Complaint::NotAnAddress,
        Complaint::NotALink,
    ];
    let allowed = prop::collection::vec(text(), 0..3);
    prop_oneof![
        prop::sample::select(plain),
        any::<(u32, u32)>().prop_map(|(length, limit)| Complaint::TooLong {
            length: length as usize,
            limit: limit as usize,
        }),
        text().prop_map(|help| Complaint::Pattern { help }),
        any::<(u32, u32)>().prop_map(|(count, limit)| Complaint::TooManyFiles {
            count: count as usize,
            limit: limit as usize,
        }),
        (file_name(), any::<(u64, u64)>())
            .prop_map(|(name, (size, limit))| Complaint::FileTooLarge { name, size, limit }),
        any::<(u64, u64)>().prop_map(|(size, limit)| Complaint::FilesTooLarge { size, limit }),
        (file_name(), allowed).prop_map(|(name, allowed)| Complaint::Extension { name, allowed }),
        file_name().prop_map(|name| Complaint::EmptyFile { name }),
        file_name().prop_map(|name| Complaint::FileGone { name }),
        any::<(u64, u64)>().prop_map(|(size, limit)| Complaint::FilesBesideWords { size, limit }),
        any::<(u64, u64)>().prop_map(|(size, limit)| Complaint::WordsTooLarge { size, limit }),
        (file_name(), text())
            .prop_map(|(name, media_type)| Complaint::OtherKind { name, media_type }),
        file_name().prop_map(|name| Complaint::Duplicate { name }),
        file_name().prop_map(|name| Complaint::Unreadable { name }),
        file_name().prop_map(|name| Complaint::FolderEmpty { name }),
        (file_name(), any::<u32>()).prop_map(|(name, limit)| Complaint::FolderTooFull {
            name,
            limit: limit as usize,
        }),
    ]
}

/// Every kind there is. A new one does not compile until it is tried here and above.
fn kind(complaint: &Complaint) -> &'static str {
    match complaint {
        Complaint::Missing => "missing",
        Complaint::NotOffered => "not_offered",
        Complaint::ClientsOnly => "clients_only",
        Complaint::Control => "control",
        Complaint::TooLong { .. } => "too_long",
        Complaint::NotAnAddress => "not_an_address",
        Complaint::NotALink => "not_a_link",
        Complaint::Pattern { .. } => "pattern",
        Complaint::TooManyFiles { .. } => "too_many_files",
        Complaint::FileTooLarge { .. } => "file_too_large",
        Complaint::FilesTooLarge { .. } => "files_too_large",
        Complaint::Extension { .. } => "extension",
        Complaint::EmptyFile { .. } => "empty_file",
        Complaint::FileGone { .. } => "file_gone",
        Complaint::FilesBesideWords { .. } => "files_beside_words",
        Complaint::WordsTooLarge { .. } => "words_too_large",
        Complaint::OtherKind { .. } => "other_kind",
        Complaint::Duplicate { .. } => "duplicate",
        Complaint::Unreadable { .. } => "unreadable",
        Complaint::FolderEmpty { .. } => "folder_empty",
        Complaint::FolderTooFull { .. } => "folder_too_full",
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn every_problem_comes_through(
        field in prop::sample::select(every_field()),
        complaint in complaint(),
    ) {
        let problem = Problem::new(field, complaint);
        let answer = answer_with(&problem);
        prop_assert_eq!(&answer["problem"]["kind"], kind(&problem.complaint));
        let refusal = SendError::Refused(Refusal::Rule(problem));
        prop_assert_eq!(read_reply(&answer.to_string()), Err(refusal));
    }
}

#[test]
fn a_problem_is_written_beside_the_message() {
    let field = Field::Custom(FieldId::new(3).unwrap());
    let problem = Problem::new(
        field,
        Complaint::TooLong {
            length: 300,
            limit: 250,
        },
    );
    assert_eq!(
        answer_with(&problem),
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
        Complaint::Extension {
            name,
            allowed: vec!["txt".into()],
        },
    );
    let described = answer_with(&problem);
    assert_eq!(described["field"], "files");
    assert_eq!(
        described["problem"],
        json!({"kind": "extension", "name": "a.exe", "allowed": ["txt"]})
    );
}

#[test]
fn a_name_from_the_relay_is_made_safe_before_anybody_sees_it() {
    let body = r#"{"result":"error","code":"rule","field":"files",
        "problem":{"kind":"empty_file","name":"../a\u202etxt.exe"}}"#;
    let name = FileName::parse("atxt.exe").unwrap();
    let problem = Problem::new(Field::Files, Complaint::EmptyFile { name });
    assert_eq!(
        read_reply(body),
        Err(SendError::Refused(Refusal::Rule(problem)))
    );
}

#[test]
fn what_is_no_object_gets_no_problem() {
    let mut list = json!([]);
    describe_problem(&Problem::new(Field::Name, Complaint::Missing), &mut list);
    assert_eq!(list, json!([]));
}

#[test]
fn a_problem_that_cannot_be_read_is_a_message() {
    for (field, problem) in [
        (json!("subject"), json!(null)),
        (json!("subject"), json!({ "kind": "unheard of" })),
        (
            json!("subject"),
            json!({ "kind": "too_long", "length": -1, "limit": 1 }),
        ),
        (json!("custom_field:0"), json!({ "kind": "missing" })),
        (json!("elsewhere"), json!({ "kind": "missing" })),
        (json!(1), json!({ "kind": "missing" })),
        (
            json!("files"),
            json!({ "kind": "extension", "name": "a", "allowed": [1] }),
        ),
    ] {
        let answer = json!({
            "result": "error", "message": "no", "code": "rule", "field": field, "problem": problem,
        });
        let other = SendError::Refused(Refusal::Other("no".into()));
        assert_eq!(read_reply(&answer.to_string()), Err(other), "{answer}");
    }
}
