//! Confirmation of an opened ticket, and the start of another one.

use super::fixtures::rules;
use super::support::{confirmation, general, opened_ticket, ready_with, sending};
use open_ticket::form::{Edit, Effect, Event, Prefill};
use open_ticket::ticket::OpenedTicket;

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
