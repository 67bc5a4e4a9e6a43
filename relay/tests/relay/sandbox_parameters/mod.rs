//! Every parameter of `OpenTicket`, and those around it: accepted, refused, missing, given twice.

/// A row about a parameter that shows at this place of `GetTicket`.
macro_rules! row {
    ($name:expr, $rest:expr, $place:literal, $accepted:expr, $refused:expr, $missing:expr) => {
        Row {
            name: $name,
            rest: $rest,
            look: |relay, opened| {
                let shown = read(relay, opened);
                let shown = shown.pointer($place).and_then(Value::as_str);
                shown.unwrap_or_default().to_owned()
            },
            accepted: texts(&$accepted),
            refused: texts(&$refused),
            missing: $missing,
        }
    };
}

mod frame;
mod operators;
mod packed;
mod people;
mod texts;

use crate::support::{API, Form, Relay};
use open_ticket::wire::names;
use serde_json::Value;
use std::collections::BTreeSet;

/// How a parameter behaves in a request that is good otherwise.
struct Row {
    name: &'static str,
    /// The rest of the request.
    rest: Form,
    /// What shows of the parameter in the ticket that was opened.
    look: fn(&Relay, &Value) -> String,
    /// Values, and what shows of them.
    accepted: Vec<(String, &'static str)>,
    /// Values, and how the message begins.
    refused: Vec<(String, &'static str)>,
    missing: Missing,
}

/// What comes of a request without the parameter.
#[derive(Clone, Copy)]
enum Missing {
    Shows(&'static str),
    Refused(&'static str),
}

fn texts(values: &[(&str, &'static str)]) -> Vec<(String, &'static str)> {
    values
        .iter()
        .map(|(value, shown)| ((*value).to_owned(), *shown))
        .collect()
}

fn guest() -> Form {
    Form::ticket().with_credentials()
}

fn by_client() -> Form {
    guest()
        .without("name")
        .without("email")
        .with("clientid", "1")
}

fn read(relay: &Relay, opened: &Value) -> Value {
    let id = opened["id"].as_str().unwrap();
    relay.ask(&Form::of(&[("action", "GetTicket"), ("ticketid", id)]))
}

fn table() -> Vec<Row> {
    let rows = [
        frame::rows(),
        people::rows(),
        texts::rows(),
        packed::rows(),
        operators::rows(),
    ];
    rows.into_iter().flatten().collect()
}

fn post(relay: &Relay, row: &Row, values: &[&str]) -> Value {
    let rest = row.rest.clone().without(row.name);
    let form = values
        .iter()
        .fold(rest, |form, value| form.and(row.name, *value));
    relay.post(API, form.body()).json()
}

#[track_caller]
fn assert_shows(relay: &Relay, row: &Row, values: &[&str], shown: &str) {
    let answer = post(relay, row, values);
    assert_eq!(
        answer["result"], "success",
        "{} {values:?}: {answer}",
        row.name
    );
    assert_eq!((row.look)(relay, &answer), shown, "{} {values:?}", row.name);
}

#[track_caller]
fn assert_refused(relay: &Relay, row: &Row, values: &[&str], begin: &str) {
    let before = relay.rows();
    let answer = post(relay, row, values);
    assert_eq!(answer["result"], "error", "{} {values:?}", row.name);
    let message = answer["message"].as_str().unwrap();
    assert!(
        message.starts_with(begin),
        "{} {values:?}: {message}",
        row.name
    );
    assert_eq!(relay.rows(), before, "{} {values:?}", row.name);
}

#[test]
fn the_table_has_every_parameter() {
    let inside: BTreeSet<_> = table().iter().map(|row| row.name).collect();
    let expected = names::ALL
        .iter()
        .chain(names::BROWSER)
        .chain(names::FORBIDDEN);
    assert_eq!(inside, expected.copied().collect());
}

#[test]
fn an_accepted_value_shows() {
    let relay = Relay::sandbox();
    for row in table() {
        for (value, shown) in &row.accepted {
            assert_shows(&relay, &row, &[value], shown);
        }
    }
}

#[test]
fn a_refused_value_is_explained_and_nothing_is_stored() {
    let relay = Relay::sandbox();
    for row in table() {
        for (value, message) in &row.refused {
            assert_refused(&relay, &row, &[value], message);
        }
    }
}

#[test]
fn a_missing_parameter_is_told_or_has_its_default() {
    let relay = Relay::sandbox();
    for row in table() {
        match row.missing {
            Missing::Shows(shown) => assert_shows(&relay, &row, &[], shown),
            Missing::Refused(message) => assert_refused(&relay, &row, &[], message),
        }
    }
}

#[test]
fn of_a_parameter_given_twice_the_last_one_counts() {
    let relay = Relay::sandbox();
    for row in table() {
        let (value, shown) = &row.accepted[row.accepted.len() - 1];
        let (other, _) = &row.accepted[0];
        assert_shows(&relay, &row, &[other, value], shown);
        for (wrong, message) in &row.refused {
            assert_shows(&relay, &row, &[wrong, value], shown);
            assert_refused(&relay, &row, &[value, wrong], message);
        }
    }
}
