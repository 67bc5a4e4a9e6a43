//! The draft to store: everything that was entered, except passwords.

use super::fixtures::{custom_field, rules, rules_for_a_client};
use super::support::{
    add, edit, field, file, filled_in, opened_ticket, ready, ready_with, sending, technical,
};
use open_ticket::drafts::SavedDraft;
use open_ticket::form::{Edit, Event, FileId, FileIssue, Form, Prefill};
use open_ticket::rules::{FieldKind, Rules};
use open_ticket::ticket::{Priority, SendError, SubmissionOutcome};

fn saved(form: &Form) -> SavedDraft {
    form.to_saved_draft().expect("a draft to store")
}

#[test]
fn a_form_in_which_nothing_was_entered_has_no_draft_to_store() {
    let prefill = Prefill {
        name: "Ada".into(),
        subject: "s".into(),
        priority: Some(Priority::High),
        ..Prefill::default()
    };
    let (mut form, _) = Form::new(prefill.clone());
    assert_eq!(form.to_saved_draft(), None, "the rules are loading");
    form.apply(Event::RulesFailed(SendError::NoResponse));
    assert_eq!(form.to_saved_draft(), None);
    let mut form = ready_with(rules(), prefill);
    assert_eq!(form.to_saved_draft(), None);
    edit(&mut form, Edit::Subject("S".into()));
    assert_eq!(saved(&form).subject, "S");
    edit(&mut form, Edit::Subject("s".into()));
    assert_eq!(form.to_saved_draft(), None);
}

#[test]
fn each_field_alone_is_a_draft_to_store() {
    for change in [
        Edit::Name("Ada".into()),
        Edit::Email("a".into()),
        Edit::Department(Some(technical())),
        Edit::Priority(Priority::Low),
        Edit::Subject("s".into()),
        Edit::Message("m".into()),
        Edit::Answer(field(1), "E-1".into()),
        Edit::FilesAdded(vec![file(1, "a.txt", 1)]),
    ] {
        let mut form = ready();
        edit(&mut form, change.clone());
        assert!(form.to_saved_draft().is_some(), "{change:?}");
    }
}

fn rules_with_a_password() -> Rules {
    let mut rules = rules();
    rules.departments[2]
        .fields
        .push(custom_field(9, FieldKind::Password));
    rules
}

#[test]
fn passwords_are_not_stored_for_any_selected_department() {
    for department in [1, 3] {
        let mut form = ready_with(rules_with_a_password(), Prefill::default());
        edit(&mut form, Edit::Answer(field(1), "E-1".into()));
        edit(&mut form, Edit::Answer(field(9), "secret".into()));
        edit(
            &mut form,
            Edit::Department(open_ticket::ticket::DepartmentId::new(department)),
        );
        let saved = saved(&form);
        assert_eq!(
            saved.answers.iter().collect::<Vec<_>>(),
            [(field(1), "E-1")]
        );
        assert!(!saved.encode().contains("secret"));
    }
}

#[test]
fn an_answer_whose_kind_is_no_longer_known_is_not_stored() {
    let mut form = ready_with(rules_with_a_password(), Prefill::default());
    edit(&mut form, Edit::Answer(field(9), "secret".into()));
    form.apply(Event::RulesLoaded(Box::new(rules())));
    assert!(!saved(&form).encode().contains("secret"));
    assert_eq!(form.draft().answers.get(field(9)), Some("secret"));
}

#[test]
fn the_name_and_address_of_a_signed_in_client_are_not_stored() {
    let prefill = Prefill {
        name: "Ada".into(),
        email: "ada@example.com".into(),
        ..Prefill::default()
    };
    let mut form = ready_with(rules_for_a_client(), prefill);
    edit(&mut form, Edit::Message("m".into()));
    let saved = saved(&form);
    assert_eq!((saved.name, saved.email), Default::default());
}

#[test]
fn removed_files_and_folders_without_bytes_are_not_stored() {
    let mut form = filled_in();
    let files: Vec<_> = (1..=6)
        .map(|id| file(id, &format!("{id}.txt"), id.into()))
        .collect();
    add(&mut form, &files);
    edit(&mut form, Edit::FileRemoved(FileId(1)));
    form.apply(Event::FilesChecked(vec![
        (FileId(2), FileIssue::Package),
        (FileId(3), FileIssue::FolderEmpty),
        (FileId(4), FileIssue::FolderTooFull(1)),
        (FileId(5), FileIssue::Unreadable),
    ]));
    let files = saved(&form).files.into_iter();
    let files: Vec<_> = files.map(|file| (file.id, file.is_stored)).collect();
    assert_eq!(
        files,
        [(5, false), (6, true)],
        "an unreadable file has no bytes to store"
    );
}

#[test]
fn a_file_that_is_added_while_a_ticket_is_sent_is_stored_as_a_late_file() {
    let mut form = sending();
    add(&mut form, &[file(1, "a.txt", 1)]);
    let is_added_since_submission = |form: &Form| {
        saved(form)
            .files
            .iter()
            .map(|file| file.is_added_since_submission)
            .collect::<Vec<_>>()
    };
    assert_eq!(is_added_since_submission(&form), [true]);
    assert!(!saved(&form).is_changed_since_submission);
    form.apply(Event::Failed(SendError::NoResponse));
    assert_eq!(
        is_added_since_submission(&form),
        [true],
        "while the outcome is looked up"
    );
    form.apply(Event::OutcomeReceived(SubmissionOutcome::Unknown));
    assert_eq!(is_added_since_submission(&form), [false]);
    assert!(
        saved(&form).is_changed_since_submission,
        "the file is in the draft now"
    );
}

#[test]
fn an_open_ticket_has_no_draft_to_store_unless_something_was_added_later() {
    let mut form = sending();
    form.apply(Event::Opened(opened_ticket()));
    assert_eq!(form.to_saved_draft(), None);
    add(&mut form, &[file(1, "a.txt", 1)]);
    let saved = saved(&form);
    assert_eq!(saved.files.len(), 1);
    assert_eq!((saved.name.as_str(), saved.message.as_str()), ("Ada", ""));
    form.apply(Event::Restarted);
    assert_eq!(form.to_saved_draft().unwrap().name, "Ada");
}

#[test]
fn a_submission_is_pending_until_its_outcome_is_known() {
    let mut form = filled_in();
    assert!(!form.has_pending_submission() && form.can_restore_draft());
    form.apply(Event::Submitted);
    assert!(form.has_pending_submission() && !form.can_restore_draft());
    let opened = {
        let mut form = form.clone();
        form.apply(Event::Opened(opened_ticket()));
        form
    };
    assert!(!opened.has_pending_submission() && !opened.can_restore_draft());
    for (error, is_pending) in [
        (SendError::NotSent, false),
        (SendError::Offline, false),
        (SendError::RateLimited { retry_after: None }, false),
        (SendError::TokenExpired, false),
        (SendError::NoResponse, true),
        (SendError::InProgress, true),
        (SendError::KeyReused, true),
        (
            SendError::GatewayFailed {
                status: 502,
                retry_after: None,
            },
            true,
        ),
    ] {
        let mut form = form.clone();
        form.apply(Event::Failed(error.clone()));
        form.apply(Event::OutcomeReceived(SubmissionOutcome::Unknown));
        assert_eq!(form.has_pending_submission(), is_pending, "{error:?}");
        let is_changed = error == SendError::KeyReused;
        assert_eq!(
            saved(&form).is_changed_since_submission,
            is_changed,
            "{error:?}"
        );
        edit(&mut form, Edit::Message("other".into()));
        assert_eq!(form.has_pending_submission(), is_pending, "{error:?}");
        assert_eq!(
            saved(&form).is_changed_since_submission,
            is_pending,
            "{error:?}"
        );
    }
}
