//! The parameters of `OpenTicket`, before they are compared with the database.

use super::encoding_errors::{undecodable, unreadable};
use crate::database::{ReceivedText, ReceivedTicket, References};
use crate::error::Error;
use crate::php::{InvalidVariable, PhpPost, UploadedFile};
use open_ticket::ticket::{Attachment, CreationDate, EmailAddress, FileName, Refusal, Requester};
use open_ticket::wire::{self, parameter_names};

/// Parameters that the requester is read from.
const REQUESTER: [&str; 5] = [
    parameter_names::CLIENT,
    parameter_names::USER,
    parameter_names::CONTACT,
    parameter_names::NAME,
    parameter_names::EMAIL,
];

/// Values that pass every check of the format. They replace parameters that cannot be read, so that
/// WHMCS's documented errors in the other parameters are found first.
const VALID: [(&str, &str); 6] = [
    (parameter_names::ACTION, parameter_names::OPEN_TICKET),
    (parameter_names::DEPARTMENT, "1"),
    (parameter_names::SUBJECT, "x"),
    (parameter_names::MESSAGE, "x"),
    (parameter_names::NAME, "x"),
    (parameter_names::EMAIL, "x@example.com"),
];

/// Number of characters of a parameter that are read to find the requester.
const MAX_REQUESTER_CHARS: usize = 1_000;

/// A text that is not base64.
const NOT_BASE64: &str = "=";

/// A text that is not an email address.
const NOT_AN_ADDRESS: &str = "@";

/// The parameters of a request, and the errors of those that are not text.
pub struct TicketRequest {
    /// Names and values, with valid values in place of those that are not text.
    pairs: Vec<(String, String)>,
    unreadable: Vec<InvalidVariable>,
}

impl TicketRequest {
    /// Removes the parameters of `OpenTicket` from a request.
    pub fn take_from(post: &mut PhpPost) -> Self {
        let mut request = Self {
            pairs: Vec::new(),
            unreadable: Vec::new(),
        };
        for name in parameter_names::ALL {
            match post.take_strings(&[name]) {
                Ok(pairs) => request.pairs.extend(pairs),
                Err(error) => request.unreadable.push(error),
            }
        }
        request.replace_unreadable();
        request.invalidate_empty_lists();
        request.invalidate_trimmed_address();
        request
    }

    /// Makes an email address with invisible characters at its ends invalid, as it is in PHP. The
    /// form and the relay remove them.
    fn invalidate_trimmed_address(&mut self) {
        for (name, value) in &mut self.pairs {
            if name == parameter_names::EMAIL
                && EmailAddress::parse(value).is_ok_and(|address| address.as_str() != value)
            {
                NOT_AN_ADDRESS.clone_into(value);
            }
        }
    }

    /// Makes an empty list of files or answers invalid. Node's `querystring` encodes a list or an
    /// object as an empty string, and the ticket would silently lose its files.
    fn invalidate_empty_lists(&mut self) {
        let encoded = [parameter_names::CUSTOM_FIELDS, parameter_names::ATTACHMENTS];
        for (name, value) in &mut self.pairs {
            if encoded.contains(&name.as_str()) && value.trim().is_empty() {
                NOT_BASE64.clone_into(value);
            }
        }
    }

    /// Adds valid values for the parameters that are not text, and for those that depend on them.
    fn replace_unreadable(&mut self) {
        let mut replaced: Vec<_> = parameter_names::ALL
            .iter()
            .copied()
            .filter(|name| self.is_unreadable(name))
            .collect();
        // With a client, no name is required. With a user, the contact is ignored.
        if self.is_unreadable(parameter_names::CLIENT) {
            replaced.extend([parameter_names::NAME, parameter_names::EMAIL]);
        }
        if self.is_unreadable(parameter_names::USER) {
            replaced.push(parameter_names::CONTACT);
        }
        self.pairs
            .retain(|(name, _)| !replaced.contains(&name.as_str()));
        self.pairs
            .extend(valid_pairs(|name| replaced.contains(&name)));
    }

    /// Decodes the ticket, and appends the files of a multipart body to its attachments.
    ///
    /// # Errors
    /// [`Error::Refused`] with the first documented error. If there is none, [`Error::Message`] with
    /// the first of the others: parameters that are not text, then invalid values, then files.
    pub fn decode(self, files: Vec<UploadedFile>) -> Result<ReceivedTicket, Error> {
        let text = |name| self.text(name).unwrap_or_default();
        let text = ReceivedText::new(
            text(parameter_names::SUBJECT),
            text(parameter_names::NAME),
            text(parameter_names::MESSAGE),
        );
        let decoded = wire::decode_owned_pairs(self.pairs);
        let decoded = decoded.map_err(|error| undecodable(&error));
        let mut ticket = match (decoded, self.unreadable.first()) {
            (Err(error @ Error::Refused(_)), _) => return Err(error),
            (_, Some(error)) => return Err(unreadable(error)),
            (decoded, None) => decoded?,
        };
        for file in files {
            ticket.attachments.push(attachment(file)?);
        }
        Ok(ReceivedTicket { ticket, text })
    }

    /// Returns the values of the request that are compared with the database.
    pub fn references(&self) -> References {
        let created = self.text(parameter_names::CREATED);
        References {
            requester: self.requester(),
            department: self.id(parameter_names::DEPARTMENT),
            service: self.id(parameter_names::SERVICE),
            domain: self.id(parameter_names::DOMAIN),
            created: created.and_then(|text| CreationDate::parse(text.trim()).ok()),
        }
    }

    /// Returns the requester. `None` if an id is invalid, or a guest's name or address is missing.
    fn requester(&self) -> Option<Requester> {
        if self.is_unreadable(parameter_names::CLIENT) {
            return None;
        }
        let is_named = |name: &str| REQUESTER.contains(&name);
        let named = self.pairs.iter().filter(|(name, _)| is_named(name));
        let mut pairs = valid_pairs(|name| !is_named(name));
        pairs.extend(named.map(|(name, text)| (name.clone(), beginning(text))));
        match wire::decode_pairs(&pairs) {
            Ok(ticket) => Some(ticket.requester),
            Err(error)
                if error
                    .refusal()
                    .is_some_and(|it| it != Refusal::EmailInvalid) =>
            {
                None
            }
            // A guest with an invalid name or address is still a guest.
            Err(_) => {
                let guest = wire::decode_pairs(&valid_pairs(|_| true)).ok();
                guest.map(|ticket| ticket.requester)
            }
        }
    }

    fn is_unreadable(&self, name: &str) -> bool {
        self.unreadable.iter().any(|error| {
            let (InvalidVariable::Array(other) | InvalidVariable::NotUtf8(other)) = error;
            other == name
        })
    }

    fn text(&self, name: &str) -> Option<&str> {
        let found = self.pairs.iter().find(|(other, _)| other == name);
        found.map(|(_, text)| text.as_str())
    }

    /// Returns an id; `wire` checks its format. `None` for 0, and for a blank or unreadable value.
    fn id(&self, name: &str) -> Option<u32> {
        if self.is_unreadable(name) {
            return None;
        }
        let id = self.text(name)?.trim().parse().ok()?;
        (id != 0).then_some(id)
    }
}

/// Returns the beginning of a text, which is enough: ids are shorter, and any name means a guest.
fn beginning(text: &str) -> String {
    text.chars().take(MAX_REQUESTER_CHARS).collect()
}

/// Returns the selected pairs of [`VALID`].
fn valid_pairs(is_selected: impl Fn(&str) -> bool) -> Vec<(String, String)> {
    let values = VALID.iter().filter(|(name, _)| is_selected(name));
    values
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect()
}

fn attachment(file: UploadedFile) -> Result<Attachment, Error> {
    let name = FileName::parse(&file.name)
        .map_err(|_| Error::Message("A file's name is not allowed".to_owned()))?;
    Ok(Attachment::from_bytes(name, file.bytes))
}
