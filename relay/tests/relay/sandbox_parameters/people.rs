//! Who asks.

use super::{Missing, Row, by_client, guest, read, texts};
use open_ticket::wire::names;
use serde_json::Value;

pub fn rows() -> Vec<Row> {
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
