//! What happens to a sending while nobody presses anything: it stalls, it is waited for, it is tried
//! again by itself.

use super::{edit, file, filled_in, out, sending, sent};
use open_ticket::form::{
    Announcement, Edit, Effect, Event, FileId, Form, Phase, Progress, Purpose,
};
use open_ticket::ticket::{FileName, Opened, Outcome, Refusal, SendError};

fn tick(form: &mut Form, seconds: u32) -> Vec<Effect> {
    let ticks = (0..seconds).flat_map(|_| form.apply(Event::Ticked));
    ticks.collect()
}

/// Sends two files of 100 and 300 bytes.
fn sending_files() -> Form {
    let mut form = filled_in();
    let files = vec![file(1, "a.txt", 100), file(2, "b.txt", 300)];
    edit(&mut form, Edit::FilesAdded(files));
    sent(&form.apply(Event::Submitted));
    form
}

fn uploaded(form: &mut Form, sent: u64) -> Vec<Effect> {
    form.apply(Event::Uploaded(out(sent, 400)))
}

fn reading(form: &mut Form, read: u64) -> Vec<Effect> {
    form.apply(Event::Uploaded(Progress {
        read,
        sent: 0,
        total: 400,
    }))
}

fn says(effects: &[Effect], announcement: Announcement) -> usize {
    let said = Effect::Announce(announcement);
    effects.iter().filter(|effect| **effect == said).count()
}

fn sends(effects: &[Effect]) -> bool {
    effects
        .iter()
        .any(|effect| matches!(effect, Effect::Send(_)))
}

fn renews(effects: &[Effect]) -> bool {
    effects.contains(&Effect::RenewKey)
}

/// A form that has just learned that nothing was opened.
fn not_opened() -> Form {
    let mut form = sending_files();
    form.apply(Event::Failed(SendError::NoAnswer));
    form.apply(Event::FoundOut(Outcome::NotOpened));
    form
}

#[test]
fn reading_is_the_first_tenth_of_the_bar_and_each_file_has_its_own_share() {
    let mut form = sending_files();
    let percent = |form: &Form, id| form.progress_of(FileId(id)).map(Progress::percent);
    assert_eq!(percent(&form, 1), Some(0));
    reading(&mut form, 250);
    assert_eq!((percent(&form, 1), percent(&form, 2)), (Some(10), Some(5)));
    uploaded(&mut form, 0);
    assert_eq!(*form.phase(), Phase::Sending(out(0, 400)));
    assert_eq!(out(0, 400).percent(), 10);
    uploaded(&mut form, 250);
    assert_eq!(
        (percent(&form, 1), percent(&form, 2)),
        (Some(100), Some(55))
    );
    assert_eq!(percent(&form, 3), None);
    form.apply(Event::Cancelled);
    assert_eq!(percent(&form, 1), None);
}

#[test]
fn the_bar_never_overflows_and_is_full_only_when_everything_is_out() {
    let most = (1 << 53) - 1;
    assert_eq!(out(most, most).percent(), 100);
    assert!(out(most - 1, most).percent() < 100);
    assert_eq!(out(0, 0).percent(), 0);
}

#[test]
fn after_ten_seconds_without_a_byte_it_is_said_once_until_it_moves_again() {
    let mut form = sending_files();
    uploaded(&mut form, 100);
    assert!(tick(&mut form, 9).is_empty() && !form.is_stalled());
    let effects = tick(&mut form, 5);
    assert_eq!(says(&effects, Announcement::Stalled), 1);
    assert!(form.is_stalled());
    uploaded(&mut form, 100);
    assert!(form.is_stalled(), "an event without a byte moves nothing");
    uploaded(&mut form, 101);
    assert!(!form.is_stalled());
    assert_eq!(says(&tick(&mut form, 10), Announcement::Stalled), 1);
}

#[test]
fn thirty_seconds_without_a_byte_end_it_and_a_slow_line_does_not() {
    let mut form = sending_files();
    for byte in 1..20 {
        uploaded(&mut form, byte);
        assert!(!tick(&mut form, 29).contains(&Effect::StopSending));
    }
    let effects = tick(&mut form, 1);
    assert_eq!(effects[0], Effect::StopSending);
    assert_eq!(form.failure(), Some(&SendError::Stalled));
    assert_eq!(form.draft().files.len(), 2);
    assert!(!renews(&effects));
    let again = form.apply(Event::Submitted);
    assert!(sends(&again) && !renews(&again));
}

#[test]
fn a_file_that_does_not_let_itself_be_read_is_named() {
    let mut form = sending_files();
    reading(&mut form, 100);
    let effects = tick(&mut form, 30);
    assert!(effects.contains(&Effect::StopSending));
    let gone = FileName::made_safe("b.txt");
    let blamed = form.problems().iter().map(|problem| &problem.complaint);
    assert!(blamed.eq([&open_ticket::ticket::Complaint::FileGone { name: gone }]));
}

#[test]
fn waiting_for_the_answer_is_no_stall_but_ends_some_day_and_is_then_asked_about() {
    let mut form = sending_files();
    uploaded(&mut form, 400);
    assert!(tick(&mut form, 179).is_empty() && !form.is_stalled());
    let effects = tick(&mut form, 1);
    assert_eq!(effects[0], Effect::StopSending);
    assert!(effects.contains(&Effect::FindOut));
    assert_eq!(
        *form.phase(),
        Phase::FindingOut(Purpose::Tell(SendError::NoAnswer))
    );
}

#[test]
fn an_event_that_comes_after_the_sending_was_stopped_changes_nothing() {
    let mut form = sending_files();
    uploaded(&mut form, 100);
    form.apply(Event::Cancelled);
    let before = form.clone();
    assert!(uploaded(&mut form, 400).is_empty());
    assert_eq!(form, before);
}

#[test]
fn reading_can_be_stopped_and_everything_is_in_its_place() {
    let mut form = sending_files();
    let draft = form.draft().clone();
    reading(&mut form, 100);
    let effects = form.apply(Event::Cancelled);
    assert_eq!(effects[0], Effect::StopSending);
    assert_eq!(says(&effects, Announcement::Stopped), 1);
    assert_eq!((form.draft(), form.phase()), (&draft, &Phase::Editing));
}

#[test]
fn what_was_not_opened_is_tried_again_by_itself_three_times_with_growing_pauses() {
    let mut form = not_opened();
    for pause in [5, 15, 45] {
        assert_eq!(form.retry(), Some(pause));
        assert!(form.needs_time());
        assert!(tick(&mut form, pause - 1).is_empty());
        assert_eq!(form.retry(), Some(1));
        let effects = tick(&mut form, 1);
        assert!(sends(&effects) && !renews(&effects));
        assert_eq!((form.retry(), form.failure()), (None, None));
        form.apply(Event::Failed(SendError::NoAnswer));
        form.apply(Event::FoundOut(Outcome::NotOpened));
    }
    assert_eq!(form.retry(), None, "now a person decides");
    assert!(!form.needs_time());
    form.apply(Event::Submitted);
    form.apply(Event::Failed(SendError::NoAnswer));
    form.apply(Event::FoundOut(Outcome::NotOpened));
    assert_eq!(form.retry(), Some(5));
}

#[test]
fn the_countdown_is_said_once_at_its_beginning() {
    let mut form = sending_files();
    form.apply(Event::Failed(SendError::NoAnswer));
    let mut effects = form.apply(Event::FoundOut(Outcome::NotOpened));
    effects.extend(tick(&mut form, 4));
    assert_eq!(says(&effects, Announcement::Retrying(5)), 1);
    assert_eq!(effects.len(), 3, "{effects:?}");
}

#[test]
fn a_server_that_says_when_is_tried_again_then_and_one_that_says_much_later_is_not() {
    let retry_after = |error: SendError| {
        let mut form = sending();
        let effects = form.apply(Event::Failed(error));
        assert!(!renews(&effects));
        form.retry()
    };
    let unavailable = |wait| retry_after(SendError::Unavailable { wait });
    let rate = |wait| retry_after(SendError::Rate { wait });
    assert_eq!(
        (rate(Some(12)), unavailable(Some(30))),
        (Some(12), Some(30))
    );
    assert_eq!((rate(Some(0)), rate(Some(120))), (Some(1), Some(120)));
    assert_eq!((rate(Some(121)), rate(Some(u64::MAX))), (None, None));
    assert_eq!((rate(None), unavailable(None)), (None, None));
}

#[test]
fn nothing_else_is_tried_again_by_itself() {
    for error in [
        SendError::NotSent,
        SendError::TooSlow,
        SendError::Stalled,
        SendError::Offline,
        SendError::TokenExpired,
        SendError::TokenInvalid,
        SendError::Cancelled,
        SendError::FileGone(FileName::made_safe("a.txt")),
        Refusal::EmailInvalid.into(),
        Refusal::NumberNotGenerated.into(),
        Refusal::TooLarge { limit: None }.into(),
    ] {
        let mut form = sending();
        form.apply(Event::Failed(error.clone()));
        assert_eq!(form.retry(), None, "{error:?}");
    }
    let mut form = sending();
    form.apply(Event::Failed(SendError::NoAnswer));
    form.apply(Event::FoundOut(Outcome::Unknown));
    assert_eq!(form.retry(), None, "nobody knows");
}

#[test]
fn the_countdown_can_be_cut_short_or_stopped() {
    let mut form = not_opened();
    assert!(sends(&form.clone().apply(Event::Submitted)));
    let effects = form.apply(Event::Cancelled);
    assert_eq!(says(&effects, Announcement::RetryStopped), 1);
    assert_eq!(form.retry(), None);
    assert!(tick(&mut form, 100).is_empty());
    assert_eq!(form.draft().files.len(), 2);
    assert_eq!(form.failure(), Some(&SendError::NotOpened));
}

/// A folder is looked through at its own pace: its files may come when a ticket is on its way.
#[test]
fn a_file_that_came_meanwhile_makes_it_another_ticket() {
    let mut form = sending_files();
    form.apply(Event::Failed(SendError::NoAnswer));
    edit(&mut form, Edit::FilesAdded(vec![file(9, "late.txt", 5)]));
    let effects = form.apply(Event::FoundOut(Outcome::NotOpened));
    assert_eq!(says(&effects, Announcement::RetryStopped), 1);
    assert_eq!((form.retry(), form.draft().files.len()), (None, 3));
}

#[test]
fn a_picture_that_gets_smaller_makes_it_another_ticket() {
    let mut form = not_opened();
    let picture = form.draft().files[0].id;
    let effects = form.apply(Event::FileShrunk(picture, 1));
    assert_eq!(says(&effects, Announcement::RetryStopped), 1);
    assert_eq!(form.retry(), None);
}

#[test]
fn who_changes_something_takes_over() {
    let mut form = not_opened();
    let effects = edit(&mut form, Edit::Subject("other".into()));
    assert_eq!(says(&effects, Announcement::RetryStopped), 1);
    assert!(tick(&mut form, 100).is_empty());
    let effects = edit(&mut form, Edit::Subject("another".into()));
    assert_eq!(says(&effects, Announcement::RetryStopped), 0);
}

#[test]
fn what_a_person_stopped_is_not_tried_again_by_itself() {
    let mut form = sending_files();
    uploaded(&mut form, 400);
    form.apply(Event::Cancelled);
    form.apply(Event::FoundOut(Outcome::NotOpened));
    assert_eq!(form.failure(), Some(&SendError::NotOpened));
    assert_eq!(form.retry(), None);
}

#[test]
fn without_a_network_the_countdown_waits_at_its_end() {
    let mut form = not_opened();
    form.apply(Event::WentOffline);
    assert!(!sends(&tick(&mut form, 20)));
    assert_eq!(form.retry(), Some(0));
    form.apply(Event::WentOnline);
    assert!(sends(&tick(&mut form, 1)));
}

#[test]
fn a_network_that_goes_is_said_and_one_that_comes_back_leads_to_a_question_not_to_a_sending() {
    for error in [SendError::Offline, SendError::Stalled] {
        let mut form = sending_files();
        let effects = form.apply(Event::WentOffline);
        assert_eq!(says(&effects, Announcement::Offline), 1);
        form.apply(Event::Failed(error.clone()));
        let effects = form.apply(Event::WentOnline);
        assert!(effects.contains(&Effect::FindOut) && !sends(&effects));
        form.apply(Event::FoundOut(Outcome::NotOpened));
        assert_eq!(form.retry(), Some(5), "{error:?}");
    }
}

#[test]
fn what_was_changed_while_there_was_no_network_is_left_to_the_person() {
    let mut form = sending();
    form.apply(Event::Failed(SendError::Offline));
    edit(&mut form, Edit::Subject("other".into()));
    assert!(form.apply(Event::WentOnline).is_empty());
    assert_eq!(form.failure(), Some(&SendError::Offline));
}

#[test]
fn a_ticket_that_was_opened_after_all_is_confirmed_once_the_network_is_back() {
    let mut form = sending();
    form.apply(Event::Failed(SendError::NoAnswer));
    form.apply(Event::FoundOut(Outcome::Unknown));
    form.apply(Event::WentOnline);
    form.apply(Event::FoundOut(Outcome::Opened(
        Opened::new(1, "1", "c").unwrap(),
    )));
    assert!(matches!(form.phase(), Phase::Opened(_)));
}
