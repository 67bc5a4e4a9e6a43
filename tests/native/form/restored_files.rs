//! The files of a stored draft: files without bytes have to be chosen again, and the others are
//! unchanged.

use super::fixtures::rules;
use super::restored_drafts::{restore, saved_draft};
use super::support::{
    add, announcements, edit, file, listed_ids, ready, ready_with, sends, violation_of,
};
use crate::drafts::generated::saved_file;
use open_ticket::drafts::{SavedDraft, SavedFile};
use open_ticket::form::{
    Announcement, Downscale, Edit, Effect, Event, FileCheck, FileId, FileIssue, Prefill,
    Preparation,
};
use open_ticket::rules::FileContent;
use open_ticket::ticket::{FileName, Violation};

fn missing_file(id: u32, name: &str, size: u64) -> SavedFile {
    SavedFile {
        is_stored: false,
        ..saved_file(id, name, size)
    }
}

fn with_files(files: Vec<SavedFile>) -> SavedDraft {
    SavedDraft {
        files,
        ..saved_draft()
    }
}

#[test]
fn a_file_whose_bytes_are_not_stored_blocks_send_until_it_is_chosen_again() {
    let mut form = ready();
    let effects = restore(&mut form, with_files(vec![missing_file(1, "a.txt", 5)]));
    assert_eq!(announcements(&effects), [Announcement::FilesRejected(1)]);
    let expected = Violation::FileNotStored {
        name: FileName::sanitized("a.txt"),
    };
    assert_eq!(violation_of(&form, 1), Some(expected));
    assert!(!sends(&form.apply(Event::Submitted)));
    add(&mut form, &[file(2, "a.txt", 6)]);
    assert_eq!(listed_ids(&form), [1, 2], "a file of another size");
    let effects = add(&mut form, &[file(3, "a.txt", 5)]);
    assert_eq!(listed_ids(&form), [2, 3]);
    let check = FileCheck {
        file: FileId(3),
        candidates: vec![],
    };
    assert!(effects.contains(&Effect::CheckFiles(vec![check])));
    assert!(sends(&form.apply(Event::Submitted)));
}

#[test]
fn a_file_that_is_not_chosen_again_can_be_removed() {
    let mut form = ready();
    restore(&mut form, with_files(vec![missing_file(1, "a.txt", 5)]));
    edit(&mut form, Edit::FileRemoved(FileId(1)));
    assert!(sends(&form.apply(Event::Submitted)));
}

#[test]
fn a_renamed_photo_is_recognized_by_its_original_name() {
    let photo = SavedFile {
        original_name: Some("IMG_1.heic".into()),
        is_converted: true,
        ..missing_file(1, "IMG_1.jpg", 400)
    };
    let image = SavedFile {
        original_size: Some(900),
        ..missing_file(2, "b.png", 300)
    };
    let mut form = ready();
    restore(&mut form, with_files(vec![photo, image]));
    assert_eq!(
        form.file(FileId(2)).unwrap().size,
        900,
        "the original has to be chosen"
    );
    add(
        &mut form,
        &[file(3, "IMG_1.heic", 950), file(4, "b.png", 900)],
    );
    assert_eq!(listed_ids(&form), [3, 4]);
}

#[test]
fn stored_files_keep_their_versions_and_are_checked_for_duplicates() {
    let image = SavedFile {
        original_size: Some(900),
        ..saved_file(1, "a.png", 300)
    };
    let photo = SavedFile {
        is_converted: true,
        ..saved_file(2, "b.jpg", 300)
    };
    let mut form = ready();
    add(&mut form, &[file(9, "a.png", 900)]);
    let effects = restore(&mut form, with_files(vec![image, photo]));
    assert_eq!(listed_ids(&form), [1, 2, 9]);
    let files = &form.draft().files;
    assert_eq!(files[0].downscale, Downscale::Done { original_size: 900 });
    assert_eq!(files[1].preparation, Preparation::Converted);
    let check = |file, candidates| FileCheck {
        file: FileId(file),
        candidates,
    };
    let checks = vec![
        check(1, vec![]),
        check(2, vec![]),
        check(9, vec![FileId(1)]),
    ];
    assert!(effects.contains(&Effect::CheckFiles(checks)));
}

#[test]
fn a_file_that_was_still_being_prepared_is_prepared_again() {
    let mut rules = rules();
    rules.downscale_above_megapixels = Some(12);
    let mut earlier = ready_with(rules.clone(), Prefill::default());
    let added = [
        file(1, "a.png", 100),
        file(2, "error_log", 100),
        file(3, "b.txt", 1),
    ];
    let preparation = |effects: Vec<Effect>| {
        let effects = effects
            .into_iter()
            .filter(|effect| matches!(effect, Effect::Downscale { .. } | Effect::SniffFiles(_)));
        effects.collect::<Vec<_>>()
    };
    let first = preparation(add(&mut earlier, &added));
    assert_eq!(first.len(), 2);
    let mut form = ready_with(rules.clone(), Prefill::default());
    let again = preparation(restore(&mut form, earlier.to_saved_draft().unwrap()));
    assert_eq!(again, first);
    assert_eq!(form.draft(), earlier.draft());
    // The original, which the user chose, is not downscaled again.
    form.apply(Event::FileDownscaled(FileId(1), 10));
    edit(&mut form, Edit::OriginalSelected(FileId(1)));
    form.apply(Event::FileConverted(FileId(2), None));
    form.apply(Event::FileSniffed(FileId(2), FileContent::Text));
    let mut last = ready_with(rules, Prefill::default());
    assert_eq!(
        preparation(restore(&mut last, form.to_saved_draft().unwrap())),
        []
    );
    assert_eq!(last.draft(), form.draft());
}

#[test]
fn a_missing_file_is_not_reported_as_a_duplicate() {
    let mut form = ready();
    let photo = SavedFile {
        original_name: Some("b.txt".into()),
        ..missing_file(1, "a.txt", 5)
    };
    restore(&mut form, with_files(vec![photo]));
    let effects = add(&mut form, &[file(2, "a.txt", 5)]);
    let check = FileCheck {
        file: FileId(2),
        candidates: vec![],
    };
    assert!(effects.contains(&Effect::CheckFiles(vec![check])));
}

#[test]
fn files_of_any_size_and_number_are_restored() {
    let files = (1..=1_000).map(|id| SavedFile {
        original_size: Some(u64::MAX),
        ..saved_file(id, "a.png", u64::MAX)
    });
    let json = with_files(files.collect()).encode();
    let mut form = ready();
    restore(&mut form, SavedDraft::decode(&json).unwrap());
    assert_eq!(form.draft().files.len(), 1_000);
    assert!(!sends(&form.apply(Event::Submitted)));
    add(&mut form, &[file(2_000, "b.txt", 1)]);
    form.apply(Event::FilesChecked(vec![(
        FileId(1),
        FileIssue::Unreadable,
    )]));
}
