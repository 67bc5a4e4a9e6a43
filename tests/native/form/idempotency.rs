//! Idempotency keys: one intent keeps its key until a definite response, and the form looks up a
//! submission whose outcome is unknown.

use super::support::{
    confirmation, edit, file, filled_in, lookup_reason, opened_ticket, renews_key, sending, sends,
    sent_ticket,
};
use open_ticket::form::{Announcement, Edit, Effect, Event, Form, HostEvent, LookupReason, Phase};
use open_ticket::ticket::{Field, Problem, Refusal, SendError, SubmissionOutcome, Violation};

fn failed(error: impl Into<SendError>) -> (Form, Vec<Effect>) {
    let mut form = sending();
    let effects = form.apply(Event::Failed(error.into()));
    (form, effects)
}

/// Form that shows that the outcome of its submission is unknown.
fn unconfirmed() -> Form {
    let (mut form, _) = failed(SendError::NoResponse);
    form.apply(Event::OutcomeReceived(SubmissionOutcome::Unknown));
    form
}

fn change_message(form: &mut Form) {
    edit(form, Edit::Message("Since Monday.".into()));
}

#[test]
fn a_definite_response_ends_the_intent() {
    assert!(renews_key(&sending().apply(Event::Opened(opened_ticket()))));
    for refusal in [
        Refusal::EmailInvalid,
        Refusal::NumberNotGenerated,
        Refusal::RuleViolation(Problem::new(Field::Subject, Violation::Missing)),
        Refusal::TooLarge { limit: None },
        Refusal::BadRequest,
        Refusal::OriginNotAllowed,
        Refusal::Other("no".into()),
    ] {
        let (_, effects) = failed(refusal.clone());
        assert!(renews_key(&effects), "{refusal:?}");
    }
}

#[test]
fn without_a_definite_response_the_next_submission_reuses_the_key() {
    for error in [
        SendError::NotSent,
        SendError::NotLoaded,
        SendError::Unavailable { retry_after: None },
        SendError::TooSlow,
        SendError::Stalled,
        SendError::Offline,
        SendError::RateLimited { retry_after: None },
        SendError::TokenExpired,
        SendError::TokenInvalid,
        SendError::Cancelled,
        SendError::NoResponse,
        SendError::InProgress,
    ] {
        let (mut form, mut effects) = failed(error.clone());
        effects.extend(form.apply(Event::OutcomeReceived(SubmissionOutcome::Unknown)));
        let again = form.apply(Event::Submitted);
        assert!(sends(&again), "{error:?}");
        assert!(!renews_key(&effects) && !renews_key(&again), "{error:?}");
    }
}

#[test]
fn a_submission_that_the_host_page_prevents_keeps_its_key() {
    let mut form = sending();
    assert!(!renews_key(&form.apply(Event::SubmissionPrevented)));
    assert!(!renews_key(&form.apply(Event::Submitted)));
}

#[test]
fn an_unknown_outcome_is_looked_up_and_announced() {
    for error in [SendError::NoResponse, SendError::InProgress] {
        let (form, effects) = failed(error.clone());
        let expected = [
            Effect::FocusSubmit,
            Effect::Announce(Announcement::LookingUp),
            Effect::LookUpOutcome,
        ];
        assert_eq!(effects, expected);
        assert_eq!(
            lookup_reason(&form),
            Some(&LookupReason::SubmissionFailed(error))
        );
    }
}

#[test]
fn during_a_lookup_the_form_cannot_be_edited_sent_or_cancelled() {
    let (mut form, _) = failed(SendError::NoResponse);
    let before = form.clone();
    for event in [
        Event::Edited(Edit::Subject("other".into())),
        Event::Submitted,
        Event::Cancelled,
        Event::Failed(SendError::NoResponse),
        Event::Opened(opened_ticket()),
    ] {
        assert!(form.apply(event).is_empty());
        assert_eq!(form, before);
    }
}

#[test]
fn a_ticket_that_the_lookup_finds_is_confirmed_as_usual() {
    let (mut form, _) = failed(SendError::NoResponse);
    let effects = form.apply(Event::OutcomeReceived(SubmissionOutcome::Opened(
        opened_ticket(),
    )));
    assert_eq!(effects, confirmation());
    assert_eq!(form.draft().message, "");
    assert!(!form.has_unsent_changes());
}

#[test]
fn a_ticket_that_the_lookup_does_not_find_is_retried_under_the_same_key() {
    let (mut form, _) = failed(SendError::NoResponse);
    let effects = form.apply(Event::OutcomeReceived(SubmissionOutcome::NotOpened));
    let expected = [
        Effect::FocusProblems,
        Effect::Emit(HostEvent::Failed),
        Effect::Announce(Announcement::Retrying(5)),
    ];
    assert_eq!(effects, expected);
    assert_eq!(form.failure(), Some(&SendError::NotOpened));
    assert_eq!(form.draft().message, "Since **Tuesday**.");
    let again = form.apply(Event::Submitted);
    assert!(
        sends(&again) && !renews_key(&again),
        "the first request may still arrive"
    );
}

#[test]
fn an_edit_after_a_ticket_was_not_found_gets_a_new_key() {
    let (mut form, _) = failed(SendError::NoResponse);
    form.apply(Event::OutcomeReceived(SubmissionOutcome::NotOpened));
    change_message(&mut form);
    let effects = form.apply(Event::Submitted);
    assert!(renews_key(&effects) && sends(&effects));
}

#[test]
fn an_outcome_that_stays_unknown_shows_the_original_error_and_keeps_the_draft() {
    for error in [SendError::NoResponse, SendError::InProgress] {
        let (mut form, _) = failed(error.clone());
        form.apply(Event::OutcomeReceived(SubmissionOutcome::Unknown));
        assert_eq!(form.failure(), Some(&error));
        assert_eq!(form.draft(), filled_in().draft());
        assert!(matches!(form.phase(), Phase::Editing(_)));
    }
}

#[test]
fn a_changed_draft_is_sent_only_after_the_earlier_one_is_looked_up() {
    let mut form = unconfirmed();
    change_message(&mut form);
    let effects = form.apply(Event::Submitted);
    assert!(effects.contains(&Effect::LookUpOutcome) && !sends(&effects));
    let effects = form.apply(Event::OutcomeReceived(SubmissionOutcome::NotOpened));
    let position = |is_match: fn(&Effect) -> bool| effects.iter().position(is_match);
    let renewal = position(|effect| *effect == Effect::RenewKey);
    assert!(renewal < position(|effect| matches!(effect, Effect::Send(_))));
    assert_eq!(sent_ticket(&effects).message.as_str(), "Since Monday.");
}

#[test]
fn a_draft_that_is_changed_back_is_the_same_intent() {
    let mut form = unconfirmed();
    change_message(&mut form);
    edit(&mut form, Edit::Message("Since **Tuesday**.".into()));
    let effects = form.apply(Event::Submitted);
    assert!(sends(&effects) && !renews_key(&effects));
}

#[test]
fn a_changed_draft_is_kept_with_its_files_if_the_earlier_one_was_opened() {
    let mut form = unconfirmed();
    change_message(&mut form);
    edit(&mut form, Edit::FilesAdded(vec![file(1, "a.txt", 3)]));
    form.apply(Event::Submitted);
    let effects = form.apply(Event::OutcomeReceived(SubmissionOutcome::Opened(
        opened_ticket(),
    )));
    assert!(renews_key(&effects) && !effects.contains(&Effect::ReleaseFile(file(1, "", 0).id)));
    assert!(matches!(form.phase(), Phase::Opened(_)) && form.has_unsent_changes());
    assert_eq!(form.apply(Event::Restarted), [Effect::FocusFirstField]);
    assert_eq!(form.draft().message, "Since Monday.");
    assert_eq!(form.draft().files.len(), 1);
    let effects = form.apply(Event::Submitted);
    assert!(sends(&effects), "the changed draft is another ticket");
}

#[test]
fn a_changed_draft_is_sent_after_a_warning_if_the_earlier_outcome_stays_unknown() {
    let mut form = unconfirmed();
    change_message(&mut form);
    form.apply(Event::Submitted);
    let effects = form.apply(Event::OutcomeReceived(SubmissionOutcome::Unknown));
    assert!(!sends(&effects) && !renews_key(&effects));
    assert_eq!(form.failure(), Some(&SendError::KeyReused));
    let effects = form.apply(Event::Submitted);
    assert!(renews_key(&effects) && sends(&effects));
}

#[test]
fn the_earlier_draft_keeps_its_key_even_after_that_warning() {
    let mut form = unconfirmed();
    change_message(&mut form);
    form.apply(Event::Submitted);
    form.apply(Event::OutcomeReceived(SubmissionOutcome::Unknown));
    edit(&mut form, Edit::Message("Since **Tuesday**.".into()));
    let effects = form.apply(Event::Submitted);
    assert!(sends(&effects) && !renews_key(&effects));
}

#[test]
fn a_reused_key_is_looked_up_first() {
    let (form, effects) = failed(SendError::KeyReused);
    assert!(effects.contains(&Effect::LookUpOutcome) && !renews_key(&effects));
    assert_eq!(lookup_reason(&form), Some(&LookupReason::DraftChanged));
    let effects = form
        .clone()
        .apply(Event::OutcomeReceived(SubmissionOutcome::NotOpened));
    assert!(renews_key(&effects) && sends(&effects));
    let mut unknown = form.clone();
    unknown.apply(Event::OutcomeReceived(SubmissionOutcome::Unknown));
    assert_eq!(unknown.failure(), Some(&SendError::KeyReused));
    assert!(renews_key(&unknown.apply(Event::Submitted)));
    let mut open = form;
    open.apply(Event::OutcomeReceived(SubmissionOutcome::Opened(
        opened_ticket(),
    )));
    assert!(open.has_unsent_changes(), "the other draft is unknown");
}

/// The form does not take a refusal by the relay as the outcome of an earlier submission: it looks
/// up that outcome before it sends a changed draft.
#[test]
fn a_refusal_by_the_relay_does_not_confirm_an_earlier_submission() {
    let mut form = unconfirmed();
    form.apply(Event::Submitted);
    let problem = Problem::new(Field::Message, Violation::Missing);
    let effects = form.apply(Event::Failed(Refusal::RuleViolation(problem).into()));
    assert!(!renews_key(&effects));
    change_message(&mut form);
    assert!(
        form.apply(Event::Submitted)
            .contains(&Effect::LookUpOutcome)
    );
}

#[test]
fn a_refusal_by_whmcs_ends_the_intent_because_the_request_had_the_key() {
    let mut form = unconfirmed();
    form.apply(Event::Submitted);
    let effects = form.apply(Event::Failed(Refusal::NumberNotGenerated.into()));
    assert!(renews_key(&effects));
    change_message(&mut form);
    assert!(sends(&form.apply(Event::Submitted)));
}
