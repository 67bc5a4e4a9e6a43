//! Parameters that only an operator sends, and `markdown`.

use super::case::{Missing, ParameterCase, client_request, guest_request, owned};
use crate::support::{Form, TestSandbox};
use open_ticket::wire::parameter_names;
use serde_json::Value;

pub fn cases() -> Vec<ParameterCase> {
    let request = guest_request().with("message", "it **works**");
    vec![
        ParameterCase {
            name: parameter_names::CREATED,
            request: guest_request(),
            effect: date_or_now,
            accepted: owned(&[
                ("2020-01-01 00:00:00", "2020-01-01 00:00:00"),
                ("2020-01-01T01:00:00+01:00", "2020-01-01 00:00:00"),
                ("", "now"),
            ]),
            refused: owned(&[
                ("yesterday", "Invalid Date Format"),
                (
                    "2999-01-01 00:00:00",
                    "Ticket creation date cannot be in the future",
                ),
            ]),
            missing: Missing::Effect("now"),
        },
        boolean(
            parameter_names::ADMIN,
            guest_request(),
            admin,
            [""; 3],
            "admin must be 1 or 0",
        ),
        boolean(
            parameter_names::NO_EMAIL,
            guest_request(),
            email_count,
            ["0", "1", "1"],
            "noemail must be 1 or 0",
        ),
        boolean(
            parameter_names::MARKDOWN,
            request,
            message_format,
            ["rendered", "plain", "plain"],
            "markdown must be 1 or 0",
        ),
        boolean(
            parameter_names::PREVENT_CLOSURE,
            client_request().with("deptid", "2"),
            prevents_closure,
            // Only staff can close the department's tickets. A false value overrides that.
            ["1", "0", "1"],
            "preventClientClosure must be 1 or 0",
        ),
    ]
}

const INVALID_BOOLEANS: [&str; 3] = ["2", "perhaps", "-1"];

/// Returns the case of a boolean parameter, with the effects of a true, a false and a missing value.
fn boolean(
    name: &'static str,
    request: Form,
    effect: fn(&TestSandbox, &Value) -> String,
    [yes, no, missing]: [&'static str; 3],
    message: &'static str,
) -> ParameterCase {
    let spellings = |spellings: [&str; 5], effect| spellings.map(|text| (text.to_owned(), effect));
    ParameterCase {
        name,
        request,
        effect,
        accepted: spellings(["1", "true", "on", "yes", " TRUE "], yes)
            .into_iter()
            .chain(spellings(["0", "false", "off", "no", ""], no))
            .collect(),
        refused: INVALID_BOOLEANS
            .map(|value| (value.to_owned(), message))
            .into(),
        missing: Missing::Effect(missing),
    }
}

fn date_or_now(sandbox: &TestSandbox, opened: &Value) -> String {
    let date = sandbox.get_ticket(opened)["date"]
        .as_str()
        .unwrap()
        .to_owned();
    let is_requested = date.starts_with("2020");
    if is_requested { date } else { "now".to_owned() }
}

fn email_count(sandbox: &TestSandbox, opened: &Value) -> String {
    let emails = sandbox.emails().into_iter();
    let about_ticket = emails.filter(|email| email["ticket"] == opened["tid"]);
    about_ticket.count().to_string()
}

fn message_format(sandbox: &TestSandbox, opened: &Value) -> String {
    let page = sandbox.ticket_page(opened).text();
    let is_rendered = page.contains("<strong>works</strong>");
    (if is_rendered { "rendered" } else { "plain" }).to_owned()
}

fn admin(sandbox: &TestSandbox, opened: &Value) -> String {
    sandbox.get_ticket(opened)["admin"]
        .as_str()
        .unwrap()
        .to_owned()
}

fn prevents_closure(sandbox: &TestSandbox, opened: &Value) -> String {
    let ticket = sandbox.get_ticket(opened);
    ticket["preventClientClosure"].as_str().unwrap().to_owned()
}
