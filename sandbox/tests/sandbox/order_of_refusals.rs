//! The order of refusals, over all pairs of faults.

use crate::support::{Form, TestSandbox, client_ticket};
use open_ticket_test_support::{URLENCODED, get, post};
use std::collections::BTreeSet;

const DOCUMENTATION: &str = include_str!("../../../docs/sandbox.md");

/// A fault of a request: the parameters that cause it, and the start of its message.
struct Fault {
    pairs: &'static [(&'static str, &'static str)],
    message: &'static str,
    /// Requester that causes it. Faults of different requesters cannot occur together.
    requester: Requester,
}

/// The requester that a fault needs.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Requester {
    Any,
    Client,
    Guest,
}

const fn fault(
    requester: Requester,
    pairs: &'static [(&'static str, &'static str)],
    message: &'static str,
) -> Fault {
    Fault {
        pairs,
        message,
        requester,
    }
}

use Requester::{Any, Client, Guest};

/// Every fault of the content of a ticket, in the order of docs/sandbox.md. Faults with the same
/// message are next to each other.
const FAULTS: &[Fault] = &[
    fault(Client, &[("clientid", "99")], "Client ID Not Found"),
    fault(Client, &[("clientid", "x")], "Client ID Not Found"),
    fault(Client, &[("userid", "99")], "The system cannot find"),
    fault(Client, &[("userid", "x")], "The system cannot find"),
    fault(Client, &[("contactid", "99")], "Contact ID Not Found"),
    fault(Client, &[("contactid", "x")], "Contact ID Not Found"),
    fault(Guest, &[("name", "")], "Name and email address are"),
    fault(
        Guest,
        &[("name", ""), ("email", "")],
        "Name and email address are",
    ),
    fault(Any, &[("deptid", "99")], "Department ID not found"),
    fault(Any, &[("deptid", "x")], "Department ID not found"),
    fault(Any, &[("subject", " ")], "Subject is required"),
    fault(Any, &[("message", "")], "Message is required"),
    fault(Any, &[("serviceid", "99")], "Service ID Not Found"),
    fault(Any, &[("serviceid", "x")], "Service ID Not Found"),
    fault(Any, &[("domainid", "99")], "Domain ID Not Found"),
    fault(Any, &[("domainid", "x")], "Domain ID Not Found"),
    fault(Guest, &[("email", "ada")], "Email Address Invalid"),
    fault(Any, &[("created", "yesterday")], "Invalid Date Format"),
    fault(Any, &[("created", "2999-01-01")], "Invalid Date Format"),
    fault(
        Any,
        &[("created", "2999-01-01 00:00:00")],
        "Ticket creation date cannot",
    ),
    fault(Any, &[("deptid[]", "1")], "deptid must be a string"),
    fault(Any, &[("subject[]", "x")], "subject must be a string"),
    fault(Any, &[("message[x]", "x")], "message must be a string"),
    fault(Any, &[("clientid[]", "1")], "clientid must be a string"),
    fault(Client, &[("userid[]", "1")], "userid must be a string"),
    fault(
        Client,
        &[("contactid[]", "1")],
        "contactid must be a string",
    ),
    fault(Guest, &[("name[]", "Ada")], "name must be a string"),
    fault(Guest, &[("email[]", "x")], "email must be a string"),
    fault(Any, &[("priority[]", "Low")], "priority must be a string"),
    fault(Any, &[("created[]", "x")], "created must be a string"),
    fault(Any, &[("serviceid[]", "1")], "serviceid must be a string"),
    fault(Any, &[("domainid[]", "1")], "domainid must be a string"),
    fault(Any, &[("admin[]", "1")], "admin must be a string"),
    fault(Any, &[("noemail[]", "1")], "noemail must be a string"),
    fault(Any, &[("markdown[]", "1")], "markdown must be a string"),
    fault(
        Any,
        &[("customfields[1]", "x")],
        "customfields must be a string",
    ),
    fault(
        Any,
        &[("attachments[0][name]", "x")],
        "attachments must be a string",
    ),
    fault(
        Any,
        &[("preventClientClosure[]", "1")],
        "preventClientClosure must be a string",
    ),
    fault(Guest, &[("name", "a\nb")], "name contains"),
    fault(Any, &[("subject", "a\nb")], "subject contains"),
    fault(
        Client,
        &[("serviceid", "1"), ("domainid", "1")],
        "only one of serviceid",
    ),
    fault(Any, &[("priority", "Urgent")], "priority must be Low"),
    fault(Any, &[("markdown", "2")], "markdown must be 1 or 0"),
    fault(Any, &[("admin", "2")], "admin must be 1 or 0"),
    fault(Any, &[("noemail", "2")], "noemail must be 1 or 0"),
    fault(
        Any,
        &[("preventClientClosure", "2")],
        "preventClientClosure must be 1 or 0",
    ),
    fault(Any, &[("customfields", "!!")], "customfields: "),
    fault(Any, &[("attachments", "!!")], "attachments: "),
];

/// Returns the names of the parameters that cause a fault, without brackets.
fn names(fault: &Fault) -> BTreeSet<&str> {
    let names = fault
        .pairs
        .iter()
        .map(|(name, _)| name.split('[').next().unwrap());
    names.collect()
}

/// Returns `true` if one request can have both faults.
fn can_be_combined(a: &Fault, b: &Fault) -> bool {
    let is_other_requester = matches!(
        (a.requester, b.requester),
        (Client, Guest) | (Guest, Client)
    );
    let (a, b) = (names(a), names(b));
    // Without a known client, no other fault of the requester is reported, and a service may belong to
    // the client. A contact is ignored if there is a user.
    let of_client = [
        "userid",
        "contactid",
        "serviceid",
        "domainid",
        "name",
        "email",
    ];
    let hides = |a: &BTreeSet<&str>, b: &BTreeSet<&str>| {
        a.contains("clientid") && b.iter().any(|name| of_client.contains(name))
            || a.contains("userid") && b.contains("contactid")
    };
    !is_other_requester && a.is_disjoint(&b) && !hides(&a, &b) && !hides(&b, &a)
}

fn request(faults: &[&Fault]) -> Form {
    let is_guest = faults.iter().any(|fault| fault.requester == Guest);
    let valid = if is_guest {
        Form::ticket()
    } else {
        client_ticket()
    };
    let pairs = faults.iter().flat_map(|fault| fault.pairs);
    pairs.fold(valid, |form, (name, value)| {
        let base = name.split('[').next().unwrap();
        form.without(base).with(name, *value)
    })
}

#[track_caller]
fn assert_message(sandbox: &TestSandbox, faults: &[&Fault], expected: &Fault) {
    let response = sandbox.call(&request(faults));
    let message = response["message"].as_str().unwrap_or_default();
    let pairs: Vec<_> = faults.iter().map(|fault| fault.pairs).collect();
    assert!(
        message.starts_with(expected.message),
        "{pairs:?}: {message}"
    );
}

#[test]
fn the_first_of_two_errors_in_the_documented_order_is_reported() {
    let sandbox = TestSandbox::start();
    let mut pairs = 0;
    for (position, first) in FAULTS.iter().enumerate() {
        assert_message(&sandbox, &[first], first);
        for second in &FAULTS[position + 1..] {
            if can_be_combined(first, second) {
                assert_message(&sandbox, &[first, second], first);
                assert_message(&sandbox, &[second, first], first);
                pairs += 1;
            }
        }
    }
    assert!(pairs > 900, "{pairs} pairs");
    assert_eq!(sandbox.row_count(), 0);
}

/// The ticket number is generated after the checks for documented faults, and before the checks for
/// faults that WHMCS does not document.
#[test]
fn an_exhausted_mask_comes_after_the_other_documented_faults() {
    let sandbox = TestSandbox::with_mask("T");
    sandbox.open(&Form::ticket());
    let exhausted = "Unable to generate ticket number";
    for fault in FAULTS {
        let response = sandbox.call(&request(&[fault]));
        let message = response["message"].as_str().unwrap();
        let is_documented = message.chars().next().unwrap().is_uppercase();
        if is_documented && message != exhausted {
            assert!(message.starts_with(fault.message), "{message}");
        } else {
            let is_own = fault.message.starts_with(char::is_lowercase);
            assert!(
                is_own && message == exhausted,
                "{}: {message}",
                fault.message
            );
        }
    }
}

/// Faults of a request, in the order of docs/sandbox.md: the request itself, the format, the action,
/// the credentials, the permission, the content.
#[test]
fn the_first_of_two_errors_of_a_request_is_reported() {
    let sandbox = TestSandbox::with_max_body(2_000);
    let faults: [(&str, &str, &str); 5] = [
        ("responsetype", "yaml", "responsetype must be json or xml"),
        ("action", "", "Empty action request"),
        ("secret", "", "Invalid or missing credentials"),
        ("action", "DeleteTicket", "Invalid Permissions"),
        ("deptid", "99", "Department ID not found"),
    ];
    for (position, (name, value, message)) in faults.iter().enumerate() {
        let form = Form::ticket().with_credentials().with(name, *value);
        for (name, value, _) in &faults[position..] {
            let both = if form.body().contains(&format!("{name}={value}")) {
                form.clone()
            } else if *name == "action" {
                continue;
            } else {
                form.clone().with(name, *value)
            };
            let found = sandbox.post(both.body()).message();
            assert!(found.starts_with(message), "{name}: {found}");
            let too_large = both.with("message", "x".repeat(3_000));
            assert_eq!(sandbox.post(too_large.body()).status, 413);
        }
    }
    // The method is checked before the body.
    assert_eq!(get(&sandbox.api_url(), &[]).status, 400);
    let foreign = [
        ("content-type", URLENCODED),
        ("x-forwarded-for", "198.51.100.1"),
    ];
    let body = Form::ticket().with("responsetype", "yaml").body();
    assert_eq!(post(&sandbox.api_url(), body, &foreign).status, 403);
}

/// The documentation states the order once, as a list of messages.
#[test]
fn the_documentation_lists_the_faults_in_the_same_order() {
    let (_, order) = DOCUMENTATION.split_once("## Order of refusals\n").unwrap();
    let (order, _) = order.split_once("\n## ").unwrap();
    let (_, order) = order.split_once("The content of a ticket:\n").unwrap();
    let documented: Vec<_> = order
        .lines()
        .filter_map(|line| line.split('`').nth(1))
        .collect();
    let position = |fault: &Fault| {
        let position = documented.iter().position(|message| {
            let (_, words) = message.split_once('…').unwrap_or(("", message));
            words.starts_with(fault.message) || fault.message.ends_with(words.trim())
        });
        position.unwrap_or_else(|| panic!("not documented: {}", fault.message))
    };
    let positions: Vec<_> = FAULTS.iter().map(position).collect();
    assert!(positions.is_sorted(), "{positions:?}");
    // Other tests cover the exhausted mask and the files of a multipart body.
    let tested: BTreeSet<_> = positions.into_iter().collect();
    let untested: Vec<_> = (0..documented.len())
        .filter(|position| !tested.contains(position))
        .map(|position| documented[position])
        .collect();
    assert_eq!(
        untested,
        [
            "Unable to generate ticket number",
            "A file's name is not allowed"
        ]
    );
}
