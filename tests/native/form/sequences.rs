//! Random sequences of events: the draft is never lost, and an intent keeps its key until a definite
//! response.

use super::fixtures::{rules, rules_for_a_client};
use super::support::{edit, file, filled_in, opened_ticket, sends, uploaded};
use open_ticket::form::{Edit, Effect, Event, Form, Phase, Prefill, Progress};
use open_ticket::ticket::{FileName, Refusal, SendError, SubmissionOutcome};
use proptest::prelude::*;

fn event() -> impl Strategy<Value = Event> {
    let wait = prop_oneof![Just(None), (0..200_u64).prop_map(Some)];
    let error = prop_oneof![
        Just(SendError::NoResponse),
        (0..200_u64).prop_map(|retry_after| SendError::OutcomePending { retry_after }),
        Just(SendError::Blocked),
        Just(SendError::Rejected { status: 405 }),
        wait.clone()
            .prop_map(|retry_after| SendError::GatewayFailed {
                status: 503,
                retry_after
            }),
        Just(SendError::NotSent),
        Just(SendError::NotLoaded),
        Just(SendError::InProgress),
        Just(SendError::KeyReused),
        Just(SendError::TooSlow),
        Just(SendError::Stalled),
        Just(SendError::Offline),
        Just(SendError::TokenExpired),
        Just(SendError::FileGone(FileName::sanitized("a.txt"))),
        Just(Refusal::EmailInvalid.into()),
        Just(Refusal::TooLarge { limit: None }.into()),
        wait.clone()
            .prop_map(|wait| SendError::RateLimited { retry_after: wait }),
        wait.prop_map(|wait| SendError::Unavailable { retry_after: wait }),
    ];
    let outcome = prop_oneof![
        2 => Just(SubmissionOutcome::NotOpened),
        2 => Just(SubmissionOutcome::Unknown),
        1 => Just(SubmissionOutcome::Opened(opened_ticket())),
    ];
    prop_oneof![
        6 => Just(Event::Submitted),
        6 => Just(Event::Ticked),
        4 => (0..=100_u64, 0..=100_u64).prop_map(|(read, sent)| progressed(read, sent)),
        6 => error.prop_map(Event::Failed),
        4 => outcome.prop_map(Event::OutcomeReceived),
        2 => Just(Event::Cancelled),
        1 => Just(Event::SubmissionPrevented),
        1 => Just(Event::WentOffline),
        1 => Just(Event::WentOnline),
        1 => Just(Event::Opened(opened_ticket())),
        1 => Just(Event::Restarted),
        3 => "[a-c]".prop_map(|text| Event::Edited(Edit::Message(text))),
        1 => Just(Event::RulesStale),
        1 => Just(Event::RulesFailed(SendError::NoResponse)),
        1 => Just(Event::RulesLoaded(Box::new(rules()))),
        1 => Just(Event::RulesLoaded(Box::new(rules_for_a_client()))),
        1 => "[a-c]".prop_map(|subject| prefill_changed(&subject)),
    ]
}

/// The host page changes the prefilled subject.
fn prefill_changed(subject: &str) -> Event {
    Event::PrefillChanged(Box::new(Prefill {
        subject: subject.to_owned(),
        ..Prefill::default()
    }))
}

fn progressed(read: u64, sent: u64) -> Event {
    Event::Progressed(match sent {
        0 => Progress {
            read,
            sent,
            total: 100,
        },
        _ => uploaded(sent, 100),
    })
}

fn filled_in_with_file() -> Form {
    let mut form = filled_in();
    edit(&mut form, Edit::FilesAdded(vec![file(1, "a.txt", 100)]));
    form
}

/// Returns `true` if the event is a definite response or, after the draft was changed, a submission
/// by a user who has read that the earlier outcome is unknown.
fn is_definite(form: &Form, event: &Event) -> bool {
    let has_read_warning = matches!(
        form.failure(),
        Some(
            SendError::KeyReused
                | SendError::NotOpened
                | SendError::InterruptedNotOpened
                | SendError::GatewayNotOpened { .. }
        )
    );
    match event {
        Event::Opened(_) | Event::Failed(SendError::Refused(_)) => true,
        Event::OutcomeReceived(outcome) => *outcome != SubmissionOutcome::Unknown,
        Event::Submitted => has_read_warning,
        _ => false,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn only_an_opened_ticket_clears_the_draft_and_only_a_definite_response_renews_the_key(
        events in proptest::collection::vec(event(), 1..80),
    ) {
        let mut form = filled_in_with_file();
        for event in events {
            let before = form.clone();
            let effects = form.apply(event.clone());
            if effects.contains(&Effect::RenewKey) {
                prop_assert!(is_definite(&before, &event), "{event:?} at {:?}", before.phase());
            }
            let is_host_change =
                matches!(event, Event::RulesLoaded(_) | Event::PrefillChanged(_));
            if is_host_change {
                // No prefill contains them, so a user entered them.
                let (now, then) = (form.draft(), before.draft());
                prop_assert_eq!(&now.message, &then.message);
                prop_assert_eq!(&now.files, &then.files);
                prop_assert_eq!(&now.email, &then.email);
            }
            let may_change = is_host_change
                || matches!(event, Event::Edited(_) | Event::Restarted)
                || matches!(form.phase(), Phase::Opened(_));
            if !may_change {
                prop_assert_eq!(form.draft(), before.draft(), "{:?}", event);
            }
        }
    }

    #[test]
    fn at_most_three_automatic_retries_send_the_draft_that_was_submitted_last(
        events in proptest::collection::vec(event(), 1..80),
    ) {
        let mut form = filled_in_with_file();
        let (mut submitted, mut retries) = (form.draft().clone(), 0);
        for event in events {
            let effects = form.apply(event.clone());
            match event {
                Event::Submitted => (submitted, retries) = (form.draft().clone(), 0),
                Event::Ticked if sends(&effects) => {
                    retries += 1;
                    prop_assert!(retries <= 3);
                    prop_assert_eq!(form.draft(), &submitted);
                }
                _ => {}
            }
        }
    }
}
