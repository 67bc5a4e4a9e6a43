//! What stands around a ticket: the action, the format, the credentials.

use super::{Missing, Row, guest, read, texts};
use open_ticket::wire::names;
use serde_json::Value;

pub fn rows() -> Vec<Row> {
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
