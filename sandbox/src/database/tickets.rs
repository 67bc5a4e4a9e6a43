//! Stored tickets.

use super::access_code::AccessCode;
use super::attachments::{StoredFile, files};
use super::list_query::{Filter, ListPage, ListQuery, PageRange};
use rusqlite::{Connection, OptionalExtension, Result, Row, params};

/// Key for looking up a ticket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TicketKey {
    /// The id.
    Id(i64),
    /// The ticket number.
    Number(String),
}

/// A ticket with its message, answers and files.
#[derive(Debug)]
pub struct StoredTicket {
    /// The fields that lists contain too.
    pub summary: TicketSummary,
    /// The message.
    pub message: String,
    /// `true` if the message is Markdown.
    pub is_markdown: bool,
    /// `true` if only staff can close the ticket.
    pub is_closed_by_staff_only: bool,
    /// The answers to the department's custom fields.
    pub answers: Vec<CustomFieldAnswer>,
    /// The files, in the order in which they were sent.
    pub files: Vec<StoredFile>,
}

/// A ticket in a list.
#[derive(Debug)]
pub struct ListedTicket {
    /// The fields that lists contain.
    pub summary: TicketSummary,
    /// The files, in the order in which they were sent.
    pub files: Vec<StoredFile>,
}

/// The fields of a ticket that lists contain.
#[derive(Debug)]
pub struct TicketSummary {
    /// The id.
    pub id: i64,
    /// The ticket number.
    pub number: String,
    /// The access code.
    pub access_code: AccessCode,
    /// The department's id.
    pub department: i64,
    /// The department's name.
    pub department_name: String,
    /// The client's id; 0 for a guest.
    pub client: i64,
    /// The contact's id; 0 if the requester is not a contact.
    pub contact: i64,
    /// The requester's name.
    pub name: String,
    /// The requester's email address.
    pub email: String,
    /// The requester's relation to the client, as WHMCS names it: `Owner`, `Authorized User`,
    /// `Subaccount` or `Guest`.
    pub requester_type: String,
    /// The client's name, or the guest's.
    pub owner_name: String,
    /// The subject.
    pub subject: String,
    /// `Low`, `Medium` or `High`.
    pub priority: String,
    /// The related service (`S12`) or domain (`D7`); empty if there is none.
    pub related: String,
    /// The date that the ticket shows: `YYYY-MM-DD HH:mm:ss` in UTC.
    pub date: String,
}

/// An answer to a custom field.
#[derive(Debug)]
pub struct CustomFieldAnswer {
    /// The field's id.
    pub field: i64,
    /// The field's name.
    pub name: String,
    /// The answer to the field.
    pub value: String,
    /// `true` if the answer is a password, which no page shows.
    pub is_password: bool,
    /// `true` if the field is a tick box, whose only answer is `on`.
    pub is_tick_box: bool,
}

/// Tickets with the columns that [`summary`] reads.
///
/// A client's owner is the user with the client's own address: the sample clients name no other.
const SUMMARIES: &str = "
    (SELECT ticket.*, datetime(shown_at, 'unixepoch') AS date,
            department.name AS department_name, department.has_api_user,
            CASE closure WHEN 'prevented' THEN 1 WHEN 'allowed' THEN 0
                         ELSE staff_closes END AS staff_closes,
            coalesce(client.name, ticket.name) AS owner_name,
            CASE WHEN ticket.client IS NULL THEN 'Guest'
                 WHEN ticket.contact IS NOT NULL THEN 'Subaccount'
                 WHEN ticket.user IS NULL OR user.email = client.email THEN 'Owner'
                 ELSE 'Authorized User' END AS requester_type
     FROM ticket JOIN department ON department.id = ticket.department
          LEFT JOIN client ON client.id = ticket.client
          LEFT JOIN user ON user.id = ticket.user)";

const TICKETS: ListQuery = ListQuery {
    columns: "*",
    table: SUMMARIES,
    order: "shown_at DESC, id DESC",
};

/// Returns a ticket, or `None` if it does not exist.
pub fn ticket(connection: &Connection, key: &TicketKey) -> Result<Option<StoredTicket>> {
    let (id, number) = match key {
        TicketKey::Id(id) => (Some(*id), None),
        TicketKey::Number(number) => (None, Some(number)),
    };
    let sql = format!("SELECT * FROM {SUMMARIES} WHERE id = ?1 OR number = ?2");
    let found = connection
        .query_row(&sql, params![id, number], stored_ticket)
        .optional()?;
    let Some(ticket) = found else { return Ok(None) };
    Ok(Some(StoredTicket {
        answers: answers(connection, ticket.summary.id)?,
        files: files(connection, ticket.summary.id)?,
        ..ticket
    }))
}

/// Returns a page of the tickets that match a filter, latest first.
pub fn tickets(
    connection: &Connection,
    filter: &Filter,
    range: PageRange,
) -> Result<ListPage<ListedTicket>> {
    let page = TICKETS.page(connection, filter, range, summary)?;
    let with_files = page.entries.into_iter().map(|summary| {
        let files = files(connection, summary.id)?;
        Ok(ListedTicket { summary, files })
    });
    Ok(ListPage {
        entries: with_files.collect::<Result<_>>()?,
        total: page.total,
        start: page.start,
    })
}

fn stored_ticket(row: &Row<'_>) -> Result<StoredTicket> {
    Ok(StoredTicket {
        summary: summary(row)?,
        message: row.get("message")?,
        is_markdown: row.get::<_, String>("format")? == "markdown",
        is_closed_by_staff_only: row.get("staff_closes")?,
        answers: Vec::new(),
        files: Vec::new(),
    })
}

fn summary(row: &Row<'_>) -> Result<TicketSummary> {
    Ok(TicketSummary {
        id: row.get("id")?,
        number: row.get("number")?,
        access_code: row.get("access_code")?,
        department: row.get("department")?,
        department_name: row.get("department_name")?,
        client: id_or_0(row, "client")?,
        contact: id_or_0(row, "contact")?,
        name: row.get("name")?,
        email: row.get("email")?,
        requester_type: row.get("requester_type")?,
        owner_name: row.get("owner_name")?,
        subject: row.get("subject")?,
        priority: row.get("priority")?,
        related: related(row)?,
        date: row.get("date")?,
    })
}

fn id_or_0(row: &Row<'_>, column: &str) -> Result<i64> {
    Ok(row.get::<_, Option<_>>(column)?.unwrap_or(0))
}

fn related(row: &Row<'_>) -> Result<String> {
    let (service, domain) = (id_or_0(row, "service")?, id_or_0(row, "domain")?);
    Ok(match (service, domain) {
        (0, 0) => String::new(),
        (0, domain) => format!("D{domain}"),
        (service, _) => format!("S{service}"),
    })
}

fn answers(connection: &Connection, ticket: i64) -> Result<Vec<CustomFieldAnswer>> {
    let sql = "SELECT field, name, value, kind = 'password', kind = 'tickbox' FROM answer
               JOIN custom_field ON custom_field.id = answer.field
               WHERE ticket = ? ORDER BY field";
    let answer = |row: &Row<'_>| {
        Ok(CustomFieldAnswer {
            field: row.get(0)?,
            name: row.get(1)?,
            value: row.get(2)?,
            is_password: row.get(3)?,
            is_tick_box: row.get(4)?,
        })
    };
    connection
        .prepare(sql)?
        .query_map([ticket], answer)?
        .collect()
}
