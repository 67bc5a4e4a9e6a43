//! Size limits of the request, which the message and the files share.

use super::fixtures::rules;
use super::support::{add, edit, file, general, ready_with, sent_ticket};
use open_ticket::form::{Edit, Effect, Event, Form, Prefill};
use open_ticket::rules::Rules;
use open_ticket::ticket::{Field, Violation};

/// Rules with a small limit for the request.
fn small_request_rules() -> Rules {
    let mut rules = rules();
    rules.limits.request_bytes = 3_000;
    rules
}

fn small_request_form() -> Form {
    let mut form = ready_with(small_request_rules(), Prefill::default());
    for change in [
        Edit::Name("Ada".into()),
        Edit::Email("ada@example.com".into()),
        Edit::Department(general().into()),
        Edit::Subject("web-1 answers 500".into()),
        Edit::Message("m".into()),
    ] {
        edit(&mut form, change);
    }
    form
}

#[test]
fn files_that_do_not_fit_with_the_message_are_shown_before_they_are_sent() {
    let mut form = small_request_form();
    add(&mut form, &[file(1, "a.txt", 900)]);
    assert!(form.problems().is_empty());
    edit(&mut form, Edit::Message("🎫".repeat(150)));
    assert!(
        form.problems().is_empty(),
        "no problem is added while a user types"
    );
    assert_eq!(form.apply(Event::Submitted), [Effect::FocusProblems]);
    let Some(Violation::FilesTooLargeWithText { size: 900, limit }) = form.violation(Field::Files)
    else {
        panic!("{:?}", form.problems())
    };
    let before = *limit;
    edit(&mut form, Edit::Message("🎫".repeat(140)));
    let Some(Violation::FilesTooLargeWithText { limit, .. }) = form.violation(Field::Files) else {
        panic!("{:?}", form.problems())
    };
    assert!(*limit > before, "the limit is updated");
    edit(&mut form, Edit::Message("short".into()));
    assert!(form.problems().is_empty());
    assert_eq!(
        sent_ticket(&form.apply(Event::Submitted)).attachments.len(),
        1
    );
}

#[test]
fn a_message_that_is_too_large_on_its_own_is_shown_at_the_message() {
    let mut form = small_request_form();
    add(&mut form, &[file(1, "a.txt", 900)]);
    edit(&mut form, Edit::Message("🎫".repeat(300)));
    form.apply(Event::Submitted);
    assert!(matches!(
        form.violation(Field::Message),
        Some(Violation::TextTooLarge { .. })
    ));
    assert_eq!(form.violation(Field::Files), None);
    edit(&mut form, Edit::Message("short".into()));
    assert!(form.problems().is_empty());
}
