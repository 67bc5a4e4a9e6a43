//! Which parameter wins over which.

use crate::support::{Form, Relay};
use serde_json::Value;

fn read(relay: &Relay, form: &Form) -> Value {
    let opened = relay.ask(form);
    if opened["result"] != "success" {
        return opened;
    }
    let id = opened["id"].as_str().unwrap();
    relay.ask(&Form::of(&[("action", "GetTicket"), ("ticketid", id)]))
}

fn by_client() -> Form {
    Form::ticket()
        .without("name")
        .without("email")
        .with("clientid", "1")
}

#[test]
fn a_client_wins_over_a_name_and_an_address() {
    let relay = Relay::sandbox();
    let both = Form::ticket()
        .with("clientid", "2")
        .with("email", "no address");
    let ticket = read(&relay, &both);
    assert_eq!(ticket["userid"], "2");
    assert_eq!(ticket["email"], "grace@example.net");
}

#[test]
fn a_user_and_a_contact_count_beside_a_client_only() {
    let relay = Relay::sandbox();
    for name in ["userid", "contactid"] {
        for (value, client) in [("1", "0"), ("99", ""), ("x", " ")] {
            let form = Form::ticket().with(name, value).with("clientid", client);
            let ticket = read(&relay, &form);
            assert_eq!(ticket["email"], "ada@example.com", "{name}={value}");
            assert_eq!(ticket["userid"], "0", "{name}={value}");
            assert_eq!(ticket["contactid"], "0", "{name}={value}");
        }
    }
}

#[test]
fn a_user_wins_over_a_contact_whichever_that_is() {
    let relay = Relay::sandbox();
    for contact in ["1", "2", "99", "x"] {
        let form = by_client().with("userid", "2").with("contactid", contact);
        let ticket = read(&relay, &form);
        assert_eq!(ticket["name"], "Charles Babbage", "{contact}");
        assert_eq!(ticket["contactid"], "0", "{contact}");
    }
    // 0 is absent, and so the contact counts.
    let form = by_client().with("userid", "0").with("contactid", "1");
    assert_eq!(read(&relay, &form)["name"], "Mary Somerville");
}

#[test]
fn a_service_and_a_domain_are_one_too_many() {
    let relay = Relay::sandbox();
    let both = by_client().with("serviceid", "1").with("domainid", "1");
    assert_eq!(
        read(&relay, &both)["message"],
        "only one of serviceid and domainid may be given"
    );
    assert_eq!(relay.rows(), 0);
    assert_eq!(
        read(&relay, &both.clone().with("domainid", "0"))["service"],
        "S1"
    );
    assert_eq!(read(&relay, &both.with("serviceid", " "))["service"], "D1");
}

#[test]
fn a_guest_has_no_service_and_no_domain() {
    let relay = Relay::sandbox();
    for (name, message) in [
        ("serviceid", "Service ID Not Found"),
        ("domainid", "Domain ID Not Found"),
    ] {
        let answer = relay.ask(&Form::ticket().with(name, "1"));
        assert_eq!(answer["message"], message);
    }
    assert_eq!(relay.rows(), 0);
}

/// In the order of WHMCS's page.
#[test]
fn of_several_errors_the_first_is_told() {
    let relay = Relay::sandbox();
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
        assert_eq!(relay.ask(&form)["message"], message);
        form = form.with(name, value);
    }
    assert_eq!(relay.ask(&form)["result"], "success");
}
