//! The content of an opened ticket.

/// The content of an opened ticket, for the confirmation and for the copy that a user can save.
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
    /// Names of the attachments, and their sizes in bytes.
    pub attachments: Vec<(String, u64)>,
}
