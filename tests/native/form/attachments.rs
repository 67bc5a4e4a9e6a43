//! Files are added, named, validated and checked.

use super::support::{
    add, announcements, edit, file, file_name, filled_in, sent_ticket, three_files, violation_of,
};
use open_ticket::form::{
    Announcement, Edit, Effect, Event, FileCheck, FileId, FileIssue, SelectedFile,
};
use open_ticket::rules::FileContent;
use open_ticket::ticket::{Field, SendError, Violation};

fn checks(effects: &[Effect]) -> Vec<FileCheck> {
    let checks = effects.iter().find_map(|effect| match effect {
        Effect::CheckFiles(checks) => Some(checks.clone()),
        _ => None,
    });
    checks.unwrap_or_default()
}

fn check(id: u32) -> FileCheck {
    check_against(id, &[])
}

fn check_against(id: u32, others: &[u32]) -> FileCheck {
    FileCheck {
        file: FileId(id),
        candidates: others.iter().map(|id| FileId(*id)).collect(),
    }
}

#[test]
fn several_files_are_announced_and_checked_together() {
    let mut form = filled_in();
    let effects = add(&mut form, &three_files());
    let expected = Announcement::FilesAdded { added: 3, all: 3 };
    assert_eq!(announcements(&effects), [expected]);
    assert_eq!(checks(&effects), [check(1), check(2), check(3)]);
}

#[test]
fn an_empty_selection_announces_nothing() {
    let mut form = filled_in();
    assert_eq!(add(&mut form, &[]), []);
}

#[test]
fn problems_of_files_are_shown_immediately_and_the_valid_files_are_kept() {
    let mut form = filled_in();
    let effects = edit(
        &mut form,
        Edit::FilesAdded(vec![file(1, "a.txt", 3), file(2, "b.exe", 3)]),
    );
    assert!(effects.contains(&Effect::Announce(Announcement::FilesRejected(1))));
    assert!(matches!(
        form.violation(Field::Files),
        Some(Violation::ExtensionNotAllowed { .. })
    ));
    assert_eq!(form.draft().files.len(), 2);
    assert_eq!(form.apply(Event::Submitted), [Effect::FocusProblems]);
    edit(&mut form, Edit::FileRemoved(FileId(2)));
    assert_eq!(
        sent_ticket(&form.apply(Event::Submitted)).attachments.len(),
        1
    );
}

#[test]
fn a_rejected_file_is_announced_once() {
    let mut form = filled_in();
    let effects = add(&mut form, &[file(1, "a.exe", 1), file(2, "b.txt", 0)]);
    assert_eq!(announcements(&effects)[1], Announcement::FilesRejected(2));
    let effects = add(&mut form, &[file(3, "c.txt", 1)]);
    assert_eq!(
        announcements(&effects),
        [Announcement::FilesAdded { added: 1, all: 3 }]
    );
}

#[test]
fn each_rejected_file_has_its_own_violation_even_if_names_are_equal() {
    let mut form = filled_in();
    add(&mut form, &[file(1, "a.txt", 0), file(2, "a.txt", 5)]);
    assert_eq!(
        violation_of(&form, 1),
        Some(Violation::EmptyFile {
            name: file_name("a.txt")
        })
    );
    assert_eq!(violation_of(&form, 2), None);
}

#[test]
fn a_rejected_file_does_not_count_towards_the_limits_of_the_others() {
    let mut form = filled_in();
    let mut files = three_files().to_vec();
    files.push(file(4, "huge.txt", 9_000_000));
    add(&mut form, &files);
    let problems: Vec<_> = form
        .problems()
        .iter()
        .map(|p| p.violation.clone())
        .collect();
    assert!(
        matches!(problems.as_slice(), [Violation::FileTooLarge { .. }]),
        "{problems:?}"
    );
}

#[test]
fn a_media_type_that_contradicts_the_extension_is_rejected() {
    let mut form = filled_in();
    add(
        &mut form,
        &[SelectedFile::new(FileId(1), "a.png", 5, "Image/JPEG")],
    );
    let expected = Violation::MediaTypeMismatch {
        name: file_name("a.png"),
        media_type: "image/jpeg".into(),
    };
    assert_eq!(violation_of(&form, 1), Some(expected));
}

#[test]
fn a_pasted_image_gets_an_extension_and_keeps_its_original_name() {
    let mut form = filled_in();
    add(
        &mut form,
        &[SelectedFile::new(FileId(1), "image", 5, "image/png")],
    );
    let file = &form.draft().files[0];
    assert_eq!(file.name.as_str(), "image.png");
    assert_eq!(file.original_name.as_deref(), Some("image"));
}

#[test]
fn an_unsafe_name_is_sanitized_and_the_original_is_kept() {
    for (original, sanitized) in [
        ("invoice_\u{202e}fdp.txt", "invoice_fdp.txt"),
        ("../../a.txt", "a.txt"),
        ("nul.txt", "_nul.txt"),
    ] {
        let file = file(1, original, 1);
        assert_eq!(
            (file.name.as_str(), file.original_name.as_deref()),
            (sanitized, Some(original))
        );
    }
    assert_eq!(file(1, "Zürich 🎫.txt", 1).original_name, None);
}

#[test]
fn files_with_equal_name_and_size_are_compared_and_a_duplicate_is_rejected() {
    let mut form = filled_in();
    let effects = add(
        &mut form,
        &[
            file(1, "a.txt", 5),
            file(2, "a.txt", 5),
            file(3, "a.txt", 6),
        ],
    );
    assert_eq!(
        checks(&effects),
        [check(1), check_against(2, &[1]), check(3)]
    );
    assert!(form.problems().is_empty(), "the comparison is pending");
    let issues = vec![(FileId(2), FileIssue::Duplicate(FileId(1)))];
    let effects = form.apply(Event::FilesChecked(issues));
    assert_eq!(announcements(&effects), [Announcement::FilesRejected(1)]);
    assert_eq!(
        violation_of(&form, 2),
        Some(Violation::DuplicateFile {
            name: file_name("a.txt")
        })
    );
    assert_eq!(form.apply(Event::Submitted), [Effect::FocusProblems]);
}

#[test]
fn a_duplicate_is_valid_once_the_first_file_is_removed_and_checked_again_when_it_is_restored() {
    let mut form = filled_in();
    add(
        &mut form,
        &[
            file(1, "a.txt", 5),
            file(2, "a.txt", 5),
            file(3, "a.txt", 5),
        ],
    );
    let duplicates = [2, 3].map(|id| (FileId(id), FileIssue::Duplicate(FileId(1))));
    form.apply(Event::FilesChecked(duplicates.into()));
    let effects = edit(&mut form, Edit::FileRemoved(FileId(1)));
    assert_eq!(checks(&effects), [check(2), check_against(3, &[2])]);
    assert!(form.problems().is_empty());
    let effects = edit(&mut form, Edit::FileRestored(FileId(1)));
    assert_eq!(
        checks(&effects),
        [check(1), check_against(2, &[1]), check_against(3, &[1, 2])]
    );
}

#[test]
fn issues_of_files_that_are_gone_change_nothing() {
    let mut form = filled_in();
    add(&mut form, &[file(1, "a.txt", 5), file(2, "a.txt", 5)]);
    edit(&mut form, Edit::FileRemoved(FileId(1)));
    let issues = vec![
        (FileId(1), FileIssue::Unreadable),
        (FileId(2), FileIssue::Duplicate(FileId(1))),
        (FileId(9), FileIssue::Unreadable),
    ];
    assert_eq!(form.apply(Event::FilesChecked(issues)), []);
    assert!(form.problems().is_empty());
}

#[test]
fn an_unreadable_file_has_no_other_violation() {
    let mut form = filled_in();
    add(&mut form, &[file(1, "a folder", 4_096)]);
    let effects = form.apply(Event::FilesChecked(vec![(
        FileId(1),
        FileIssue::Unreadable,
    )]));
    assert_eq!(announcements(&effects), [Announcement::FilesRejected(1)]);
    let effects = form.apply(Event::FileSniffed(FileId(1), FileContent::Other));
    assert_eq!(announcements(&effects), [], "already announced");
    assert_eq!(
        violation_of(&form, 1),
        Some(Violation::UnreadableFile {
            name: file_name("a folder")
        })
    );
}

#[test]
fn an_empty_or_too_large_folder_is_listed_and_not_checked() {
    let mut form = filled_in();
    let folder = |id, issue| SelectedFile {
        issue: Some(issue),
        ..file(id, "photos", 0)
    };
    let folders = [
        folder(1, FileIssue::FolderEmpty),
        folder(2, FileIssue::FolderTooFull(500)),
    ];
    let effects = add(&mut form, &folders);
    assert_eq!(checks(&effects), []);
    let (photos, limit) = (file_name("photos"), 500);
    assert_eq!(
        violation_of(&form, 1),
        Some(Violation::EmptyFolder {
            name: photos.clone()
        })
    );
    let expected = Violation::TooManyFilesInFolder {
        name: photos,
        limit,
    };
    assert_eq!(violation_of(&form, 2), Some(expected));
}

/// A folder like `Report.pages`, dropped or chosen like a file.
#[test]
fn the_error_for_a_package_explains_how_to_send_it() {
    let mut form = filled_in();
    let package = SelectedFile {
        issue: Some(FileIssue::Package),
        ..file(1, "Report.pages", 0)
    };
    let effects = add(&mut form, &[package, file(2, "Budget.Numbers", 96)]);
    assert_eq!(checks(&effects), [check(2)]);
    form.apply(Event::FilesChecked(vec![(
        FileId(2),
        FileIssue::Unreadable,
    )]));
    for (id, name) in [(1, "Report.pages"), (2, "Budget.Numbers")] {
        let expected = Violation::Package {
            name: file_name(name),
            can_send_zip: false,
        };
        assert_eq!(violation_of(&form, id), Some(expected));
    }
    assert_eq!(form.apply(Event::Submitted), [Effect::FocusProblems]);
}

#[test]
fn the_error_for_a_file_that_is_gone_during_the_submission_is_in_its_row() {
    let mut form = filled_in();
    add(&mut form, &three_files());
    form.apply(Event::Submitted);
    form.apply(Event::Failed(SendError::FileGone(file_name("b.txt"))));
    assert_eq!(violation_of(&form, 1), None);
    assert_eq!(
        violation_of(&form, 2),
        Some(Violation::FileGone {
            name: file_name("b.txt")
        })
    );
}
