//! Exported files: the draft in the first line, then the bytes of its files.

use super::generated::{saved_draft, saved_file};
use open_ticket::drafts::{
    DecodeError, ImportedDraft, MAX_EXPORT_HEADER, SavedDraft, export_header, export_parts,
    parse_export_header,
};
use open_ticket::ticket::IdempotencyKey;
use proptest::prelude::*;

/// Writes a file as a page does. Each version of each file consists of a different byte.
fn export(draft: &SavedDraft) -> Vec<u8> {
    let header = export_header(draft);
    let mut file = header.into_bytes();
    for part in export_parts(draft, file.len() as u64) {
        let ranges = [Some(part.current), part.original];
        for (version, range) in ranges.into_iter().flatten().enumerate() {
            assert_eq!(range.start, file.len() as u64);
            file.resize(usize::try_from(range.end).unwrap(), byte(part.id, version));
        }
    }
    file
}

fn byte(id: u32, version: usize) -> u8 {
    u8::try_from((id * 2 + u32::try_from(version).unwrap()) % 251).unwrap()
}

fn parse(file: &[u8]) -> Result<ImportedDraft, DecodeError> {
    parse_export_header(file, file.len() as u64)
}

fn without_submission(draft: SavedDraft) -> SavedDraft {
    SavedDraft {
        submission: None,
        is_changed_since_submission: false,
        ..draft
    }
}

proptest! {
    #[test]
    fn a_draft_is_imported_with_every_byte_and_without_its_key(draft in saved_draft()) {
        let file = export(&draft);
        let imported = parse(&file).unwrap();
        let stored = draft.files.iter().filter(|file| file.is_stored);
        prop_assert_eq!(imported.parts.len(), stored.clone().count());
        for (part, saved) in imported.parts.iter().zip(stored) {
            prop_assert_eq!(part.id, saved.id);
            let sizes = [Some(saved.size), saved.original_size];
            let ranges = [Some(part.current.clone()), part.original.clone()];
            for (version, (range, size)) in ranges.into_iter().zip(sizes).enumerate() {
                let range = range.map(|range| range.start as usize..range.end as usize);
                let bytes = range.map(|range| &file[range]);
                prop_assert_eq!(bytes.map(|bytes| bytes.len() as u64), size);
                let expected = byte(saved.id, version);
                prop_assert!(bytes.unwrap_or_default().iter().all(|byte| *byte == expected));
            }
        }
        prop_assert_eq!(imported.draft, without_submission(draft));
    }

    #[test]
    fn a_truncated_file_loses_only_the_files_at_its_end(
        draft in saved_draft(),
        cut in any::<prop::sample::Index>(),
    ) {
        let file = export(&draft);
        let header = export_header(&draft).len();
        let end = header + cut.index(file.len() - header + 1);
        let imported = parse(&file[..end]).unwrap();
        prop_assert_eq!(&imported.draft.message, &draft.message);
        prop_assert_eq!(imported.draft.files.len(), draft.files.len());
        let all = parse(&file).unwrap().parts;
        for file in &imported.draft.files {
            let complete = all.iter().find(|part| part.id == file.id);
            let is_present = complete.is_some_and(|part| part.current.end <= end as u64);
            prop_assert_eq!(file.is_stored, is_present);
        }
        prop_assert!(imported.parts.iter().all(|part| part.current.end <= end as u64));
        let mut originals = imported.parts.iter().filter_map(|part| part.original.as_ref());
        prop_assert!(originals.all(|range| range.end <= end as u64));
    }

    #[test]
    fn any_bytes_are_imported_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200), total in any::<u64>()) {
        let _ = parse_export_header(&bytes, total);
    }
}

#[test]
fn another_file_is_refused() {
    for text in ["", "\n", "Hello\n", "{}\n", "\u{89}PNG\r\n\u{1a}\n"] {
        assert_eq!(
            parse(text.as_bytes()),
            Err(DecodeError::Unreadable),
            "{text}"
        );
    }
}

#[test]
fn an_incomplete_first_line_is_recovered_as_text() {
    let text = br#"{"message":"Since Tuesday"#;
    let expected = Err(DecodeError::PlainText("Since Tuesday".into()));
    assert_eq!(parse(text), expected);
}

#[test]
fn a_first_line_is_read_up_to_its_limit() {
    let mut file = vec![b' '; MAX_EXPORT_HEADER];
    file.extend(export(&SavedDraft::default()));
    assert_eq!(parse(&file), Err(DecodeError::Unreadable));
    let file = [vec![b' '; 1_000], export(&SavedDraft::default())].concat();
    assert!(parse(&file).is_ok());
}

#[test]
fn sizes_that_contradict_the_length_or_overflow_make_files_missing() {
    let draft = SavedDraft {
        files: (1..=1_000)
            .map(|id| saved_file(id, "a.txt", u64::MAX))
            .collect(),
        ..SavedDraft::default()
    };
    let imported = parse(export_header(&draft).as_bytes()).unwrap();
    assert_eq!(imported.parts, []);
    assert!(imported.draft.files.iter().all(|file| !file.is_stored));
}

#[test]
fn the_key_of_a_submission_is_neither_exported_nor_imported() {
    let key = IdempotencyKey::from_random_bytes([7; 16]);
    let draft = SavedDraft {
        submission: Some(key),
        ..SavedDraft::default()
    };
    assert!(!export_header(&draft).contains(&key.to_string()));
    let foreign = draft.encode() + "\n";
    assert_eq!(parse(foreign.as_bytes()).unwrap().draft.submission, None);
}
