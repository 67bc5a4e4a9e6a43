//! A draft is restored with the key of a submission whose outcome the page did not receive.

use super::support::{
    add, confirmation, edit, file, filled_in, listed_ids, lookup_reason, opened_ticket, ready,
    renews_key, sending, sends,
};
use open_ticket::drafts::SavedDraft;
use open_ticket::form::{
    Announcement, Edit, Effect, Event, Form, HostEvent, LookupReason, Phase, Replacement,
};
use open_ticket::ticket::{IdempotencyKey, SendError, SubmissionOutcome};

fn key() -> IdempotencyKey {
    IdempotencyKey::from_random_bytes([7; 16])
}

/// Form of the page that was loaded again.
fn reloaded(form: &Form) -> (Form, Vec<Effect>) {
    let saved = form.to_saved_draft().expect("a draft");
    let saved = SavedDraft {
        submission: Some(key()),
        ..SavedDraft::decode(&saved.encode()).unwrap()
    };
    let mut form = ready();
    let effects = form.replace_draft(Replacement::Restored(Box::new(saved)));
    (form, effects)
}

/// Form whose draft was changed after a submission without a response.
fn changed() -> Form {
    let mut form = sending();
    form.apply(Event::Failed(SendError::NoResponse));
    form.apply(Event::OutcomeReceived(SubmissionOutcome::Unknown));
    edit(&mut form, Edit::Message("Since Monday.".into()));
    form
}

fn receive_outcome(form: &mut Form, outcome: SubmissionOutcome) -> Vec<Effect> {
    form.apply(Event::OutcomeReceived(outcome))
}

#[test]
fn the_outcome_is_looked_up_under_the_stored_key_before_anything_can_be_sent() {
    let (mut form, effects) = reloaded(&sending());
    let expected = [
        Effect::UseKey(key()),
        Effect::Announce(Announcement::LookingUp),
        Effect::LookUpOutcome,
    ];
    assert_eq!(effects, expected, "the focus does not move");
    let reason = LookupReason::Restored { is_changed: false };
    assert_eq!(lookup_reason(&form), Some(&reason));
    assert_eq!(form.draft(), filled_in().draft());
    assert!(form.apply(Event::Submitted).is_empty());
    assert!(form.has_pending_submission());
}

#[test]
fn an_open_ticket_is_confirmed_and_its_draft_is_dropped() {
    let (mut form, _) = reloaded(&sending());
    let effects = receive_outcome(&mut form, SubmissionOutcome::Opened(opened_ticket()));
    assert_eq!(effects, confirmation());
    assert!(!form.has_unsent_changes());
    assert_eq!(form.to_saved_draft(), None);
}

#[test]
fn a_file_that_was_added_during_the_submission_is_kept_for_the_next_ticket() {
    let mut form = sending();
    add(&mut form, &[file(1, "a.txt", 1)]);
    let (mut form, _) = reloaded(&form);
    assert_eq!(listed_ids(&form), [] as [i64; 0]);
    receive_outcome(&mut form, SubmissionOutcome::Opened(opened_ticket()));
    assert!(form.has_unsent_changes());
    form.apply(Event::Restarted);
    assert_eq!(listed_ids(&form), [1]);
    assert_eq!(form.draft().message, "", "the text is in the ticket");
}

#[test]
fn a_draft_that_was_changed_since_is_kept_if_the_ticket_is_open() {
    let (mut form, _) = reloaded(&changed());
    let reason = LookupReason::Restored { is_changed: true };
    assert_eq!(lookup_reason(&form), Some(&reason));
    receive_outcome(&mut form, SubmissionOutcome::Opened(opened_ticket()));
    assert!(form.has_unsent_changes());
    assert_eq!(form.draft().message, "Since Monday.");
}

#[test]
fn text_typed_before_the_draft_is_restored_is_kept_if_the_ticket_is_open() {
    let saved = SavedDraft {
        submission: Some(key()),
        ..sending().to_saved_draft().unwrap()
    };
    let mut form = ready();
    edit(&mut form, Edit::Message("One more thing".into()));
    form.replace_draft(Replacement::Restored(Box::new(saved)));
    receive_outcome(&mut form, SubmissionOutcome::Opened(opened_ticket()));
    assert!(form.draft().message.ends_with("One more thing"));
}

#[test]
fn a_ticket_that_was_not_opened_is_sent_when_the_user_presses_send() {
    let (mut form, _) = reloaded(&sending());
    let effects = receive_outcome(&mut form, SubmissionOutcome::NotOpened);
    assert_eq!(
        effects,
        [Effect::FocusProblems, Effect::Emit(HostEvent::Failed)],
        "nothing is sent automatically after a reload"
    );
    assert_eq!(form.failure(), Some(&SendError::InterruptedNotOpened));
    assert_eq!(form.seconds_until_retry(), None);
    let mut edited = form.clone();
    let effects = form.apply(Event::Submitted);
    assert!(sends(&effects) && !renews_key(&effects));
    edit(&mut edited, Edit::Message("Since Monday.".into()));
    let effects = edited.apply(Event::Submitted);
    assert!(
        sends(&effects) && renews_key(&effects),
        "the changed draft is another ticket"
    );
}

#[test]
fn a_changed_draft_is_another_ticket_once_the_first_one_is_known_not_to_be_open() {
    let (mut form, _) = reloaded(&changed());
    receive_outcome(&mut form, SubmissionOutcome::NotOpened);
    assert_eq!(form.failure(), Some(&SendError::InterruptedNotOpened));
    let effects = form.apply(Event::Submitted);
    assert!(sends(&effects) && renews_key(&effects));
}

#[test]
fn an_unknown_outcome_keeps_the_key_through_the_next_reload() {
    let (mut form, _) = reloaded(&sending());
    receive_outcome(&mut form, SubmissionOutcome::Unknown);
    assert_eq!(form.failure(), Some(&SendError::Interrupted));
    assert!(form.has_pending_submission());
    let (again, effects) = reloaded(&form);
    assert!(effects.contains(&Effect::UseKey(key())));
    let reason = LookupReason::Restored { is_changed: false };
    assert_eq!(lookup_reason(&again), Some(&reason));
    let effects = form.apply(Event::Submitted);
    assert!(sends(&effects) && !renews_key(&effects));
}

#[test]
fn a_changed_draft_is_sent_as_another_ticket_only_after_a_warning() {
    let (mut form, _) = reloaded(&changed());
    receive_outcome(&mut form, SubmissionOutcome::Unknown);
    assert_eq!(form.failure(), Some(&SendError::KeyReused));
    let effects = form.apply(Event::Submitted);
    assert!(sends(&effects) && renews_key(&effects));
}

#[test]
fn the_outcome_is_looked_up_again_once_the_browser_is_online() {
    let (mut form, _) = reloaded(&sending());
    form.apply(Event::WentOffline);
    receive_outcome(&mut form, SubmissionOutcome::Unknown);
    for is_changed in [false, true] {
        let mut form = form.clone();
        if is_changed {
            edit(&mut form, Edit::Message("Since Monday.".into()));
        }
        let effects = form.apply(Event::WentOnline);
        assert!(effects.contains(&Effect::LookUpOutcome));
        assert_eq!(
            lookup_reason(&form),
            Some(&LookupReason::Restored { is_changed })
        );
    }
}

#[test]
fn a_form_with_a_pending_submission_accepts_no_other_key() {
    let mut form = changed();
    assert!(!form.can_restore_draft());
    let before = form.clone();
    let saved = SavedDraft {
        submission: Some(key()),
        ..sending().to_saved_draft().unwrap()
    };
    assert!(
        form.replace_draft(Replacement::Restored(Box::new(saved)))
            .is_empty()
    );
    assert_eq!(form, before);
}

#[test]
fn a_submission_that_another_tab_started_is_taken_over_with_its_draft() {
    let saved = SavedDraft {
        submission: Some(key()),
        ..sending().to_saved_draft().unwrap()
    };
    let mut form = ready();
    edit(&mut form, Edit::Message("own".into()));
    let effects = form.replace_draft(Replacement::Imported(Box::new(saved)));
    assert!(effects.contains(&Effect::UseKey(key())));
    receive_outcome(&mut form, SubmissionOutcome::Opened(opened_ticket()));
    assert!(matches!(form.phase(), Phase::Opened(_)) && !form.has_unsent_changes());
    form.apply(Event::Restarted);
    form.replace_draft(Replacement::Undone);
    assert_eq!(form.draft().message, "own");
}
