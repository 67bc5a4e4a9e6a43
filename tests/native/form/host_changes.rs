//! Changes that the host page makes while the form is mounted: token, endpoint, prefilled values.

use super::fixtures::{rules, rules_for_a_client};
use super::support::{
    edit, field, filled_in, general, opened_ticket, ready, ready_with, sending, sent_ticket,
    technical,
};
use open_ticket::form::{Edit, Effect, Event, Form, HostEvent, Phase, Prefill, RulesRevision};
use open_ticket::rules::Rules;
use open_ticket::ticket::{
    DepartmentId, Field, Priority, Problem, Refusal, Related, Requester, SendError,
    SubmissionOutcome, Violation,
};

fn billing() -> DepartmentId {
    DepartmentId::new(2).unwrap()
}

fn loaded(form: &mut Form, rules: Rules) -> Vec<Effect> {
    form.apply(Event::RulesLoaded(Box::new(rules)))
}

fn change_prefill(form: &mut Form, prefill: &Prefill) {
    let effects = form.apply(Event::PrefillChanged(Box::new(prefill.clone())));
    assert_eq!(effects, []);
}

fn name_is_missing() -> SendError {
    let problem = Problem::new(Field::Name, Violation::Missing);
    SendError::Refused(Refusal::RuleViolation(problem))
}

/// One form in each phase, by the phase's name.
fn forms_in_every_phase() -> Vec<(&'static str, Form)> {
    let (loading, _) = Form::new(Prefill::default());
    let mut unavailable = loading.clone();
    unavailable.apply(Event::RulesFailed(SendError::TokenExpired));
    let mut failed = sending();
    failed.apply(Event::Failed(SendError::Stalled));
    let mut looking_up = sending();
    looking_up.apply(Event::Failed(SendError::NoResponse));
    let mut opened = sending();
    opened.apply(Event::Opened(opened_ticket()));
    vec![
        ("loading", loading),
        ("unavailable", unavailable),
        ("editing", filled_in()),
        ("sending", sending()),
        ("failed", failed),
        ("looking up", looking_up),
        ("opened", opened),
    ]
}

#[test]
fn signing_in_shows_the_client_form_and_keeps_the_input() {
    let mut form = filled_in();
    assert_eq!(form.apply(Event::RulesStale), [Effect::LoadRules]);
    assert_eq!(loaded(&mut form, rules_for_a_client()), [Effect::KeepFocus]);
    assert_eq!(form.draft().subject, "web-1 answers 500");
    assert_eq!(form.draft().name, "Ada", "kept for signing out");
    edit(&mut form, Edit::Department(Some(billing())));
    let effects = form.apply(Event::Submitted);
    assert_eq!(sent_ticket(&effects).requester, Requester::Authenticated);
}

#[test]
fn signing_out_shows_the_guest_form_without_what_only_clients_can_choose() {
    let mut form = ready_with(rules_for_a_client(), Prefill::default());
    edit(&mut form, Edit::Department(Some(billing())));
    edit(&mut form, Edit::Related(Related::parse("S1")));
    edit(&mut form, Edit::Message("Since **Tuesday**.".into()));
    form.apply(Event::RulesStale);
    loaded(&mut form, rules());
    assert_eq!(form.draft().message, "Since **Tuesday**.");
    assert_eq!(
        (form.draft().department, form.draft().related),
        (None, None)
    );
    form.apply(Event::Submitted);
    let fields: Vec<_> = form.problems().iter().map(|it| it.field).collect();
    assert!(fields.contains(&Field::Name) && fields.contains(&Field::Department));
}

#[test]
fn a_prefilled_department_for_clients_is_selected_once_the_client_is_known() {
    let prefill = Prefill {
        department: Some(billing()),
        related: Related::parse("S1"),
        ..Prefill::default()
    };
    let mut form = ready_with(rules(), prefill.clone());
    assert_eq!(form.draft().department, None);
    loaded(&mut form, rules_for_a_client());
    assert_eq!(form.draft().department, Some(billing()));
    assert_eq!(form.draft().related, prefill.related);
    // A user's own choice is kept.
    let mut form = ready_with(rules(), prefill);
    edit(&mut form, Edit::Department(Some(general())));
    loaded(&mut form, rules_for_a_client());
    assert_eq!(form.draft().department, Some(general()));
}

#[test]
fn stale_rules_are_requested_immediately_unless_a_ticket_is_being_submitted() {
    for (phase, mut form) in forms_in_every_phase() {
        let is_submitting = matches!(form.phase(), Phase::Sending(_) | Phase::LookingUp(_));
        let expected: &[_] = if is_submitting {
            &[]
        } else {
            &[Effect::LoadRules]
        };
        assert_eq!(form.apply(Event::RulesStale), expected, "{phase}");
    }
}

#[test]
fn rules_that_became_stale_during_a_submission_are_requested_after_it() {
    let outcomes = [
        Event::Opened(opened_ticket()),
        Event::Failed(SendError::Stalled),
        Event::Cancelled,
        Event::SubmissionPrevented,
    ];
    for outcome in outcomes {
        let mut form = sending();
        form.apply(Event::RulesStale);
        let effects = form.apply(outcome.clone());
        assert_eq!(effects.last(), Some(&Effect::LoadRules), "{outcome:?}");
    }
    let mut form = sending();
    form.apply(Event::RulesStale);
    let effects = form.apply(Event::Failed(SendError::NoResponse));
    assert!(
        !effects.contains(&Effect::LoadRules),
        "the lookup comes first"
    );
    let effects = form.apply(Event::OutcomeReceived(SubmissionOutcome::NotOpened));
    assert_eq!(effects.last(), Some(&Effect::LoadRules));
}

#[test]
fn rules_that_could_not_be_loaded_again_are_requested_after_the_next_submission() {
    let mut form = filled_in();
    form.apply(Event::RulesStale);
    assert_eq!(form.apply(Event::RulesFailed(SendError::NoResponse)), []);
    assert!(matches!(form.phase(), Phase::Editing(_)), "the form stays");
    form.apply(Event::Submitted);
    let effects = form.apply(Event::Failed(SendError::Stalled));
    assert_eq!(effects.last(), Some(&Effect::LoadRules));
    loaded(&mut form, rules());
    form.apply(Event::Submitted);
    let effects = form.apply(Event::Failed(SendError::Stalled));
    assert!(!effects.contains(&Effect::LoadRules));
}

#[test]
fn a_problem_with_a_field_that_the_form_lacks_reloads_the_rules() {
    let mut form = ready_with(rules_for_a_client(), Prefill::default());
    edit(&mut form, Edit::Department(Some(general())));
    edit(&mut form, Edit::Subject("web-1".into()));
    edit(&mut form, Edit::Message("It is down.".into()));
    form.apply(Event::Submitted);
    let effects = form.apply(Event::Failed(name_is_missing()));
    assert_eq!(effects.last(), Some(&Effect::LoadRules));
    loaded(&mut form, rules());
    assert_eq!(
        form.problems().len(),
        1,
        "the problem stays until it is corrected"
    );
    edit(&mut form, Edit::Name("Ada".into()));
    assert_eq!(form.problems(), []);
}

#[test]
fn a_new_token_removes_the_error_about_the_old_one() {
    for error in [SendError::TokenExpired, SendError::TokenInvalid] {
        let mut form = sending();
        form.apply(Event::Failed(error.clone()));
        assert_eq!(form.failure(), Some(&error));
        loaded(&mut form, rules());
        assert_eq!(form.failure(), None);
    }
}

#[test]
fn equal_rules_change_nothing() {
    for (phase, mut form) in forms_in_every_phase().into_iter().skip(2) {
        let before = form.clone();
        assert_eq!(loaded(&mut form, rules()), [], "{phase}");
        assert_eq!(form, before, "{phase}");
    }
}

#[test]
fn only_the_views_of_changed_rules_are_rebuilt() {
    let revision = |change: fn(&mut Rules)| {
        let mut form = ready();
        let mut changed = rules();
        change(&mut changed);
        loaded(&mut form, changed);
        let RulesRevision {
            fields,
            custom_fields,
            limits,
        } = form.rules_revision();
        (fields, custom_fields, limits)
    };
    assert_eq!(revision(|_| {}), (0, 0, 0));
    assert_eq!(revision(|rules| rules.limits.files = 1), (0, 0, 1));
    assert_eq!(
        revision(|rules| rules.departments[0].name.push('!')),
        (1, 1, 0)
    );
    assert_eq!(revision(|rules| *rules = rules_for_a_client()), (1, 0, 0));
}

#[test]
fn prefilled_values_can_change_until_a_user_changes_them() {
    let old = Prefill {
        subject: "An order".into(),
        name: "Ada".into(),
        ..Prefill::default()
    };
    let new = Prefill {
        subject: "Order 17".into(),
        name: "Grace".into(),
        priority: Some(Priority::High),
        department: Some(technical()),
        ..Prefill::default()
    };
    let mut form = ready_with(rules(), old.clone());
    edit(&mut form, Edit::Name("Ada Lovelace".into()));
    change_prefill(&mut form, &new);
    let draft = form.draft();
    assert_eq!(
        (&*draft.subject, &*draft.name),
        ("Order 17", "Ada Lovelace")
    );
    assert_eq!(draft.priority, Priority::High);
    assert_eq!(draft.department, Some(technical()));
    edit(&mut form, Edit::Answer(field(1), "E-1".into()));
    change_prefill(&mut form, &Prefill::default());
    assert_eq!(
        (&*form.draft().subject, &*form.draft().name),
        ("", "Ada Lovelace")
    );
    assert_eq!(form.draft().department, None);
    assert_eq!(form.draft().answers.get(field(1)), Some("E-1"));
}

#[test]
fn a_prefill_that_changes_outside_of_editing_applies_to_the_next_draft() {
    let new = Prefill {
        subject: "Order 17".into(),
        ..Prefill::default()
    };
    for (phase, mut form) in forms_in_every_phase() {
        let before = form.draft().clone();
        change_prefill(&mut form, &new);
        assert_eq!(*form.draft(), before, "{phase}");
    }
    let (mut form, _) = Form::new(Prefill::default());
    change_prefill(&mut form, &new);
    assert_eq!(loaded(&mut form, rules()), [Effect::Emit(HostEvent::Ready)]);
    assert_eq!(form.draft().subject, "Order 17");
    let mut form = sending();
    form.apply(Event::Opened(opened_ticket()));
    change_prefill(&mut form, &new);
    form.apply(Event::Restarted);
    assert_eq!(form.draft().subject, "Order 17");
}

#[test]
fn the_prefilled_subject_and_message_are_cleared_once_a_ticket_is_opened() {
    let prefill = Prefill {
        subject: "An order".into(),
        name: "Ada".into(),
        ..Prefill::default()
    };
    let mut form = ready_with(rules(), prefill);
    for change in [
        Edit::Email("ada@example.com".into()),
        Edit::Department(Some(general())),
        Edit::Message("It has not come.".into()),
    ] {
        edit(&mut form, change);
    }
    form.apply(Event::Submitted);
    form.apply(Event::Opened(opened_ticket()));
    assert_eq!(
        (&*form.prefill().subject, &*form.prefill().name),
        ("", "Ada")
    );
}
