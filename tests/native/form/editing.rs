//! Edits of the fields, and the problems that they resolve.

use super::fixtures::rules_for_a_client;
use super::support::{
    edit, field, filled_in, general, problem_fields, ready, ready_with, sent_ticket, technical,
};
use open_ticket::form::{Announcement, Edit, Effect, Event, Phase, Prefill};
use open_ticket::ticket::{Field, Requester, Violation};

#[test]
fn a_blank_form_is_not_sent_and_lists_all_problems_in_the_order_of_the_fields() {
    let mut form = ready();
    assert_eq!(form.apply(Event::Submitted), [Effect::FocusProblems]);
    assert!(matches!(form.phase(), Phase::Editing(_)));
    assert_eq!(
        problem_fields(&form),
        [
            Field::Name,
            Field::Email,
            Field::Department,
            Field::Subject,
            Field::Message
        ]
    );
}

#[test]
fn fields_are_not_validated_before_the_first_submission() {
    let mut form = ready();
    edit(&mut form, Edit::Email("not an address".into()));
    assert!(form.problems().is_empty());
    assert!(!form.was_rejected());
}

#[test]
fn an_edit_removes_a_resolved_problem_and_adds_none() {
    let mut form = ready();
    form.apply(Event::Submitted);
    edit(&mut form, Edit::Subject("web-1".into()));
    assert_eq!(form.violation(Field::Subject), None);
    assert_eq!(form.violation(Field::Message), Some(&Violation::Missing));
    edit(&mut form, Edit::Subject(String::new()));
    assert_eq!(
        form.violation(Field::Subject),
        None,
        "a resolved problem does not return"
    );
}

#[test]
fn a_problem_stays_unchanged_until_it_is_resolved() {
    let mut form = ready();
    form.apply(Event::Submitted);
    edit(&mut form, Edit::Email("ada@".into()));
    assert_eq!(form.violation(Field::Email), Some(&Violation::Missing));
    edit(&mut form, Edit::Email("ada@example.com".into()));
    assert_eq!(form.violation(Field::Email), None);
}

#[test]
fn a_signed_in_client_does_not_enter_a_name_or_email() {
    let mut form = ready_with(rules_for_a_client(), Prefill::default());
    for change in [
        Edit::Department(Some(general())),
        Edit::Subject("s".into()),
        Edit::Message("m".into()),
    ] {
        edit(&mut form, change);
    }
    assert_eq!(
        sent_ticket(&form.apply(Event::Submitted)).requester,
        Requester::Authenticated
    );
}

#[test]
fn answers_are_kept_when_the_department_changes() {
    let mut form = filled_in();
    let effects = edit(&mut form, Edit::Department(Some(technical())));
    assert_eq!(effects, [Effect::Announce(Announcement::CustomFields(2))]);
    edit(&mut form, Edit::Answer(field(1), "E-1".into()));
    edit(&mut form, Edit::Department(Some(general())));
    assert!(
        sent_ticket(&form.clone().apply(Event::Submitted))
            .custom_fields
            .is_empty()
    );
    edit(&mut form, Edit::Department(Some(technical())));
    let effects = form.apply(Event::Submitted);
    assert_eq!(
        sent_ticket(&effects).custom_fields.get(field(1)),
        Some("E-1")
    );
}

#[test]
fn a_dependent_custom_field_is_sent_only_while_it_is_visible() {
    let mut form = filled_in();
    edit(&mut form, Edit::Department(Some(technical())));
    edit(&mut form, Edit::Answer(field(1), "E-1".into()));
    edit(&mut form, Edit::Answer(field(3), "at night".into()));
    let effects = form.clone().apply(Event::Submitted);
    assert_eq!(sent_ticket(&effects).custom_fields.get(field(3)), None);
    edit(&mut form, Edit::Answer(field(2), "on".into()));
    let effects = form.apply(Event::Submitted);
    assert_eq!(
        sent_ticket(&effects).custom_fields.get(field(3)),
        Some("at night")
    );
}
