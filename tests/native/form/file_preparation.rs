//! Files whose name is not allowed are sniffed, renamed and converted.

use super::fixtures::rules;
use super::support::{
    add, announcements, edit, file, file_name, filled_in, filled_in_with, sends, sent_ticket,
    violation_of,
};
use open_ticket::form::{
    Announcement, Edit, Effect, Event, FileCheck, FileId, Form, Phase, Preparation,
};
use open_ticket::rules::{FileContent, Rules};
use open_ticket::ticket::Violation;

fn sniffed(form: &mut Form, id: u32, content: FileContent) -> Vec<Effect> {
    form.apply(Event::FileSniffed(FileId(id), content))
}

/// Form that accepts photos.
fn with_photos() -> Form {
    let mut rules = rules();
    rules.limits.extensions.push("jpg".into());
    filled_in_with(rules)
}

fn names(form: &Form) -> Vec<(&str, Option<&str>)> {
    let files = form.draft().files.iter();
    files
        .map(|file| (file.name.as_str(), file.original_name.as_deref()))
        .collect()
}

#[test]
fn a_text_file_without_an_allowed_extension_is_renamed_without_an_error() {
    let mut form = filled_in();
    let effects = add(
        &mut form,
        &[
            file(1, "error_log", 5),
            file(2, "a.txt", 5),
            file(3, "error.log.1", 5),
        ],
    );
    let sniff = Effect::SniffFiles(vec![FileId(1), FileId(3)]);
    assert!(effects.contains(&sniff), "{effects:?}");
    assert_eq!(announcements(&effects).len(), 1, "{effects:?}");
    assert!(form.problems().is_empty());
    sniffed(&mut form, 1, FileContent::Text);
    sniffed(&mut form, 3, FileContent::Text);
    assert!(form.problems().is_empty());
    assert_eq!(
        names(&form),
        [
            ("error_log.txt", Some("error_log")),
            ("a.txt", None),
            ("error.log.1.txt", Some("error.log.1")),
        ]
    );
    let effects = form.apply(Event::Submitted);
    assert_eq!(
        sent_ticket(&effects).attachments[0].name(),
        &file_name("error_log.txt")
    );
}

#[test]
fn a_file_that_is_allowed_under_no_name_is_rejected_once_it_is_sniffed() {
    let mut form = filled_in();
    add(&mut form, &[file(1, "core", 5)]);
    let effects = sniffed(&mut form, 1, FileContent::Other);
    assert_eq!(announcements(&effects), [Announcement::FilesRejected(1)]);
    assert!(matches!(
        violation_of(&form, 1),
        Some(Violation::ExtensionNotAllowed { .. })
    ));
    assert_eq!(sniffed(&mut form, 1, FileContent::Text), []);
    assert_eq!(names(&form), [("core", None)]);
}

#[test]
fn a_program_is_rejected_immediately() {
    let mut form = filled_in();
    let effects = add(&mut form, &[file(1, "setup.exe", 5), file(2, "empty", 0)]);
    assert!(!effects.iter().any(|e| matches!(e, Effect::SniffFiles(_))));
    assert!(effects.contains(&Effect::Announce(Announcement::FilesRejected(2))));
}

#[test]
fn a_renamed_file_is_compared_with_the_files_of_its_new_name() {
    let mut form = filled_in();
    add(
        &mut form,
        &[
            file(1, "log.txt", 5),
            file(2, "log", 5),
            file(3, "x.txt", 1),
        ],
    );
    let effects = sniffed(&mut form, 2, FileContent::Text);
    let check = |id, candidates: &[u32]| FileCheck {
        file: FileId(id),
        candidates: candidates.iter().map(|id| FileId(*id)).collect(),
    };
    let expected = Effect::CheckFiles(vec![check(2, &[1]), check(3, &[])]);
    assert_eq!(effects, [expected]);
}

#[test]
fn a_submission_waits_for_sniffing_and_sends_the_new_name() {
    let mut form = filled_in();
    add(
        &mut form,
        &[file(1, "error_log", 5), file(2, "access_log", 5)],
    );
    assert!(!sends(&form.apply(Event::Submitted)));
    assert_eq!(sniffed(&mut form, 1, FileContent::Text), []);
    let effects = sniffed(&mut form, 2, FileContent::Text);
    let sent = sent_ticket(&effects);
    assert_eq!(sent.attachments[1].name(), &file_name("access_log.txt"));
    assert_eq!(sniffed(&mut form, 2, FileContent::Text), [], "sent once");
}

#[test]
fn a_submission_ends_if_sniffing_finds_that_a_file_cannot_be_sent() {
    let mut form = filled_in();
    add(&mut form, &[file(1, "core", 5)]);
    form.apply(Event::Submitted);
    let effects = sniffed(&mut form, 1, FileContent::Other);
    assert_eq!(effects, [Effect::FocusProblems]);
    assert!(matches!(form.phase(), Phase::Editing(_)));
    assert_eq!(form.draft().files.len(), 1);
}

#[test]
fn a_photo_in_heif_is_converted_and_sent_as_a_jpeg() {
    let mut form = with_photos();
    add(&mut form, &[file(1, "IMG_0001.HEIC", 900)]);
    let convert = Effect::ConvertToJpeg(FileId(1));
    assert_eq!(sniffed(&mut form, 1, FileContent::Heic), [convert]);
    assert!(form.problems().is_empty());
    assert!(
        !sends(&form.apply(Event::Submitted)),
        "the submission waits for the photo"
    );
    let effects = form.apply(Event::FileConverted(FileId(1), Some(700)));
    let sent = sent_ticket(&effects);
    assert_eq!(sent.attachments[0].name(), &file_name("IMG_0001.jpg"));
    assert_eq!(sent.attachments[0].size(), 700);
    let file = form.file(FileId(1)).unwrap();
    assert_eq!(file.original_name.as_deref(), Some("IMG_0001.HEIC"));
    assert_eq!(file.preparation, Preparation::Converted);
}

#[test]
fn a_photo_that_the_browser_cannot_decode_is_rejected() {
    let mut form = with_photos();
    add(&mut form, &[file(1, "IMG_0001.HEIC", 900)]);
    sniffed(&mut form, 1, FileContent::Heic);
    let effects = form.apply(Event::FileConverted(FileId(1), None));
    assert_eq!(announcements(&effects), [Announcement::FilesRejected(1)]);
    assert!(matches!(
        violation_of(&form, 1),
        Some(Violation::ExtensionNotAllowed { .. })
    ));
}

#[test]
fn a_converted_photo_that_is_too_large_is_rejected_for_its_size() {
    let mut form = with_photos();
    add(&mut form, &[file(1, "IMG_0001.HEIC", 900)]);
    sniffed(&mut form, 1, FileContent::Heic);
    form.apply(Event::FileConverted(FileId(1), Some(1_001)));
    assert!(matches!(
        violation_of(&form, 1),
        Some(Violation::FileTooLarge { size: 1_001, .. })
    ));
}

#[test]
fn a_file_that_was_removed_is_prepared_too_and_can_be_restored() {
    let mut form = filled_in();
    add(&mut form, &[file(1, "error_log", 5)]);
    edit(&mut form, Edit::FileRemoved(FileId(1)));
    sniffed(&mut form, 1, FileContent::Text);
    edit(&mut form, Edit::FileRestored(FileId(1)));
    assert_eq!(names(&form), [("error_log.txt", Some("error_log"))]);
    assert_eq!(sniffed(&mut form, 7, FileContent::Text), []);
}

#[test]
fn without_a_list_of_extensions_nothing_is_sniffed() {
    let mut rules: Rules = rules();
    rules.limits.extensions.clear();
    let mut form = filled_in_with(rules);
    let effects = add(&mut form, &[file(1, "error_log", 5)]);
    assert!(!effects.iter().any(|e| matches!(e, Effect::SniffFiles(_))));
}
