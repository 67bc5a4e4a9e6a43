//! Files that are added or checked while a ticket is being sent.

use super::support::{add, announcements, file, filled_in, listed_ids, opened_ticket, sending};
use open_ticket::form::{Announcement, Event, FileId, FileIssue};
use open_ticket::ticket::{SendError, SubmissionOutcome};

#[test]
fn a_file_added_during_a_submission_is_in_the_draft_after_it_fails() {
    let mut form = filled_in();
    form.apply(Event::Submitted);
    assert_eq!(add(&mut form, &[file(1, "a.txt", 5)]), []);
    assert!(form.draft().files.is_empty());
    let effects = form.apply(Event::Failed(SendError::NotSent));
    assert_eq!(
        announcements(&effects),
        [Announcement::FilesAdded { added: 1, all: 1 }]
    );
    assert_eq!(listed_ids(&form), [1]);
}

#[test]
fn a_file_that_is_too_late_for_a_ticket_is_kept_for_the_next_one() {
    for arrives_before in [true, false] {
        let mut form = filled_in();
        form.apply(Event::Submitted);
        let opened = Event::Opened(opened_ticket());
        if arrives_before {
            add(&mut form, &[file(1, "a.txt", 5)]);
            form.apply(opened);
        } else {
            form.apply(opened);
            assert!(!form.has_unsent_changes());
            add(&mut form, &[file(1, "a.txt", 5)]);
        }
        assert!(form.has_unsent_changes());
        let effects = form.apply(Event::Restarted);
        assert_eq!(
            announcements(&effects),
            [Announcement::FilesAdded { added: 1, all: 1 }]
        );
        assert_eq!(listed_ids(&form), [1]);
        assert_eq!(
            form.draft().priority,
            form.rules().unwrap().default_priority
        );
    }
}

#[test]
fn an_issue_found_during_a_submission_is_announced_after_it_fails() {
    let mut form = filled_in();
    add(&mut form, &[file(1, "a.txt", 5)]);
    form.apply(Event::Submitted);
    let issues = vec![(FileId(1), FileIssue::Unreadable)];
    assert_eq!(form.apply(Event::FilesChecked(issues)), []);
    let effects = form.apply(Event::Cancelled);
    assert!(announcements(&effects).contains(&Announcement::FilesRejected(1)));
    assert_eq!(form.draft().files[0].issue, Some(FileIssue::Unreadable));
}

#[test]
fn an_issue_found_after_the_ticket_of_an_earlier_draft_is_announced_with_the_kept_draft() {
    let mut form = sending();
    form.apply(Event::Failed(SendError::NoResponse));
    form.apply(Event::OutcomeReceived(SubmissionOutcome::Unknown));
    add(&mut form, &[file(1, "a.txt", 5)]);
    form.apply(Event::Submitted);
    form.apply(Event::OutcomeReceived(SubmissionOutcome::Opened(
        opened_ticket(),
    )));
    let issues = vec![(FileId(1), FileIssue::Unreadable)];
    assert_eq!(form.apply(Event::FilesChecked(issues)), []);
    let effects = form.apply(Event::Restarted);
    assert_eq!(announcements(&effects), [Announcement::FilesRejected(1)]);
}
