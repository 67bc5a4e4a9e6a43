//! Strategies for arbitrary drafts.

use crate::fixtures::tickets::text;
use open_ticket::drafts::{SavedDraft, SavedFile};
use open_ticket::ticket::{DepartmentId, FieldId, FileName, IdempotencyKey, Priority, Related};
use proptest::collection::{btree_map, vec};
use proptest::option;
use proptest::prelude::*;

pub fn saved_draft() -> impl Strategy<Value = SavedDraft> {
    let choices = (
        option::of((1..=u32::MAX).prop_map(|id| DepartmentId::new(id).unwrap())),
        option::of("[SD][1-9][0-9]{0,8}".prop_map(|id| Related::parse(&id).unwrap())),
        option::of(prop::sample::select(Priority::ALL.to_vec())),
    );
    let answers = btree_map(1..=u32::MAX, text(), 0..4);
    let submission = option::of(any::<[u8; 16]>().prop_map(IdempotencyKey::from_random_bytes));
    let values = (
        any::<u64>(),
        [text(), text(), text(), text()],
        choices,
        answers,
    );
    (values, saved_files(), submission, any::<bool>()).prop_map(
        |((saved_at, texts, choices, answers), files, submission, is_changed)| {
            let [name, email, subject, message] = texts;
            let answers = answers.into_iter();
            SavedDraft {
                saved_at,
                name,
                email,
                department: choices.0,
                related: choices.1,
                priority: choices.2,
                subject,
                message,
                answers: answers
                    .map(|(id, answer)| (FieldId::new(id).unwrap(), answer))
                    .collect(),
                files,
                submission,
                is_changed_since_submission: is_changed,
            }
        },
    )
}

/// Files with ascending ids.
fn saved_files() -> impl Strategy<Value = Vec<SavedFile>> {
    let file = (
        text(),
        option::of(text()),
        0..10_000_u64,
        "[a-z]{0,5}/[a-z]{0,5}",
    );
    let flags = any::<(bool, bool, bool, bool)>();
    vec((file, option::of(0..10_000_u64), flags, 1..100_u32), 0..4).prop_map(|files| {
        let mut id = 0;
        let files = files.into_iter().map(|(file, original_size, flags, step)| {
            id += step;
            SavedFile {
                id,
                name: FileName::sanitized(&file.0),
                original_name: file.1,
                size: file.2,
                media_type: file.3,
                original_size,
                is_converted: flags.0,
                is_prepared: flags.1,
                is_stored: flags.2,
                is_added_since_submission: flags.3,
            }
        });
        files.collect()
    })
}

pub fn saved_file(id: u32, name: &str, size: u64) -> SavedFile {
    SavedFile {
        id,
        name: FileName::sanitized(name),
        original_name: None,
        size,
        media_type: String::new(),
        original_size: None,
        is_converted: false,
        is_prepared: true,
        is_stored: true,
        is_added_since_submission: false,
    }
}
