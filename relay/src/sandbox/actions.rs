//! What the sandbox's api.php can be asked to do.

use super::mask::Mask;
use super::params::{Posted, UploadedFile};
use super::refused::Refused;
use super::{open, owned, read, tickets};
use crate::clock;
use open_ticket::ticket::{Attachment, FileName};
use open_ticket::wire::{self, names};
use rusqlite::Connection;
use serde_json::{Value, json};

/// An action that the sandbox's only credential is allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Opens a ticket.
    OpenTicket,
    /// Reads one.
    GetTicket,
    /// Reads a file of one.
    GetTicketAttachment,
    /// Lists tickets.
    GetTickets,
    /// Lists the departments.
    GetSupportDepartments,
    /// Lists services.
    GetClientsProducts,
    /// Lists domains.
    GetClientsDomains,
}

const ACTIONS: [(&str, Action); 7] = [
    (names::OPEN_TICKET, Action::OpenTicket),
    ("GetTicket", Action::GetTicket),
    ("GetTicketAttachment", Action::GetTicketAttachment),
    ("GetTickets", Action::GetTickets),
    ("GetSupportDepartments", Action::GetSupportDepartments),
    ("GetClientsProducts", Action::GetClientsProducts),
    ("GetClientsDomains", Action::GetClientsDomains),
];

impl Action {
    /// Finds an action by its name, whose letters' case does not matter.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let found = ACTIONS
            .iter()
            .find(|(name, _)| name.eq_ignore_ascii_case(text));
        found.map(|(_, action)| *action)
    }

    /// Does it and answers in WHMCS's shape.
    ///
    /// # Errors
    /// [`Refused`].
    pub fn perform(
        self,
        posted: Posted,
        connection: &mut Connection,
        mask: &Mask,
    ) -> Result<Value, Refused> {
        Ok(match self {
            Self::OpenTicket => open_ticket(posted, connection, mask)?,
            Self::GetTicket => tickets::one(&posted, connection)?,
            Self::GetTicketAttachment => tickets::attachment(&posted, connection)?,
            Self::GetTickets => tickets::list(&posted, connection)?,
            Self::GetSupportDepartments => get_departments(connection)?,
            Self::GetClientsProducts => owned::products(&posted, connection)?,
            Self::GetClientsDomains => owned::domains(&posted, connection)?,
        })
    }
}

fn open_ticket(
    mut posted: Posted,
    connection: &mut Connection,
    mask: &Mask,
) -> Result<Value, Refused> {
    let pairs = posted.take_texts(names::ALL)?;
    let mut ticket = wire::decode_pairs(&pairs).map_err(|error| match error.refusal() {
        Some(refusal) => Refused::Documented(refusal),
        None => Refused::Because(error.to_string()),
    })?;
    for file in posted.into_files() {
        ticket.attachments.push(attachment(file)?);
    }
    let opened = open::open(connection, &ticket, mask, clock::signed_seconds())?;
    Ok(json!({
        "result": "success",
        "id": opened.id().to_string(),
        "tid": opened.number(),
        "c": opened.access_code(),
    }))
}

fn attachment(file: UploadedFile) -> Result<Attachment, Refused> {
    let name = FileName::parse(&file.name)
        .map_err(|_| Refused::Because("A file's name is not one that can be kept".to_owned()))?;
    Ok(Attachment::from_bytes(name, file.bytes))
}

fn get_departments(connection: &Connection) -> Result<Value, Refused> {
    let departments: Vec<_> = read::departments(connection)?
        .into_iter()
        .map(|department| {
            json!({
                "id": department.id.to_string(),
                "name": department.name,
                "awaitingreply": department.tickets.to_string(),
                "opentickets": department.tickets.to_string(),
            })
        })
        .collect();
    Ok(json!({
        "result": "success",
        "totalresults": departments.len(),
        "departments": { "department": departments },
    }))
}
