//! Opening a ticket: all of it is stored, or nothing.

use super::mask::Mask;
use super::number::{access_code, free_number};
use super::refused::Refused;
use open_ticket::ticket::{
    ClientId, Closure, Format, Opened, Person, Refusal, Related, Requester, Ticket,
};
use rusqlite::{Connection, OptionalExtension, Row, Transaction, TransactionBehavior, params};

/// Who asks, as the ticket will say.
struct Sender {
    client: Option<u32>,
    user: Option<u32>,
    contact: Option<u32>,
    name: String,
    email: String,
}

/// Stores a ticket. When this returns, it is on disk.
///
/// # Errors
/// [`Refused`]; then nothing of the ticket was stored.
pub fn open(
    connection: &mut Connection,
    ticket: &Ticket,
    mask: &Mask,
    now: i64,
) -> Result<Opened, Refused> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let sender = sender(&transaction, &ticket.requester)?;
    check_choices(&transaction, ticket, &sender)?;
    check_date(ticket, now)?;
    let id = next_id(&transaction)?;
    let number = free_number(&transaction, mask, now, id)?;
    let opened = u32::try_from(id)
        .ok()
        .and_then(|id| Opened::new(id, number, access_code().ok()?).ok())
        .ok_or(Refusal::NumberNotGenerated)?;
    insert_ticket(&transaction, ticket, &sender, &opened, now)?;
    insert_answers(&transaction, ticket, id)?;
    insert_files(&transaction, ticket, id)?;
    transaction.commit()?;
    Ok(opened)
}

fn sender(transaction: &Transaction<'_>, requester: &Requester) -> Result<Sender, Refused> {
    match requester {
        Requester::Guest { name, email } => Ok(Sender {
            client: None,
            user: None,
            contact: None,
            name: name.as_str().to_owned(),
            email: email.as_str().to_owned(),
        }),
        Requester::Client { id, person } => client(transaction, *id, *person),
        Requester::Signed => Err(Refusal::NameAndEmailRequired.into()),
    }
}

/// The client, and the person of theirs who asks.
fn client(
    transaction: &Transaction<'_>,
    id: ClientId,
    person: Option<Person>,
) -> Result<Sender, Refused> {
    let of_client = |row: &Row<'_>| {
        Ok(Sender {
            client: Some(id.get()),
            user: None,
            contact: None,
            name: row.get(0)?,
            email: row.get(1)?,
        })
    };
    let find = |sql, one: u32| {
        transaction
            .query_row(sql, [one, id.get()], of_client)
            .optional()
    };
    let owner = find(
        "SELECT name, email FROM client WHERE id = ?1 AND id = ?2",
        id.get(),
    )?
    .ok_or(Refusal::ClientNotFound)?;
    match person {
        None => Ok(owner),
        Some(Person::User(user)) => {
            let found = find(USER, user.get())?.ok_or(Refusal::UserNotFound)?;
            Ok(Sender {
                user: Some(user.get()),
                ..found
            })
        }
        Some(Person::Contact(contact)) => {
            let found = find(CONTACT, contact.get())?.ok_or(Refusal::ContactNotFound)?;
            Ok(Sender {
                contact: Some(contact.get()),
                ..found
            })
        }
    }
}

const USER: &str = "SELECT name, email FROM user WHERE id = ?1 AND client = ?2";
const CONTACT: &str = "SELECT name, email FROM contact WHERE id = ?1 AND client = ?2";

/// The department is offered, and the service or domain is the client's own.
fn check_choices(
    transaction: &Transaction<'_>,
    ticket: &Ticket,
    sender: &Sender,
) -> Result<(), Refused> {
    let department = "SELECT 1 FROM department WHERE id = ? AND offered = 1";
    if !transaction
        .prepare(department)?
        .exists([ticket.department.get()])?
    {
        return Err(Refusal::DepartmentNotFound.into());
    }
    let (sql, id, refusal) = match ticket.related {
        None => return Ok(()),
        Some(Related::Service(id)) => (
            "SELECT 1 FROM service WHERE id = ? AND client = ?",
            id.get(),
            Refusal::ServiceNotFound,
        ),
        Some(Related::Domain(id)) => (
            "SELECT 1 FROM domain WHERE id = ? AND client = ?",
            id.get(),
            Refusal::DomainNotFound,
        ),
    };
    let is_theirs = transaction
        .prepare(sql)?
        .exists(params![id, sender.client])?;
    if is_theirs {
        Ok(())
    } else {
        Err(refusal.into())
    }
}

fn check_date(ticket: &Ticket, now: i64) -> Result<(), Refused> {
    let created = ticket.privileges.created.as_ref();
    let in_future = created.is_some_and(|created| created.unix_seconds() > now);
    if in_future {
        Err(Refusal::DateInFuture.into())
    } else {
        Ok(())
    }
}

fn next_id(transaction: &Transaction<'_>) -> rusqlite::Result<i64> {
    transaction.query_row("SELECT coalesce(max(id), 0) + 1 FROM ticket", [], |row| {
        row.get(0)
    })
}

fn insert_ticket(
    transaction: &Transaction<'_>,
    ticket: &Ticket,
    sender: &Sender,
    opened: &Opened,
    now: i64,
) -> rusqlite::Result<()> {
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
            sender.client,
            sender.user,
            sender.contact,
            sender.name,
            sender.email,
            ticket.subject.as_str(),
            ticket.message.as_str(),
            format(ticket.message.format()),
            ticket.priority.as_str(),
            service,
            domain,
            privileges
                .created
                .as_ref()
                .map_or(now, |created| created.unix_seconds()),
            now,
            privileges.as_admin,
            privileges.quiet,
            closure(privileges.closure),
        ],
    )?;
    Ok(())
}

/// Answers to questions that the department does not ask have no place in WHMCS, and so none here.
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

fn insert_files(transaction: &Transaction<'_>, ticket: &Ticket, id: i64) -> rusqlite::Result<()> {
    let mut insert = transaction.prepare("INSERT INTO attachment VALUES (?, ?, ?, ?)")?;
    for (position, file) in (0_i64..).zip(&ticket.attachments) {
        insert.execute(params![id, position, file.name().as_str(), file.body()])?;
    }
    Ok(())
}

const fn format(format: Format) -> &'static str {
    match format {
        Format::Markdown => "markdown",
        Format::Plain => "plain",
    }
}

const fn closure(closure: Closure) -> &'static str {
    match closure {
        Closure::Inherited => "inherited",
        Closure::Allowed => "allowed",
        Closure::Prevented => "prevented",
    }
}
