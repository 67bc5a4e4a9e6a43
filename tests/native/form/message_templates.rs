//! Message templates of the departments: they replace nothing that the user has written, and count as
//! blank until they are changed.

use super::fixtures::rules;
use super::support::{edit, filled_in_with, general, opened_ticket, ready_with, technical};
use open_ticket::form::{Edit, Event, Form, Phase, Prefill};
use open_ticket::rules::Rules;
use open_ticket::ticket::{DepartmentId, Field, Message, Subject, Ticket, Violation};
use proptest::prelude::*;

const STEPS: &str = "**What you did**\n\n\n**What happened**\n";
const INVOICE: &str = "Invoice number: ";

fn with_templates() -> Rules {
    let mut rules = rules();
    rules.departments[0].message_template = INVOICE.to_owned();
    rules.departments[2].message_template = STEPS.to_owned();
    rules
}

fn form() -> Form {
    ready_with(with_templates(), Prefill::default())
}

fn select(form: &mut Form, department: Option<DepartmentId>) {
    edit(form, Edit::Department(department));
}

fn write(form: &mut Form, text: &str) {
    edit(form, Edit::Message(text.to_owned()));
}

#[test]
fn a_template_fills_an_empty_message_and_follows_the_department_until_it_is_changed() {
    let mut form = form();
    assert_eq!(form.draft().message, "");
    select(&mut form, Some(technical()));
    assert_eq!(form.draft().message, STEPS);
    select(&mut form, Some(general()));
    assert_eq!(form.draft().message, INVOICE);
    select(&mut form, None);
    assert_eq!(form.draft().message, "");
    select(&mut form, Some(technical()));
    write(&mut form, "**What you did**\n\nnothing\n");
    select(&mut form, Some(general()));
    assert_eq!(form.draft().message, "**What you did**\n\nnothing\n");
}

#[test]
fn an_unchanged_template_is_blank_and_is_not_sent() {
    let mut form = filled_in_with(with_templates());
    write(&mut form, "");
    select(&mut form, Some(general()));
    assert!(form.has_blank_message());
    form.apply(Event::Submitted);
    assert_eq!(form.violation(Field::Message), Some(&Violation::Missing));
    write(&mut form, "Invoice number: 4711");
    assert!(!form.has_blank_message());
    assert_eq!(form.violation(Field::Message), None);
    form.apply(Event::Submitted);
    assert!(matches!(form.phase(), Phase::Sending(_)));
}

#[test]
fn the_template_of_another_department_counts_as_text() {
    let mut form = filled_in_with(with_templates());
    write(&mut form, STEPS);
    assert!(!form.has_blank_message());
    form.apply(Event::Submitted);
    assert!(matches!(form.phase(), Phase::Sending(_)));
}

#[test]
fn a_preselected_department_has_its_template_and_the_page_s_message_takes_precedence() {
    let prefill = Prefill {
        department: Some(technical()),
        ..Prefill::default()
    };
    let form = ready_with(with_templates(), prefill.clone());
    assert_eq!(form.draft().message, STEPS);
    assert!(form.to_saved_draft().is_none(), "nothing was written");
    let prefill = Prefill {
        message: "From the page".to_owned(),
        ..prefill
    };
    let form = ready_with(with_templates(), prefill);
    assert_eq!(form.draft().message, "From the page");
}

#[test]
fn new_rules_replace_an_unchanged_template_but_no_text() {
    let mut changed = with_templates();
    changed.departments[2].message_template = "Another".to_owned();
    for (text, after) in [(STEPS, "Another"), ("", "Another"), ("Mine", "Mine")] {
        let mut form = form();
        select(&mut form, Some(technical()));
        write(&mut form, text);
        form.apply(Event::RulesStale);
        form.apply(Event::RulesLoaded(Box::new(changed.clone())));
        assert_eq!(form.draft().message, after);
    }
}

#[test]
fn another_ticket_begins_with_the_template_of_its_department() {
    let mut form = filled_in_with(with_templates());
    form.apply(Event::Submitted);
    form.apply(Event::Opened(opened_ticket()));
    form.apply(Event::Restarted);
    assert_eq!(form.draft().message, "");
    select(&mut form, Some(general()));
    assert_eq!(form.draft().message, INVOICE);
}

/// The relay validates with the same rules. A browser without scripts sends line breaks as CRLF.
#[test]
fn the_rules_refuse_an_unchanged_template() {
    let rules = with_templates();
    let violation = |department, text: &str| {
        let message = Message::markdown(text).unwrap();
        rules.validate_message(&message, Some(department))
    };
    for text in [STEPS, STEPS.trim(), &STEPS.replace('\n', "\r\n")] {
        assert_eq!(violation(technical(), text), Some(Violation::Missing));
        assert_eq!(violation(general(), text), None);
    }
    let ticket: Ticket = Ticket::new(
        technical(),
        open_ticket::ticket::Requester::Authenticated,
        Subject::parse("web-1").unwrap(),
        Message::markdown(STEPS).unwrap(),
    );
    let problems = rules.validate(&ticket);
    let is_missing = |field| problems.iter().any(|problem| problem.field == field);
    assert!(is_missing(Field::Message));
}

proptest! {
    /// In any order of edits, text that the user wrote is replaced only by the user.
    #[test]
    fn no_written_text_is_replaced(steps in prop::collection::vec((0..4_usize, "[a-c \n]{0,4}"), 1..12)) {
        let mut form = form();
        let mut written = String::new();
        for (step, text) in steps {
            match step {
                0 => select(&mut form, Some(general())),
                1 => select(&mut form, Some(technical())),
                2 => select(&mut form, None),
                _ => {
                    write(&mut form, &text);
                    written = text;
                }
            }
            let message = &form.draft().message;
            if written.trim().is_empty() {
                prop_assert!(form.has_blank_message());
            } else {
                prop_assert_eq!(message, &written);
            }
        }
    }
}
