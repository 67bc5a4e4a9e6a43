//! What only an operator's server asks for, and how the text shows.

use super::{Missing, Row, by_client, guest, read, texts};
use crate::support::{Form, Relay, client};
use open_ticket::wire::names;
use serde_json::Value;

pub fn rows() -> Vec<Row> {
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
