//! Stall detection and response timeout.

use super::support::{
    add, count_announcements, file, filled_in, lookup_reason, read, renews_key, sending_files,
    sends, tick, upload,
};
use open_ticket::form::{Announcement, Effect, Event, LookupReason, Phase};
use open_ticket::ticket::{FileName, SendError, Violation};

#[test]
fn ten_seconds_without_progress_are_announced_once_per_stall() {
    let mut form = sending_files();
    upload(&mut form, 100);
    assert!(tick(&mut form, 9).is_empty() && !form.is_stalled());
    let effects = tick(&mut form, 5);
    assert_eq!(count_announcements(&effects, Announcement::Stalled), 1);
    assert!(form.is_stalled());
    upload(&mut form, 100);
    assert!(
        form.is_stalled(),
        "an event without more bytes is not progress"
    );
    upload(&mut form, 101);
    assert!(!form.is_stalled());
    assert_eq!(
        count_announcements(&tick(&mut form, 10), Announcement::Stalled),
        1
    );
}

#[test]
fn thirty_seconds_without_progress_abort_the_upload_but_a_slow_upload_continues() {
    let mut form = sending_files();
    for byte in 1..20 {
        upload(&mut form, byte);
        assert!(!tick(&mut form, 29).contains(&Effect::AbortUpload));
    }
    let effects = tick(&mut form, 1);
    assert_eq!(effects[0], Effect::AbortUpload);
    assert_eq!(form.failure(), Some(&SendError::Stalled));
    assert_eq!(form.draft().files.len(), 2);
    assert!(!renews_key(&effects));
    let again = form.apply(Event::Submitted);
    assert!(sends(&again) && !renews_key(&again));
}

#[test]
fn a_stall_while_reading_names_the_file() {
    let mut form = sending_files();
    read(&mut form, 100);
    let effects = tick(&mut form, 30);
    assert!(effects.contains(&Effect::AbortUpload));
    let name = FileName::sanitized("b.txt");
    let violations = form.problems().iter().map(|problem| &problem.violation);
    assert!(violations.eq([&Violation::FileGone { name }]));
}

#[test]
fn waiting_for_the_response_is_not_a_stall_but_ends_in_a_lookup_after_three_minutes() {
    let mut form = sending_files();
    upload(&mut form, 400);
    assert!(tick(&mut form, 179).is_empty() && !form.is_stalled());
    let effects = tick(&mut form, 1);
    assert_eq!(effects[0], Effect::AbortUpload);
    assert!(effects.contains(&Effect::LookUpOutcome));
    assert_eq!(
        lookup_reason(&form),
        Some(&LookupReason::SubmissionFailed(SendError::NoResponse))
    );
}

#[test]
fn the_preparation_of_files_does_not_count_as_a_stall() {
    let mut form = filled_in();
    add(&mut form, &[file(1, "error_log", 5)]);
    form.apply(Event::Submitted);
    assert!(tick(&mut form, 60).is_empty() && !form.is_stalled());
    assert!(matches!(form.phase(), Phase::Sending(_)));
}
