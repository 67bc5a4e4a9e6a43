//! The thirteen documented messages of `OpenTicket`: HTTP 200, `result` error, nothing stored.

use crate::support::{EXAMPLE, Form, Relay};

#[track_caller]
fn refused(form: &Form, message: &str) {
    let relay = Relay::sandbox();
    let answer = relay.ask(form);
    assert_eq!(answer["result"], "error");
    assert_eq!(answer["message"], message);
    assert_eq!(relay.rows(), 0, "nothing is stored");
}

fn by_client() -> Form {
    Form::ticket()
        .without("name")
        .without("email")
        .with("clientid", "1")
}

#[test]
fn a_client_who_is_not_there() {
    refused(&by_client().with("clientid", "99"), "Client ID Not Found");
}

#[test]
fn a_user_who_is_not_there() {
    refused(
        &by_client().with("userid", "99"),
        "The system cannot find the provided user ID.",
    );
}

#[test]
fn a_user_of_another_client() {
    refused(
        &by_client().with("userid", "3"),
        "The system cannot find the provided user ID.",
    );
}

#[test]
fn a_contact_who_is_not_there() {
    refused(&by_client().with("contactid", "99"), "Contact ID Not Found");
}

#[test]
fn a_contact_of_another_client() {
    refused(&by_client().with("contactid", "2"), "Contact ID Not Found");
}

#[test]
fn a_guest_without_a_name_or_an_address() {
    let message = "Name and email address are required if not a client";
    refused(&Form::ticket().without("name"), message);
    refused(&Form::ticket().without("email"), message);
    refused(&Form::ticket().without("name").without("email"), message);
}

#[test]
fn a_department_that_is_not_there() {
    refused(
        &Form::ticket().with("deptid", "99"),
        "Department ID not found",
    );
    refused(&Form::ticket().without("deptid"), "Department ID not found");
}

#[test]
fn no_subject() {
    refused(&Form::ticket().without("subject"), "Subject is required");
    refused(&Form::ticket().with("subject", " "), "Subject is required");
}

#[test]
fn no_message() {
    refused(&Form::ticket().without("message"), "Message is required");
}

#[test]
fn a_service_that_is_not_the_clients() {
    refused(&by_client().with("serviceid", "99"), "Service ID Not Found");
    refused(&by_client().with("serviceid", "2"), "Service ID Not Found");
    refused(
        &Form::ticket().with("serviceid", "1"),
        "Service ID Not Found",
    );
}

#[test]
fn a_domain_that_is_not_the_clients() {
    refused(&by_client().with("domainid", "99"), "Domain ID Not Found");
    refused(&by_client().with("domainid", "2"), "Domain ID Not Found");
}

#[test]
fn an_address_that_is_none() {
    refused(
        &Form::ticket().with("email", "ada"),
        "Email Address Invalid",
    );
}

#[test]
fn a_date_in_neither_form() {
    refused(
        &Form::ticket().with("created", "yesterday"),
        "Invalid Date Format",
    );
}

#[test]
fn a_date_in_the_future() {
    let message = "Ticket creation date cannot be in the future";
    refused(
        &Form::ticket().with("created", "2999-01-01 00:00:00"),
        message,
    );
    refused(
        &Form::ticket().with("created", "2999-01-01T00:00:00Z"),
        message,
    );
}

#[test]
fn a_mask_that_is_used_up() {
    let relay = Relay::sandbox_with(&EXAMPLE.replace("%n%n%n%n%n%n", "T-%n"));
    let mut numbers: Vec<_> = (0..10)
        .map(|_| {
            relay.ask(&Form::ticket())["tid"]
                .as_str()
                .unwrap()
                .to_owned()
        })
        .collect();
    numbers.sort();
    let all: Vec<_> = (0..10).map(|digit| format!("T-{digit}")).collect();
    assert_eq!(
        numbers, all,
        "every number of the mask is used, and each one once"
    );

    let answer = relay.ask(&Form::ticket());
    assert_eq!(answer["result"], "error");
    assert_eq!(answer["message"], "Unable to generate ticket number");
    assert_eq!(relay.rows(), 10);
}
