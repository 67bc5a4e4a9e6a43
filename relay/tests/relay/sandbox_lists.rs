//! The sandbox's lists: tickets, services and domains, in the shapes of WHMCS's pages.

use crate::support::{Form, Relay, attachments};
use serde_json::Value;

fn list(relay: &Relay, action: &str, pairs: &[(&str, &str)]) -> Value {
    let answer = relay.ask(&Form::of(pairs).with("action", action));
    assert_eq!(answer["result"], "success");
    answer
}

fn subjects(answer: &Value) -> Vec<&str> {
    let tickets = answer["tickets"]["ticket"].as_array().unwrap();
    tickets
        .iter()
        .map(|ticket| ticket["subject"].as_str().unwrap())
        .collect()
}

/// Three tickets: two of guests, one of client 1.
fn three_tickets() -> Relay {
    let relay = Relay::sandbox();
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
        assert_eq!(relay.ask(&form)["result"], "success");
    }
    relay
}

#[test]
fn tickets_are_listed_the_latest_first() {
    let relay = three_tickets();
    let answer = list(&relay, "GetTickets", &[]);
    assert_eq!(
        subjects(&answer),
        [
            "Second QUESTION",
            "The 100% server is down",
            "First question"
        ]
    );
    assert_eq!(answer["totalresults"], "3");
    assert_eq!(answer["startnumber"], 0);
    assert_eq!(answer["numreturned"], 3);

    relay.ask(
        &Form::ticket()
            .with("subject", "Old")
            .with("created", "2020-01-01 00:00:00"),
    );
    let answer = list(&relay, "GetTickets", &[]);
    assert_eq!(subjects(&answer)[3], "Old", "it shows as the oldest");
}

#[test]
fn a_listed_ticket_says_what_get_ticket_says() {
    let relay = three_tickets();
    let answer = list(&relay, "GetTickets", &[]);
    for listed in answer["tickets"]["ticket"].as_array().unwrap() {
        let id = listed["id"].as_str().unwrap();
        let ticket = list(&relay, "GetTicket", &[("ticketid", id)]);
        for (name, value) in listed.as_object().unwrap() {
            let expected = match name.as_str() {
                "id" => &ticket["ticketid"],
                "attachment" => &ticket["replies"]["reply"][0]["attachment"],
                name => &ticket[name],
            };
            assert_eq!(value, expected, "{name}");
        }
        assert_eq!(listed.get("message"), None, "the list has no messages");
    }
}

#[test]
fn tickets_are_found_by_client_address_subject_department_and_status() {
    let relay = three_tickets();
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
        let answer = list(&relay, "GetTickets", &pairs);
        assert_eq!(subjects(&answer), found, "{pairs:?}");
        assert_eq!(answer["totalresults"], found.len().to_string(), "{pairs:?}");
    }
}

#[test]
fn an_address_finds_the_tickets_of_guests_only() {
    let relay = Relay::sandbox();
    relay.ask(&Form::ticket().with("clientid", "1"));
    let answer = list(&relay, "GetTickets", &[("email", "ada@example.com")]);
    assert_eq!(answer["totalresults"], "0");
}

#[test]
fn a_list_comes_in_parts() {
    let relay = Relay::sandbox();
    for number in 0..27 {
        relay.ask(&Form::ticket().with("subject", number.to_string()));
    }
    for (pairs, first, count) in [
        (vec![], "26", 25),
        (vec![("limitstart", "25")], "1", 2),
        (vec![("limitstart", "1"), ("limitnum", "3")], "25", 3),
        (vec![("limitnum", "100")], "26", 27),
        (vec![("limitnum", "0")], "26", 25),
        (vec![("limitnum", "-1"), ("limitstart", "x")], "26", 25),
    ] {
        let answer = list(&relay, "GetTickets", &pairs);
        assert_eq!(subjects(&answer)[0], first, "{pairs:?}");
        assert_eq!(answer["numreturned"], count, "{pairs:?}");
        assert_eq!(answer["totalresults"], "27", "{pairs:?}");
    }
    let beyond = list(&relay, "GetTickets", &[("limitstart", "27")]);
    assert!(subjects(&beyond).is_empty());
}

#[test]
fn a_clients_services_come_with_all_that_a_form_must_not_show() {
    let relay = Relay::sandbox();
    let answer = list(&relay, "GetClientsProducts", &[("clientid", "1")]);
    assert_eq!(answer["clientid"], "1");
    assert_eq!(answer["totalresults"], "1");
    let product = &answer["products"]["product"][0];
    assert_eq!(product["id"], "1");
    assert_eq!(product["clientid"], "1");
    assert_eq!(product["name"], "Cloud Server M");
    assert_eq!(product["status"], "Active");
    for name in ["username", "password", "dedicatedip", "serverip", "notes"] {
        assert_ne!(product[name].as_str().unwrap(), "", "{name}");
    }
    // The keys of WHMCS's page.
    assert_eq!(product.as_object().unwrap().len(), 42);
}

#[test]
fn a_clients_domains_are_listed() {
    let relay = Relay::sandbox();
    let answer = list(&relay, "GetClientsDomains", &[("clientid", "2")]);
    assert_eq!(answer["totalresults"], "1");
    let domain = &answer["domains"]["domain"][0];
    assert_eq!(domain["id"], "2");
    assert_eq!(domain["userid"], "2");
    assert_eq!(domain["domainname"], "example.net");
    assert_eq!(domain["status"], "Active");
    assert_eq!(domain.as_object().unwrap().len(), 22);
}

#[test]
fn nobody_has_nothing() {
    let relay = Relay::sandbox();
    for (action, outer, inner) in [
        ("GetClientsProducts", "products", "product"),
        ("GetClientsDomains", "domains", "domain"),
        ("GetTickets", "tickets", "ticket"),
    ] {
        let answer = list(&relay, action, &[("clientid", "99")]);
        assert_eq!(answer["totalresults"], "0");
        assert_eq!(answer[outer][inner], Value::Array(Vec::new()));
    }
}

#[test]
fn one_service_and_one_domain_are_found_among_all() {
    let relay = Relay::sandbox();
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
        assert_eq!(list(&relay, action, &[])["totalresults"], "2");
        let answer = list(&relay, action, &pairs);
        assert_eq!(answer["totalresults"], "1", "{action} {pairs:?}");
        assert_eq!(answer[outer][inner][0]["id"], "2", "{action} {pairs:?}");
    }
}
