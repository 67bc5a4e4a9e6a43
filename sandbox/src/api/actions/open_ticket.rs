//! The action `OpenTicket`.

use crate::api::ticket_request::TicketRequest;
use crate::database::insert_ticket;
use crate::error::Error;
use crate::php::PhpPost;
use crate::ticket_number::TicketMask;
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
    let request = TicketRequest::take_from(&mut post);
    let references = request.references();
    let ticket = request.decode(post.into_files());
    let opened = insert_ticket(connection, ticket, &references, ticket_mask)?;
    Ok(json!({
        "result": "success",
        "id": opened.id().to_string(),
        "tid": opened.number(),
        "c": opened.access_code(),
    }))
}
