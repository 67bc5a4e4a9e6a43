//! The content of an opened ticket.

/// The content of an opened ticket, as its confirmation shows it and as a copy of it is saved.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SentTicket {
    /// Address that the reply goes to. Empty if the site does not provide it.
    pub email: String,
    /// Name of the department.
    pub department: String,
    /// Names of the custom fields and the answers to them, without passwords.
    pub answers: Vec<(String, String)>,
    /// Subject, trimmed.
    pub subject: String,
    /// Message as typed, in Markdown.
    pub message: String,
    /// Names of the attachments.
    pub attachments: Vec<String>,
}
