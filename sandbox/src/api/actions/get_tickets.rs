//! The action `GetTickets`.

use crate::api::pagination::{assignments, list_response, page_range};
use crate::api::ticket_json::{file_keys, ticket_keys};
use crate::database::{Filter, ListedTicket, tickets};
use crate::php::PhpPost;
use open_ticket::wire::parameter_names;
use rusqlite::{Connection, Result};
use serde_json::Value;

/// Returns a page of tickets, latest first.
///
/// # Errors
/// The SQLite error of a failed query.
pub fn perform(post: &PhpPost, connection: &Connection) -> Result<Value> {
    let mut filter = Filter::default();
    filter.and_assigned(assignments(post));
    filter.and_id("client = ?", &post.get(parameter_names::CLIENT));
    filter.and_id("department = ?", &post.get(parameter_names::DEPARTMENT));
    // WHMCS documents it as "a specific non-client email address".
    filter.and_text(
        "client IS NULL AND email = ? COLLATE NOCASE",
        post.get(parameter_names::EMAIL),
    );
    filter.and_text(
        "instr(lower(subject), lower(?)) > 0",
        post.get(parameter_names::SUBJECT),
    );
    // The sandbox has no replies, closed tickets or flagged tickets, so "My Flagged Tickets" is
    // empty.
    filter.and_text(
        "? IN ('Open', 'All Active Tickets', 'Awaiting Reply')",
        post.get("status"),
    );
    let page = tickets(connection, &filter, page_range(post))?;
    Ok(list_response(&page, "tickets", "ticket", listed_ticket))
}

/// Returns a ticket with the keys that WHMCS documents for `GetTickets`, which do not include the
/// message.
fn listed_ticket(ticket: &ListedTicket) -> Value {
    let mut keys = ticket_keys(&ticket.summary);
    keys.insert("id".to_owned(), ticket.summary.id.to_string().into());
    keys.extend(file_keys(&ticket.files));
    keys.into()
}
