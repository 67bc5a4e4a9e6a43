//! Accepted, refused, missing and repeated values of every parameter of `OpenTicket` and of the
//! request around it.

mod case;
mod encoded_values;
mod operator_options;
mod request_envelope;
mod requester;
mod ticket_content;

use crate::support::TestSandbox;
use case::{Missing, ParameterCase};
use open_ticket::wire::{ALLOWED_FROM_BROWSER, FORBIDDEN_FROM_BROWSER, parameter_names};
use serde_json::Value;
use std::collections::BTreeSet;

fn cases() -> Vec<ParameterCase> {
    let cases = [
        request_envelope::cases(),
        requester::cases(),
        ticket_content::cases(),
        encoded_values::cases(),
        operator_options::cases(),
    ];
    cases.into_iter().flatten().collect()
}

fn post(sandbox: &TestSandbox, case: &ParameterCase, values: &[&str]) -> Value {
    let request = case.request.clone().without(case.name);
    let form = values
        .iter()
        .fold(request, |form, value| form.and(case.name, *value));
    sandbox.post(form.body()).json()
}

#[track_caller]
fn assert_effect(sandbox: &TestSandbox, case: &ParameterCase, values: &[&str], effect: &str) {
    let response = post(sandbox, case, values);
    assert_eq!(
        response["result"], "success",
        "{} {values:?}: {response}",
        case.name
    );
    assert_eq!(
        (case.effect)(sandbox, &response),
        effect,
        "{} {values:?}",
        case.name
    );
}

#[track_caller]
fn assert_refused(
    sandbox: &TestSandbox,
    case: &ParameterCase,
    values: &[&str],
    message_start: &str,
) {
    let before = sandbox.row_count();
    let response = post(sandbox, case, values);
    assert_eq!(response["result"], "error", "{} {values:?}", case.name);
    let message = response["message"].as_str().unwrap();
    assert!(
        message.starts_with(message_start),
        "{} {values:?}: {message}",
        case.name
    );
    assert_eq!(sandbox.row_count(), before, "{} {values:?}", case.name);
}

#[test]
fn every_parameter_is_tested() {
    let tested: BTreeSet<_> = cases().iter().map(|case| case.name).collect();
    let expected = parameter_names::ALL
        .iter()
        .chain(ALLOWED_FROM_BROWSER)
        .chain(FORBIDDEN_FROM_BROWSER);
    assert_eq!(tested, expected.copied().collect());
}

#[test]
fn an_accepted_value_appears_in_the_ticket() {
    let sandbox = TestSandbox::start();
    for case in cases() {
        for (value, effect) in &case.accepted {
            assert_effect(&sandbox, &case, &[value], effect);
        }
    }
}

#[test]
fn a_refused_value_gets_a_message_and_stores_nothing() {
    let sandbox = TestSandbox::start();
    for case in cases() {
        for (value, message) in &case.refused {
            assert_refused(&sandbox, &case, &[value], message);
        }
    }
}

#[test]
fn a_missing_parameter_is_refused_or_has_a_default() {
    let sandbox = TestSandbox::start();
    for case in cases() {
        match case.missing {
            Missing::Effect(effect) => assert_effect(&sandbox, &case, &[], effect),
            Missing::Refused(message) => assert_refused(&sandbox, &case, &[], message),
        }
    }
}

#[test]
fn the_last_value_of_a_repeated_parameter_counts() {
    let sandbox = TestSandbox::start();
    for case in cases() {
        let (value, effect) = &case.accepted[case.accepted.len() - 1];
        let (other, _) = &case.accepted[0];
        assert_effect(&sandbox, &case, &[other, value], effect);
        for (wrong, message) in &case.refused {
            assert_effect(&sandbox, &case, &[wrong, value], effect);
            assert_refused(&sandbox, &case, &[value, wrong], message);
        }
    }
}
