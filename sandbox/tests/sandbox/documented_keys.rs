//! The keys that WHMCS documents for each action, with their types and nesting.

use crate::support::{Form, TestSandbox, attachments, client_ticket};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Keys of a ticket in `GetTicket` and `GetTickets`.
const TICKET: &str = "tid c deptid deptname userid contactid name owner_name email requestor_name \
     requestor_email requestor_type cc date subject status priority admin lastreply flag service";

/// Keys of a reply in `GetTicket`, apart from its files.
const REPLY: &str = "replyid userid contactid name email requestor_name requestor_email requestor_type \
     date message admin";

const DOMAIN: &str = "id userid orderid regtype domainname registrar regperiod firstpaymentamount \
     recurringamount paymentmethod paymentmethodname regdate expirydate nextduedate status \
     subscriptionid promoid dnsmanagement emailforwarding idprotection donotrenew notes";

const SERVICE: &str = "id qty clientid orderid ordernumber pid regdate name translated_name groupname \
     translated_groupname domain dedicatedip serverid servername serverip serverhostname \
     suspensionreason firstpaymentamount recurringamount paymentmethod paymentmethodname billingcycle \
     nextduedate status username password subscriptionid promoid overideautosuspend \
     overidesuspenduntil ns1 ns2 assignedips notes diskusage disklimit bwusage bwlimit lastupdate";

const DEPARTMENT: &str = "id name awaitingreply opentickets";

/// Expects these keys to be strings.
#[track_caller]
fn assert_strings(object: &Value, keys: &str) {
    for key in keys.split_whitespace() {
        assert!(object[key].is_string(), "{key}: {}", object[key]);
    }
}

/// Expects an object to have these keys and no others.
#[track_caller]
fn assert_exactly(object: &Value, keys: &str) {
    let found: BTreeSet<_> = object
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    assert_eq!(found, keys.split_whitespace().collect());
}

/// Expects the files `a.txt` and `b.txt`, in `attachments` and in `attachment`.
#[track_caller]
fn assert_files(object: &Value) {
    let files = json!([
        { "filename": "a.txt", "index": 0 },
        { "filename": "b.txt", "index": 1 },
    ]);
    assert_eq!(object["attachments"], files);
    assert_eq!(object["attachments_removed"], false);
    assert_eq!(object["attachment"], "a.txt|b.txt");
}

fn call(sandbox: &TestSandbox, action: &str, pairs: &[(&str, &str)]) -> Value {
    sandbox.call(&Form::of(pairs).with("action", action))
}

#[test]
fn a_ticket_has_every_documented_key() {
    let sandbox = TestSandbox::start();
    let files = attachments(&[("a.txt", b"a"), ("b.txt", b"b")]);
    let opened = sandbox.open(&Form::ticket().with("attachments", files));
    let ticket = sandbox.get_ticket(&opened);
    assert_strings(&ticket, TICKET);
    assert_exactly(
        &ticket,
        &format!("{TICKET} result ticketid replies notes customfields preventClientClosure"),
    );
    assert_eq!(ticket["notes"], json!({ "note": [] }));
    let replies = ticket["replies"]["reply"].as_array().unwrap();
    assert_eq!(replies.len(), 1);
    assert_strings(&replies[0], REPLY);
    assert_exactly(
        &replies[0],
        &format!("{REPLY} attachment attachments attachments_removed"),
    );
    assert_files(&replies[0]);

    let list = call(&sandbox, "GetTickets", &[]);
    assert_exactly(&list, "result totalresults startnumber numreturned tickets");
    let listed = &list["tickets"]["ticket"][0];
    assert_strings(listed, TICKET);
    assert_exactly(
        listed,
        &format!("{TICKET} id ticketid attachment attachments attachments_removed"),
    );
    assert_files(listed);
}

#[test]
fn a_ticket_names_its_requester_and_its_owner() {
    let sandbox = TestSandbox::start();
    for (form, name, email, requester_type, owner) in [
        (
            Form::ticket(),
            "Ada Lovelace",
            "ada@example.com",
            "Guest",
            "Ada Lovelace",
        ),
        (
            client_ticket().with("clientid", "2"),
            "Grace Hopper",
            "grace@example.net",
            "Owner",
            "Grace Hopper",
        ),
        (
            client_ticket().with("userid", "1"),
            "Ada Lovelace",
            "ada@example.com",
            "Owner",
            "Ada Lovelace",
        ),
        (
            client_ticket().with("userid", "2"),
            "Charles Babbage",
            "charles@example.com",
            "Authorized User",
            "Ada Lovelace",
        ),
        (
            client_ticket().with("contactid", "1"),
            "Mary Somerville",
            "mary@example.com",
            "Subaccount",
            "Ada Lovelace",
        ),
    ] {
        let ticket = sandbox.get_ticket(&sandbox.open(&form));
        let listed = &call(&sandbox, "GetTickets", &[])["tickets"]["ticket"][0];
        for object in [&ticket, &ticket["replies"]["reply"][0], listed] {
            assert_eq!(object["requestor_name"], name);
            assert_eq!(object["requestor_email"], email, "{name}");
            assert_eq!(object["requestor_type"], requester_type, "{name}");
        }
        assert_eq!(ticket["owner_name"], owner, "{name}");
        assert_eq!(listed["owner_name"], owner, "{name}");
    }
}

#[test]
fn lists_have_every_documented_key() {
    let sandbox = TestSandbox::start();
    let counts = "result totalresults startnumber numreturned";
    let domains = call(&sandbox, "GetClientsDomains", &[("clientid", "1")]);
    assert_exactly(&domains, &format!("{counts} clientid domainid domains"));
    assert_exactly(&domains["domains"]["domain"][0], DOMAIN);
    assert_strings(&domains["domains"]["domain"][0], DOMAIN);

    let services = call(&sandbox, "GetClientsProducts", &[("clientid", "1")]);
    assert_exactly(
        &services,
        &format!("{counts} clientid serviceid pid domain products"),
    );
    let service = &services["products"]["product"][0];
    assert_exactly(service, &format!("{SERVICE} customfields configoptions"));
    assert_strings(service, SERVICE);
    assert_eq!(service["customfields"], json!({ "customfield": [] }));
    assert_eq!(service["configoptions"], json!({ "configoption": [] }));
    let others = call(&sandbox, "GetClientsProducts", &[("clientid", "2")]);
    let options = &others["products"]["product"][0]["configoptions"]["configoption"];
    assert_exactly(&options[0], "id option type value");
    assert_strings(&options[0], "id option type value");

    // Values of parameters that are missing in the request.
    assert_eq!(
        (&domains["clientid"], &domains["domainid"]),
        (&json!("1"), &json!(""))
    );
    for missing in ["serviceid", "pid", "domain"] {
        assert_eq!(services[missing], Value::Null);
    }

    for list in [&domains, &services, &call(&sandbox, "GetTickets", &[])] {
        assert!(list["totalresults"].is_string(), "{list}");
        assert!(
            list["startnumber"].is_u64() && list["numreturned"].is_u64(),
            "{list}"
        );
    }
    let departments = call(&sandbox, "GetSupportDepartments", &[]);
    assert_exactly(&departments, "result totalresults departments");
    let department = &departments["departments"]["department"][0];
    assert_exactly(department, DEPARTMENT);
    assert_strings(department, DEPARTMENT);
}
