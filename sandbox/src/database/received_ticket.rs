//! A ticket with its texts as the request contained them.

use open_ticket::ticket::{Ticket, trim_invisible, without_controls};

/// A decoded ticket, and the texts that the types of `open-ticket` change.
#[derive(Debug)]
pub struct ReceivedTicket {
    /// The ticket.
    pub ticket: Ticket,
    /// Its texts as they were received.
    pub texts: ReceivedTexts,
}

/// Texts that are stored in place of the ticket's own. The form and the relay remove invisible ends and
/// control characters; PHP passes every text to WHMCS as it was sent. `None` for a text that the
/// ticket contains unchanged.
#[derive(Debug, Default)]
pub struct ReceivedTexts {
    /// The subject.
    pub subject: Option<String>,
    /// A guest's name.
    pub name: Option<String>,
    /// The message.
    pub message: Option<String>,
}

impl ReceivedTexts {
    /// Keeps the texts of a request that the ticket's types change.
    pub fn new<'a>(subject: &'a str, name: &'a str, message: &'a str) -> Self {
        let line = |text: &'a str| (trim_invisible(text) != text).then(|| text.to_owned());
        Self {
            subject: line(subject),
            name: line(name),
            message: (without_controls(message) != message).then(|| message.to_owned()),
        }
    }
}
