//! Whatever happens in whatever order: the draft is kept, and an intent keeps its key until somebody
//! has said yes or no.

use super::{edit, file, filled_in, out};
use open_ticket::form::{Edit, Effect, Event, Form, Phase, Progress};
use open_ticket::ticket::{FileName, Opened, Outcome, Refusal, SendError};
use proptest::prelude::*;

fn event() -> impl Strategy<Value = Event> {
    let wait = prop_oneof![Just(None), (0..200_u64).prop_map(Some)];
    let error = prop_oneof![
        Just(SendError::NoAnswer),
        Just(SendError::NotSent),
        Just(SendError::InProgress),
        Just(SendError::KeyReused),
        Just(SendError::TooSlow),
        Just(SendError::Stalled),
        Just(SendError::Offline),
        Just(SendError::TokenExpired),
        Just(SendError::FileGone(FileName::made_safe("a.txt"))),
        Just(Refusal::EmailInvalid.into()),
        Just(Refusal::TooLarge { limit: None }.into()),
        wait.clone().prop_map(|wait| SendError::Rate { wait }),
        wait.prop_map(|wait| SendError::Unavailable { wait }),
    ];
    let outcome = prop_oneof![
        2 => Just(Outcome::NotOpened),
        2 => Just(Outcome::Unknown),
        1 => Just(Outcome::Opened(opened())),
    ];
    prop_oneof![
        6 => Just(Event::Submitted),
        6 => Just(Event::Ticked),
        4 => (0..=100_u64, 0..=100_u64).prop_map(|(read, sent)| progress(read, sent)),
        6 => error.prop_map(Event::Failed),
        4 => outcome.prop_map(Event::FoundOut),
        2 => Just(Event::Cancelled),
        1 => Just(Event::Withheld),
        1 => Just(Event::WentOffline),
        1 => Just(Event::WentOnline),
        1 => Just(Event::Opened(opened())),
        1 => Just(Event::Restarted),
        3 => "[a-c]".prop_map(|text| Event::Edited(Edit::Message(text))),
    ]
}

fn progress(read: u64, sent: u64) -> Event {
    Event::Uploaded(match sent {
        0 => Progress {
            read,
            sent,
            total: 100,
        },
        _ => out(sent, 100),
    })
}

fn opened() -> Opened {
    Opened::new(1, "516757", "KPqH7yG3").unwrap()
}

fn began() -> Form {
    let mut form = filled_in();
    edit(&mut form, Edit::FilesAdded(vec![file(1, "a.txt", 100)]));
    form
}

/// Whether somebody has said yes or no by this event, or, with its changed words, the person has
/// been told that nobody knows.
fn is_definite(form: &Form, event: &Event) -> bool {
    let told = matches!(
        form.failure(),
        Some(SendError::KeyReused | SendError::NotOpened)
    );
    match event {
        Event::Opened(_) | Event::Failed(SendError::Refused(_)) => true,
        Event::FoundOut(outcome) => *outcome != Outcome::Unknown,
        Event::Submitted => told,
        _ => false,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_is_lost_but_by_a_yes_and_no_key_is_given_up_without_a_definite_answer(
        events in proptest::collection::vec(event(), 1..80),
    ) {
        let mut form = began();
        for event in events {
            let before = form.clone();
            let effects = form.apply(event.clone());
            if effects.contains(&Effect::RenewKey) {
                prop_assert!(is_definite(&before, &event), "{event:?} at {:?}", before.phase());
            }
            let may_change = matches!(event, Event::Edited(_) | Event::Restarted)
                || matches!(form.phase(), Phase::Opened(_));
            if !may_change {
                prop_assert_eq!(form.draft(), before.draft(), "{:?}", event);
            }
        }
    }

    #[test]
    fn only_what_a_person_wanted_sent_last_is_sent_and_three_times_by_itself_at_most(
        events in proptest::collection::vec(event(), 1..80),
    ) {
        let mut form = began();
        let (mut wanted, mut tries) = (form.draft().clone(), 0);
        for event in events {
            let effects = form.apply(event.clone());
            let sends = effects.iter().any(|effect| matches!(effect, Effect::Send(_)));
            match event {
                Event::Submitted => (wanted, tries) = (form.draft().clone(), 0),
                Event::Ticked if sends => {
                    tries += 1;
                    prop_assert!(tries <= 3);
                    prop_assert_eq!(form.draft(), &wanted);
                }
                _ => {}
            }
        }
    }
}
