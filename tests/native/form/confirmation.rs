//! Confirmation of an opened ticket, and the start of another one.

use super::fixtures::{custom_field, rules, rules_for_a_client};
use super::support::{
    add, confirmation, edit, field, file, filled_in_with, general, opened_ticket, ready_with,
    sending, technical,
};
use open_ticket::form::{Edit, Effect, Event, Form, Phase, Prefill};
use open_ticket::rules::FieldKind;
use open_ticket::ticket::{OpenedTicket, SentTicket};

#[test]
fn an_opened_ticket_replaces_the_form_and_only_then_is_the_draft_cleared() {
    let mut form = sending();
    assert_eq!(form.draft().subject, "web-1 answers 500");
    let effects = form.apply(Event::Opened(opened_ticket()));
    assert_eq!(effects, confirmation());
    assert_eq!(
        form.ticket_link().as_deref(),
        Some("/viewticket.php?tid=516757&c=KPqH7yG3")
    );
    assert_eq!(form.draft().subject, "");
}

#[test]
fn neither_host_events_nor_debug_output_contain_the_access_code() {
    let mut form = sending();
    let effects = form.apply(Event::Opened(opened_ticket()));
    assert!(!format!("{effects:?} {form:?}").contains("KPqH7yG3"));
}

#[test]
fn a_guest_who_opens_another_ticket_keeps_name_and_email_and_nothing_else() {
    let mut form = ready_with(rules(), Prefill::default());
    for edit in [
        Edit::Name("Ada".into()),
        Edit::Email("ada@example.com".into()),
        Edit::Department(Some(general())),
        Edit::Subject("s".into()),
        Edit::Message("m".into()),
    ] {
        form.apply(Event::Edited(edit));
    }
    form.apply(Event::Submitted);
    form.apply(Event::Opened(opened_ticket()));
    assert!(!form.draft().has_content());
    form.apply(Event::Restarted);
    let draft = form.draft();
    assert_eq!(
        (draft.name.as_str(), draft.email.as_str()),
        ("Ada", "ada@example.com")
    );
    assert_eq!((draft.subject.as_str(), draft.message.as_str()), ("", ""));
}

#[test]
fn another_ticket_is_prefilled_but_without_the_last_subject_and_message() {
    let prefill = Prefill {
        name: "Ada".into(),
        email: "ada@example.com".into(),
        department: Some(general()),
        subject: "s".into(),
        message: "m".into(),
        ..Prefill::default()
    };
    let mut form = ready_with(rules(), prefill);
    form.apply(Event::Submitted);
    form.apply(Event::Opened(OpenedTicket::new(1, "1", "c").unwrap()));
    assert_eq!(form.apply(Event::Restarted), [Effect::FocusFirstField]);
    assert_eq!(form.draft().name, "Ada");
    assert_eq!(
        (form.draft().subject.as_str(), form.draft().message.as_str()),
        ("", "")
    );
}

fn content_of(form: &Form) -> SentTicket {
    let Phase::Opened(opened) = form.phase() else {
        panic!("no ticket is open");
    };
    opened.sent_ticket(form.rules().unwrap()).unwrap()
}

#[test]
fn the_confirmation_has_what_was_sent_without_passwords_and_hidden_answers() {
    let mut rules = rules();
    let fields = &mut rules.departments[2].fields;
    fields.push(custom_field(4, FieldKind::Password));
    fields.push(custom_field(5, FieldKind::Text));
    let mut form = filled_in_with(rules);
    for (id, answer) in [(1, "E-1"), (3, "hidden"), (4, "hunter2"), (5, "")] {
        edit(&mut form, Edit::Department(Some(technical())));
        edit(&mut form, Edit::Answer(field(id), answer.into()));
    }
    edit(&mut form, Edit::Email(" ada@example.com ".into()));
    edit(&mut form, Edit::Subject(" s ".into()));
    add(&mut form, &[file(1, "a.txt", 1)]);
    form.apply(Event::Submitted);
    form.apply(Event::Opened(opened_ticket()));
    let expected = SentTicket {
        email: "ada@example.com".into(),
        department: "Technical".into(),
        answers: vec![("Custom field 1".into(), "E-1".into())],
        subject: "s".into(),
        message: "Since **Tuesday**.".into(),
        attachments: vec![("a.txt".into(), 1)],
    };
    assert_eq!(content_of(&form), expected);
}

#[test]
fn a_ticked_box_is_part_of_what_was_sent() {
    let mut form = filled_in_with(rules());
    edit(&mut form, Edit::Department(Some(technical())));
    for (id, answer) in [(1, "E-1"), (2, "on"), (3, "shown")] {
        edit(&mut form, Edit::Answer(field(id), answer.into()));
    }
    form.apply(Event::Submitted);
    form.apply(Event::Opened(opened_ticket()));
    let answers = content_of(&form).answers;
    let answers: Vec<&str> = answers.iter().map(|(_, answer)| answer.as_str()).collect();
    assert_eq!(answers, ["E-1", "✓", "shown"]);
}

#[test]
fn the_reply_to_a_client_goes_to_the_address_of_the_account() {
    let mut form = filled_in_with(rules_for_a_client());
    form.apply(Event::Submitted);
    form.apply(Event::Opened(opened_ticket()));
    assert_eq!(content_of(&form).email, "ada@example.com");
}
