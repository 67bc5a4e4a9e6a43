//! Values as they were typed, and the fingerprint of a request.
//!
//! The rules change what is sent: answers are trimmed according to the kind of their field, file names
//! are normalized, line breaks are converted. A retry is the same request even if the rules, or the
//! relay's version, have changed since. So the fingerprint is calculated from the decoded ticket before
//! these changes. Earlier versions sent that ticket unchanged.

use crate::state::Fingerprint;
use open_ticket::ticket::{CustomFieldAnswers, FileName, Message, Ticket};
use open_ticket::wire;
use sha2::{Digest, Sha256};
use std::mem;

/// Values of a ticket that are changed before it is sent.
#[derive(Clone, Debug)]
pub struct TypedValues {
    answers: CustomFieldAnswers,
    file_names: Vec<FileName>,
}

/// Fingerprint, or the text for it if the files are sent unchanged.
pub enum TypedContent {
    /// The ticket is sent as it was typed: the fingerprint is the hash of its body.
    Sent,
    /// Fingerprint of text and files.
    Complete(Fingerprint),
    /// Text. The fingerprint also includes the encoded files.
    Text(String),
}

impl TypedValues {
    /// Copies the values of a ticket. `answers` are the typed answers of a form, if the rules have
    /// changed them already.
    pub fn new(ticket: &Ticket, answers: Option<CustomFieldAnswers>) -> Self {
        let files = ticket.attachments.iter();
        Self {
            answers: answers.unwrap_or_else(|| ticket.custom_fields.clone()),
            file_names: files.map(|file| file.name().clone()).collect(),
        }
    }

    /// Returns the typed content of a ticket, which itself is not changed. `received` is the received
    /// message, if another one is sent.
    pub fn content(mut self, ticket: &mut Ticket, received: Option<Message>) -> TypedContent {
        let files = ticket.attachments.iter();
        let has_other_names = !files.map(|file| file.name()).eq(&self.file_names);
        if received.is_none() && !has_other_names && self.answers == ticket.custom_fields {
            return TypedContent::Sent;
        }
        let sent = received.map(|received| mem::replace(&mut ticket.message, received));
        self.swap(ticket);
        let content = match has_other_names {
            true => TypedContent::Complete(Sha256::digest(wire::encode(ticket)).into()),
            false => TypedContent::Text(wire::encode_without_attachments(ticket)),
        };
        self.swap(ticket);
        if let Some(sent) = sent {
            ticket.message = sent;
        }
        content
    }

    fn swap(&mut self, ticket: &mut Ticket) {
        mem::swap(&mut self.answers, &mut ticket.custom_fields);
        for (file, typed) in ticket.attachments.iter_mut().zip(&mut self.file_names) {
            let name = file.name().clone();
            file.rename(mem::replace(typed, name));
        }
    }
}

impl TypedContent {
    /// Returns the fingerprint. `body` is the encoded ticket that is sent.
    pub fn fingerprint(self, ticket: &Ticket, body: &str) -> Fingerprint {
        match self {
            Self::Sent => Sha256::digest(body).into(),
            Self::Complete(fingerprint) => fingerprint,
            Self::Text(text) => {
                let text_len = match ticket.attachments.is_empty() {
                    true => body.len(),
                    false => wire::encode_without_attachments(ticket).len(),
                };
                let files = body.as_bytes().get(text_len..).unwrap_or_default();
                let digest = Sha256::new().chain_update(text);
                digest.chain_update(files).finalize().into()
            }
        }
    }
}
