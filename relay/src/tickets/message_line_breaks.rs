//! Line breaks of a message, as they are sent to WHMCS.

use open_ticket::markdown::with_hard_breaks;
use open_ticket::rules::{LineBreaks, Rules, encoded_files_size};
use open_ticket::ticket::{Message, MessageFormat, Ticket};
use open_ticket::wire;
use std::borrow::Cow;

/// Writes the line breaks of a ticket's message as hard breaks, if the rules require it and the message is
/// in Markdown.
///
/// The rules' limits apply to the message as it was received, so that the form and the relay count
/// the same. If the longer message exceeded the limits of a message or a request, it is not
/// changed: a line break shown as a space is better than a refused ticket.
///
/// Returns the message as it was received if it was changed.
pub fn write_line_breaks(ticket: &mut Ticket<Vec<u8>>, rules: &Rules) -> Option<Message> {
    if ticket.message.format() != MessageFormat::Markdown
        || rules.markdown.line_breaks == LineBreaks::Soft
    {
        return None;
    }
    let Cow::Owned(text) = with_hard_breaks(ticket.message.as_str(), rules.markdown) else {
        return None;
    };
    let written = Message::markdown(&text).ok()?;
    let is_too_long = rules.limits.validate_message(&written).is_some();
    let received = std::mem::replace(&mut ticket.message, written);
    if is_too_long || request_size(ticket) > rules.limits.request_bytes {
        ticket.message = received;
        return None;
    }
    Some(received)
}

/// Size of the request for a ticket, in bytes.
fn request_size(ticket: &Ticket<Vec<u8>>) -> u64 {
    let files = ticket.attachments.iter();
    let files = encoded_files_size(files.map(|file| (file.name(), file.size())));
    (wire::encode_without_attachments(ticket).len() as u64).saturating_add(files)
}
