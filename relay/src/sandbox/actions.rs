//! What the sandbox's api.php can be asked to do.

use super::mask::Mask;
use super::params::{Posted, UploadedFile};
use super::read::{self, StoredFile, StoredTicket, Which};
use super::refused::Refused;
use super::{clock, open};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
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
    /// Lists the departments.
    GetSupportDepartments,
}

const ACTIONS: [(&str, Action); 4] = [
    (names::OPEN_TICKET, Action::OpenTicket),
    ("GetTicket", Action::GetTicket),
    ("GetTicketAttachment", Action::GetTicketAttachment),
    ("GetSupportDepartments", Action::GetSupportDepartments),
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
    ) -> Result<String, Refused> {
        let answer = match self {
            Self::OpenTicket => return open_ticket(posted, connection, mask),
            Self::GetTicket => get_ticket(&posted, connection)?,
            Self::GetTicketAttachment => get_attachment(&posted, connection)?,
            Self::GetSupportDepartments => get_departments(connection)?,
        };
        Ok(answer.to_string())
    }
}

fn open_ticket(
    posted: Posted,
    connection: &mut Connection,
    mask: &Mask,
) -> Result<String, Refused> {
    let pairs = posted.texts(names::ALL)?;
    let mut ticket = wire::decode_pairs(&pairs).map_err(|error| match error.refusal() {
        Some(refusal) => Refused::Documented(refusal),
        None => Refused::Because(error.to_string()),
    })?;
    for file in posted.into_files() {
        ticket.attachments.push(attachment(file)?);
    }
    let opened = open::open(connection, &ticket, mask, clock::now())?;
    Ok(wire::write_opened(&opened))
}

fn attachment(file: UploadedFile) -> Result<Attachment, Refused> {
    let name = FileName::parse(&file.name)
        .map_err(|_| Refused::Because("A file's name is not one that can be kept".to_owned()))?;
    Ok(Attachment::from_bytes(name, file.bytes))
}

fn get_ticket(posted: &Posted, connection: &Connection) -> Result<Value, Refused> {
    let number = posted.get("ticketnum");
    let which = if number.is_empty() {
        Which::Id(posted.get("ticketid").parse().unwrap_or_default())
    } else {
        Which::Number(number)
    };
    let ticket = read::ticket(connection, &which)?
        .ok_or_else(|| Refused::Because("Ticket ID Not Found".to_owned()))?;
    Ok(ticket_json(&ticket))
}

/// The shape of WHMCS's page on `GetTicket`, and the custom fields beside it.
fn ticket_json(ticket: &StoredTicket) -> Value {
    let fields: Vec<_> = ticket
        .answers
        .iter()
        .map(|answer| {
            json!({
                "id": answer.field.to_string(),
                "name": answer.name,
                "value": answer.value,
            })
        })
        .collect();
    json!({
        "result": "success",
        "ticketid": ticket.id.to_string(),
        "tid": ticket.number,
        "c": ticket.access_code.0,
        names::DEPARTMENT: ticket.department.to_string(),
        "deptname": ticket.department_name,
        names::USER: ticket.client.to_string(),
        names::CONTACT: ticket.contact.to_string(),
        "name": ticket.name,
        "email": ticket.email,
        "cc": "",
        "date": ticket.shown_at,
        "subject": ticket.subject,
        "status": "Open",
        "priority": ticket.priority,
        "admin": "",
        "lastreply": ticket.shown_at,
        "flag": "0",
        "service": ticket.related,
        "replies": { "reply": [first_reply(ticket)] },
        "notes": { "note": [] },
        names::CUSTOM_FIELDS: { "customfield": fields },
    })
}

/// WHMCS gives the ticket's own message as the reply with the id 0.
fn first_reply(ticket: &StoredTicket) -> Value {
    let names: Vec<_> = ticket.files.iter().map(|file| file.name.as_str()).collect();
    json!({
        "replyid": "0",
        names::USER: ticket.client.to_string(),
        names::CONTACT: ticket.contact.to_string(),
        "name": ticket.name,
        "email": ticket.email,
        "date": ticket.shown_at,
        "message": ticket.message,
        "attachment": names.join("|"),
        names::ATTACHMENTS: ticket.files.iter().map(file_json).collect::<Vec<_>>(),
        "attachments_removed": false,
        "admin": "",
    })
}

fn file_json(file: &StoredFile) -> Value {
    json!({ "filename": file.name, "index": file.index })
}

/// The messages are those of WHMCS's page on `GetTicketAttachment`.
fn get_attachment(posted: &Posted, connection: &Connection) -> Result<Value, Refused> {
    let because = |message: &str| Refused::Because(message.to_owned());
    let id = posted.get("relatedid");
    if id.is_empty() {
        return Err(because("Related ID Required"));
    }
    let id = match posted.get("type").as_str() {
        // Nobody replies or makes notes in the sandbox.
        "ticket" => id.parse().unwrap_or_default(),
        "reply" | "note" => 0,
        _ => return Err(because("Invalid Type. Must be one of ticket, reply, note")),
    };
    let index = posted.get("index");
    if index.is_empty() {
        return Err(because("Attachment Index Required"));
    }
    let ticket =
        read::ticket(connection, &Which::Id(id))?.ok_or_else(|| because("Related ID Not Found"))?;
    if ticket.files.is_empty() {
        return Err(because("No Attachments Found"));
    }
    let (name, bytes) = read::file(connection, id, index.parse().unwrap_or(-1))?
        .ok_or_else(|| because("Invalid Attachment Index"))?;
    Ok(json!({ "result": "success", "filename": name, "data": STANDARD.encode(bytes) }))
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
