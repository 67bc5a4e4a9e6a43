//! The action `GetTicket`.

use crate::database::{CustomFieldAnswer, StoredFile, StoredTicket, TicketKey, ticket};
use crate::error::Error;
use crate::php::PhpPost;
use open_ticket::wire::parameter_names;
use rusqlite::Connection;
use serde_json::{Value, json};

/// Returns the ticket with this number or id.
///
/// # Errors
/// [`Error`], also if the ticket does not exist.
pub fn perform(post: &PhpPost, connection: &Connection) -> Result<Value, Error> {
    let number = post.get("ticketnum");
    let key = if number.is_empty() {
        TicketKey::Id(post.get("ticketid").parse().unwrap_or_default())
    } else {
        TicketKey::Number(number)
    };
    let ticket = ticket(connection, &key)?
        .ok_or_else(|| Error::Message("Ticket ID Not Found".to_owned()))?;
    Ok(ticket_json(&ticket))
}

/// Returns a ticket with the keys that WHMCS documents for `GetTicket`, and with the custom fields and
/// `preventClientClosure`.
fn ticket_json(ticket: &StoredTicket) -> Value {
    let answers: Vec<_> = ticket.answers.iter().map(answer_json).collect();
    let summary = &ticket.summary;
    json!({
        "result": "success",
        "ticketid": summary.id.to_string(),
        "tid": summary.number,
        "c": summary.access_code.as_str(),
        parameter_names::DEPARTMENT: summary.department.to_string(),
        "deptname": ticket.department_name,
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
        "lastreply": summary.date,
        "flag": "0",
        "service": summary.related,
        "replies": { "reply": [message_json(ticket)] },
        "notes": { "note": [] },
        parameter_names::CUSTOM_FIELDS: { "customfield": answers },
        parameter_names::PREVENT_CLOSURE: if ticket.is_closed_by_staff_only { "1" } else { "0" },
    })
}

fn answer_json(answer: &CustomFieldAnswer) -> Value {
    json!({
        "id": answer.field.to_string(),
        "name": answer.name,
        "value": answer.value,
    })
}

/// Returns the ticket's message as WHMCS does: as the reply with the id 0.
fn message_json(ticket: &StoredTicket) -> Value {
    let file_names: Vec<_> = ticket.files.iter().map(|file| file.name.as_str()).collect();
    let summary = &ticket.summary;
    json!({
        "replyid": "0",
        parameter_names::USER: summary.client.to_string(),
        parameter_names::CONTACT: summary.contact.to_string(),
        "name": summary.name,
        "email": summary.email,
        "date": summary.date,
        "message": ticket.message,
        "attachment": file_names.join("|"),
        parameter_names::ATTACHMENTS: ticket.files.iter().map(file_json).collect::<Vec<_>>(),
        "attachments_removed": false,
        "admin": "",
    })
}

fn file_json(file: &StoredFile) -> Value {
    json!({ "filename": file.name, "index": file.index })
}
