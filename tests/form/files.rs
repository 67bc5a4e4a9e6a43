//! Files come and go: what is told, what is asked of the browser, and where the focus goes.

use super::fixtures::rules;
use super::{edit, file, filled_in, filled_in_by, ready_by, sent};
use open_ticket::form::{
    Announcement, Chosen, Edit, Effect, Event, Examination, FileId, Flaw, Form, Phase, Prefill,
};
use open_ticket::rules::Rules;
use open_ticket::ticket::{Complaint, Field, FileName, Opened, SendError};

fn added(form: &mut Form, files: &[Chosen]) -> Vec<Effect> {
    edit(form, Edit::FilesAdded(files.to_vec()))
}

fn name(text: &str) -> FileName {
    FileName::made_safe(text)
}

fn said(effects: &[Effect]) -> Vec<Announcement> {
    let said = effects.iter().filter_map(|effect| match effect {
        Effect::Announce(announcement) => Some(announcement.clone()),
        _ => None,
    });
    said.collect()
}

fn examinations(effects: &[Effect]) -> Vec<Examination> {
    let asked = effects.iter().find_map(|effect| match effect {
        Effect::Examine(asked) => Some(asked.clone()),
        _ => None,
    });
    asked.unwrap_or_default()
}

fn alone(id: u32) -> Examination {
    beside(id, &[])
}

fn beside(id: u32, others: &[u32]) -> Examination {
    Examination {
        file: FileId(id),
        beside: others.iter().map(|id| FileId(*id)).collect(),
    }
}

fn complaint_about(form: &Form, id: u32) -> Option<Complaint> {
    assert!(form.rows().contains(&(FileId(id), true)), "it is listed");
    form.wrong_with(FileId(id))
}

/// The list as ids, those of files that can be put back with a minus before them.
fn listed(form: &Form) -> Vec<i64> {
    let id = |(id, is_kept): &(FileId, bool)| match is_kept {
        true => i64::from(id.0),
        false => -i64::from(id.0),
    };
    form.rows().iter().map(id).collect()
}

fn abc() -> [Chosen; 3] {
    [
        file(1, "a.txt", 1),
        file(2, "b.txt", 2),
        file(3, "c.txt", 3),
    ]
}

#[test]
fn many_files_are_one_announcement_and_one_examination() {
    let mut form = filled_in();
    let effects = added(&mut form, &abc());
    let told = Announcement::FilesAdded { added: 3, all: 3 };
    assert_eq!(said(&effects), [told]);
    assert_eq!(examinations(&effects), [alone(1), alone(2), alone(3)]);
}

#[test]
fn nothing_chosen_is_nothing_said() {
    let mut form = filled_in();
    assert_eq!(added(&mut form, &[]), []);
}

#[test]
fn what_is_refused_is_said_once_and_not_again_with_the_next_good_file() {
    let mut form = filled_in();
    let effects = added(&mut form, &[file(1, "a.exe", 1), file(2, "b.txt", 0)]);
    assert_eq!(said(&effects)[1], Announcement::FilesRefused(2));
    let effects = added(&mut form, &[file(3, "c.txt", 1)]);
    assert_eq!(
        said(&effects),
        [Announcement::FilesAdded { added: 1, all: 3 }]
    );
}

#[test]
fn each_bad_file_has_its_own_complaint_even_where_names_are_the_same() {
    let mut form = filled_in();
    added(&mut form, &[file(1, "a.txt", 0), file(2, "a.txt", 5)]);
    assert_eq!(
        complaint_about(&form, 1),
        Some(Complaint::EmptyFile {
            name: name("a.txt")
        })
    );
    assert_eq!(complaint_about(&form, 2), None);
}

#[test]
fn a_file_that_is_refused_anyway_makes_the_others_not_too_many_or_too_large() {
    let mut form = filled_in();
    let mut files = abc().to_vec();
    files.push(file(4, "huge.txt", 9_000_000));
    added(&mut form, &files);
    let problems: Vec<_> = form
        .problems()
        .iter()
        .map(|p| p.complaint.clone())
        .collect();
    assert!(
        matches!(problems.as_slice(), [Complaint::FileTooLarge { .. }]),
        "{problems:?}"
    );
}

#[test]
fn a_media_type_that_contradicts_the_extension_is_refused() {
    let mut form = filled_in();
    added(
        &mut form,
        &[Chosen::new(FileId(1), "a.png", 5, "Image/JPEG")],
    );
    let told = Complaint::OtherKind {
        name: name("a.png"),
        media_type: "image/jpeg".into(),
    };
    assert_eq!(complaint_about(&form, 1), Some(told));
}

#[test]
fn a_pasted_picture_gets_its_extension_and_both_names_are_kept() {
    let mut form = filled_in();
    added(
        &mut form,
        &[Chosen::new(FileId(1), "image", 5, "image/png")],
    );
    let file = &form.draft().files[0];
    assert_eq!(file.name.as_str(), "image.png");
    assert_eq!(file.called.as_deref(), Some("image"));
}

#[test]
fn a_name_that_cannot_be_is_made_safe_and_both_are_kept() {
    for (called, safe) in [
        ("invoice_\u{202e}fdp.txt", "invoice_fdp.txt"),
        ("../../a.txt", "a.txt"),
        ("nul.txt", "_nul.txt"),
    ] {
        let file = file(1, called, 1);
        assert_eq!(
            (file.name.as_str(), file.called.as_deref()),
            (safe, Some(called))
        );
    }
    assert_eq!(file(1, "Zürich 🎫.txt", 1).called, None);
}

#[test]
fn files_of_one_name_and_size_are_compared_and_a_copy_is_refused() {
    let mut form = filled_in();
    let effects = added(
        &mut form,
        &[
            file(1, "a.txt", 5),
            file(2, "a.txt", 5),
            file(3, "a.txt", 6),
        ],
    );
    assert_eq!(
        examinations(&effects),
        [alone(1), beside(2, &[1]), alone(3)]
    );
    assert!(form.problems().is_empty(), "nobody has compared them yet");
    let found = vec![(FileId(2), Flaw::Duplicate(FileId(1)))];
    let effects = form.apply(Event::FilesExamined(found));
    assert_eq!(said(&effects), [Announcement::FilesRefused(1)]);
    assert_eq!(
        complaint_about(&form, 2),
        Some(Complaint::Duplicate {
            name: name("a.txt")
        })
    );
    assert_eq!(form.apply(Event::Submitted), [Effect::FocusProblems]);
}

#[test]
fn a_copy_is_none_any_more_once_the_first_is_taken_out_and_is_looked_at_again_when_it_is_back() {
    let mut form = filled_in();
    added(
        &mut form,
        &[
            file(1, "a.txt", 5),
            file(2, "a.txt", 5),
            file(3, "a.txt", 5),
        ],
    );
    let copies = [2, 3].map(|id| (FileId(id), Flaw::Duplicate(FileId(1))));
    form.apply(Event::FilesExamined(copies.into()));
    let effects = edit(&mut form, Edit::FileRemoved(FileId(1)));
    assert_eq!(examinations(&effects), [alone(2), beside(3, &[2])]);
    assert!(form.problems().is_empty());
    let effects = edit(&mut form, Edit::FileRestored(FileId(1)));
    assert_eq!(
        examinations(&effects),
        [alone(1), beside(2, &[1]), beside(3, &[1, 2])]
    );
}

#[test]
fn what_was_found_of_files_that_are_gone_changes_nothing() {
    let mut form = filled_in();
    added(&mut form, &[file(1, "a.txt", 5), file(2, "a.txt", 5)]);
    edit(&mut form, Edit::FileRemoved(FileId(1)));
    let found = vec![
        (FileId(1), Flaw::Unreadable),
        (FileId(2), Flaw::Duplicate(FileId(1))),
        (FileId(9), Flaw::Unreadable),
    ];
    assert_eq!(form.apply(Event::FilesExamined(found)), []);
    assert!(form.problems().is_empty());
}

#[test]
fn a_file_that_cannot_be_opened_is_said_to_be_that_and_nothing_else() {
    let mut form = filled_in();
    added(&mut form, &[file(1, "a folder", 4_096)]);
    assert!(matches!(
        complaint_about(&form, 1),
        Some(Complaint::Extension { .. })
    ));
    let effects = form.apply(Event::FilesExamined(vec![(FileId(1), Flaw::Unreadable)]));
    assert_eq!(
        said(&effects),
        [],
        "that something is wrong with it was said"
    );
    assert_eq!(
        complaint_about(&form, 1),
        Some(Complaint::Unreadable {
            name: name("a folder")
        })
    );
}

#[test]
fn a_folder_that_is_empty_or_endless_is_listed_and_not_looked_into_again() {
    let mut form = filled_in();
    let folder = |id, flaw| Chosen {
        flaw: Some(flaw),
        ..file(id, "photos", 0)
    };
    let two = [
        folder(1, Flaw::FolderEmpty),
        folder(2, Flaw::FolderTooFull(500)),
    ];
    let effects = added(&mut form, &two);
    assert_eq!(examinations(&effects), []);
    let (photos, limit) = (name("photos"), 500);
    assert_eq!(
        complaint_about(&form, 1),
        Some(Complaint::FolderEmpty {
            name: photos.clone()
        })
    );
    let full = Complaint::FolderTooFull {
        name: photos,
        limit,
    };
    assert_eq!(complaint_about(&form, 2), Some(full));
}

#[test]
fn a_file_that_was_taken_out_can_be_put_back_in_its_old_place() {
    let mut form = filled_in();
    added(&mut form, &abc());
    let effects = edit(&mut form, Edit::FileRemoved(FileId(2)));
    assert_eq!(effects[0], Effect::FocusFiles(Some(FileId(3))));
    assert_eq!(said(&effects), [Announcement::FileRemoved(name("b.txt"))]);
    assert!(
        !effects.contains(&Effect::Release(FileId(2))),
        "it may come back"
    );
    edit(&mut form, Edit::FileRemoved(FileId(1)));
    assert_eq!(listed(&form), [-1, -2, 3]);
    let effects = edit(&mut form, Edit::FileRestored(FileId(2)));
    assert_eq!(effects[0], Effect::FocusFiles(Some(FileId(2))));
    assert_eq!(said(&effects), [Announcement::FileRestored(name("b.txt"))]);
    assert_eq!(listed(&form), [-1, 2, 3]);
    assert_eq!(
        form.draft()
            .files
            .iter()
            .map(|f| f.id.0)
            .collect::<Vec<_>>(),
        [2, 3]
    );
}

#[test]
fn putting_a_bad_file_back_says_again_that_it_is_bad() {
    let mut form = filled_in();
    added(&mut form, &[file(1, "a.exe", 1)]);
    edit(&mut form, Edit::FileRemoved(FileId(1)));
    assert!(form.problems().is_empty());
    let effects = edit(&mut form, Edit::FileRestored(FileId(1)));
    assert_eq!(said(&effects)[1], Announcement::FilesRefused(1));
}

#[test]
fn when_the_time_is_up_the_file_is_let_go_and_cannot_come_back() {
    let mut form = filled_in();
    added(&mut form, &abc());
    edit(&mut form, Edit::FileRemoved(FileId(2)));
    assert_eq!(
        form.apply(Event::FileForgotten(FileId(2))),
        [Effect::Release(FileId(2))]
    );
    assert_eq!(form.apply(Event::FileForgotten(FileId(2))), []);
    assert_eq!(
        form.apply(Event::FileForgotten(FileId(1))),
        [],
        "it goes along"
    );
    assert_eq!(edit(&mut form, Edit::FileRestored(FileId(2))), []);
    assert_eq!(listed(&form), [1, 3]);
}

#[test]
fn a_file_that_was_taken_out_does_not_go_along_and_is_let_go_when_the_rest_is_sent() {
    let mut form = filled_in();
    added(&mut form, &abc());
    edit(&mut form, Edit::FileRemoved(FileId(2)));
    let effects = form.apply(Event::Submitted);
    assert_eq!(sent(&effects).attachments.len(), 2);
    assert_eq!(effects.last(), Some(&Effect::Release(FileId(2))));
    assert!(form.draft().removed.is_empty());
}

#[test]
fn a_file_that_went_missing_on_its_way_is_told_in_its_row() {
    let mut form = filled_in();
    added(&mut form, &abc());
    form.apply(Event::Submitted);
    form.apply(Event::Failed(SendError::FileGone(name("b.txt"))));
    assert_eq!(complaint_about(&form, 1), None);
    assert_eq!(
        complaint_about(&form, 2),
        Some(Complaint::FileGone {
            name: name("b.txt")
        })
    );
}

/// Rules under which words and files have to share little room.
fn narrow() -> Rules {
    let mut rules = rules();
    rules.limits.request_bytes = 3_000;
    rules
}

fn narrow_form() -> Form {
    let mut form = ready_by(narrow(), Prefill::default());
    for change in [
        Edit::Name("Ada".into()),
        Edit::Email("ada@example.com".into()),
        Edit::Department(super::general().into()),
        Edit::Subject("web-1 answers 500".into()),
        Edit::Message("m".into()),
    ] {
        edit(&mut form, change);
    }
    form
}

#[test]
fn files_that_do_not_fit_beside_the_message_are_told_before_they_are_sent() {
    let mut form = narrow_form();
    added(&mut form, &[file(1, "a.txt", 900)]);
    assert!(form.problems().is_empty());
    edit(&mut form, Edit::Message("🎫".repeat(150)));
    assert!(
        form.problems().is_empty(),
        "nothing is complained of while somebody writes"
    );
    assert_eq!(form.apply(Event::Submitted), [Effect::FocusProblems]);
    let Some(Complaint::FilesBesideWords { size: 900, limit }) = form.complaint(Field::Files)
    else {
        panic!("{:?}", form.problems())
    };
    let before = *limit;
    edit(&mut form, Edit::Message("🎫".repeat(140)));
    let Some(Complaint::FilesBesideWords { limit, .. }) = form.complaint(Field::Files) else {
        panic!("{:?}", form.problems())
    };
    assert!(*limit > before, "what fits is told as it is now");
    edit(&mut form, Edit::Message("short".into()));
    assert!(form.problems().is_empty());
    assert_eq!(sent(&form.apply(Event::Submitted)).attachments.len(), 1);
}

#[test]
fn a_message_that_is_too_large_by_itself_is_told_at_the_message() {
    let mut form = narrow_form();
    added(&mut form, &[file(1, "a.txt", 900)]);
    edit(&mut form, Edit::Message("🎫".repeat(300)));
    form.apply(Event::Submitted);
    assert!(matches!(
        form.complaint(Field::Message),
        Some(Complaint::WordsTooLarge { .. })
    ));
    assert_eq!(form.complaint(Field::Files), None);
    edit(&mut form, Edit::Message("short".into()));
    assert!(form.problems().is_empty());
}

#[test]
fn where_pictures_are_to_be_smaller_those_that_can_be_drawn_anew_are_and_no_others() {
    let mut rules = rules();
    rules.shrink_over = Some(2);
    rules.limits.extensions = Vec::new();
    let mut form = ready_by(rules, Prefill::default());
    let files = [
        file(1, "a.PNG", 5),
        file(2, "b.txt", 5),
        file(3, "c.gif", 5),
        file(4, "d.jpeg", 5),
    ];
    let wanted = Effect::Shrink {
        files: vec![(FileId(1), "image/png"), (FileId(4), "image/jpeg")],
        megapixels: 2,
    };
    assert_eq!(added(&mut form, &files).last(), Some(&wanted));
    assert!(
        !added(&mut filled_in(), &files).contains(&wanted),
        "nobody asked for it"
    );
}

#[test]
fn a_smaller_picture_takes_the_place_of_the_large_one_until_the_person_wants_that_one() {
    let mut form = filled_in();
    added(&mut form, &[file(1, "a.png", 5_000), file(2, "b.png", 5)]);
    assert!(matches!(
        complaint_about(&form, 1),
        Some(Complaint::FileTooLarge { .. })
    ));
    let exchange = [Effect::Exchange(FileId(1))];
    assert_eq!(form.apply(Event::FileShrunk(FileId(1), 700)), exchange);
    assert!(form.problems().is_empty());
    let shrunk = &form.draft().files[0];
    assert_eq!((shrunk.size, shrunk.shrunk_from), (700, Some(5_000)));
    assert_eq!(
        form.apply(Event::FileShrunk(FileId(1), 600)),
        [],
        "once is enough"
    );

    let effects = edit(&mut form, Edit::OriginalKept(FileId(1)));
    assert!(effects.contains(&exchange[0]));
    assert_eq!(said(&effects), [Announcement::FilesRefused(1)]);
    let original = &form.draft().files[0];
    assert_eq!((original.size, original.shrunk_from), (5_000, None));
    assert_eq!(edit(&mut form, Edit::OriginalKept(FileId(2))), []);
}

/// A form that is complete, where two of its files are being made smaller.
fn shrinking() -> Form {
    let mut form = filled_in_by(Rules {
        shrink_over: Some(2),
        ..rules()
    });
    added(&mut form, &[file(1, "a.png", 900), file(2, "b.png", 900)]);
    form
}

/// The sizes of the files of a ticket that goes out, if one does.
fn sizes_sent(effects: &[Effect]) -> Option<Vec<u64>> {
    effects.iter().find_map(|effect| match effect {
        Effect::Send(ticket) => Some(ticket.attachments.iter().map(|file| file.size()).collect()),
        _ => None,
    })
}

#[test]
fn a_ticket_waits_for_its_pictures_and_goes_out_with_the_smaller_ones() {
    let mut form = shrinking();
    let effects = form.apply(Event::Submitted);
    assert!(matches!(form.phase(), Phase::Sending(_)));
    assert_eq!(
        (said(&effects), sizes_sent(&effects)),
        (vec![Announcement::Sending], None)
    );
    let effects = form.apply(Event::FileShrunk(FileId(1), 500));
    assert_eq!(effects, [Effect::Exchange(FileId(1))]);
    let effects = form.apply(Event::FileAsItIs(FileId(2)));
    assert_eq!(sizes_sent(&effects), Some(vec![500, 900]));
    assert!(said(&effects).is_empty(), "it was said already");
}

#[test]
fn a_ticket_that_waits_for_its_pictures_can_be_stopped_and_waits_again() {
    let mut form = shrinking();
    form.apply(Event::Submitted);
    form.apply(Event::Cancelled);
    assert_eq!(form.phase(), &Phase::Editing);
    form.apply(Event::FileShrunk(FileId(1), 500));
    assert_eq!(sizes_sent(&form.apply(Event::Submitted)), None);
    let effects = form.apply(Event::FileShrunk(FileId(2), 400));
    assert_eq!(sizes_sent(&effects), Some(vec![500, 400]));
}

#[test]
fn a_picture_that_gets_smaller_while_it_is_sent_goes_out_as_it_was() {
    let mut form = filled_in();
    added(&mut form, &[file(1, "a.png", 900)]);
    form.apply(Event::Submitted);
    assert_eq!(form.apply(Event::FileShrunk(FileId(1), 700)), []);
    assert_eq!(form.draft().files[0].size, 900);
}

#[test]
fn a_file_that_comes_while_a_ticket_is_on_its_way_is_there_when_that_fails() {
    let mut form = filled_in();
    form.apply(Event::Submitted);
    assert_eq!(added(&mut form, &[file(1, "a.txt", 5)]), []);
    assert!(form.draft().files.is_empty());
    let effects = form.apply(Event::Failed(SendError::NotSent));
    assert_eq!(
        said(&effects),
        [Announcement::FilesAdded { added: 1, all: 1 }]
    );
    assert_eq!(listed(&form), [1]);
}

#[test]
fn a_file_that_comes_too_late_for_a_ticket_waits_for_the_next_one() {
    for comes_before in [true, false] {
        let mut form = filled_in();
        form.apply(Event::Submitted);
        let opened = Event::Opened(Opened::new(1, "1", "c").unwrap());
        if comes_before {
            added(&mut form, &[file(1, "a.txt", 5)]);
            form.apply(opened);
        } else {
            form.apply(opened);
            assert!(!form.has_more());
            added(&mut form, &[file(1, "a.txt", 5)]);
        }
        assert!(form.has_more());
        let effects = form.apply(Event::Restarted);
        assert_eq!(
            said(&effects),
            [Announcement::FilesAdded { added: 1, all: 1 }]
        );
        assert_eq!(listed(&form), [1]);
        assert_eq!(
            form.draft().priority,
            form.rules().unwrap().default_priority
        );
    }
}

#[test]
fn what_is_found_of_a_file_while_it_is_sent_is_told_when_that_fails() {
    let mut form = filled_in();
    added(&mut form, &[file(1, "a.txt", 5)]);
    form.apply(Event::Submitted);
    let found = vec![(FileId(1), Flaw::Unreadable)];
    assert_eq!(form.apply(Event::FilesExamined(found)), []);
    let effects = form.apply(Event::Cancelled);
    assert!(said(&effects).contains(&Announcement::FilesRefused(1)));
    assert_eq!(form.draft().files[0].flaw, Some(Flaw::Unreadable));
}
