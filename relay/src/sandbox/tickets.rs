//! Tickets, as WHMCS's actions answer them.

use super::list::{Filter, Part};
use super::params::Posted;
use super::read::{self, Closes, ListedTicket, StoredFile, StoredTicket, Which};
use super::refused::Refused;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use open_ticket::wire::names;
use rusqlite::Connection;
use serde_json::{Value, json};

/// `GetTicket`.
///
/// # Errors
/// [`Refused`], also if there is no such ticket.
pub fn one(posted: &Posted, connection: &Connection) -> Result<Value, Refused> {
    let number = posted.get("ticketnum");
    let which = if number.is_empty() {
        Which::Id(posted.get("ticketid").parse().unwrap_or_default())
    } else {
        Which::Number(number)
    };
    let ticket = read::ticket(connection, &which)?
        .ok_or_else(|| Refused::Because("Ticket ID Not Found".to_owned()))?;
    Ok(ticket_json(&ticket))
}

/// `GetTickets`: the latest first.
///
/// # Errors
/// [`Refused`].
pub fn list(posted: &Posted, connection: &Connection) -> Result<Value, Refused> {
    let mut filter = Filter::default();
    filter.and_id("client = ?", posted, names::CLIENT);
    filter.and_id("department = ?", posted, names::DEPARTMENT);
    // WHMCS's page: "a specific non-client email address".
    filter.and_text(
        "client IS NULL AND email = ? COLLATE NOCASE",
        posted,
        names::EMAIL,
    );
    filter.and_text(
        "instr(lower(subject), lower(?)) > 0",
        posted,
        names::SUBJECT,
    );
    filter.and_text(
        "? IN ('Open', 'All Active Tickets', 'Awaiting Reply')",
        posted,
        "status",
    );
    let listed = read::tickets(connection, filter, Part::read(posted))?;
    Ok(listed.answer("tickets", "ticket", listed_json))
}

/// `GetTicketAttachment`, with the messages of WHMCS's page on it.
///
/// # Errors
/// [`Refused`], also if there is no such file.
pub fn attachment(posted: &Posted, connection: &Connection) -> Result<Value, Refused> {
    let because = |message: &str| Refused::Because(message.to_owned());
    let id = posted.get("relatedid");
    if id.is_empty() {
        return Err(because("Related ID Required"));
    }
    let id = match posted.get("type").as_str() {
        // Nobody replies or makes notes in the sandbox.
        "ticket" => id.parse().unwrap_or_default(),
        "reply" | "note" => 0,
        _ => return Err(because("Invalid Type. Must be one of ticket, reply, note")),
    };
    let index = posted.get("index");
    if index.is_empty() {
        return Err(because("Attachment Index Required"));
    }
    let ticket =
        read::ticket(connection, &Which::Id(id))?.ok_or_else(|| because("Related ID Not Found"))?;
    if ticket.files.is_empty() {
        return Err(because("No Attachments Found"));
    }
    let (name, bytes) = read::file(connection, id, index.parse().unwrap_or(-1))?
        .ok_or_else(|| because("Invalid Attachment Index"))?;
    Ok(json!({ "result": "success", "filename": name, "data": STANDARD.encode(bytes) }))
}

/// The shape of WHMCS's page on `GetTicket`; beside it the custom fields and who may close it.
fn ticket_json(ticket: &StoredTicket) -> Value {
    let fields: Vec<_> = ticket
        .answers
        .iter()
        .map(|answer| {
            json!({
                "id": answer.field.to_string(),
                "name": answer.name,
                "value": answer.value,
            })
        })
        .collect();
    json!({
        "result": "success",
        "ticketid": ticket.id.to_string(),
        "tid": ticket.number,
        "c": ticket.access_code.0,
        names::DEPARTMENT: ticket.department.to_string(),
        "deptname": ticket.department_name,
        names::USER: ticket.client.to_string(),
        names::CONTACT: ticket.contact.to_string(),
        "name": ticket.name,
        "email": ticket.email,
        "cc": "",
        "date": ticket.shown_at,
        "subject": ticket.subject,
        "status": "Open",
        "priority": ticket.priority,
        "admin": "",
        "lastreply": ticket.shown_at,
        "flag": "0",
        "service": ticket.related,
        "replies": { "reply": [first_reply(ticket)] },
        "notes": { "note": [] },
        names::CUSTOM_FIELDS: { "customfield": fields },
        names::PREVENT_CLOSURE: match ticket.closes {
            Closes::Staff => "1",
            Closes::Anybody => "0",
        },
    })
}

/// WHMCS gives the ticket's own message as the reply with the id 0.
fn first_reply(ticket: &StoredTicket) -> Value {
    let names: Vec<_> = ticket.files.iter().map(|file| file.name.as_str()).collect();
    json!({
        "replyid": "0",
        names::USER: ticket.client.to_string(),
        names::CONTACT: ticket.contact.to_string(),
        "name": ticket.name,
        "email": ticket.email,
        "date": ticket.shown_at,
        "message": ticket.message,
        "attachment": names.join("|"),
        names::ATTACHMENTS: ticket.files.iter().map(file_json).collect::<Vec<_>>(),
        "attachments_removed": false,
        "admin": "",
    })
}

fn file_json(file: &StoredFile) -> Value {
    json!({ "filename": file.name, "index": file.index })
}

/// The keys of WHMCS's page on `GetTickets`, which has no message, and the contact.
fn listed_json(ticket: &ListedTicket) -> Value {
    json!({
        "id": ticket.id.to_string(),
        "tid": ticket.number,
        "c": ticket.access_code.0,
        names::DEPARTMENT: ticket.department.to_string(),
        names::USER: ticket.client.to_string(),
        names::CONTACT: ticket.contact.to_string(),
        "name": ticket.name,
        "email": ticket.email,
        "cc": "",
        "date": ticket.shown_at,
        "subject": ticket.subject,
        "status": "Open",
        "priority": ticket.priority,
        "admin": "",
        "attachment": ticket.file_names,
        "lastreply": ticket.shown_at,
        "flag": "0",
        "service": ticket.related,
    })
}
