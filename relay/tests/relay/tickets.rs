//! `/api/ticket`: what a form may send, and what becomes of it.

use crate::support::{EXAMPLE, Form, Relay, attachments, custom_fields, noise};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

const TICKET: &str = "/api/ticket";

fn technical() -> Form {
    Form::ticket()
        .with("deptid", "3")
        .with("customfields", custom_fields(&[(1, "web-1")]))
}

#[test]
fn a_ticket_gets_through_and_can_be_read() {
    let relay = Relay::sandbox();
    let large = noise(3 << 20);
    let form = technical()
        .with("subject", "web-1 answers 500 & more")
        .with("message", "Since **Tuesday** + 1 day\r\n\"quoted\" 100%")
        .with("markdown", "1")
        .with("priority", "High")
        .with(
            "attachments",
            attachments(&[("large.bin", &large), ("Zürich 🎫.txt", b"ok")]),
        );
    let answer = relay.post(TICKET, form.body());
    assert_eq!(answer.status, 200, "{}", answer.text());
    let opened = answer.json();
    assert_eq!(opened["result"], "success");

    let id = opened["id"].as_str().unwrap();
    let ticket = relay.ask(&Form::of(&[("action", "GetTicket"), ("ticketid", id)]));
    assert_eq!(ticket["tid"], opened["tid"]);
    assert_eq!(ticket["c"], opened["c"]);
    assert_eq!(ticket["subject"], "web-1 answers 500 & more");
    assert_eq!(ticket["name"], "Ada Lovelace");
    assert_eq!(ticket["email"], "ada@example.com");
    let message = &ticket["replies"]["reply"][0]["message"];
    assert_eq!(message, "Since **Tuesday** + 1 day\r\n\"quoted\" 100%");
    assert_eq!(ticket["customfields"]["customfield"][0]["value"], "web-1");
    let file = relay.ask(
        &Form::of(&[
            ("action", "GetTicketAttachment"),
            ("type", "ticket"),
            ("index", "0"),
        ])
        .with("relatedid", id),
    );
    assert!(STANDARD.decode(file["data"].as_str().unwrap()).unwrap() == large);
}

#[test]
fn a_body_that_cannot_be_read_is_refused() {
    let relay = Relay::sandbox();
    let body = Form::ticket().body();
    for broken in [
        format!("{body}&priority=%zz"),
        format!("{body}&priority=%FF"),
    ] {
        let answer = relay.post(TICKET, broken);
        assert_eq!((answer.status, answer.code().as_str()), (400, "malformed"));
    }
    let answer = relay.post(TICKET, Form::ticket().with("attachments", "%%%").body());
    assert_eq!((answer.status, answer.code().as_str()), (400, "malformed"));
    assert_eq!(relay.rows(), 0);
}

#[test]
fn whoever_says_no_name_is_refused_as_whmcs_does() {
    let relay = Relay::sandbox();
    let answer = relay.post(
        TICKET,
        Form::ticket().without("name").without("email").body(),
    );
    assert_eq!(answer.status, 200);
    assert_eq!(
        answer.message(),
        "Name and email address are required if not a client"
    );
}

#[test]
fn a_refusal_of_whmcs_is_passed_on_in_its_own_words() {
    let relay = Relay::sandbox_with(&EXAMPLE.replace("%n%n%n%n%n%n", "ONE"));
    assert_eq!(
        relay.post(TICKET, Form::ticket().body()).json()["result"],
        "success"
    );
    let answer = relay.post(TICKET, Form::ticket().body());
    assert_eq!(answer.status, 200);
    assert_eq!(
        answer.json(),
        serde_json::json!({ "result": "error", "message": "Unable to generate ticket number" })
    );
}

#[test]
fn a_broken_rule_is_named_with_its_field() {
    let relay = Relay::sandbox();
    let executable = attachments(&[("run.exe", b"MZ")]);
    for (form, field) in [
        (Form::ticket().with("deptid", "2"), "department"),
        (Form::ticket().with("deptid", "99"), "department"),
        (Form::ticket().with("subject", "x".repeat(251)), "subject"),
        (Form::ticket().with("subject", "one\nBcc: two"), "subject"),
        (
            Form::ticket().with("message", "x".repeat(65_001)),
            "message",
        ),
        (Form::ticket().with("deptid", "3"), "custom"),
        (
            technical().with("customfields", custom_fields(&[(1, "no such!")])),
            "custom",
        ),
        (Form::ticket().with("attachments", executable), "files"),
        (Form::ticket().with("serviceid", "1"), "related"),
    ] {
        let answer = relay.post(TICKET, form.body());
        assert_eq!(
            (answer.status, answer.code().as_str()),
            (422, "rule"),
            "{field}"
        );
        let named = answer.json()["field"].to_string();
        assert!(named.contains(field), "{named} is not {field}");
        assert!(!answer.json()["problem"].is_null());
    }
    assert_eq!(relay.rows(), 0);
}

#[test]
fn a_request_over_the_limit_is_refused_with_the_limit() {
    let relay = Relay::sandbox();
    for size in [8_388_608, 30 << 20] {
        let answer = relay.post(
            TICKET,
            Form::ticket().with("message", "x".repeat(size)).body(),
        );
        assert_eq!((answer.status, answer.code().as_str()), (413, "too_large"));
        assert_eq!(answer.json()["limit"], 8_388_608);
    }
}

/// The body fits, but not with the credentials that it is sent on with.
#[test]
fn a_request_that_outgrows_the_limit_on_its_way_is_refused() {
    let relay = Relay::sandbox_with(
        &EXAMPLE
            .replace("message = 65_000", "message = 8_388_608")
            .replace("total_bytes = 4_500_000", "total_bytes = 1_000"),
    );
    let empty = Form::ticket().with("message", "").body().len();
    let form = Form::ticket().with("message", "x".repeat(8_388_608 - empty));
    let answer = relay.post(TICKET, form.body());
    assert_eq!((answer.status, answer.code().as_str()), (413, "too_large"));
    assert_eq!(relay.rows(), 0);
}

/// The form holds its requests to what the rules say, and tells people before it sends.
#[test]
fn a_request_as_large_as_the_rules_say_goes_through_and_little_more_does_not() {
    let relay = Relay::sandbox_with(
        &EXAMPLE
            .replace("message = 65_000", "message = 200_000")
            .replace("max_body = 8_388_608", "max_body = 100_000")
            .replace("total_bytes = 4_500_000", "total_bytes = 1_000"),
    );
    let limit = relay.get(TICKET).json()["limits"]["request_bytes"].clone();
    let limit = usize::try_from(limit.as_u64().unwrap()).unwrap();
    let empty = Form::ticket().with("message", "").body().len();
    let of_size = |size: usize| {
        Form::ticket()
            .with("message", "x".repeat(size - empty))
            .body()
    };
    assert_eq!(
        relay.post(TICKET, of_size(limit)).json()["result"],
        "success"
    );
    // The ids of a client, for whom room is kept, are shorter than this.
    let answer = relay.post(TICKET, of_size(limit + 70));
    assert_eq!((answer.status, answer.code().as_str()), (413, "too_large"));
}

#[test]
fn pictures_are_left_as_they_are_unless_the_configuration_says_otherwise() {
    let says = |config: &str| Relay::sandbox_with(config).get(TICKET).json()["shrink_over"].clone();
    assert!(says(EXAMPLE).is_null());
    assert_eq!(
        says(&EXAMPLE.replace("shrink_over = 0", "shrink_over = 12")),
        12
    );
}

/// What is not said is allowed.
#[test]
fn the_configuration_says_what_a_message_may_be_made_of() {
    let (before, after) = EXAMPLE.split_once("[markdown]").unwrap();
    let (_, after) = after.split_once("autolinks = true").unwrap();
    for (said, tables) in [("", true), ("[markdown]\ntables = false\n", false)] {
        let relay = Relay::sandbox_with(&format!("{before}{said}{after}"));
        let markdown = &relay.get(TICKET).json()["markdown"];
        assert_eq!(markdown["tables"], tables);
        assert_eq!(markdown["strikethrough"], true);
    }
}

#[test]
fn the_rules_are_those_of_the_configuration() {
    let relay = Relay::sandbox();
    let answer = relay.get(TICKET);
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("content-type"), "application/json");
    assert_eq!(answer.header("cache-control"), "no-store");
    assert_eq!(answer.header("vary"), "Authorization, Origin");
    let rules = answer.json();
    assert_eq!(rules["departments"][0]["name"], "General");
    assert_eq!(rules["departments"][1]["clients_only"], true);
    let fields = rules["departments"][2]["fields"].as_array().unwrap();
    let kinds: Vec<_> = fields
        .iter()
        .map(|field| {
            (
                field["id"].as_u64().unwrap(),
                field["kind"].as_str().unwrap(),
            )
        })
        .collect();
    assert_eq!(
        kinds,
        [
            (1, "text"),
            (2, "link"),
            (3, "password"),
            (4, "dropdown"),
            (6, "textarea"),
            (5, "tickbox")
        ]
    );
    assert_eq!(fields[0]["required"], true);
    assert_eq!(fields[4]["shown_when"]["field"], 4);
    assert_eq!(rules["requester"], serde_json::Value::Null);
    assert_eq!(rules["limits"]["subject"], 250);
    assert_eq!(rules["default_priority"], "Medium");
    assert!(rules["ticket_url"].as_str().unwrap().contains("{tid}"));
}
