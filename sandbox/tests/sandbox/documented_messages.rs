//! The thirteen documented error messages of `OpenTicket`. Each has the status 200 and the result
//! `error`, and nothing is stored.

use crate::support::{Form, TestSandbox, client_ticket};

#[track_caller]
fn assert_refused(form: &Form, message: &str) {
    let sandbox = TestSandbox::start();
    let response = sandbox.call(form);
    assert_eq!(response["result"], "error");
    assert_eq!(response["message"], message);
    assert_eq!(sandbox.row_count(), 0, "nothing is stored");
}

#[test]
fn an_unknown_client_is_refused() {
    assert_refused(
        &client_ticket().with("clientid", "99"),
        "Client ID Not Found",
    );
}

#[test]
fn an_unknown_user_is_refused() {
    assert_refused(
        &client_ticket().with("userid", "99"),
        "The system cannot find the provided user ID.",
    );
}

#[test]
fn a_user_of_another_client_is_refused() {
    assert_refused(
        &client_ticket().with("userid", "3"),
        "The system cannot find the provided user ID.",
    );
}

#[test]
fn an_unknown_contact_is_refused() {
    assert_refused(
        &client_ticket().with("contactid", "99"),
        "Contact ID Not Found",
    );
}

#[test]
fn a_contact_of_another_client_is_refused() {
    assert_refused(
        &client_ticket().with("contactid", "2"),
        "Contact ID Not Found",
    );
}

#[test]
fn a_guest_needs_a_name_and_an_address() {
    let message = "Name and email address are required if not a client";
    assert_refused(&Form::ticket().without("name"), message);
    assert_refused(&Form::ticket().without("email"), message);
    assert_refused(&Form::ticket().without("name").without("email"), message);
}

#[test]
fn an_unknown_department_is_refused() {
    assert_refused(
        &Form::ticket().with("deptid", "99"),
        "Department ID not found",
    );
    assert_refused(&Form::ticket().without("deptid"), "Department ID not found");
}

#[test]
fn a_subject_is_required() {
    assert_refused(&Form::ticket().without("subject"), "Subject is required");
    assert_refused(&Form::ticket().with("subject", " "), "Subject is required");
}

#[test]
fn a_message_is_required() {
    assert_refused(&Form::ticket().without("message"), "Message is required");
}

#[test]
fn a_service_must_belong_to_the_client() {
    assert_refused(
        &client_ticket().with("serviceid", "99"),
        "Service ID Not Found",
    );
    assert_refused(
        &client_ticket().with("serviceid", "2"),
        "Service ID Not Found",
    );
    assert_refused(
        &Form::ticket().with("serviceid", "1"),
        "Service ID Not Found",
    );
}

#[test]
fn a_domain_must_belong_to_the_client() {
    assert_refused(
        &client_ticket().with("domainid", "99"),
        "Domain ID Not Found",
    );
    assert_refused(
        &client_ticket().with("domainid", "2"),
        "Domain ID Not Found",
    );
}

#[test]
fn an_invalid_email_address_is_refused() {
    assert_refused(
        &Form::ticket().with("email", "ada"),
        "Email Address Invalid",
    );
}

#[test]
fn an_invalid_date_is_refused() {
    assert_refused(
        &Form::ticket().with("created", "yesterday"),
        "Invalid Date Format",
    );
}

#[test]
fn a_date_in_the_future_is_refused() {
    let message = "Ticket creation date cannot be in the future";
    assert_refused(
        &Form::ticket().with("created", "2999-01-01 00:00:00"),
        message,
    );
    assert_refused(
        &Form::ticket().with("created", "2999-01-01T00:00:00Z"),
        message,
    );
}

#[test]
fn an_exhausted_mask_is_refused() {
    let sandbox = TestSandbox::with_mask("T-%n");
    let mut numbers: Vec<_> = (0..10)
        .map(|_| {
            sandbox.call(&Form::ticket())["tid"]
                .as_str()
                .unwrap()
                .to_owned()
        })
        .collect();
    numbers.sort();
    let all: Vec<_> = (0..10).map(|digit| format!("T-{digit}")).collect();
    assert_eq!(
        numbers, all,
        "every number of the mask is used exactly once"
    );

    let response = sandbox.call(&Form::ticket());
    assert_eq!(response["result"], "error");
    assert_eq!(response["message"], "Unable to generate ticket number");
    assert_eq!(sandbox.row_count(), 10);
}
