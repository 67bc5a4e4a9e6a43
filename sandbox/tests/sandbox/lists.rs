//! Lists of tickets, services and domains.

use crate::support::{Form, TestSandbox, attachments};
use serde_json::Value;

fn list(sandbox: &TestSandbox, action: &str, pairs: &[(&str, &str)]) -> Value {
    let response = sandbox.call(&Form::of(pairs).with("action", action));
    assert_eq!(response["result"], "success");
    response
}

fn subjects(response: &Value) -> Vec<&str> {
    let tickets = response["tickets"]["ticket"].as_array().unwrap();
    tickets
        .iter()
        .map(|ticket| ticket["subject"].as_str().unwrap())
        .collect()
}

/// Opens two tickets of guests and one of client 1.
fn three_tickets() -> TestSandbox {
    let sandbox = TestSandbox::start();
    let by_client = Form::ticket()
        .without("name")
        .without("email")
        .with("clientid", "1")
        .with("contactid", "1")
        .with("serviceid", "1")
        .with("subject", "The 100% server is down");
    for form in [
        Form::ticket().with("subject", "First question"),
        by_client,
        Form::ticket()
            .with("deptid", "3")
            .with("email", "grace@example.net")
            .with("subject", "Second QUESTION")
            .with(
                "attachments",
                attachments(&[("a.txt", b"a"), ("b.txt", b"b")]),
            ),
    ] {
        assert_eq!(sandbox.call(&form)["result"], "success");
    }
    sandbox
}

#[test]
fn tickets_are_listed_latest_first() {
    let sandbox = three_tickets();
    let response = list(&sandbox, "GetTickets", &[]);
    assert_eq!(
        subjects(&response),
        [
            "Second QUESTION",
            "The 100% server is down",
            "First question"
        ]
    );
    assert_eq!(response["totalresults"], "3");
    assert_eq!(response["startnumber"], 0);
    assert_eq!(response["numreturned"], 3);

    sandbox.call(
        &Form::ticket()
            .with("subject", "Old")
            .with("created", "2020-01-01 00:00:00"),
    );
    let response = list(&sandbox, "GetTickets", &[]);
    assert_eq!(
        subjects(&response)[3],
        "Old",
        "the ticket is listed as the oldest"
    );
}

#[test]
fn a_listed_ticket_has_the_values_of_get_ticket() {
    let sandbox = three_tickets();
    let response = list(&sandbox, "GetTickets", &[]);
    for listed in response["tickets"]["ticket"].as_array().unwrap() {
        let id = listed["id"].as_str().unwrap();
        let ticket = list(&sandbox, "GetTicket", &[("ticketid", id)]);
        for (name, value) in listed.as_object().unwrap() {
            let expected = match name.as_str() {
                "id" => &ticket["ticketid"],
                name if name.starts_with("attachment") => &ticket["replies"]["reply"][0][name],
                name => &ticket[name],
            };
            assert_eq!(value, expected, "{name}");
        }
        assert_eq!(listed.get("message"), None, "the list has no messages");
    }
}

#[test]
fn tickets_are_filtered_by_client_address_subject_department_and_status() {
    let sandbox = three_tickets();
    for (pairs, found) in [
        (vec![("clientid", "1")], vec!["The 100% server is down"]),
        (vec![("clientid", "2")], vec![]),
        (vec![("clientid", "no number")], vec![]),
        (
            vec![("clientid", "0"), ("email", "ADA@example.com")],
            vec!["First question"],
        ),
        (
            vec![("subject", "question")],
            vec!["Second QUESTION", "First question"],
        ),
        (vec![("subject", "100%")], vec!["The 100% server is down"]),
        (vec![("subject", "%")], vec!["The 100% server is down"]),
        (
            vec![("email", "ada@example.com"), ("subject", "second")],
            vec![],
        ),
        (vec![("deptid", "3")], vec!["Second QUESTION"]),
        (vec![("status", "Closed")], vec![]),
        (
            vec![("status", "Open"), ("clientid", "1")],
            vec!["The 100% server is down"],
        ),
    ] {
        let response = list(&sandbox, "GetTickets", &pairs);
        assert_eq!(subjects(&response), found, "{pairs:?}");
        assert_eq!(
            response["totalresults"],
            found.len().to_string(),
            "{pairs:?}"
        );
    }
}

/// The sample data's API user is a member of every department except 2.
#[test]
fn lists_contain_the_api_users_departments_unless_assignments_are_ignored() {
    let sandbox = TestSandbox::start();
    for department in ["1", "2", "3"] {
        sandbox.open(
            &Form::ticket()
                .with("deptid", department)
                .with("subject", department),
        );
    }
    for (value, all) in [("1", true), ("true", true), ("", false), ("0", false)] {
        let ignore = [("ignore_dept_assignments", value)];
        let response = list(&sandbox, "GetTickets", &ignore);
        let expected: &[_] = if all { &["3", "2", "1"] } else { &["3", "1"] };
        assert_eq!(subjects(&response), expected, "{value}");
        assert_eq!(
            response["totalresults"],
            expected.len().to_string(),
            "{value}"
        );
        let response = list(&sandbox, "GetSupportDepartments", &ignore);
        assert_eq!(response["totalresults"], expected.len(), "{value}");
    }
    let response = list(&sandbox, "GetTickets", &[("deptid", "2")]);
    assert!(subjects(&response).is_empty());
    // A single ticket is returned regardless of its department.
    let ticket = list(&sandbox, "GetTicket", &[("ticketid", "2")]);
    assert_eq!(ticket["deptname"], "Billing");
}

/// The sample services are of product 1.
#[test]
fn services_are_filtered_by_product() {
    let sandbox = TestSandbox::start();
    for (pid, found) in [("", "2"), ("1", "2"), ("2", "0"), ("x", "0")] {
        let response = list(&sandbox, "GetClientsProducts", &[("pid", pid)]);
        assert_eq!(response["totalresults"], found, "{pid}");
    }
}

#[test]
fn an_address_matches_tickets_of_guests_only() {
    let sandbox = TestSandbox::start();
    sandbox.call(&Form::ticket().with("clientid", "1"));
    let response = list(&sandbox, "GetTickets", &[("email", "ada@example.com")]);
    assert_eq!(response["totalresults"], "0");
}

#[test]
fn a_list_is_paged() {
    let sandbox = TestSandbox::start();
    for number in 0..27 {
        sandbox.call(&Form::ticket().with("subject", number.to_string()));
    }
    for (pairs, first, count) in [
        (vec![], "26", 25),
        (vec![("limitstart", "25")], "1", 2),
        (vec![("limitstart", "1"), ("limitnum", "3")], "25", 3),
        (vec![("limitnum", "100")], "26", 27),
        (vec![("limitnum", "0")], "26", 25),
        (vec![("limitnum", "-1"), ("limitstart", "x")], "26", 25),
    ] {
        let response = list(&sandbox, "GetTickets", &pairs);
        assert_eq!(subjects(&response)[0], first, "{pairs:?}");
        assert_eq!(response["numreturned"], count, "{pairs:?}");
        assert_eq!(response["totalresults"], "27", "{pairs:?}");
    }
    let beyond = list(&sandbox, "GetTickets", &[("limitstart", "27")]);
    assert!(subjects(&beyond).is_empty());
}

#[test]
fn a_clients_services_contain_account_data() {
    let sandbox = TestSandbox::start();
    let response = list(&sandbox, "GetClientsProducts", &[("clientid", "1")]);
    assert_eq!(response["clientid"], "1");
    assert_eq!(response["totalresults"], "1");
    let product = &response["products"]["product"][0];
    assert_eq!(product["id"], "1");
    assert_eq!(product["clientid"], "1");
    assert_eq!(product["name"], "Cloud Server M");
    assert_eq!(product["status"], "Active");
    for name in ["username", "password", "dedicatedip", "serverip", "notes"] {
        assert_ne!(product[name].as_str().unwrap(), "", "{name}");
    }
    // The number of keys that WHMCS documents.
    assert_eq!(product.as_object().unwrap().len(), 42);
}

#[test]
fn a_clients_domains_are_listed() {
    let sandbox = TestSandbox::start();
    let response = list(&sandbox, "GetClientsDomains", &[("clientid", "2")]);
    assert_eq!(response["totalresults"], "1");
    let domain = &response["domains"]["domain"][0];
    assert_eq!(domain["id"], "2");
    assert_eq!(domain["userid"], "2");
    assert_eq!(domain["domainname"], "example.net");
    assert_eq!(domain["status"], "Active");
    assert_eq!(domain.as_object().unwrap().len(), 22);
}

#[test]
fn an_unknown_client_has_empty_lists() {
    let sandbox = TestSandbox::start();
    for (action, outer, inner) in [
        ("GetClientsProducts", "products", "product"),
        ("GetClientsDomains", "domains", "domain"),
        ("GetTickets", "tickets", "ticket"),
    ] {
        let response = list(&sandbox, action, &[("clientid", "99")]);
        assert_eq!(response["totalresults"], "0");
        assert_eq!(response[outer][inner], Value::Array(Vec::new()));
    }
}

#[test]
fn services_and_domains_are_filtered() {
    let sandbox = TestSandbox::start();
    for (action, outer, inner, pairs) in [
        (
            "GetClientsProducts",
            "products",
            "product",
            [("serviceid", "2")],
        ),
        (
            "GetClientsProducts",
            "products",
            "product",
            [("domain", "HOST2.example.com")],
        ),
        (
            "GetClientsProducts",
            "products",
            "product",
            [("username2", "account2")],
        ),
        (
            "GetClientsDomains",
            "domains",
            "domain",
            [("domainid", "2")],
        ),
        (
            "GetClientsDomains",
            "domains",
            "domain",
            [("domain", "Example.NET")],
        ),
    ] {
        assert_eq!(list(&sandbox, action, &[])["totalresults"], "2");
        let response = list(&sandbox, action, &pairs);
        assert_eq!(response["totalresults"], "1", "{action} {pairs:?}");
        assert_eq!(response[outer][inner][0]["id"], "2", "{action} {pairs:?}");
    }
}
