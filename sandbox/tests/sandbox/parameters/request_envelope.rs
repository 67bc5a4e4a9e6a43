//! Parameters around a ticket: the action, the format and the credentials.

use super::case::{Missing, ParameterCase, get_ticket_case, guest_request, owned};
use open_ticket::wire::parameter_names;

pub fn cases() -> Vec<ParameterCase> {
    let aliases = guest_request()
        .without("identifier")
        .without("secret")
        .with("username", "sandbox")
        .with("password", "sandbox");
    let no_credentials = Missing::Refused("Invalid or missing credentials");
    let accepted = [("sandbox", "Open"), (" sandbox ", "Open")];
    let refused = [("x", "Authentication Failed"), ("", "Invalid or missing")];
    vec![
        get_ticket_case!(
            parameter_names::ACTION,
            guest_request(),
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
        get_ticket_case!(
            parameter_names::RESPONSE_TYPE,
            guest_request(),
            "/status",
            [("json", "Open"), ("JSON", "Open"), ("", "Open")],
            [("nv", "responsetype must be json or xml")],
            Missing::Effect("Open")
        ),
        get_ticket_case!(
            parameter_names::IDENTIFIER,
            guest_request(),
            "/status",
            accepted,
            refused,
            no_credentials
        ),
        get_ticket_case!(
            parameter_names::SECRET,
            guest_request(),
            "/status",
            accepted,
            refused,
            no_credentials
        ),
        get_ticket_case!(
            parameter_names::USERNAME,
            aliases.clone(),
            "/status",
            accepted,
            refused,
            no_credentials
        ),
        get_ticket_case!(
            parameter_names::PASSWORD,
            aliases,
            "/status",
            accepted,
            refused,
            no_credentials
        ),
        get_ticket_case!(
            parameter_names::ACCESS_KEY,
            guest_request(),
            "/status",
            [("any", "Open"), ("", "Open")],
            [],
            Missing::Effect("Open")
        ),
    ]
}
