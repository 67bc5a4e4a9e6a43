//! The action `OpenTicket`.

use crate::database::insert_ticket;
use crate::error::Error;
use crate::php::{PhpPost, UploadedFile};
use crate::ticket_number::TicketMask;
use open_ticket::ticket::{Attachment, FileName};
use open_ticket::wire::{self, parameter_names};
use rusqlite::Connection;
use serde_json::{Value, json};

/// Opens a ticket and returns its id, number and access code.
///
/// # Errors
/// [`Error`], in which case nothing was stored.
pub fn perform(
    mut post: PhpPost,
    connection: &mut Connection,
    ticket_mask: &TicketMask,
) -> Result<Value, Error> {
    let pairs = post.take_texts(parameter_names::ALL)?;
    let mut ticket = wire::decode_pairs(&pairs).map_err(|error| match error.refusal() {
        Some(refusal) => Error::Refused(refusal),
        None => Error::Message(error.to_string()),
    })?;
    for file in post.into_files() {
        ticket.attachments.push(attachment(file)?);
    }
    let opened = insert_ticket(connection, &ticket, ticket_mask)?;
    Ok(json!({
        "result": "success",
        "id": opened.id().to_string(),
        "tid": opened.number(),
        "c": opened.access_code(),
    }))
}

fn attachment(file: UploadedFile) -> Result<Attachment, Error> {
    let name = FileName::parse(&file.name)
        .map_err(|_| Error::Message("A file's name is not allowed".to_owned()))?;
    Ok(Attachment::from_bytes(name, file.bytes))
}
