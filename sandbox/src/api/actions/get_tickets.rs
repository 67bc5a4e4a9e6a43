//! The action `GetTickets`.

use crate::api::list_response::{list_response, page_range};
use crate::database::{Filter, ListedTicket, tickets};
use crate::php::PhpPost;
use open_ticket::wire::parameter_names;
use rusqlite::{Connection, Result};
use serde_json::{Value, json};

/// Returns a page of tickets, latest first.
///
/// # Errors
/// The SQLite error of a failed query.
pub fn perform(post: &PhpPost, connection: &Connection) -> Result<Value> {
    let mut filter = Filter::default();
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
    filter.and_text(
        "? IN ('Open', 'All Active Tickets', 'Awaiting Reply')",
        post.get("status"),
    );
    let page = tickets(connection, &filter, page_range(post))?;
    Ok(list_response(&page, "tickets", "ticket", ticket_json))
}

/// Returns a ticket with the keys that WHMCS documents for `GetTickets`, which do not include the
/// message, and with the contact.
fn ticket_json(ticket: &ListedTicket) -> Value {
    let summary = &ticket.summary;
    json!({
        "id": summary.id.to_string(),
        "tid": summary.number,
        "c": summary.access_code.as_str(),
        parameter_names::DEPARTMENT: summary.department.to_string(),
        parameter_names::USER: summary.client.to_string(),
        parameter_names::CONTACT: summary.contact.to_string(),
        "name": summary.name,
        "email": summary.email,
        "cc": "",
        "date": summary.date,
        "subject": summary.subject,
        "status": "Open",
        "priority": summary.priority,
        "admin": "",
        "attachment": ticket.file_names,
        "lastreply": summary.date,
        "flag": "0",
        "service": summary.related,
    })
}
