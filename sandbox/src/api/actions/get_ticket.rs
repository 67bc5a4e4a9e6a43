//! The action `GetTicket`.

use crate::api::ticket_json::{file_keys, person_keys, ticket_keys};
use crate::database::{CustomFieldAnswer, StoredTicket, TicketKey, ticket};
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
    let is_closed_by_staff_only = i32::from(ticket.is_closed_by_staff_only);
    let mut json = Value::Object(ticket_keys(&ticket.summary));
    json["result"] = "success".into();
    // The sandbox has no replies, so `repliessort` has no effect.
    json["replies"] = json!({ "reply": [message_json(ticket)] });
    json["notes"] = json!({ "note": [] });
    json[parameter_names::CUSTOM_FIELDS] = json!({ "customfield": answers });
    json[parameter_names::PREVENT_CLOSURE] = is_closed_by_staff_only.to_string().into();
    json
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
    let mut keys = person_keys(&ticket.summary);
    keys.insert("replyid".to_owned(), "0".into());
    keys.insert(
        parameter_names::MESSAGE.to_owned(),
        ticket.message.as_str().into(),
    );
    keys.extend(file_keys(&ticket.files));
    keys.into()
}
