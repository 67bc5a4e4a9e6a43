//! Opening tickets with `POST /api/ticket`, and the rules of `GET /api/ticket`.

use crate::support::{EXAMPLE_CONFIG, Relay};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use open_ticket_test_support::{Form, attachments, custom_fields, noise};

const TICKET: &str = "/api/ticket";

/// Returns a ticket for the department with custom fields.
fn technical_ticket() -> Form {
    Form::ticket()
        .with("deptid", "3")
        .with("customfields", custom_fields(&[(1, "web-1")]))
}

#[test]
fn an_opened_ticket_has_the_submitted_content() {
    let relay = Relay::with_sandbox();
    let large = noise(3 << 20);
    let form = technical_ticket()
        .with("subject", "web-1 answers 500 & more")
        .with("message", "Since **Tuesday** + 1 day\r\n\"quoted\" 100%")
        .with("markdown", "1")
        .with("priority", "High")
        .with(
            "attachments",
            attachments(&[("large.bin", &large), ("Zürich 🎫.txt", b"ok")]),
        );
    let response = relay.post(TICKET, form.body());
    assert_eq!(response.status, 200, "{}", response.text());
    let opened = response.json();
    assert_eq!(opened["result"], "success");

    let id = opened["id"].as_str().unwrap();
    let ticket = relay.call_sandbox(&Form::of(&[("action", "GetTicket"), ("ticketid", id)]));
    assert_eq!(ticket["tid"], opened["tid"]);
    assert_eq!(ticket["c"], opened["c"]);
    assert_eq!(ticket["subject"], "web-1 answers 500 & more");
    assert_eq!(ticket["name"], "Ada Lovelace");
    assert_eq!(ticket["email"], "ada@example.com");
    let message = &ticket["replies"]["reply"][0]["message"];
    // The line break is written as a hard break of Markdown.
    assert_eq!(message, "Since **Tuesday** + 1 day  \r\n\"quoted\" 100%");
    assert_eq!(ticket["customfields"]["customfield"][0]["value"], "web-1");
    let file = relay.call_sandbox(
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
fn a_malformed_body_is_rejected() {
    let relay = Relay::with_sandbox();
    let body = Form::ticket().body();
    for malformed in [
        format!("{body}&priority=%zz"),
        format!("{body}&priority=%FF"),
    ] {
        let response = relay.post(TICKET, malformed);
        assert_eq!(
            (response.status, response.code().as_str()),
            (400, "malformed")
        );
    }
    let response = relay.post(TICKET, Form::ticket().with("attachments", "%%%").body());
    assert_eq!(
        (response.status, response.code().as_str()),
        (400, "malformed")
    );
    assert_eq!(relay.stored_rows(), 0);
}

#[test]
fn a_missing_name_is_rejected_with_the_message_of_whmcs() {
    let relay = Relay::with_sandbox();
    let response = relay.post(
        TICKET,
        Form::ticket().without("name").without("email").body(),
    );
    assert_eq!(response.status, 200);
    assert_eq!(
        response.message(),
        "Name and email address are required if not a client"
    );
}

#[test]
fn a_refusal_by_whmcs_is_returned_unchanged() {
    let relay = Relay::with_sandbox_and_config(&EXAMPLE_CONFIG.replace("%n%n%n%n%n%n", "ONE"));
    assert_eq!(
        relay.post(TICKET, Form::ticket().body()).json()["result"],
        "success"
    );
    let response = relay.post(TICKET, Form::ticket().body());
    assert_eq!(response.status, 200);
    assert_eq!(
        response.json(),
        serde_json::json!({ "result": "error", "message": "Unable to generate ticket number" })
    );
}

#[test]
fn a_rule_violation_names_its_field() {
    let relay = Relay::with_sandbox();
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
            technical_ticket().with("customfields", custom_fields(&[(1, "no such!")])),
            "custom",
        ),
        (Form::ticket().with("attachments", executable), "files"),
        (Form::ticket().with("serviceid", "1"), "related"),
    ] {
        let response = relay.post(TICKET, form.body());
        assert_eq!(
            (response.status, response.code().as_str()),
            (422, "rule"),
            "{field}"
        );
        let reported = response.json()["field"].to_string();
        assert!(reported.contains(field), "{reported} is not {field}");
        assert!(!response.json()["problem"].is_null());
    }
    assert_eq!(relay.stored_rows(), 0);
}

#[test]
fn a_request_over_the_limit_is_rejected_with_the_limit() {
    let relay = Relay::with_sandbox();
    for size in [8_388_608, 30 << 20] {
        let response = relay.post(
            TICKET,
            Form::ticket().with("message", "x".repeat(size)).body(),
        );
        assert_eq!(
            (response.status, response.code().as_str()),
            (413, "too_large")
        );
        assert_eq!(response.json()["limit"], 8_388_608);
    }
}

/// The request is within the limit, but the request to WHMCS with the credentials is not.
#[test]
fn a_request_that_exceeds_the_limit_with_the_credentials_is_rejected() {
    let relay = Relay::with_sandbox_and_config(
        &EXAMPLE_CONFIG
            .replace("message = 65_000", "message = 8_388_608")
            .replace("total_bytes = 4_500_000", "total_bytes = 1_000"),
    );
    let empty = Form::ticket().with("message", "").body().len();
    let form = Form::ticket().with("message", "x".repeat(8_388_608 - empty));
    let response = relay.post(TICKET, form.body());
    assert_eq!(
        (response.status, response.code().as_str()),
        (413, "too_large")
    );
    assert_eq!(relay.stored_rows(), 0);
}

/// The form checks the size of its requests against the rules before it sends them.
#[test]
fn a_request_of_the_maximum_size_in_the_rules_is_accepted() {
    let relay = Relay::with_sandbox_and_config(
        &EXAMPLE_CONFIG
            .replace("message = 65_000", "message = 200_000")
            .replace("max_body_bytes = 8_388_608", "max_body_bytes = 100_000")
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
    // More than the space that is reserved for the parameters of a client.
    let response = relay.post(TICKET, of_size(limit + 70));
    assert_eq!(
        (response.status, response.code().as_str()),
        (413, "too_large")
    );
}

#[test]
fn images_are_not_downscaled_by_default() {
    let downscale_above_megapixels = |config: &str| {
        Relay::with_sandbox_and_config(config).get(TICKET).json()["downscale_above_megapixels"]
            .clone()
    };
    assert!(downscale_above_megapixels(EXAMPLE_CONFIG).is_null());
    assert_eq!(
        downscale_above_megapixels(&EXAMPLE_CONFIG.replace(
            "downscale_above_megapixels = 0",
            "downscale_above_megapixels = 12"
        )),
        12
    );
}

/// Extensions are enabled by default.
#[test]
fn the_configuration_can_disable_markdown_extensions() {
    let (before, after) = EXAMPLE_CONFIG.split_once("[markdown]").unwrap();
    let (_, after) = after.split_once("autolinks = true").unwrap();
    for (section, tables) in [("", true), ("[markdown]\ntables = false\n", false)] {
        let relay = Relay::with_sandbox_and_config(&format!("{before}{section}{after}"));
        let markdown = &relay.get(TICKET).json()["markdown"];
        assert_eq!(markdown["tables"], tables);
        assert_eq!(markdown["strikethrough"], true);
    }
}

#[test]
fn the_rules_match_the_configuration() {
    let relay = Relay::with_sandbox();
    let response = relay.get(TICKET);
    assert_eq!(response.status, 200);
    assert_eq!(response.header("content-type"), "application/json");
    assert_eq!(response.header("cache-control"), "no-store");
    assert_eq!(response.header("vary"), "Authorization, Origin");
    let rules = response.json();
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
