//! Precedence and combinations of parameters.

use crate::support::{Form, TestSandbox, client_ticket};
use serde_json::Value;

/// Opens a ticket and returns it, or the error response if the ticket was refused.
fn open_and_get(sandbox: &TestSandbox, form: &Form) -> Value {
    let opened = sandbox.call(form);
    if opened["result"] == "success" {
        sandbox.get_ticket(&opened)
    } else {
        opened
    }
}

#[test]
fn a_client_takes_precedence_over_a_name_and_an_address() {
    let sandbox = TestSandbox::start();
    let both = Form::ticket()
        .with("clientid", "2")
        .with("email", "no address");
    let ticket = open_and_get(&sandbox, &both);
    assert_eq!(ticket["userid"], "2");
    assert_eq!(ticket["email"], "grace@example.net");
}

#[test]
fn users_and_contacts_are_ignored_without_a_client() {
    let sandbox = TestSandbox::start();
    for name in ["userid", "contactid"] {
        for (value, client) in [("1", "0"), ("99", ""), ("x", " ")] {
            let form = Form::ticket().with(name, value).with("clientid", client);
            let ticket = open_and_get(&sandbox, &form);
            assert_eq!(ticket["email"], "ada@example.com", "{name}={value}");
            assert_eq!(ticket["userid"], "0", "{name}={value}");
            assert_eq!(ticket["contactid"], "0", "{name}={value}");
        }
    }
}

#[test]
fn a_user_takes_precedence_over_any_contact() {
    let sandbox = TestSandbox::start();
    for contact in ["1", "2", "99", "x"] {
        let form = client_ticket()
            .with("userid", "2")
            .with("contactid", contact);
        let ticket = open_and_get(&sandbox, &form);
        assert_eq!(ticket["name"], "Charles Babbage", "{contact}");
        assert_eq!(ticket["contactid"], "0", "{contact}");
    }
    // 0 is treated as missing, so the contact is used.
    let form = client_ticket().with("userid", "0").with("contactid", "1");
    assert_eq!(open_and_get(&sandbox, &form)["name"], "Mary Somerville");
}

#[test]
fn a_service_and_a_domain_cannot_be_combined() {
    let sandbox = TestSandbox::start();
    let both = client_ticket().with("serviceid", "1").with("domainid", "1");
    assert_eq!(
        open_and_get(&sandbox, &both)["message"],
        "only one of serviceid and domainid is allowed"
    );
    assert_eq!(sandbox.row_count(), 0);
    assert_eq!(
        open_and_get(&sandbox, &both.clone().with("domainid", "0"))["service"],
        "S1"
    );
    assert_eq!(
        open_and_get(&sandbox, &both.with("serviceid", " "))["service"],
        "D1"
    );
}

#[test]
fn a_guest_has_no_service_and_no_domain() {
    let sandbox = TestSandbox::start();
    for (name, message) in [
        ("serviceid", "Service ID Not Found"),
        ("domainid", "Domain ID Not Found"),
    ] {
        let response = sandbox.call(&Form::ticket().with(name, "1"));
        assert_eq!(response["message"], message);
    }
    assert_eq!(sandbox.row_count(), 0);
}

/// WHMCS documents the errors in this order.
#[test]
fn the_first_of_several_errors_is_returned() {
    let sandbox = TestSandbox::start();
    let mut form = Form::of(&[
        ("action", "OpenTicket"),
        ("clientid", "x"),
        ("deptid", "x"),
        ("subject", ""),
        ("message", ""),
        ("serviceid", "x"),
        ("email", "x"),
        ("created", "x"),
    ]);
    for (message, name, value) in [
        ("Client ID Not Found", "clientid", ""),
        (
            "Name and email address are required if not a client",
            "name",
            "Ada",
        ),
        ("Department ID not found", "deptid", "1"),
        ("Subject is required", "subject", "A question"),
        ("Message is required", "message", "How?"),
        ("Service ID Not Found", "serviceid", ""),
        ("Email Address Invalid", "email", "ada@example.com"),
        ("Invalid Date Format", "created", ""),
    ] {
        assert_eq!(sandbox.call(&form)["message"], message);
        form = form.with(name, value);
    }
    assert_eq!(sandbox.call(&form)["result"], "success");
}
