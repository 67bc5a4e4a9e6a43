//! The copy of an opened ticket, as a Markdown document.

use super::{name_and_size, strings};
use crate::ticket::SentTicket;

/// Returns a copy of a ticket: its subject as the title, its number and data as a list, and the
/// message. It contains no link to the ticket, which would give access to it.
#[must_use]
pub fn ticket_copy(ticket: &SentTicket, number: &str) -> String {
    let mut copy = ["# ", &ticket.subject, "\n\n"].concat();
    let attachments = attachment_lines(ticket);
    let data = [
        (strings::OPENED_NUMBER, number),
        (strings::LABEL_DEPARTMENT, &ticket.department),
        (strings::LABEL_EMAIL, &ticket.email),
    ];
    let answers = ticket.answers.iter();
    let answers = answers.map(|(name, answer)| (name.as_str(), answer.as_str()));
    let files = [(strings::OPENED_ATTACHMENTS, attachments.as_str())];
    for (name, value) in data.into_iter().chain(answers).chain(files) {
        if !value.is_empty() {
            // Lines after the first belong to the same item.
            let value = value.replace('\n', "\n  ");
            copy.extend(["- ", name, ": ", &value, "\n"]);
        }
    }
    copy.extend(["\n", &ticket.message, "\n"]);
    copy
}

/// Returns the attachments of a ticket with their sizes, one on each line.
#[must_use]
pub fn attachment_lines(ticket: &SentTicket) -> String {
    let mut lines = String::new();
    for (name, size) in &ticket.attachments {
        if !lines.is_empty() {
            lines.push('\n');
        }
        lines.push_str(&name_and_size(name, *size));
    }
    lines
}
