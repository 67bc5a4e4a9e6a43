//! Storage of a new ticket, in one transaction.

use super::access_code::random_access_code;
use super::attachments::insert_files;
use super::first_refusal::{References, first_refusal};
use super::received_ticket::ReceivedTicket;
use super::requester::{TicketRequester, find_requester};
use crate::error::Error;
use crate::ticket_number::{TicketMask, free_number};
use open_ticket::ticket::{ClosurePolicy, MessageFormat, OpenedTicket, Refusal, Related, Ticket};
use rusqlite::{Connection, Transaction, TransactionBehavior, params};

/// Stores a ticket with its answers and files. The ticket is on disk when this function returns.
///
/// `received` is an error if the request cannot be decoded. It is compared with the errors that only the
/// database shows, so that the first one in WHMCS's order is returned.
///
/// # Errors
/// A [`Refusal`], the error of `received` or [`Error::Database`], in which case nothing was stored.
pub fn insert_ticket(
    connection: &mut Connection,
    received: Result<ReceivedTicket, Error>,
    references: &References,
    mask: &TicketMask,
) -> Result<OpenedTicket, Error> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let now = transaction.query_row("SELECT unixepoch()", [], |row| row.get(0))?;
    let malformed = match &received {
        Err(Error::Refused(refusal)) => Some(refusal.clone()),
        _ => None,
    };
    if let Some(refusal) = first_refusal(&transaction, references, malformed, now)? {
        return Err(refusal.into());
    }
    let id = next_id(&transaction)?;
    let number = free_number(&transaction, mask, now, id)?;
    let received = &received?;
    let ticket = &received.ticket;
    let mut requester = find_requester(&transaction, &ticket.requester)?;
    if let (None, Some(name)) = (requester.client, &received.text.name) {
        requester.name.clone_from(name);
    }
    let opened = u32::try_from(id)
        .ok()
        .and_then(|id| OpenedTicket::new(id, number, random_access_code().ok()?).ok())
        .ok_or(Refusal::NumberNotGenerated)?;
    insert_row(&transaction, received, &requester, &opened, now)?;
    insert_answers(&transaction, ticket, id)?;
    insert_files(&transaction, &ticket.attachments, id)?;
    transaction.commit()?;
    Ok(opened)
}

fn next_id(transaction: &Transaction<'_>) -> rusqlite::Result<i64> {
    transaction.query_row("SELECT coalesce(max(id), 0) + 1 FROM ticket", [], |row| {
        row.get(0)
    })
}

fn insert_row(
    transaction: &Transaction<'_>,
    received: &ReceivedTicket,
    requester: &TicketRequester,
    opened: &OpenedTicket,
    now: i64,
) -> rusqlite::Result<()> {
    let ReceivedTicket { ticket, text } = received;
    let (service, domain) = match ticket.related {
        None => (None, None),
        Some(Related::Service(id)) => (Some(id.get()), None),
        Some(Related::Domain(id)) => (None, Some(id.get())),
    };
    let privileges = &ticket.privileges;
    transaction.execute(
        "INSERT INTO ticket VALUES
            (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18,
             ?19, ?20)",
        params![
            opened.id(),
            opened.number(),
            opened.access_code(),
            ticket.department.get(),
            requester.client,
            requester.user,
            requester.contact,
            requester.name,
            requester.email,
            text.subject.as_deref().unwrap_or(ticket.subject.as_str()),
            text.message.as_deref().unwrap_or(ticket.message.as_str()),
            format_name(ticket.message.format()),
            ticket.priority.as_str(),
            service,
            domain,
            privileges
                .created
                .as_ref()
                .map_or(now, |created| created.unix_seconds()),
            now,
            privileges.as_admin,
            privileges.suppress_email,
            closure_name(privileges.closure),
        ],
    )?;
    Ok(())
}

/// Stores the answers to the department's custom fields. Answers to other fields are dropped,
/// as in WHMCS.
fn insert_answers(transaction: &Transaction<'_>, ticket: &Ticket, id: i64) -> rusqlite::Result<()> {
    let mut insert = transaction.prepare(
        "INSERT INTO answer SELECT ?1, id, ?2 FROM custom_field
         WHERE id = ?3 AND department = ?4 AND offered = 1",
    )?;
    for (field, answer) in ticket.custom_fields.iter() {
        insert.execute(params![id, answer, field.get(), ticket.department.get()])?;
    }
    Ok(())
}

const fn format_name(format: MessageFormat) -> &'static str {
    match format {
        MessageFormat::Markdown => "markdown",
        MessageFormat::Plain => "plain",
    }
}

const fn closure_name(closure: ClosurePolicy) -> &'static str {
    match closure {
        ClosurePolicy::Inherited => "inherited",
        ClosurePolicy::Allowed => "allowed",
        ClosurePolicy::Prevented => "prevented",
    }
}
