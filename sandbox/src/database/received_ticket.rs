//! A ticket with its text values as the request contained them.

use open_ticket::ticket::{Ticket, trim_invisible, without_controls};

/// A decoded ticket, and the text values that the types of `open-ticket` change.
#[derive(Debug)]
pub struct ReceivedTicket {
    /// The ticket.
    pub ticket: Ticket,
    /// Its text values as they were received.
    pub text: ReceivedText,
}

/// Text values that are stored in place of the ticket's own. The form and the relay remove invisible
/// characters at the ends, and control characters; PHP passes every value to WHMCS as it was sent. `None`
/// for a value that the ticket contains unchanged.
#[derive(Debug, Default)]
pub struct ReceivedText {
    /// The subject.
    pub subject: Option<String>,
    /// A guest's name.
    pub name: Option<String>,
    /// The message.
    pub message: Option<String>,
}

impl ReceivedText {
    /// Stores the text values of a request that the ticket's types change.
    pub fn new<'a>(subject: &'a str, name: &'a str, message: &'a str) -> Self {
        let line = |text: &'a str| (trim_invisible(text) != text).then(|| text.to_owned());
        Self {
            subject: line(subject),
            name: line(name),
            message: (without_controls(message) != message).then(|| message.to_owned()),
        }
    }
}
