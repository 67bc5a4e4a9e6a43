//! Values as they were typed, and the fingerprint of a request.
//!
//! The rules change what is sent: answers are trimmed according to the kind of their field, file names
//! are normalized, line breaks are converted. A retry is the same request even if the rules, or the
//! relay's version, have changed since. So the fingerprint is calculated from the decoded ticket before
//! these changes. Earlier versions sent that ticket unchanged.

use crate::state::Fingerprint;
use open_ticket::ticket::{CustomFieldAnswers, FileName, Ticket};
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

    /// Returns the typed content of a ticket. The ticket itself is not changed.
    pub fn content(mut self, ticket: &mut Ticket) -> TypedContent {
        let files = ticket.attachments.iter();
        let has_other_names = !files.map(|file| file.name()).eq(&self.file_names);
        self.swap(ticket);
        let content = match has_other_names {
            true => TypedContent::Complete(Sha256::digest(wire::encode(ticket)).into()),
            false => TypedContent::Text(wire::encode_without_attachments(ticket)),
        };
        self.swap(ticket);
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
    /// Returns the fingerprint. `files` are the encoded files.
    pub fn fingerprint(self, files: &[u8]) -> Fingerprint {
        match self {
            Self::Complete(fingerprint) => fingerprint,
            Self::Text(text) => {
                let digest = Sha256::new().chain_update(text);
                digest.chain_update(files).finalize().into()
            }
        }
    }
}
