//! Encoding of a ticket as a request body.

use super::attachments::Encoder;
use super::{custom_fields, parameter_names, urlencoded};
use crate::rules::encoded_files_size;
use crate::ticket::{ClosurePolicy, MessageFormat, Person, Privileges, Related, Requester, Ticket};

/// Value of a true Boolean. A false one is omitted: PHP treats the string `false` as true.
const TRUE: &str = "1";
/// Value of a false Boolean, for the one parameter whose absence means a default of WHMCS. PHP
/// treats `0` as false, like all other servers.
const FALSE: &str = "0";

/// Capacity reserved for the credentials that a caller appends, in bytes.
const CREDENTIALS_CAPACITY: usize = 1 << 10;

/// Encodes a ticket as a request body, without credentials.
///
/// ```
/// use open_ticket::ticket::{DepartmentId, Message, Requester, Subject, Ticket};
/// use open_ticket::wire;
///
/// let ticket = Ticket::new(
///     DepartmentId::new(3).unwrap(),
///     Requester::Authenticated,
///     Subject::parse("web-1 answers 500").unwrap(),
///     Message::markdown("Since **Tuesday**.").unwrap(),
/// );
/// assert_eq!(
///     wire::encode(&ticket),
///     "action=OpenTicket&responsetype=json&deptid=3&subject=web-1+answers+500\
///      &message=Since+**Tuesday**.&markdown=1&priority=Medium"
/// );
/// # #[cfg(not(target_arch = "wasm32"))]
/// assert_eq!(wire::decode(wire::encode(&ticket).as_bytes()), Ok(ticket));
/// ```
#[must_use]
pub fn encode(ticket: &Ticket<Vec<u8>>) -> String {
    let mut body = encode_without_attachments(ticket);
    if ticket.attachments.is_empty() {
        return body;
    }
    urlencoded::append(&mut body, parameter_names::ATTACHMENTS, "");
    // Reserved in one step: growing a large body would need twice its memory.
    let files = ticket.attachments.iter();
    let size = encoded_files_size(files.map(|file| (file.name(), file.size())));
    body.reserve(usize::try_from(size).unwrap_or_default() + CREDENTIALS_CAPACITY);
    let mut encoder = Encoder::new();
    for attachment in &ticket.attachments {
        encoder.start_file(attachment.name(), &mut body);
        encoder.push_bytes(attachment.body(), &mut body);
    }
    encoder.finish(&mut body);
    body
}

/// Encodes a ticket as a request body, without credentials and files. The caller appends the files
/// as the parameter [`parameter_names::ATTACHMENTS`], whose value an [`Encoder`] produces.
#[must_use]
pub fn encode_without_attachments<B>(ticket: &Ticket<B>) -> String {
    let mut body = String::new();
    let mut add = |name: &str, value: &str| urlencoded::append(&mut body, name, value);
    add(parameter_names::ACTION, parameter_names::OPEN_TICKET);
    add(parameter_names::RESPONSE_TYPE, parameter_names::JSON);
    add(parameter_names::DEPARTMENT, &ticket.department.to_string());
    add(parameter_names::SUBJECT, ticket.subject.as_str());
    add(parameter_names::MESSAGE, ticket.message.as_str());
    if ticket.message.format() == MessageFormat::Markdown {
        add(parameter_names::MARKDOWN, TRUE);
    }
    add(parameter_names::PRIORITY, ticket.priority.as_str());
    append_requester(&ticket.requester, &mut add);
    match ticket.related {
        None => {}
        Some(Related::Service(id)) => add(parameter_names::SERVICE, &id.to_string()),
        Some(Related::Domain(id)) => add(parameter_names::DOMAIN, &id.to_string()),
    }
    if !ticket.custom_fields.is_empty() {
        add(
            parameter_names::CUSTOM_FIELDS,
            &custom_fields::encode(&ticket.custom_fields),
        );
    }
    append_privileges(&ticket.privileges, &mut add);
    body
}

fn append_requester(requester: &Requester, add: &mut dyn FnMut(&str, &str)) {
    match requester {
        Requester::Authenticated => {}
        Requester::Guest { name, email } => {
            add(parameter_names::NAME, name.as_str());
            add(parameter_names::EMAIL, email.as_str());
        }
        Requester::Client { id, person } => {
            add(parameter_names::CLIENT, &id.to_string());
            match person {
                None => {}
                Some(Person::User(id)) => add(parameter_names::USER, &id.to_string()),
                Some(Person::Contact(id)) => add(parameter_names::CONTACT, &id.to_string()),
            }
        }
    }
}

fn append_privileges(privileges: &Privileges, add: &mut dyn FnMut(&str, &str)) {
    if let Some(created) = &privileges.created {
        add(parameter_names::CREATED, created.as_str());
    }
    if privileges.as_admin {
        add(parameter_names::ADMIN, TRUE);
    }
    if privileges.suppress_email {
        add(parameter_names::NO_EMAIL, TRUE);
    }
    match privileges.closure {
        ClosurePolicy::Inherited => {}
        ClosurePolicy::Allowed => add(parameter_names::PREVENT_CLOSURE, FALSE),
        ClosurePolicy::Prevented => add(parameter_names::PREVENT_CLOSURE, TRUE),
    }
}
