//! The action `GetTicketAttachment`.

use crate::database::{TicketKey, file, ticket};
use crate::error::Error;
use crate::php::PhpPost;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use rusqlite::Connection;
use serde_json::{Value, json};

/// Returns a file of a ticket, with its contents in base64. The error messages are those that WHMCS
/// documents.
///
/// # Errors
/// [`Error`], also if the file does not exist.
pub fn perform(post: &PhpPost, connection: &Connection) -> Result<Value, Error> {
    let error = |message: &str| Error::Message(message.to_owned());
    let id = post.get("relatedid");
    if id.is_empty() {
        return Err(error("Related ID Required"));
    }
    let id = match post.get("type").as_str() {
        "ticket" => id.parse().unwrap_or_default(),
        // The sandbox has neither replies nor notes.
        "reply" | "note" => 0,
        _ => return Err(error("Invalid Type. Must be one of ticket, reply, note")),
    };
    let index = post.get("index");
    if index.is_empty() {
        return Err(error("Attachment Index Required"));
    }
    let ticket =
        ticket(connection, &TicketKey::Id(id))?.ok_or_else(|| error("Related ID Not Found"))?;
    if ticket.files.is_empty() {
        return Err(error("No Attachments Found"));
    }
    let (name, bytes) = file(connection, id, index.parse().unwrap_or(-1))?
        .ok_or_else(|| error("Invalid Attachment Index"))?;
    Ok(json!({ "result": "success", "filename": name, "data": STANDARD.encode(bytes) }))
}
