//! Line breaks of messages: `[markdown] line_breaks`.

use crate::no_script_form::{Parts, get_ticket};
use crate::support::{EXAMPLE_CONFIG, Relay, SANDBOX_API};
use open_ticket_test_support::Form;
use std::time::Duration;

const KEY: &str = "3f0e8b1c-52a4-4d6f-9c3e-7a1b2c3d4e5f";
const MESSAGE: &str = "Hello\nsecond line\n\n```\none\ntwo\n```\n\nRegards\nAda";
const WITH_HARD_BREAKS: &str = "Hello  \nsecond line\n\n```\none\ntwo\n```\n\nRegards  \nAda";

fn config(line_breaks: &str) -> String {
    let default = "line_breaks = \"hard\"";
    assert!(EXAMPLE_CONFIG.contains(default));
    EXAMPLE_CONFIG.replace(default, line_breaks)
}

fn markdown_ticket(message: &str) -> Form {
    Form::ticket()
        .with("message", message)
        .with("markdown", "1")
}

/// Opens a ticket and returns its message as the sandbox has stored it.
fn stored_message(relay: &Relay, form: &Form) -> String {
    let response = relay.post("/api/ticket", form.body());
    assert_eq!(response.status, 200, "{}", response.text());
    message_of(relay, response.json()["id"].as_str().unwrap())
}

fn message_of(relay: &Relay, id: &str) -> String {
    let ticket = get_ticket(relay, id);
    let message = &ticket["replies"]["reply"][0]["message"];
    message.as_str().unwrap().to_owned()
}

#[test]
fn line_breaks_are_sent_as_hard_breaks_unless_they_are_soft() {
    for (setting, expected) in [
        ("", WITH_HARD_BREAKS),
        ("line_breaks = \"hard\"", WITH_HARD_BREAKS),
        ("line_breaks = \"soft\"", MESSAGE),
    ] {
        let relay = Relay::with_sandbox_and_config(&config(setting));
        assert_eq!(stored_message(&relay, &markdown_ticket(MESSAGE)), expected);
        let again = markdown_ticket(expected);
        assert_eq!(stored_message(&relay, &again), expected, "sent again");
        let rules = relay.get("/api/ticket").json();
        let line_breaks = if expected == MESSAGE { "soft" } else { "hard" };
        assert_eq!(rules["markdown"]["line_breaks"], line_breaks);
    }
}

#[test]
fn a_message_in_plain_text_is_sent_as_typed() {
    let relay = Relay::with_sandbox();
    for form in [
        Form::ticket().with("message", MESSAGE),
        markdown_ticket(MESSAGE).with("markdown", "0"),
    ] {
        assert_eq!(stored_message(&relay, &form), MESSAGE);
    }
}

#[test]
fn the_form_without_scripts_sends_hard_breaks_too() {
    let relay = Relay::with_sandbox();
    let form = Parts::ticket()
        .with("idempotency_key", KEY)
        .with("markdown", "1");
    assert_eq!(form.send(&relay, &[("accept", "text/html")]).status, 303);
    assert_eq!(message_of(&relay, "1"), "How does  \r\nit work?");
}

#[test]
fn the_ticket_page_shows_line_breaks_as_the_rules_say() {
    for (setting, is_shown) in [
        ("line_breaks = \"hard\"", true),
        ("line_breaks = \"soft\"", false),
    ] {
        let relay = Relay::with_sandbox_and_config(&config(setting));
        let opened = relay
            .post("/api/ticket", markdown_ticket("Hello\nAda").body())
            .json();
        let (number, code) = (
            opened["tid"].as_str().unwrap(),
            opened["c"].as_str().unwrap(),
        );
        let page = relay.get(&format!("/sandbox/viewticket.php?tid={number}&c={code}"));
        assert_eq!(
            page.text().contains("Hello<br>Ada"),
            is_shown,
            "{}",
            page.text()
        );
    }
}

/// The form counts what was typed, and so does the relay.
#[test]
fn the_spaces_do_not_count_towards_the_limits() {
    let config = EXAMPLE_CONFIG.replace("message = 65_000", "message = 20");
    let relay = Relay::with_sandbox_and_config(&config);
    let fits = "a\nb\nc\nd\ne\nf\ng\nh";
    assert_eq!(
        stored_message(&relay, &markdown_ticket("a\nb\nc")),
        "a  \nb  \nc"
    );
    assert_eq!(stored_message(&relay, &markdown_ticket(fits)), fits);
    let too_long = markdown_ticket("a\nb\nc\nd\ne\nf\ng\nh\ni\nj\nk");
    assert_eq!(relay.post("/api/ticket", too_long.body()).code(), "rule");
}

#[test]
fn a_request_that_only_the_spaces_make_too_large_is_sent_as_typed() {
    let config = EXAMPLE_CONFIG.replace("max_body_bytes = 8_388_608", "max_body_bytes = 8_192");
    let config = config.replace("total_bytes = 4_500_000", "total_bytes = 4_608");
    let relay = Relay::with_sandbox_and_config(
        &config.replace("file_bytes = 4_000_000", "file_bytes = 4_608"),
    );
    let message = "a\n".repeat(1_800) + "end";
    assert_eq!(stored_message(&relay, &markdown_ticket(&message)), message);
}

/// A long message is parsed on a separate thread.
#[test]
fn a_long_message_gets_hard_breaks_too() {
    let relay = Relay::with_sandbox();
    let line = "2026-11-28 12:00:01 web-1 GET / 200";
    let message = [line; 1_000].join("\n");
    let expected = [line; 1_000].join("  \n");
    assert_eq!(stored_message(&relay, &markdown_ticket(&message)), expected);
}

/// The fingerprint is computed from the request as it was received.
#[test]
fn a_retry_after_a_change_of_line_breaks_gets_the_first_response() {
    let sandbox = Relay::with_sandbox();
    let url = format!("{}{SANDBOX_API}", sandbox.base_url);
    let relay = Relay::for_api_with_config(
        &config("line_breaks = \"hard\""),
        &url,
        Duration::from_secs(20),
    );
    let first = relay.open_ticket(&markdown_ticket(MESSAGE), KEY);
    assert_eq!(first.status, 200, "{}", first.text());
    let relay = relay.restart(&config("line_breaks = \"soft\""), &url);
    let again = relay.open_ticket(&markdown_ticket(MESSAGE), KEY);
    assert_eq!((again.status, &again.bytes), (200, &first.bytes));
    assert_eq!(message_of(&sandbox, "1"), WITH_HARD_BREAKS);
}

#[test]
fn an_unknown_value_is_rejected_with_both_choices() {
    for value in ["\"on\"", "\"\"", "\"Hard\""] {
        let config = config(&format!("line_breaks = {value}"));
        let error = open_ticket_relay::config::Config::parse(&config).unwrap_err();
        let error = error.to_string();
        assert!(error.contains("markdown.line_breaks"), "{error}");
        assert!(error.contains("\"hard\" or \"soft\""), "{error}");
    }
}
