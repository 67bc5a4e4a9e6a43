//! One intent has one key, until somebody has said what became of it; and what the form does to
//! find that out.

use super::{edit, file, filled_in, sending, sent};
use open_ticket::form::{Announcement, Edit, Effect, Event, Fact, Form, Phase, Purpose};
use open_ticket::ticket::{Complaint, Field, Opened, Outcome, Problem, Refusal, SendError};

fn opened() -> Opened {
    Opened::new(1, "516757", "KPqH7yG3").unwrap()
}

fn failed(error: impl Into<SendError>) -> (Form, Vec<Effect>) {
    let mut form = sending();
    let effects = form.apply(Event::Failed(error.into()));
    (form, effects)
}

/// A form of which nobody knows whether its ticket was opened, and which has said so.
fn uncertain() -> Form {
    let (mut form, _) = failed(SendError::NoAnswer);
    form.apply(Event::FoundOut(Outcome::Unknown));
    form
}

fn change(form: &mut Form) {
    edit(form, Edit::Message("Since Monday.".into()));
}

fn renews(effects: &[Effect]) -> bool {
    effects.contains(&Effect::RenewKey)
}

fn sends(effects: &[Effect]) -> bool {
    effects
        .iter()
        .any(|effect| matches!(effect, Effect::Send(_)))
}

#[test]
fn after_a_yes_and_after_a_definite_no_the_next_try_is_another_intent() {
    assert!(renews(&sending().apply(Event::Opened(opened()))));
    for refusal in [
        Refusal::EmailInvalid,
        Refusal::NumberNotGenerated,
        Refusal::Rule(Problem::new(Field::Subject, Complaint::Missing)),
        Refusal::TooLarge { limit: None },
        Refusal::NotUnderstood,
        Refusal::Origin,
        Refusal::Other("no".into()),
    ] {
        let (_, effects) = failed(refusal.clone());
        assert!(renews(&effects), "{refusal:?}");
    }
}

#[test]
fn where_nothing_definite_was_said_the_intent_keeps_its_key_even_when_it_is_sent_again() {
    for error in [
        SendError::NotSent,
        SendError::Unavailable { wait: None },
        SendError::TooSlow,
        SendError::Stalled,
        SendError::Offline,
        SendError::Rate { wait: None },
        SendError::TokenExpired,
        SendError::TokenInvalid,
        SendError::Cancelled,
        SendError::NoAnswer,
        SendError::InProgress,
    ] {
        let (mut form, mut effects) = failed(error.clone());
        effects.extend(form.apply(Event::FoundOut(Outcome::Unknown)));
        let again = form.apply(Event::Submitted);
        assert!(sends(&again), "{error:?}");
        assert!(!renews(&effects) && !renews(&again), "{error:?}");
    }
}

#[test]
fn a_sending_that_the_page_took_upon_itself_keeps_its_key() {
    let mut form = sending();
    assert!(!renews(&form.apply(Event::Withheld)));
    assert!(!renews(&form.apply(Event::Submitted)));
}

#[test]
fn without_a_certain_answer_the_form_finds_out_by_itself_and_says_so() {
    for error in [SendError::NoAnswer, SendError::InProgress] {
        let (form, effects) = failed(error.clone());
        let wanted = [
            Effect::FocusSend,
            Effect::Announce(Announcement::FindingOut),
            Effect::FindOut,
        ];
        assert_eq!(effects, wanted);
        assert_eq!(*form.phase(), Phase::FindingOut(Purpose::Tell(error)));
    }
}

#[test]
fn while_it_finds_out_nothing_can_be_written_sent_or_stopped() {
    let (mut form, _) = failed(SendError::NoAnswer);
    let before = form.clone();
    for event in [
        Event::Edited(Edit::Subject("other".into())),
        Event::Submitted,
        Event::Cancelled,
        Event::Failed(SendError::NoAnswer),
        Event::Opened(opened()),
    ] {
        assert!(form.apply(event).is_empty());
        assert_eq!(form, before);
    }
}

#[test]
fn a_ticket_that_is_found_open_is_confirmed_as_usual() {
    let (mut form, _) = failed(SendError::NoAnswer);
    let effects = form.apply(Event::FoundOut(Outcome::Opened(opened())));
    let told = Fact::Opened {
        id: 1,
        number: "516757".into(),
    };
    let wanted = [
        Effect::RenewKey,
        Effect::FocusConfirmation,
        Effect::Tell(told),
    ];
    assert_eq!(effects, wanted);
    assert_eq!(form.draft().message, "");
    assert!(!form.has_more());
}

#[test]
fn a_ticket_that_is_found_not_open_is_told_as_not_sent_and_goes_out_under_the_same_key() {
    let (mut form, _) = failed(SendError::NoAnswer);
    let effects = form.apply(Event::FoundOut(Outcome::NotOpened));
    let wanted = [
        Effect::FocusProblems,
        Effect::Tell(Fact::Failed),
        Effect::Announce(Announcement::Retrying(5)),
    ];
    assert_eq!(effects, wanted);
    assert_eq!(form.failure(), Some(&SendError::NotOpened));
    assert_eq!(form.draft().message, "Since **Tuesday**.");
    let again = form.apply(Event::Submitted);
    assert!(sends(&again) && !renews(&again), "it may still arrive");
}

#[test]
fn what_is_changed_after_it_was_found_not_open_goes_out_under_a_key_of_its_own() {
    let (mut form, _) = failed(SendError::NoAnswer);
    form.apply(Event::FoundOut(Outcome::NotOpened));
    change(&mut form);
    let effects = form.apply(Event::Submitted);
    assert!(renews(&effects) && sends(&effects));
}

#[test]
fn what_stays_unknown_is_told_as_it_was_and_loses_nothing() {
    for error in [SendError::NoAnswer, SendError::InProgress] {
        let (mut form, _) = failed(error.clone());
        form.apply(Event::FoundOut(Outcome::Unknown));
        assert_eq!(form.failure(), Some(&error));
        assert_eq!(form.draft(), filled_in().draft());
        assert_eq!(*form.phase(), Phase::Editing);
    }
}

#[test]
fn before_other_words_are_sent_the_form_asks_what_became_of_the_first_ones() {
    let mut form = uncertain();
    change(&mut form);
    let effects = form.apply(Event::Submitted);
    assert!(effects.contains(&Effect::FindOut) && !sends(&effects));
    let effects = form.apply(Event::FoundOut(Outcome::NotOpened));
    let place = |wanted: fn(&Effect) -> bool| effects.iter().position(wanted);
    let renewed = place(|effect| *effect == Effect::RenewKey);
    assert!(renewed < place(|effect| matches!(effect, Effect::Send(_))));
    assert_eq!(sent(&effects).message.as_str(), "Since Monday.");
}

#[test]
fn words_that_are_changed_and_changed_back_are_the_same_intent() {
    let mut form = uncertain();
    change(&mut form);
    edit(&mut form, Edit::Message("Since **Tuesday**.".into()));
    let effects = form.apply(Event::Submitted);
    assert!(sends(&effects) && !renews(&effects));
}

#[test]
fn where_the_first_words_were_opened_the_other_ones_are_kept_with_their_files() {
    let mut form = uncertain();
    change(&mut form);
    edit(&mut form, Edit::FilesAdded(vec![file(1, "a.txt", 3)]));
    form.apply(Event::Submitted);
    let effects = form.apply(Event::FoundOut(Outcome::Opened(opened())));
    assert!(renews(&effects) && !effects.contains(&Effect::Release(file(1, "", 0).id)));
    assert!(matches!(form.phase(), Phase::Opened(_)) && form.has_more());
    assert_eq!(form.apply(Event::Restarted), [Effect::FocusFirst]);
    assert_eq!(form.draft().message, "Since Monday.");
    assert_eq!(form.draft().files.len(), 1);
    let effects = form.apply(Event::Submitted);
    assert!(sends(&effects), "it is a ticket of its own");
}

#[test]
fn where_nobody_knows_of_the_first_words_others_go_out_only_after_that_was_told() {
    let mut form = uncertain();
    change(&mut form);
    form.apply(Event::Submitted);
    let effects = form.apply(Event::FoundOut(Outcome::Unknown));
    assert!(!sends(&effects) && !renews(&effects));
    assert_eq!(form.failure(), Some(&SendError::KeyReused));
    let effects = form.apply(Event::Submitted);
    assert!(renews(&effects) && sends(&effects));
}

#[test]
fn the_first_words_keep_their_key_also_after_it_was_told_that_others_cannot_have_it() {
    let mut form = uncertain();
    change(&mut form);
    form.apply(Event::Submitted);
    form.apply(Event::FoundOut(Outcome::Unknown));
    edit(&mut form, Edit::Message("Since **Tuesday**.".into()));
    let effects = form.apply(Event::Submitted);
    assert!(sends(&effects) && !renews(&effects));
}

#[test]
fn a_key_that_the_relay_knows_with_other_words_is_looked_up_before_anything_else() {
    let (form, effects) = failed(SendError::KeyReused);
    assert!(effects.contains(&Effect::FindOut) && !renews(&effects));
    assert_eq!(*form.phase(), Phase::FindingOut(Purpose::Send));
    let effects = form.clone().apply(Event::FoundOut(Outcome::NotOpened));
    assert!(renews(&effects) && sends(&effects));
    let mut unknown = form.clone();
    unknown.apply(Event::FoundOut(Outcome::Unknown));
    assert_eq!(unknown.failure(), Some(&SendError::KeyReused));
    assert!(renews(&unknown.apply(Event::Submitted)));
    let mut open = form;
    open.apply(Event::FoundOut(Outcome::Opened(opened())));
    assert!(open.has_more(), "nobody knows what the other words were");
}

/// The relay judges a body before it looks at its key, so its no says nothing of an earlier try.
#[test]
fn the_relay_s_own_refusal_after_an_uncertain_try_does_not_end_the_doubt() {
    let mut form = uncertain();
    form.apply(Event::Submitted);
    let problem = Problem::new(Field::Message, Complaint::Missing);
    let effects = form.apply(Event::Failed(Refusal::Rule(problem).into()));
    assert!(!renews(&effects));
    change(&mut form);
    assert!(form.apply(Event::Submitted).contains(&Effect::FindOut));
}

#[test]
fn whmcs_s_own_refusal_ends_the_doubt_for_the_relay_asked_it_under_the_key() {
    let mut form = uncertain();
    form.apply(Event::Submitted);
    let effects = form.apply(Event::Failed(Refusal::NumberNotGenerated.into()));
    assert!(renews(&effects));
    change(&mut form);
    assert!(sends(&form.apply(Event::Submitted)));
}
