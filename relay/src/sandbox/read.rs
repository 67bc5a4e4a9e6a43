//! Reading tickets back.

use super::list::{Filter, Listed, Part, Query};
use rusqlite::{Connection, OptionalExtension, Result, Row, params};

/// Which ticket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Which {
    /// The one with this id.
    Id(i64),
    /// The one with this number.
    Number(String),
}

/// A ticket as it is stored.
#[derive(Debug)]
pub struct StoredTicket {
    /// Its id.
    pub id: i64,
    /// The number that people quote.
    pub number: String,
    /// What opens it to whoever has it.
    pub access_code: AccessCode,
    /// The department's id.
    pub department: i64,
    /// The department's name.
    pub department_name: String,
    /// The client's id; 0 for a guest.
    pub client: i64,
    /// The contact's id; 0 for none.
    pub contact: i64,
    /// Who asks.
    pub name: String,
    /// Where the answer goes.
    pub email: String,
    /// One line that says what it is about.
    pub subject: String,
    /// The text.
    pub message: String,
    /// Whether the text is Markdown.
    pub is_markdown: bool,
    /// `Low`, `Medium` or `High`.
    pub priority: String,
    /// `S12`, `D7` or nothing.
    pub related: String,
    /// Who may close it.
    pub closes: Closes,
    /// `YYYY-MM-DD HH:mm:ss` in UTC.
    pub shown_at: String,
    /// The answers to the department's questions.
    pub answers: Vec<StoredAnswer>,
    /// The files, without their bytes, in the order they were sent.
    pub files: Vec<StoredFile>,
}

/// A ticket in a list.
#[derive(Debug)]
pub struct ListedTicket {
    /// Its id.
    pub id: i64,
    /// The number that people quote.
    pub number: String,
    /// What opens it to whoever has it.
    pub access_code: AccessCode,
    /// The department's id.
    pub department: i64,
    /// The client's id; 0 for a guest.
    pub client: i64,
    /// The contact's id; 0 for none.
    pub contact: i64,
    /// Who asks.
    pub name: String,
    /// Where the answer goes.
    pub email: String,
    /// One line that says what it is about.
    pub subject: String,
    /// `Low`, `Medium` or `High`.
    pub priority: String,
    /// `S12`, `D7` or nothing.
    pub related: String,
    /// `YYYY-MM-DD HH:mm:ss` in UTC.
    pub shown_at: String,
    /// The names of its files, with `|` between them.
    pub file_names: String,
}

/// A stored access code. `Debug` does not show it.
pub struct AccessCode(pub String);

impl std::fmt::Debug for AccessCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret")
    }
}

/// Who may close a ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Closes {
    /// Whoever opened it, and staff.
    Anybody,
    /// Staff only.
    Staff,
}

/// An answer to one question.
#[derive(Debug)]
pub struct StoredAnswer {
    /// The field's id.
    pub field: i64,
    /// The question.
    pub name: String,
    /// The answer.
    pub value: String,
    /// Whether it must not be shown.
    pub is_password: bool,
}

/// A file of a ticket.
#[derive(Debug)]
pub struct StoredFile {
    /// Its place among the ticket's files, from 0.
    pub index: i64,
    /// Its name.
    pub name: String,
    /// Its size in bytes.
    pub size: i64,
}

/// A department and how many tickets it has.
#[derive(Debug)]
pub struct StoredDepartment {
    /// Its id.
    pub id: i64,
    /// Its name.
    pub name: String,
    /// How many tickets are in it. Nobody answers in the sandbox, so all of them are open.
    pub tickets: i64,
}

/// One ticket; none if there is no such.
pub fn ticket(connection: &Connection, which: &Which) -> Result<Option<StoredTicket>> {
    let (id, number) = match which {
        Which::Id(id) => (Some(*id), None),
        Which::Number(number) => (None, Some(number)),
    };
    let sql = "SELECT ticket.*, department.name AS department_name,
                      datetime(shown_at, 'unixepoch') AS shown,
                      CASE closure WHEN 'prevented' THEN 1 WHEN 'allowed' THEN 0
                                   ELSE staff_closes END AS staff_closes
               FROM ticket JOIN department ON department.id = ticket.department
               WHERE ticket.id = ?1 OR ticket.number = ?2";
    let found = connection
        .query_row(sql, params![id, number], stored_ticket)
        .optional()?;
    let Some(ticket) = found else { return Ok(None) };
    Ok(Some(StoredTicket {
        answers: answers(connection, ticket.id)?,
        files: files(connection, ticket.id)?,
        ..ticket
    }))
}

/// A part of the tickets that fit, the latest first.
pub fn tickets(
    connection: &Connection,
    filter: Filter,
    part: Part,
) -> Result<Listed<ListedTicket>> {
    let query = Query {
        columns: "*, datetime(shown_at, 'unixepoch') AS shown,
                  (SELECT group_concat(name, '|' ORDER BY position) FROM attachment
                   WHERE attachment.ticket = ticket.id) AS file_names",
        source: "ticket",
        order: "shown_at DESC, id DESC",
    };
    filter.read(connection, &query, part, listed_ticket)
}

/// A file's name and bytes; none if there is no such.
pub fn file(connection: &Connection, ticket: i64, index: i64) -> Result<Option<(String, Vec<u8>)>> {
    let sql = "SELECT name, bytes FROM attachment WHERE ticket = ? AND position = ?";
    connection
        .query_row(sql, [ticket, index], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()
}

/// The departments that take tickets, by ascending id.
pub fn departments(connection: &Connection) -> Result<Vec<StoredDepartment>> {
    let sql = "SELECT id, name, (SELECT count(*) FROM ticket WHERE department = department.id)
               FROM department WHERE offered = 1 ORDER BY id";
    let department = |row: &Row<'_>| {
        Ok(StoredDepartment {
            id: row.get(0)?,
            name: row.get(1)?,
            tickets: row.get(2)?,
        })
    };
    connection
        .prepare(sql)?
        .query_map([], department)?
        .collect()
}

fn listed_ticket(row: &Row<'_>) -> Result<ListedTicket> {
    Ok(ListedTicket {
        id: row.get("id")?,
        number: row.get("number")?,
        access_code: AccessCode(row.get("access_code")?),
        department: row.get("department")?,
        client: id_or_0(row, "client")?,
        contact: id_or_0(row, "contact")?,
        name: row.get("name")?,
        email: row.get("email")?,
        subject: row.get("subject")?,
        priority: row.get("priority")?,
        related: related(row)?,
        shown_at: row.get("shown")?,
        file_names: row.get::<_, Option<_>>("file_names")?.unwrap_or_default(),
    })
}

fn id_or_0(row: &Row<'_>, name: &str) -> Result<i64> {
    Ok(row.get::<_, Option<_>>(name)?.unwrap_or(0))
}

fn stored_ticket(row: &Row<'_>) -> Result<StoredTicket> {
    Ok(StoredTicket {
        id: row.get("id")?,
        number: row.get("number")?,
        access_code: AccessCode(row.get("access_code")?),
        department: row.get("department")?,
        department_name: row.get("department_name")?,
        client: id_or_0(row, "client")?,
        contact: id_or_0(row, "contact")?,
        name: row.get("name")?,
        email: row.get("email")?,
        subject: row.get("subject")?,
        message: row.get("message")?,
        is_markdown: row.get::<_, String>("format")? == "markdown",
        priority: row.get("priority")?,
        related: related(row)?,
        closes: if row.get("staff_closes")? {
            Closes::Staff
        } else {
            Closes::Anybody
        },
        shown_at: row.get("shown")?,
        answers: Vec::new(),
        files: Vec::new(),
    })
}

fn related(row: &Row<'_>) -> Result<String> {
    let (service, domain) = (id_or_0(row, "service")?, id_or_0(row, "domain")?);
    Ok(match (service, domain) {
        (0, 0) => String::new(),
        (0, domain) => format!("D{domain}"),
        (service, _) => format!("S{service}"),
    })
}

fn answers(connection: &Connection, ticket: i64) -> Result<Vec<StoredAnswer>> {
    let sql = "SELECT field, name, value, kind = 'password' FROM answer
               JOIN custom_field ON custom_field.id = answer.field
               WHERE ticket = ? ORDER BY field";
    let answer = |row: &Row<'_>| {
        Ok(StoredAnswer {
            field: row.get(0)?,
            name: row.get(1)?,
            value: row.get(2)?,
            is_password: row.get(3)?,
        })
    };
    connection
        .prepare(sql)?
        .query_map([ticket], answer)?
        .collect()
}

fn files(connection: &Connection, ticket: i64) -> Result<Vec<StoredFile>> {
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
