//! Files are removed, restored and released.

use super::support::{
    add, announcements, edit, file, file_name, filled_in, listed_ids, sent_ticket, three_files,
};
use open_ticket::form::{Announcement, Edit, Effect, Event, FileId};

#[test]
fn after_a_file_is_removed_the_focus_moves_to_the_next_one_or_the_previous_one() {
    let mut form = filled_in();
    let files = vec![
        file(1, "a.txt", 1),
        file(2, "b.txt", 1),
        file(3, "c.txt", 1),
    ];
    edit(&mut form, Edit::FilesAdded(files));
    let mut focus_after = |id| {
        let effects = edit(&mut form, Edit::FileRemoved(FileId(id)));
        effects.into_iter().find_map(|effect| match effect {
            Effect::FocusFiles(file) => Some(file),
            _ => None,
        })
    };
    assert_eq!(focus_after(2), Some(Some(FileId(3))));
    assert_eq!(focus_after(3), Some(Some(FileId(1))));
    assert_eq!(focus_after(1), Some(None));
    assert_eq!(focus_after(1), None, "the file is already removed");
}

#[test]
fn a_removed_file_can_be_restored_to_its_position() {
    let mut form = filled_in();
    add(&mut form, &three_files());
    let effects = edit(&mut form, Edit::FileRemoved(FileId(2)));
    assert_eq!(effects[0], Effect::FocusFiles(Some(FileId(3))));
    assert_eq!(
        announcements(&effects),
        [Announcement::FileRemoved(file_name("b.txt"))]
    );
    assert!(
        !effects.contains(&Effect::ReleaseFile(FileId(2))),
        "the file can be restored"
    );
    edit(&mut form, Edit::FileRemoved(FileId(1)));
    assert_eq!(listed_ids(&form), [-1, -2, 3]);
    let effects = edit(&mut form, Edit::FileRestored(FileId(2)));
    assert_eq!(effects[0], Effect::FocusFiles(Some(FileId(2))));
    assert_eq!(
        announcements(&effects),
        [Announcement::FileRestored(file_name("b.txt"))]
    );
    assert_eq!(listed_ids(&form), [-1, 2, 3]);
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
fn restoring_a_rejected_file_announces_it_again() {
    let mut form = filled_in();
    add(&mut form, &[file(1, "a.exe", 1)]);
    edit(&mut form, Edit::FileRemoved(FileId(1)));
    assert!(form.problems().is_empty());
    let effects = edit(&mut form, Edit::FileRestored(FileId(1)));
    assert_eq!(announcements(&effects)[1], Announcement::FilesRejected(1));
}

#[test]
fn an_expired_file_is_released_and_cannot_be_restored() {
    let mut form = filled_in();
    add(&mut form, &three_files());
    edit(&mut form, Edit::FileRemoved(FileId(2)));
    assert_eq!(
        form.apply(Event::RemovedFileExpired(FileId(2))),
        [Effect::ReleaseFile(FileId(2))]
    );
    assert_eq!(form.apply(Event::RemovedFileExpired(FileId(2))), []);
    assert_eq!(
        form.apply(Event::RemovedFileExpired(FileId(1))),
        [],
        "the file is in the draft"
    );
    assert_eq!(edit(&mut form, Edit::FileRestored(FileId(2))), []);
    assert_eq!(listed_ids(&form), [1, 3]);
}

#[test]
fn a_removed_file_is_not_sent_and_is_released_on_submission() {
    let mut form = filled_in();
    add(&mut form, &three_files());
    edit(&mut form, Edit::FileRemoved(FileId(2)));
    let effects = form.apply(Event::Submitted);
    assert_eq!(sent_ticket(&effects).attachments.len(), 2);
    assert_eq!(effects.last(), Some(&Effect::ReleaseFile(FileId(2))));
    assert!(form.draft().removed.is_empty());
}
