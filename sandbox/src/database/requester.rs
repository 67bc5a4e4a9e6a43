//! Lookup of the person who opens a ticket.

use crate::error::Error;
use open_ticket::ticket::{ClientId, Person, Refusal, Requester};
use rusqlite::{Connection, OptionalExtension, Row};

/// The requester of a ticket, with the name and email address that the ticket shows.
#[derive(Debug)]
pub struct TicketRequester {
    /// The client's id; `None` for a guest.
    pub client: Option<u32>,
    /// The user's id, if a user of the client opens the ticket.
    pub user: Option<u32>,
    /// The contact's id, if a contact of the client opens the ticket.
    pub contact: Option<u32>,
    /// The name.
    pub name: String,
    /// The email address.
    pub email: String,
}

// All three statements have the same parameters: the id of the person, and the id of the client.
const SELECT_CLIENT: &str = "SELECT name, email FROM client WHERE id = ?1 AND id = ?2";
const SELECT_USER: &str = "SELECT name, email FROM user WHERE id = ?1 AND client = ?2";
const SELECT_CONTACT: &str = "SELECT name, email FROM contact WHERE id = ?1 AND client = ?2";

/// Looks up the requester of a new ticket.
///
/// # Errors
/// A [`Refusal`] if the client, user or contact does not exist; [`Error::Database`].
pub fn find_requester(
    connection: &Connection,
    requester: &Requester,
) -> Result<TicketRequester, Error> {
    match requester {
        Requester::Guest { name, email } => Ok(TicketRequester {
            client: None,
            user: None,
            contact: None,
            name: name.as_str().to_owned(),
            email: email.as_str().to_owned(),
        }),
        Requester::Client { id, person } => find_client(connection, *id, *person),
        Requester::Authenticated => Err(Refusal::NameAndEmailRequired.into()),
    }
}

fn find_client(
    connection: &Connection,
    id: ClientId,
    person: Option<Person>,
) -> Result<TicketRequester, Error> {
    let requester = |row: &Row<'_>| {
        Ok(TicketRequester {
            client: Some(id.get()),
            user: None,
            contact: None,
            name: row.get(0)?,
            email: row.get(1)?,
        })
    };
    let find = |sql, person: u32| {
        connection
            .query_row(sql, [person, id.get()], requester)
            .optional()
    };
    let client = find(SELECT_CLIENT, id.get())?.ok_or(Refusal::ClientNotFound)?;
    match person {
        None => Ok(client),
        Some(Person::User(id)) => Ok(TicketRequester {
            user: Some(id.get()),
            ..find(SELECT_USER, id.get())?.ok_or(Refusal::UserNotFound)?
        }),
        Some(Person::Contact(id)) => Ok(TicketRequester {
            contact: Some(id.get()),
            ..find(SELECT_CONTACT, id.get())?.ok_or(Refusal::ContactNotFound)?
        }),
    }
}
