//! Parameters of the requester.

use super::case::{Missing, ParameterCase, client_request, get_ticket_case, guest_request, owned};
use open_ticket::wire::parameter_names;

pub fn cases() -> Vec<ParameterCase> {
    let required = "Name and email address are required if not a client";
    let no_client = "Client ID Not Found";
    let no_user = "The system cannot find the provided user ID.";
    let no_contact = "Contact ID Not Found";
    vec![
        get_ticket_case!(
            parameter_names::CLIENT,
            guest_request(),
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
            Missing::Effect("0")
        ),
        get_ticket_case!(
            parameter_names::USER,
            client_request(),
            "/name",
            [
                ("1", "Ada Lovelace"),
                ("2", "Charles Babbage"),
                ("0", "Ada Lovelace"),
                ("", "Ada Lovelace")
            ],
            [("3", no_user), ("99", no_user), ("x", no_user)],
            Missing::Effect("Ada Lovelace")
        ),
        get_ticket_case!(
            parameter_names::CONTACT,
            client_request(),
            "/name",
            [
                ("1", "Mary Somerville"),
                ("0", "Ada Lovelace"),
                (" ", "Ada Lovelace")
            ],
            [("2", no_contact), ("99", no_contact), ("1.0", no_contact)],
            Missing::Effect("Ada Lovelace")
        ),
        get_ticket_case!(
            parameter_names::NAME,
            guest_request(),
            "/name",
            [
                ("Zoë O'Hara \\ & Söhne", "Zoë O'Hara \\ & Söhne"),
                ("0", "0")
            ],
            [
                ("", required),
                (" ", required),
                ("a\nb", "name contains a control character")
            ],
            Missing::Refused(required)
        ),
        get_ticket_case!(
            parameter_names::EMAIL,
            guest_request(),
            "/email",
            [
                ("zoe+tag@example.org", "zoe+tag@example.org"),
                ("a@example.org", "a@example.org")
            ],
            [
                ("", required),
                ("ada", "Email Address Invalid"),
                ("a@b@c", "Email Address Invalid"),
                (" a@example.org ", "Email Address Invalid"),
                ("a@example.org\nBcc: b@example.org", "Email Address Invalid")
            ],
            Missing::Refused(required)
        ),
    ]
}
