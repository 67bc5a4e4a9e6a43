//! The form's behaviour, without a browser: what happens, and what is wanted because of it.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

#[path = "form/course.rs"]
mod course;
#[path = "form/files.rs"]
mod files;
mod fixtures;
#[path = "form/intents.rs"]
mod intents;
#[path = "form/sequences.rs"]
mod sequences;

use fixtures::{rules, rules_for_a_client};
use open_ticket::form::{
    Announcement, Chosen, Edit, Effect, Event, Fact, FileId, Form, Phase, Prefill, Progress,
};
use open_ticket::rules::Rules;
use open_ticket::ticket::{
    Complaint, DepartmentId, Field, FieldId, FileName, Opened, Outcome, Priority, Problem, Refusal,
    Requester, SendError, Ticket,
};

fn ready_by(rules: Rules, prefill: Prefill) -> Form {
    let (mut form, _) = Form::new(prefill);
    let effects = form.apply(Event::RulesArrived(Box::new(rules)));
    assert_eq!(effects, [Effect::Tell(Fact::Ready)]);
    form
}

fn ready() -> Form {
    ready_by(rules(), Prefill::default())
}

fn edit(form: &mut Form, edit: Edit) -> Vec<Effect> {
    form.apply(Event::Edited(edit))
}

fn general() -> DepartmentId {
    DepartmentId::new(1).unwrap()
}

fn technical() -> DepartmentId {
    DepartmentId::new(3).unwrap()
}

fn field(id: u32) -> FieldId {
    FieldId::new(id).unwrap()
}

fn filled_in() -> Form {
    filled_in_by(rules())
}

fn filled_in_by(rules: Rules) -> Form {
    let mut form = ready_by(rules, Prefill::default());
    for change in [
        Edit::Name("Ada".into()),
        Edit::Email("ada@example.com".into()),
        Edit::Department(Some(general())),
        Edit::Subject("web-1 answers 500".into()),
        Edit::Message("Since **Tuesday**.".into()),
    ] {
        edit(&mut form, change);
    }
    form
}

fn file(id: u32, name: &str, size: u64) -> Chosen {
    Chosen::new(FileId(id), name, size, "")
}

/// Everything is read, and so much is out.
fn out(sent: u64, total: u64) -> Progress {
    Progress {
        read: total,
        sent,
        total,
    }
}

fn sent(effects: &[Effect]) -> &Ticket<FileId> {
    let ticket = effects.iter().find_map(|effect| match effect {
        Effect::Send(ticket) => Some(ticket),
        _ => None,
    });
    ticket.expect("a ticket to be sent")
}

fn sending() -> Form {
    let mut form = filled_in();
    let effects = form.apply(Event::Submitted);
    sent(&effects);
    form
}

fn fields(form: &Form) -> Vec<Field> {
    form.problems()
        .iter()
        .map(|problem| problem.field)
        .collect()
}

#[test]
fn a_blank_form_is_not_sent_and_says_everything_that_is_missing_in_its_order() {
    let mut form = ready();
    assert_eq!(form.apply(Event::Submitted), [Effect::FocusProblems]);
    assert_eq!(*form.phase(), Phase::Editing);
    assert_eq!(
        fields(&form),
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
fn nothing_is_judged_before_somebody_asks_to_send() {
    let mut form = ready();
    edit(&mut form, Edit::Email("not an address".into()));
    assert!(form.problems().is_empty());
    assert!(!form.was_judged());
}

#[test]
fn an_answered_complaint_goes_and_no_other_appears() {
    let mut form = ready();
    form.apply(Event::Submitted);
    edit(&mut form, Edit::Subject("web-1".into()));
    assert_eq!(form.complaint(Field::Subject), None);
    assert_eq!(form.complaint(Field::Message), Some(&Complaint::Missing));
    edit(&mut form, Edit::Subject(String::new()));
    assert_eq!(form.complaint(Field::Subject), None, "it was answered once");
}

#[test]
fn a_complaint_stays_as_it_is_until_it_is_answered() {
    let mut form = ready();
    form.apply(Event::Submitted);
    edit(&mut form, Edit::Email("ada@".into()));
    assert_eq!(form.complaint(Field::Email), Some(&Complaint::Missing));
    edit(&mut form, Edit::Email("ada@example.com".into()));
    assert_eq!(form.complaint(Field::Email), None);
}

#[test]
fn a_form_that_is_filled_in_is_sent_as_it_was_typed() {
    let mut form = filled_in();
    edit(&mut form, Edit::Priority(Priority::High));
    edit(&mut form, Edit::FilesAdded(vec![file(1, "a.txt", 3)]));
    let effects = form.apply(Event::Submitted);
    let ticket = sent(&effects);
    assert_eq!(ticket.subject.as_str(), "web-1 answers 500");
    assert_eq!(ticket.message.as_str(), "Since **Tuesday**.");
    assert_eq!(ticket.priority, Priority::High);
    assert_eq!(*ticket.attachments[0].body(), FileId(1));
    assert!(matches!(&ticket.requester, Requester::Guest { name, .. } if name.as_str() == "Ada"));
    let nothing_yet = Progress {
        total: 3,
        ..Progress::default()
    };
    assert_eq!(*form.phase(), Phase::Sending(nothing_yet));
}

#[test]
fn while_it_is_sent_the_focus_is_at_the_button_for_the_fields_are_inert() {
    let effects = filled_in().apply(Event::Submitted);
    assert_eq!(effects[0], Effect::FocusSend);
}

#[test]
fn pressing_send_twice_sends_once() {
    let mut form = sending();
    assert!(form.apply(Event::Submitted).is_empty());
}

#[test]
fn a_signed_in_client_is_not_asked_who_they_are() {
    let mut form = ready_by(rules_for_a_client(), Prefill::default());
    for change in [
        Edit::Department(Some(general())),
        Edit::Subject("s".into()),
        Edit::Message("m".into()),
    ] {
        edit(&mut form, change);
    }
    assert_eq!(
        sent(&form.apply(Event::Submitted)).requester,
        Requester::Signed
    );
}

#[test]
fn changing_the_department_keeps_the_answers_to_the_other_ones_questions() {
    let mut form = filled_in();
    let effects = edit(&mut form, Edit::Department(Some(technical())));
    assert_eq!(effects, [Effect::Announce(Announcement::Questions(2))]);
    edit(&mut form, Edit::Answer(field(1), "E-1".into()));
    edit(&mut form, Edit::Department(Some(general())));
    assert!(
        sent(&form.clone().apply(Event::Submitted))
            .custom_fields
            .is_empty()
    );
    edit(&mut form, Edit::Department(Some(technical())));
    let effects = form.apply(Event::Submitted);
    assert_eq!(sent(&effects).custom_fields.get(field(1)), Some("E-1"));
}

#[test]
fn a_question_is_asked_and_sent_only_after_the_answer_that_it_depends_on() {
    let mut form = filled_in();
    edit(&mut form, Edit::Department(Some(technical())));
    edit(&mut form, Edit::Answer(field(1), "E-1".into()));
    edit(&mut form, Edit::Answer(field(3), "at night".into()));
    let ticket = form.clone().apply(Event::Submitted);
    assert_eq!(sent(&ticket).custom_fields.get(field(3)), None);
    edit(&mut form, Edit::Answer(field(2), "on".into()));
    let ticket = form.apply(Event::Submitted);
    assert_eq!(sent(&ticket).custom_fields.get(field(3)), Some("at night"));
}

#[test]
fn what_is_wrong_with_files_is_said_at_once_and_the_good_ones_stay() {
    let mut form = filled_in();
    let effects = edit(
        &mut form,
        Edit::FilesAdded(vec![file(1, "a.txt", 3), file(2, "b.exe", 3)]),
    );
    assert!(effects.contains(&Effect::Announce(Announcement::FilesRefused(1))));
    assert!(matches!(
        form.complaint(Field::Files),
        Some(Complaint::Extension { .. })
    ));
    assert_eq!(form.draft().files.len(), 2);
    assert_eq!(form.apply(Event::Submitted), [Effect::FocusProblems]);
    edit(&mut form, Edit::FileRemoved(FileId(2)));
    assert_eq!(sent(&form.apply(Event::Submitted)).attachments.len(), 1);
}

#[test]
fn after_a_file_is_removed_the_focus_goes_to_the_next_one_then_to_the_one_before() {
    let mut form = filled_in();
    let three = vec![
        file(1, "a.txt", 1),
        file(2, "b.txt", 1),
        file(3, "c.txt", 1),
    ];
    edit(&mut form, Edit::FilesAdded(three));
    let mut focus_after = |id| {
        let effects = edit(&mut form, Edit::FileRemoved(FileId(id)));
        effects.into_iter().find_map(|effect| match effect {
            Effect::FocusFiles(file) => Some(file),
            _ => None,
        })
    };
    assert_eq!(focus_after(2), Some(Some(FileId(3))));
    assert_eq!(focus_after(3), Some(Some(FileId(1))));
    assert_eq!(focus_after(1), Some(None));
    assert_eq!(focus_after(1), None, "it is gone already");
}

#[test]
fn a_ticket_that_is_open_takes_the_forms_place_and_only_then_the_draft_goes() {
    let mut form = sending();
    assert_eq!(form.draft().subject, "web-1 answers 500");
    let opened = Opened::new(1, "516757", "KPqH7yG3").unwrap();
    let effects = form.apply(Event::Opened(opened));
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
    assert_eq!(
        form.ticket_link().as_deref(),
        Some("/viewticket.php?tid=516757&c=KPqH7yG3")
    );
    assert_eq!(form.draft().subject, "");
}

#[test]
fn nothing_that_is_told_to_the_page_or_printed_holds_the_access_code() {
    let mut form = sending();
    let effects = form.apply(Event::Opened(Opened::new(1, "516757", "KPqH7yG3").unwrap()));
    assert!(!format!("{effects:?} {form:?}").contains("KPqH7yG3"));
}

#[test]
fn every_failure_leaves_every_word_and_file_in_its_place() {
    let errors = [
        SendError::NotSent,
        SendError::Unavailable { wait: None },
        SendError::TooSlow,
        SendError::Stalled,
        SendError::Offline,
        SendError::Rate { wait: Some(60) },
        SendError::TokenExpired,
        SendError::TokenInvalid,
        SendError::NotOpened,
        SendError::Cancelled,
        Refusal::Origin.into(),
        SendError::FileGone(FileName::made_safe("a.txt")),
        Refusal::DepartmentNotFound.into(),
        Refusal::NumberNotGenerated.into(),
        Refusal::TooLarge { limit: None }.into(),
        Refusal::Other("<b>no</b>".into()).into(),
    ];
    for error in errors {
        let mut form = filled_in();
        edit(&mut form, Edit::FilesAdded(vec![file(1, "a.txt", 3)]));
        let draft = form.draft().clone();
        form.apply(Event::Submitted);
        let effects = form.apply(Event::Failed(error.clone()));
        assert_eq!(*form.draft(), draft, "{error:?}");
        assert_eq!(*form.phase(), Phase::Editing);
        assert!(
            !effects
                .iter()
                .any(|effect| matches!(effect, Effect::Send(_))),
            "{error:?}"
        );
    }
}

#[test]
fn a_refusal_is_shown_at_its_field() {
    let at = |refusal: Refusal| {
        let mut form = sending();
        form.apply(Event::Failed(refusal.into()));
        (fields(&form), form.failure().is_some())
    };
    assert_eq!(at(Refusal::SubjectRequired), (vec![Field::Subject], false));
    assert_eq!(at(Refusal::MessageRequired), (vec![Field::Message], false));
    assert_eq!(
        at(Refusal::DepartmentNotFound),
        (vec![Field::Department], false)
    );
    assert_eq!(at(Refusal::EmailInvalid), (vec![Field::Email], false));
    assert_eq!(
        at(Refusal::NameAndEmailRequired),
        (vec![Field::Name, Field::Email], false)
    );
    assert_eq!(at(Refusal::ServiceNotFound), (vec![Field::Related], false));
    assert_eq!(at(Refusal::DomainNotFound), (vec![Field::Related], false));
    let problem = Problem::new(Field::Priority, Complaint::NotOffered);
    assert_eq!(at(Refusal::Rule(problem)), (vec![Field::Priority], false));
    assert_eq!(at(Refusal::ClientNotFound), (vec![], true));
    assert_eq!(at(Refusal::Other("a hook says no".into())), (vec![], true));
}

#[test]
fn a_refusal_at_a_field_goes_when_that_field_is_changed() {
    let mut form = sending();
    form.apply(Event::Failed(Refusal::EmailInvalid.into()));
    edit(&mut form, Edit::Subject("other".into()));
    assert_eq!(form.complaint(Field::Email), Some(&Complaint::NotAnAddress));
    edit(&mut form, Edit::Email("ada@example.org".into()));
    assert_eq!(form.complaint(Field::Email), None);
}

#[test]
fn what_is_too_large_for_the_server_is_said_of_the_files_if_there_are_some() {
    let too_large = || Event::Failed(Refusal::TooLarge { limit: Some(1_600) }.into());
    let mut form = filled_in();
    edit(&mut form, Edit::FilesAdded(vec![file(1, "a.txt", 1_000)]));
    form.apply(Event::Submitted);
    form.apply(too_large());
    let told = Complaint::FilesTooLarge {
        size: 1_000,
        limit: 900,
    };
    assert_eq!(form.complaint(Field::Files), Some(&told));
    let mut form = sending();
    form.apply(too_large());
    assert!(form.problems().is_empty() && form.failure().is_some());
}

#[test]
fn progress_is_spoken_once_a_quarter_and_told_each_time() {
    let mut form = sending();
    let mut said = Vec::new();
    for sent in [1, 16, 17, 18, 60, 80, 99, 100, 100] {
        let now = out(sent, 100);
        let effects = form.apply(Event::Uploaded(now));
        assert!(effects.contains(&Effect::Tell(Fact::Progress(now))));
        said.extend(
            effects
                .into_iter()
                .filter(|effect| matches!(effect, Effect::Announce(_))),
        );
    }
    let spoken = [
        Announcement::Sent(25),
        Announcement::Sent(50),
        Announcement::Sent(75),
        Announcement::Awaiting,
    ];
    assert_eq!(said, spoken.map(Effect::Announce));
}

#[test]
fn what_is_stopped_on_its_way_was_not_sent_and_what_is_out_is_uncertain() {
    let mut form = sending();
    form.apply(Event::Uploaded(out(10, 100)));
    let effects = form.apply(Event::Cancelled);
    assert_eq!(effects[0], Effect::StopSending);
    assert!(effects.contains(&Effect::FocusSend));
    assert!(effects.contains(&Effect::Announce(Announcement::Stopped)));
    assert_eq!(form.failure(), None);

    let mut form = sending();
    form.apply(Event::Uploaded(out(100, 100)));
    let effects = form.apply(Event::Cancelled);
    assert_eq!(effects[0], Effect::StopSending);
    assert!(effects.contains(&Effect::FindOut));
    form.apply(Event::FoundOut(Outcome::Unknown));
    assert_eq!(form.failure(), Some(&SendError::NoAnswer));
}

#[test]
fn what_comes_too_late_changes_nothing() {
    let mut form = filled_in();
    let before = form.clone();
    for late in [
        Event::Opened(Opened::new(1, "1", "c").unwrap()),
        Event::Failed(SendError::NoAnswer),
        Event::Uploaded(out(1, 2)),
        Event::Ticked,
        Event::Cancelled,
        Event::Restarted,
        Event::RulesFailed(SendError::NoAnswer),
        Event::FoundOut(Outcome::NotOpened),
    ] {
        assert!(form.apply(late).is_empty());
        assert_eq!(form, before);
    }
}

#[test]
fn the_page_can_take_the_sending_upon_itself() {
    let mut form = sending();
    assert!(form.apply(Event::Withheld).is_empty());
    assert_eq!(*form.phase(), Phase::Editing);
    assert_eq!(form.draft().subject, "web-1 answers 500");
}

#[test]
fn rules_that_do_not_come_can_be_asked_for_again() {
    let (mut form, _) = Form::new(Prefill::default());
    form.apply(Event::RulesFailed(SendError::TokenExpired));
    assert_eq!(*form.phase(), Phase::Unavailable);
    assert_eq!(form.failure(), Some(&SendError::TokenExpired));
    assert_eq!(form.apply(Event::Reloaded), [Effect::LoadRules]);
    assert_eq!(*form.phase(), Phase::Loading);
    form.apply(Event::RulesArrived(Box::new(rules())));
    assert_eq!(form.failure(), None);
}

#[test]
fn the_page_fills_in_what_this_installation_offers_and_nothing_else() {
    let clients_only = DepartmentId::new(2);
    let prefill = |department| Prefill {
        department,
        priority: Some(Priority::High),
        subject: "a\tb".into(),
        ..Prefill::default()
    };
    let form = ready_by(rules(), prefill(clients_only));
    assert_eq!(form.draft().department, None, "a guest cannot write there");
    assert_eq!(form.draft().priority, Priority::High);
    assert_eq!(form.draft().subject, "a b");
    let form = ready_by(rules_for_a_client(), prefill(clients_only));
    assert_eq!(form.draft().department, clients_only);
}

#[test]
fn a_department_that_is_the_only_one_need_not_be_chosen() {
    let mut rules = rules();
    rules.departments.truncate(2);
    let form = ready_by(rules, Prefill::default());
    assert_eq!(form.draft().department, Some(general()));
}

#[test]
fn the_next_ticket_begins_with_what_the_page_fills_in_but_without_the_last_ones_words() {
    let prefill = Prefill {
        name: "Ada".into(),
        email: "ada@example.com".into(),
        department: Some(general()),
        subject: "s".into(),
        message: "m".into(),
        ..Prefill::default()
    };
    let mut form = ready_by(rules(), prefill);
    form.apply(Event::Submitted);
    form.apply(Event::Opened(Opened::new(1, "1", "c").unwrap()));
    assert_eq!(form.apply(Event::Restarted), [Effect::FocusFirst]);
    assert_eq!(form.draft().name, "Ada");
    assert_eq!(
        (form.draft().subject.as_str(), form.draft().message.as_str()),
        ("", "")
    );
}
