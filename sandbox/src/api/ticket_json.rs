//! Keys that `GetTicket` and `GetTickets` share.

use crate::database::{StoredFile, TicketSummary};
use open_ticket::wire::parameter_names;
use serde_json::{Map, Value, json};

/// Returns the keys of a ticket that WHMCS documents for both actions. Ids are strings, as in the
/// examples in WHMCS's documentation.
pub fn ticket_keys(summary: &TicketSummary) -> Map<String, Value> {
    let mut keys = person_keys(summary);
    keys.extend([
        text("ticketid", summary.id.to_string()),
        text("tid", &*summary.number),
        text("c", summary.access_code.as_str()),
        text(parameter_names::DEPARTMENT, summary.department.to_string()),
        text("deptname", &*summary.department_name),
        text("owner_name", &*summary.owner_name),
        text("cc", ""),
        text("subject", &*summary.subject),
        text("status", "Open"),
        text("priority", &*summary.priority),
        text("lastreply", &*summary.date),
        text("flag", "0"),
        text("service", &*summary.related),
    ]);
    keys
}

/// Returns the keys of the requester and the date, which a ticket and each of its replies have.
pub fn person_keys(summary: &TicketSummary) -> Map<String, Value> {
    Map::from_iter([
        text(parameter_names::USER, summary.client.to_string()),
        text(parameter_names::CONTACT, summary.contact.to_string()),
        text("name", &*summary.name),
        text("email", &*summary.email),
        text("requestor_name", &*summary.name),
        text("requestor_email", &*summary.email),
        text("requestor_type", &*summary.requester_type),
        text("date", &*summary.date),
        text("admin", ""),
    ])
}

/// Returns the keys of the files. `attachment` is their older form, the names separated by `|`.
pub fn file_keys(files: &[StoredFile]) -> Map<String, Value> {
    let names: Vec<_> = files.iter().map(|file| file.name.as_str()).collect();
    let list = files
        .iter()
        .map(|file| json!({ "filename": file.name, "index": file.index }));
    Map::from_iter([
        text("attachment", names.join("|")),
        (parameter_names::ATTACHMENTS.to_owned(), list.collect()),
        ("attachments_removed".to_owned(), false.into()),
    ])
}

fn text(key: &str, value: impl Into<String>) -> (String, Value) {
    (key.to_owned(), Value::String(value.into()))
}
