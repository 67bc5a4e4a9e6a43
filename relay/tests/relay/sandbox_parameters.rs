//! Every parameter of `OpenTicket`, and those around it: accepted, refused, missing, given twice.

use crate::support::{API, Form, Relay, attachments, client, custom_fields};
use open_ticket::wire::names;
use serde_json::Value;
use std::collections::BTreeSet;

/// How a parameter behaves in a request that is good otherwise.
struct Row {
    name: &'static str,
    /// The rest of the request.
    rest: Form,
    /// What shows of the parameter in the ticket that was opened.
    look: fn(&Relay, &Value) -> String,
    /// Values, and what shows of them.
    accepted: Vec<(String, &'static str)>,
    /// Values, and how the message begins.
    refused: Vec<(String, &'static str)>,
    missing: Missing,
}

/// What comes of a request without the parameter.
#[derive(Clone, Copy)]
enum Missing {
    Shows(&'static str),
    Refused(&'static str),
}

fn texts(values: &[(&str, &'static str)]) -> Vec<(String, &'static str)> {
    values
        .iter()
        .map(|(value, shown)| ((*value).to_owned(), *shown))
        .collect()
}

/// A row about a parameter that shows at this place of `GetTicket`.
macro_rules! row {
    ($name:expr, $rest:expr, $place:literal, $accepted:expr, $refused:expr, $missing:expr) => {
        Row {
            name: $name,
            rest: $rest,
            look: |relay, opened| {
                let shown = read(relay, opened);
                let shown = shown.pointer($place).and_then(Value::as_str);
                shown.unwrap_or_default().to_owned()
            },
            accepted: texts(&$accepted),
            refused: texts(&$refused),
            missing: $missing,
        }
    };
}

fn guest() -> Form {
    Form::ticket().with_credentials()
}

fn by_client() -> Form {
    guest()
        .without("name")
        .without("email")
        .with("clientid", "1")
}

fn read(relay: &Relay, opened: &Value) -> Value {
    let id = opened["id"].as_str().unwrap();
    relay.ask(&Form::of(&[("action", "GetTicket"), ("ticketid", id)]))
}

fn date(relay: &Relay, opened: &Value) -> String {
    let date = read(relay, opened)["date"].as_str().unwrap().to_owned();
    let is_given = date.starts_with("2020");
    if is_given { date } else { "now".to_owned() }
}

fn emails(relay: &Relay, opened: &Value) -> String {
    let request = client()
        .get(format!("{}/sandbox/outbox", relay.base))
        .header("accept", "application/json");
    let outbox: Value = serde_json::from_str(&request.send().unwrap().text().unwrap()).unwrap();
    let emails = outbox["emails"].as_array().unwrap().iter();
    let about = emails.filter(|email| email["ticket"] == opened["tid"]);
    about.count().to_string()
}

fn message(relay: &Relay, opened: &Value) -> String {
    let (tid, c) = (&opened["tid"], &opened["c"]);
    let query = format!("?tid={}&c={}", tid.as_str().unwrap(), c.as_str().unwrap());
    let page = relay.get(&format!("/sandbox/viewticket.php{query}")).text();
    let is_drawn = page.contains("<strong>works</strong>");
    (if is_drawn { "drawn" } else { "plain" }).to_owned()
}

const BOOLEAN: [(&str, &str); 3] = [("2", ""), ("perhaps", ""), ("-1", "")];

/// A row about a Boolean: what shows of a yes, of a no, and of none.
fn boolean(
    name: &'static str,
    rest: Form,
    look: fn(&Relay, &Value) -> String,
    [yes, no, missing]: [&'static str; 3],
    message: &'static str,
) -> Row {
    let spellings = |spellings: [&str; 5], shown| spellings.map(|text| (text.to_owned(), shown));
    Row {
        name,
        rest,
        look,
        accepted: spellings(["1", "true", "on", "yes", " TRUE "], yes)
            .into_iter()
            .chain(spellings(["0", "false", "off", "no", ""], no))
            .collect(),
        refused: BOOLEAN.map(|(value, _)| (value.to_owned(), message)).into(),
        missing: Missing::Shows(missing),
    }
}

fn frame() -> Vec<Row> {
    let aliases = guest()
        .without("identifier")
        .without("secret")
        .with("username", "sandbox")
        .with("password", "sandbox");
    let no_credentials = Missing::Refused("Invalid or missing credentials");
    let right = [("sandbox", "Open"), (" sandbox ", "Open")];
    let wrong = [("x", "Authentication Failed"), ("", "Invalid or missing")];
    vec![
        row!(
            names::ACTION,
            guest(),
            "/status",
            [
                ("OpenTicket", "Open"),
                ("openticket", "Open"),
                (" OPENTICKET ", "Open")
            ],
            [
                ("OpenTickets", "Invalid Permissions: API action"),
                (" ", "Empty action request")
            ],
            Missing::Refused("Empty action request")
        ),
        row!(
            names::RESPONSE_TYPE,
            guest(),
            "/status",
            [("json", "Open"), ("JSON", "Open"), ("", "Open")],
            [("nv", "responsetype must be json or xml")],
            Missing::Shows("Open")
        ),
        row!(
            names::IDENTIFIER,
            guest(),
            "/status",
            right,
            wrong,
            no_credentials
        ),
        row!(
            names::SECRET,
            guest(),
            "/status",
            right,
            wrong,
            no_credentials
        ),
        row!(
            names::USERNAME,
            aliases.clone(),
            "/status",
            right,
            wrong,
            no_credentials
        ),
        row!(
            names::PASSWORD,
            aliases,
            "/status",
            right,
            wrong,
            no_credentials
        ),
        row!(
            names::ACCESS_KEY,
            guest(),
            "/status",
            [("any", "Open"), ("", "Open")],
            [],
            Missing::Shows("Open")
        ),
    ]
}

fn people() -> Vec<Row> {
    let required = "Name and email address are required if not a client";
    let no_client = "Client ID Not Found";
    let no_user = "The system cannot find the provided user ID.";
    let no_contact = "Contact ID Not Found";
    vec![
        row!(
            names::CLIENT,
            guest(),
            "/userid",
            [
                ("1", "1"),
                ("2", "2"),
                (" 1 ", "1"),
                ("0", "0"),
                ("", "0"),
                (" ", "0")
            ],
            [
                ("99", no_client),
                ("-1", no_client),
                ("x", no_client),
                ("4294967296", no_client)
            ],
            Missing::Shows("0")
        ),
        row!(
            names::USER,
            by_client(),
            "/name",
            [
                ("1", "Ada Lovelace"),
                ("2", "Charles Babbage"),
                ("0", "Ada Lovelace"),
                ("", "Ada Lovelace")
            ],
            [("3", no_user), ("99", no_user), ("x", no_user)],
            Missing::Shows("Ada Lovelace")
        ),
        row!(
            names::CONTACT,
            by_client(),
            "/name",
            [
                ("1", "Mary Somerville"),
                ("0", "Ada Lovelace"),
                (" ", "Ada Lovelace")
            ],
            [("2", no_contact), ("99", no_contact), ("1.0", no_contact)],
            Missing::Shows("Ada Lovelace")
        ),
        row!(
            names::NAME,
            guest(),
            "/name",
            [
                ("Zoë O'Hara \\ & Söhne", "Zoë O'Hara \\ & Söhne"),
                ("0", "0")
            ],
            [
                ("", required),
                (" ", required),
                ("a\nb", "name holds a control character")
            ],
            Missing::Refused(required)
        ),
        row!(
            names::EMAIL,
            guest(),
            "/email",
            [
                ("zoe+tag@example.org", "zoe+tag@example.org"),
                (" a@example.org ", "a@example.org")
            ],
            [
                ("", required),
                ("ada", "Email Address Invalid"),
                ("a@b@c", "Email Address Invalid"),
                ("a@example.org\nBcc: b@example.org", "Email Address Invalid")
            ],
            Missing::Refused(required)
        ),
    ]
}

fn texts_and_choices() -> Vec<Row> {
    let (no_service, no_domain) = ("Service ID Not Found", "Domain ID Not Found");
    let no_department = "Department ID not found";
    let priority = "priority must be Low, Medium or High";
    vec![
        row!(
            names::DEPARTMENT,
            guest(),
            "/deptid",
            [("1", "1"), ("2", "2"), (" 3 ", "3")],
            [
                ("99", no_department),
                ("0", no_department),
                ("-1", no_department),
                ("1.5", no_department)
            ],
            Missing::Refused(no_department)
        ),
        row!(
            names::SUBJECT,
            guest(),
            "/subject",
            [("a+b & c=d 100% 🎫", "a+b & c=d 100% 🎫"), ("0", "0")],
            [
                ("", "Subject is required"),
                (" \t", "Subject is required"),
                ("a\nb", "subject holds a control character")
            ],
            Missing::Refused("Subject is required")
        ),
        row!(
            names::MESSAGE,
            guest(),
            "/replies/reply/0/message",
            [("one\r\ntwo\n", "one\r\ntwo\n"), ("0", "0")],
            [
                ("", "Message is required"),
                (" \r\n", "Message is required")
            ],
            Missing::Refused("Message is required")
        ),
        row!(
            names::PRIORITY,
            guest(),
            "/priority",
            [
                ("Low", "Low"),
                ("Medium", "Medium"),
                (" High ", "High"),
                ("", "Medium")
            ],
            [("low", priority), ("Urgent", priority), ("0", priority)],
            Missing::Shows("Medium")
        ),
        row!(
            names::SERVICE,
            by_client(),
            "/service",
            [("1", "S1"), ("0", ""), ("", "")],
            [("2", no_service), ("99", no_service), ("S1", no_service)],
            Missing::Shows("")
        ),
        row!(
            names::DOMAIN,
            by_client(),
            "/service",
            [("1", "D1"), ("0", ""), ("", "")],
            [
                ("2", no_domain),
                ("99", no_domain),
                ("example.com", no_domain)
            ],
            Missing::Shows("")
        ),
    ]
}

fn packed() -> Vec<Row> {
    let one = |name| attachments(&[(name, b"a")]);
    let mut files = row!(
        names::ATTACHMENTS,
        guest(),
        "/replies/reply/0/attachment",
        [("", "")],
        [("!!", "attachments: "), ("e30=", "attachments: ")],
        Missing::Shows("")
    );
    files.accepted.extend([
        (one("a.txt"), "a.txt"),
        (
            attachments(&[("a.txt", b""), ("b.txt", b"b")]),
            "a.txt|b.txt",
        ),
        // [{"filename":"a.txt","data":"YQ=="}]
        (
            "W3siZmlsZW5hbWUiOiJhLnR4dCIsImRhdGEiOiJZUT09In1d".to_owned(),
            "a.txt",
        ),
    ]);
    files.refused.extend([
        (one("../a.txt"), "attachments: a file's name is a path"),
        (
            one("a\u{0}.txt"),
            "attachments: a file's name holds control",
        ),
    ]);
    let mut answers = row!(
        names::CUSTOM_FIELDS,
        guest().with("deptid", "3"),
        "/customfields/customfield/0/value",
        [("", "")],
        // O:8:"stdClass":0:{}
        [
            ("!!", "customfields: "),
            ("Tzo4OiJzdGRDbGFzcyI6MDp7fQ==", "customfields: ")
        ],
        Missing::Shows("")
    );
    answers.accepted.extend([
        (custom_fields(&[(1, "Zürich 🎫")]), "Zürich 🎫"),
        // Another department's field, or nobody's, has no place in the ticket.
        (custom_fields(&[(99, "x")]), ""),
    ]);
    vec![files, answers]
}

fn of_operators() -> Vec<Row> {
    let shown = |place: &'static str| -> fn(&Relay, &Value) -> String {
        match place {
            "admin" => |relay, opened| read(relay, opened)["admin"].as_str().unwrap().to_owned(),
            _ => |relay, opened| {
                read(relay, opened)["preventClientClosure"]
                    .as_str()
                    .unwrap()
                    .to_owned()
            },
        }
    };
    let marked = guest().with("message", "it **works**");
    vec![
        Row {
            name: names::CREATED,
            rest: guest(),
            look: date,
            accepted: texts(&[
                ("2020-01-01 00:00:00", "2020-01-01 00:00:00"),
                ("2020-01-01T01:00:00+01:00", "2020-01-01 00:00:00"),
                ("", "now"),
            ]),
            refused: texts(&[
                ("yesterday", "Invalid Date Format"),
                (
                    "2999-01-01 00:00:00",
                    "Ticket creation date cannot be in the future",
                ),
            ]),
            missing: Missing::Shows("now"),
        },
        boolean(
            names::ADMIN,
            guest(),
            shown("admin"),
            [""; 3],
            "admin must be 1 or 0",
        ),
        boolean(
            names::NO_EMAIL,
            guest(),
            emails,
            ["0", "1", "1"],
            "noemail must be 1 or 0",
        ),
        boolean(
            names::MARKDOWN,
            marked,
            message,
            ["drawn", "plain", "plain"],
            "markdown must be 1 or 0",
        ),
        boolean(
            names::PREVENT_CLOSURE,
            by_client().with("deptid", "2"),
            shown("closure"),
            // The department keeps its clients from closing; a no to that overrules it.
            ["1", "0", "1"],
            "preventClientClosure must be 1 or 0",
        ),
    ]
}

fn table() -> Vec<Row> {
    let rows = [
        frame(),
        people(),
        texts_and_choices(),
        packed(),
        of_operators(),
    ];
    rows.into_iter().flatten().collect()
}

fn post(relay: &Relay, row: &Row, values: &[&str]) -> Value {
    let rest = row.rest.clone().without(row.name);
    let form = values
        .iter()
        .fold(rest, |form, value| form.and(row.name, *value));
    relay.post(API, form.body()).json()
}

#[track_caller]
fn assert_shows(relay: &Relay, row: &Row, values: &[&str], shown: &str) {
    let answer = post(relay, row, values);
    assert_eq!(
        answer["result"], "success",
        "{} {values:?}: {answer}",
        row.name
    );
    assert_eq!((row.look)(relay, &answer), shown, "{} {values:?}", row.name);
}

#[track_caller]
fn assert_refused(relay: &Relay, row: &Row, values: &[&str], begin: &str) {
    let before = relay.rows();
    let answer = post(relay, row, values);
    assert_eq!(answer["result"], "error", "{} {values:?}", row.name);
    let message = answer["message"].as_str().unwrap();
    assert!(
        message.starts_with(begin),
        "{} {values:?}: {message}",
        row.name
    );
    assert_eq!(relay.rows(), before, "{} {values:?}", row.name);
}

#[test]
fn the_table_has_every_parameter() {
    let inside: BTreeSet<_> = table().iter().map(|row| row.name).collect();
    let expected = names::ALL
        .iter()
        .chain(names::BROWSER)
        .chain(names::FORBIDDEN);
    assert_eq!(inside, expected.copied().collect());
}

#[test]
fn an_accepted_value_shows() {
    let relay = Relay::sandbox();
    for row in table() {
        for (value, shown) in &row.accepted {
            assert_shows(&relay, &row, &[value], shown);
        }
    }
}

#[test]
fn a_refused_value_is_explained_and_nothing_is_stored() {
    let relay = Relay::sandbox();
    for row in table() {
        for (value, message) in &row.refused {
            assert_refused(&relay, &row, &[value], message);
        }
    }
}

#[test]
fn a_missing_parameter_is_told_or_has_its_default() {
    let relay = Relay::sandbox();
    for row in table() {
        match row.missing {
            Missing::Shows(shown) => assert_shows(&relay, &row, &[], shown),
            Missing::Refused(message) => assert_refused(&relay, &row, &[], message),
        }
    }
}

#[test]
fn of_a_parameter_given_twice_the_last_one_counts() {
    let relay = Relay::sandbox();
    for row in table() {
        let (value, shown) = &row.accepted[row.accepted.len() - 1];
        let (other, _) = &row.accepted[0];
        assert_shows(&relay, &row, &[other, value], shown);
        for (wrong, message) in &row.refused {
            assert_shows(&relay, &row, &[wrong, value], shown);
            assert_refused(&relay, &row, &[value, wrong], message);
        }
    }
}
