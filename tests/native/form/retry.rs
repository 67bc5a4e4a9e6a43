//! Automatic retry of a failed submission.

use super::support::{
    count_announcements, edit, file, opened_ticket, renews_key, sending, sending_files, sends,
    tick, upload,
};
use open_ticket::form::{Announcement, Edit, Effect, Event, Form, Phase};
use open_ticket::ticket::{FileName, Refusal, SendError, SubmissionOutcome};

/// Announcement that the retry of [`retrying`] was cancelled.
const RETRY_CANCELLED: Announcement = Announcement::RetryCancelled(SendError::NotOpened);

/// Form whose ticket was not opened, and whose retry countdown runs.
fn retrying() -> Form {
    let mut form = sending_files();
    form.apply(Event::Failed(SendError::NoResponse));
    form.apply(Event::OutcomeReceived(SubmissionOutcome::NotOpened));
    form
}

#[test]
fn a_ticket_that_was_not_opened_is_retried_three_times_with_growing_delays() {
    let mut form = retrying();
    for delay in [5, 15, 45] {
        assert_eq!(form.seconds_until_retry(), Some(delay));
        assert!(form.needs_ticks());
        assert!(tick(&mut form, delay - 1).is_empty());
        assert_eq!(form.seconds_until_retry(), Some(1));
        let effects = tick(&mut form, 1);
        assert!(sends(&effects) && !renews_key(&effects));
        assert_eq!((form.seconds_until_retry(), form.failure()), (None, None));
        form.apply(Event::Failed(SendError::NoResponse));
        form.apply(Event::OutcomeReceived(SubmissionOutcome::NotOpened));
    }
    assert_eq!(form.seconds_until_retry(), None, "a user decides now");
    assert!(!form.needs_ticks());
    form.apply(Event::Submitted);
    form.apply(Event::Failed(SendError::NoResponse));
    form.apply(Event::OutcomeReceived(SubmissionOutcome::NotOpened));
    assert_eq!(form.seconds_until_retry(), Some(5));
}

#[test]
fn the_countdown_is_announced_once_when_it_starts() {
    let mut form = sending_files();
    form.apply(Event::Failed(SendError::NoResponse));
    let mut effects = form.apply(Event::OutcomeReceived(SubmissionOutcome::NotOpened));
    effects.extend(tick(&mut form, 4));
    assert_eq!(count_announcements(&effects, Announcement::Retrying(5)), 1);
    assert_eq!(effects.len(), 3, "{effects:?}");
}

#[test]
fn retry_after_is_respected_up_to_two_minutes() {
    let retry_after = |error: SendError| {
        let mut form = sending();
        let effects = form.apply(Event::Failed(error));
        assert!(!renews_key(&effects));
        form.seconds_until_retry()
    };
    let unavailable = |wait| retry_after(SendError::Unavailable { retry_after: wait });
    let rate = |wait| retry_after(SendError::RateLimited { retry_after: wait });
    assert_eq!(
        (rate(Some(12)), unavailable(Some(30))),
        (Some(12), Some(30))
    );
    assert_eq!((rate(Some(0)), rate(Some(120))), (Some(1), Some(120)));
    assert_eq!((rate(Some(121)), rate(Some(u64::MAX))), (None, None));
    assert_eq!((rate(None), unavailable(None)), (None, None));
}

/// A proxy may have forwarded the request nevertheless, so its outcome is looked up first.
#[test]
fn the_retry_after_of_a_proxy_is_respected_after_any_result_of_the_lookup() {
    let fail = |retry_after, outcome| {
        let mut form = sending();
        let error = SendError::GatewayFailed {
            status: 503,
            retry_after: Some(retry_after),
        };
        let effects = form.apply(Event::Failed(error));
        assert!(effects.contains(&Effect::LookUpOutcome) && !renews_key(&effects));
        form.apply(Event::OutcomeReceived(outcome));
        form
    };
    for outcome in [SubmissionOutcome::NotOpened, SubmissionOutcome::Unknown] {
        let mut form = fail(30, outcome.clone());
        assert_eq!(form.seconds_until_retry(), Some(30), "{outcome:?}");
        let effects = tick(&mut form, 30);
        assert!(sends(&effects) && !renews_key(&effects), "{outcome:?}");
        assert_eq!(fail(121, outcome).seconds_until_retry(), None);
    }
    let opened = fail(30, SubmissionOutcome::Opened(opened_ticket()));
    assert!(matches!(opened.phase(), Phase::Opened(_)));
    let unknown = fail(30, SubmissionOutcome::Unknown);
    assert_eq!(
        unknown.failure(),
        Some(&SendError::GatewayFailed {
            status: 503,
            retry_after: Some(30)
        })
    );
}

/// The relay states when WHMCS can no longer open the ticket. Before that, a retry has no result.
#[test]
fn a_pending_outcome_is_retried_with_the_same_key_after_the_delay_of_the_relay() {
    let fail = |retry_after, outcome| {
        let mut form = sending();
        let error = SendError::OutcomePending { retry_after };
        let effects = form.apply(Event::Failed(error));
        assert!(effects.contains(&Effect::LookUpOutcome) && !renews_key(&effects));
        form.apply(Event::OutcomeReceived(outcome));
        form
    };
    let mut form = fail(30, SubmissionOutcome::Unknown);
    assert_eq!(
        form.failure(),
        Some(&SendError::OutcomePending { retry_after: 30 })
    );
    assert_eq!(form.seconds_until_retry(), Some(30));
    let effects = tick(&mut form, 30);
    assert!(sends(&effects) && !renews_key(&effects));
    // A delay of more than two minutes is not counted down.
    let late = fail(121, SubmissionOutcome::Unknown);
    assert_eq!(late.seconds_until_retry(), None);
    // Once the relay knows that no ticket was opened, the usual delay applies.
    let not_opened = fail(121, SubmissionOutcome::NotOpened);
    assert_eq!(not_opened.failure(), Some(&SendError::NotOpened));
    assert_eq!(not_opened.seconds_until_retry(), Some(5));
    let opened = fail(30, SubmissionOutcome::Opened(opened_ticket()));
    assert!(matches!(opened.phase(), Phase::Opened(_)));
}

#[test]
fn no_other_error_is_retried_automatically() {
    for error in [
        SendError::NotSent,
        SendError::NotLoaded,
        SendError::TooSlow,
        SendError::Stalled,
        SendError::Offline,
        SendError::TokenExpired,
        SendError::TokenInvalid,
        SendError::Cancelled,
        SendError::FileGone(FileName::sanitized("a.txt")),
        Refusal::EmailInvalid.into(),
        Refusal::NumberNotGenerated.into(),
        Refusal::TooLarge { limit: None }.into(),
    ] {
        let mut form = sending();
        form.apply(Event::Failed(error.clone()));
        assert_eq!(form.seconds_until_retry(), None, "{error:?}");
    }
    let mut form = sending();
    form.apply(Event::Failed(SendError::NoResponse));
    form.apply(Event::OutcomeReceived(SubmissionOutcome::Unknown));
    assert_eq!(form.seconds_until_retry(), None, "the outcome is unknown");
}

#[test]
fn the_countdown_can_be_skipped_or_cancelled() {
    let mut form = retrying();
    assert!(sends(&form.clone().apply(Event::Submitted)));
    let effects = form.apply(Event::Cancelled);
    assert_eq!(count_announcements(&effects, RETRY_CANCELLED), 1);
    assert_eq!(form.seconds_until_retry(), None);
    assert!(tick(&mut form, 100).is_empty());
    assert_eq!(form.draft().files.len(), 2);
    assert_eq!(form.failure(), Some(&SendError::NotOpened));
}

#[test]
fn an_edit_cancels_the_retry() {
    let mut form = retrying();
    let effects = edit(&mut form, Edit::Subject("other".into()));
    assert_eq!(count_announcements(&effects, RETRY_CANCELLED), 1);
    assert!(tick(&mut form, 100).is_empty());
    let effects = edit(&mut form, Edit::Subject("another".into()));
    assert_eq!(count_announcements(&effects, RETRY_CANCELLED), 0);
}

/// A folder takes time to read, so its files may arrive while a ticket is being sent.
#[test]
fn a_file_that_arrives_late_cancels_the_retry() {
    let mut form = sending_files();
    form.apply(Event::Failed(SendError::NoResponse));
    edit(&mut form, Edit::FilesAdded(vec![file(9, "late.txt", 5)]));
    let effects = form.apply(Event::OutcomeReceived(SubmissionOutcome::NotOpened));
    assert_eq!(count_announcements(&effects, RETRY_CANCELLED), 1);
    assert_eq!(
        (form.seconds_until_retry(), form.draft().files.len()),
        (None, 3)
    );
}

#[test]
fn a_downscaled_image_cancels_the_retry() {
    let mut form = retrying();
    let image = form.draft().files[0].id;
    let effects = form.apply(Event::FileDownscaled(image, 1));
    assert_eq!(count_announcements(&effects, RETRY_CANCELLED), 1);
    assert_eq!(form.seconds_until_retry(), None);
}

#[test]
fn a_cancelled_submission_is_not_retried_automatically() {
    let mut form = sending_files();
    upload(&mut form, 400);
    form.apply(Event::Cancelled);
    form.apply(Event::OutcomeReceived(SubmissionOutcome::NotOpened));
    assert_eq!(form.failure(), Some(&SendError::NotOpened));
    assert_eq!(form.seconds_until_retry(), None);
}

#[test]
fn the_countdown_waits_at_zero_while_offline() {
    let mut form = retrying();
    form.apply(Event::WentOffline);
    assert!(!sends(&tick(&mut form, 20)));
    assert_eq!(form.seconds_until_retry(), Some(0));
    form.apply(Event::WentOnline);
    assert!(sends(&tick(&mut form, 1)));
}

#[test]
fn a_lost_network_is_announced_and_its_return_starts_a_lookup() {
    for error in [SendError::Offline, SendError::Stalled] {
        let mut form = sending_files();
        let effects = form.apply(Event::WentOffline);
        assert_eq!(count_announcements(&effects, Announcement::Offline), 1);
        form.apply(Event::Failed(error.clone()));
        let effects = form.apply(Event::WentOnline);
        assert!(effects.contains(&Effect::LookUpOutcome) && !sends(&effects));
        form.apply(Event::OutcomeReceived(SubmissionOutcome::NotOpened));
        assert_eq!(form.seconds_until_retry(), Some(5), "{error:?}");
    }
}

#[test]
fn an_edit_while_offline_leaves_the_next_submission_to_the_user() {
    let mut form = sending();
    form.apply(Event::Failed(SendError::Offline));
    edit(&mut form, Edit::Subject("other".into()));
    assert!(form.apply(Event::WentOnline).is_empty());
    assert_eq!(form.failure(), Some(&SendError::Offline));
}

#[test]
fn a_ticket_that_was_opened_is_confirmed_once_the_network_is_back() {
    let mut form = sending();
    form.apply(Event::Failed(SendError::NoResponse));
    form.apply(Event::OutcomeReceived(SubmissionOutcome::Unknown));
    form.apply(Event::WentOnline);
    form.apply(Event::OutcomeReceived(SubmissionOutcome::Opened(
        opened_ticket(),
    )));
    assert!(matches!(form.phase(), Phase::Opened(_)));
}

#[test]
fn the_draft_after_that_confirmation_is_not_rejected() {
    let mut form = sending();
    form.apply(Event::Failed(SendError::Offline));
    assert!(form.was_rejected());
    form.apply(Event::WentOnline);
    form.apply(Event::OutcomeReceived(SubmissionOutcome::Opened(
        opened_ticket(),
    )));
    form.apply(Event::Restarted);
    assert!(!form.was_rejected());
}
