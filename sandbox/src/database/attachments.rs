//! Stored files of tickets.

use open_ticket::ticket::Attachment;
use rusqlite::{Connection, OptionalExtension, Result, Row, params};

/// Metadata of a ticket's file.
#[derive(Debug)]
pub struct StoredFile {
    /// Position among the ticket's files, from 0.
    pub index: i64,
    /// The file name.
    pub name: String,
    /// Size in bytes.
    pub size: u32,
}

/// Returns a file's name and contents, or `None` if it does not exist.
pub fn file(connection: &Connection, ticket: i64, index: i64) -> Result<Option<(String, Vec<u8>)>> {
    let sql = "SELECT name, bytes FROM attachment WHERE ticket = ? AND position = ?";
    connection
        .query_row(sql, [ticket, index], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()
}

/// Returns the metadata of a ticket's files, in the order in which they were sent.
pub fn files(connection: &Connection, ticket: i64) -> Result<Vec<StoredFile>> {
    let sql = "SELECT position, name, length(bytes) FROM attachment
               WHERE ticket = ? ORDER BY position";
    let file = |row: &Row<'_>| {
        Ok(StoredFile {
            index: row.get(0)?,
            name: row.get(1)?,
            size: row.get(2)?,
        })
    };
    connection
        .prepare(sql)?
        .query_map([ticket], file)?
        .collect()
}

/// Stores the files of a ticket.
pub fn insert_files(connection: &Connection, files: &[Attachment], ticket: i64) -> Result<()> {
    let mut insert = connection.prepare("INSERT INTO attachment VALUES (?, ?, ?, ?)")?;
    for (position, file) in (0_i64..).zip(files) {
        insert.execute(params![ticket, position, file.name().as_str(), file.body()])?;
    }
    Ok(())
}
