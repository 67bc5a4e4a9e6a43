//! Submission of the draft, from Send to the response.

use super::support::{
    count_announcements, edit, file, filled_in, problem_fields, progress, read, sending,
    sending_files, sends, sent_ticket, upload, uploaded,
};
use open_ticket::form::{Announcement, Edit, Effect, Event, FileId, HostEvent, Phase, Progress};
use open_ticket::ticket::{
    Field, FileName, OpenedTicket, Priority, Problem, Refusal, Requester, SendError,
    SubmissionOutcome, Violation,
};

#[test]
fn a_complete_draft_is_sent_as_typed() {
    let mut form = filled_in();
    edit(&mut form, Edit::Priority(Priority::High));
    edit(&mut form, Edit::FilesAdded(vec![file(1, "a.txt", 3)]));
    let effects = form.apply(Event::Submitted);
    let ticket = sent_ticket(&effects);
    assert_eq!(ticket.subject.as_str(), "web-1 answers 500");
    assert_eq!(ticket.message.as_str(), "Since **Tuesday**.");
    assert_eq!(ticket.priority, Priority::High);
    assert_eq!(*ticket.attachments[0].body(), FileId(1));
    assert!(matches!(&ticket.requester, Requester::Guest { name, .. } if name.as_str() == "Ada"));
    let expected = Progress {
        total: 3,
        ..Progress::default()
    };
    assert_eq!(progress(&form), Some(expected));
}

#[test]
fn the_focus_moves_to_the_button_when_the_fields_become_inert() {
    let effects = filled_in().apply(Event::Submitted);
    assert_eq!(effects[0], Effect::FocusSubmit);
}

#[test]
fn pressing_send_twice_sends_once() {
    let mut form = sending();
    assert!(form.apply(Event::Submitted).is_empty());
}

#[test]
fn a_submission_can_be_prevented_by_the_host_page() {
    let mut form = sending();
    assert!(form.apply(Event::SubmissionPrevented).is_empty());
    assert!(matches!(form.phase(), Phase::Editing(_)));
    assert_eq!(form.draft().subject, "web-1 answers 500");
}

#[test]
fn no_failure_changes_the_draft() {
    let errors = [
        SendError::NotSent,
        SendError::NotLoaded,
        SendError::Unavailable { retry_after: None },
        SendError::TooSlow,
        SendError::Stalled,
        SendError::Offline,
        SendError::RateLimited {
            retry_after: Some(60),
        },
        SendError::TokenExpired,
        SendError::TokenInvalid,
        SendError::NotOpened,
        SendError::Cancelled,
        Refusal::OriginNotAllowed.into(),
        SendError::FileGone(FileName::sanitized("a.txt")),
        Refusal::DepartmentNotFound.into(),
        Refusal::NumberNotGenerated.into(),
        Refusal::TooLarge { limit: None }.into(),
        Refusal::Other("<b>no</b>".into()).into(),
    ];
    for error in errors {
        let mut form = filled_in();
        edit(&mut form, Edit::FilesAdded(vec![file(1, "a.txt", 3)]));
        let draft = form.draft().clone();
        form.apply(Event::Submitted);
        let effects = form.apply(Event::Failed(error.clone()));
        assert_eq!(*form.draft(), draft, "{error:?}");
        assert!(matches!(form.phase(), Phase::Editing(_)));
        assert!(!sends(&effects), "{error:?}");
    }
}

#[test]
fn a_refusal_is_shown_at_its_field() {
    let shown_at = |refusal: Refusal| {
        let mut form = sending();
        form.apply(Event::Failed(refusal.into()));
        (problem_fields(&form), form.failure().is_some())
    };
    assert_eq!(
        shown_at(Refusal::SubjectRequired),
        (vec![Field::Subject], false)
    );
    assert_eq!(
        shown_at(Refusal::MessageRequired),
        (vec![Field::Message], false)
    );
    assert_eq!(
        shown_at(Refusal::DepartmentNotFound),
        (vec![Field::Department], false)
    );
    assert_eq!(shown_at(Refusal::EmailInvalid), (vec![Field::Email], false));
    assert_eq!(
        shown_at(Refusal::NameAndEmailRequired),
        (vec![Field::Name, Field::Email], false)
    );
    assert_eq!(
        shown_at(Refusal::ServiceNotFound),
        (vec![Field::Related], false)
    );
    assert_eq!(
        shown_at(Refusal::DomainNotFound),
        (vec![Field::Related], false)
    );
    let problem = Problem::new(Field::Priority, Violation::NotOffered);
    assert_eq!(
        shown_at(Refusal::RuleViolation(problem)),
        (vec![Field::Priority], false)
    );
    assert_eq!(shown_at(Refusal::ClientNotFound), (vec![], true));
    assert_eq!(
        shown_at(Refusal::Other("a hook says no".into())),
        (vec![], true)
    );
}

#[test]
fn a_refusal_at_a_field_is_removed_when_that_field_is_edited() {
    let mut form = sending();
    form.apply(Event::Failed(Refusal::EmailInvalid.into()));
    edit(&mut form, Edit::Subject("other".into()));
    assert_eq!(form.violation(Field::Email), Some(&Violation::EmailRefused));
    edit(&mut form, Edit::Email("ada@example.org".into()));
    assert_eq!(form.violation(Field::Email), None);
}

#[test]
fn a_request_that_is_too_large_is_shown_at_the_files_if_there_are_any() {
    let too_large = || Event::Failed(Refusal::TooLarge { limit: Some(1_600) }.into());
    let mut form = filled_in();
    edit(&mut form, Edit::FilesAdded(vec![file(1, "a.txt", 1_000)]));
    form.apply(Event::Submitted);
    form.apply(too_large());
    let expected = Violation::FilesTooLarge {
        size: 1_000,
        limit: 900,
    };
    assert_eq!(form.violation(Field::Files), Some(&expected));
    let mut form = sending();
    form.apply(too_large());
    assert!(form.problems().is_empty() && form.failure().is_some());
}

#[test]
fn progress_is_announced_per_quarter_and_emitted_every_time() {
    let mut form = sending();
    let mut announced = Vec::new();
    for sent in [1, 24, 25, 26, 60, 80, 99, 100, 100] {
        let progress = uploaded(sent, 100);
        let effects = form.apply(Event::Progressed(progress));
        assert!(effects.contains(&Effect::Emit(HostEvent::Progress(progress))));
        announced.extend(
            effects
                .into_iter()
                .filter(|effect| matches!(effect, Effect::Announce(_))),
        );
    }
    let expected = [
        Announcement::Percent(25),
        Announcement::Percent(50),
        Announcement::Percent(75),
        Announcement::AwaitingResponse,
    ];
    assert_eq!(announced, expected.map(Effect::Announce));
}

#[test]
fn reading_can_be_cancelled_and_the_draft_is_unchanged() {
    let mut form = sending_files();
    let draft = form.draft().clone();
    read(&mut form, 100);
    let effects = form.apply(Event::Cancelled);
    assert_eq!(effects[0], Effect::AbortUpload);
    assert_eq!(count_announcements(&effects, Announcement::Cancelled), 1);
    assert!(form.was_cancelled());
    assert_eq!(form.draft(), &draft);
    assert!(matches!(form.phase(), Phase::Editing(_)));
}

#[test]
fn a_cancelled_upload_was_not_sent_but_a_complete_one_is_looked_up() {
    let mut form = sending();
    form.apply(Event::Progressed(uploaded(10, 100)));
    let effects = form.apply(Event::Cancelled);
    assert_eq!(effects[0], Effect::AbortUpload);
    assert!(effects.contains(&Effect::FocusSubmit));
    assert!(effects.contains(&Effect::Announce(Announcement::Cancelled)));
    assert_eq!(form.failure(), None);

    let mut form = sending();
    form.apply(Event::Progressed(uploaded(100, 100)));
    let effects = form.apply(Event::Cancelled);
    assert_eq!(effects[0], Effect::AbortUpload);
    assert!(effects.contains(&Effect::LookUpOutcome));
    form.apply(Event::OutcomeReceived(SubmissionOutcome::Unknown));
    assert_eq!(form.failure(), Some(&SendError::NoResponse));
}

#[test]
fn progress_after_a_cancelled_submission_is_ignored() {
    let mut form = sending_files();
    upload(&mut form, 100);
    form.apply(Event::Cancelled);
    let before = form.clone();
    assert!(upload(&mut form, 400).is_empty());
    assert_eq!(form, before);
}

#[test]
fn events_that_arrive_too_late_change_nothing() {
    let mut form = filled_in();
    let before = form.clone();
    for event in [
        Event::Opened(OpenedTicket::new(1, "1", "c").unwrap()),
        Event::Failed(SendError::NoResponse),
        Event::Progressed(uploaded(1, 2)),
        Event::Ticked,
        Event::Cancelled,
        Event::Restarted,
        Event::RulesFailed(SendError::NoResponse),
        Event::OutcomeReceived(SubmissionOutcome::NotOpened),
    ] {
        assert!(form.apply(event).is_empty());
        assert_eq!(form, before);
    }
}

/// The relay would refuse the same values, after the upload.
#[test]
fn every_text_field_has_a_limit_and_needs_visible_text() {
    let mut form = filled_in();
    edit(&mut form, Edit::Name("ü".repeat(51)));
    edit(
        &mut form,
        Edit::Email(format!("{}@example.com", "a".repeat(49))),
    );
    edit(&mut form, Edit::Subject("\u{200b}\u{3164}".to_owned()));
    edit(&mut form, Edit::Message("[a]: b\n<!-- c -->".to_owned()));
    form.apply(Event::Submitted);
    let fields = [Field::Name, Field::Email, Field::Subject, Field::Message];
    assert_eq!(problem_fields(&form), fields);
}

#[test]
fn invisible_characters_are_removed_from_lines_and_messages() {
    let mut form = filled_in();
    edit(
        &mut form,
        Edit::Subject("Invoice \u{202e}fdp.exe\u{2028}two".to_owned()),
    );
    edit(
        &mut form,
        Edit::Message("\u{1b}[31mred\u{1b}[0m\0".to_owned()),
    );
    let ticket = sent_ticket(&form.apply(Event::Submitted)).clone();
    assert_eq!(ticket.subject.as_str(), "Invoice fdp.exe two");
    assert_eq!(ticket.message.as_str(), "red");
}
