//! The emails that WHMCS would have sent about new tickets.
//!
//! The sandbox sends no emails. The list is derived from the tickets: one email to the requester of each
//! ticket, unless the ticket was opened with `noemail`.

use rusqlite::{Connection, Result, Row};

/// An email that WHMCS would have sent.
#[derive(Debug)]
pub struct Email {
    /// The recipient's address.
    pub to: String,
    /// The subject.
    pub subject: String,
    /// The ticket's number.
    pub ticket_number: String,
    /// `YYYY-MM-DD HH:mm:ss` in UTC.
    pub sent_at: String,
}

/// Returns the latest emails, newest first, at most `limit`. They do not contain the access codes, so
/// that the outbox does not give access to every ticket.
pub fn emails(connection: &Connection, limit: usize) -> Result<Vec<Email>> {
    let sql = format!(
        "SELECT email, '[Ticket ID: ' || number || '] ' || subject, number,
                datetime(opened_at, 'unixepoch')
         FROM ticket WHERE quiet = 0 ORDER BY id DESC LIMIT {limit}"
    );
    let email = |row: &Row<'_>| {
        Ok(Email {
            to: row.get(0)?,
            subject: row.get(1)?,
            ticket_number: row.get(2)?,
            sent_at: row.get(3)?,
        })
    };
    connection.prepare(&sql)?.query_map([], email)?.collect()
}
