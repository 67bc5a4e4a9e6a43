//! Loading of the rules, and the prefilled draft.

use super::fixtures::{rules, rules_for_a_client};
use super::support::{general, ready_with};
use open_ticket::form::{Effect, Event, Form, Phase, Prefill};
use open_ticket::ticket::{DepartmentId, Priority, SendError};

#[test]
fn failed_rules_can_be_requested_again() {
    let (mut form, _) = Form::new(Prefill::default());
    form.apply(Event::RulesFailed(SendError::TokenExpired));
    assert!(matches!(form.phase(), Phase::Unavailable(_)));
    assert_eq!(form.failure(), Some(&SendError::TokenExpired));
    assert_eq!(form.apply(Event::Reloaded), [Effect::LoadRules]);
    assert_eq!(*form.phase(), Phase::Loading);
    form.apply(Event::RulesLoaded(Box::new(rules())));
    assert_eq!(form.failure(), None);
}

#[test]
fn prefilled_values_are_used_only_if_the_rules_offer_them() {
    let clients_only = DepartmentId::new(2);
    let prefill = |department| Prefill {
        department,
        priority: Some(Priority::High),
        subject: "a\tb".into(),
        ..Prefill::default()
    };
    let form = ready_with(rules(), prefill(clients_only));
    assert_eq!(form.draft().department, None, "a guest cannot write there");
    assert_eq!(form.draft().priority, Priority::High);
    assert_eq!(form.draft().subject, "a b");
    let form = ready_with(rules_for_a_client(), prefill(clients_only));
    assert_eq!(form.draft().department, clients_only);
}

#[test]
fn the_only_department_is_selected() {
    let mut rules = rules();
    rules.departments.truncate(2);
    let form = ready_with(rules, Prefill::default());
    assert_eq!(form.draft().department, Some(general()));
}
