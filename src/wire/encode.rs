//! A ticket as the body of a request.

use super::attachments::Encoder;
use super::{custom_fields, names, urlencoded};
use crate::rules::files_bytes;
use crate::ticket::{Closure, Format, Person, Privileges, Related, Requester, Ticket};

/// A Boolean that is true. One that is false is left out: PHP takes the text `false` for true.
const YES: &str = "1";
/// The one Boolean that can be false, since leaving it out means a third thing. PHP takes `0` for
/// false, as every other reader does.
const NO: &str = "0";

/// Room behind a body for credentials, in bytes.
const ROOM: usize = 1 << 10;

/// A ticket as the body of a request, without credentials.
///
/// ```
/// use open_ticket::ticket::{DepartmentId, Message, Requester, Subject, Ticket};
/// use open_ticket::wire;
///
/// let ticket = Ticket::new(
///     DepartmentId::new(3).unwrap(),
///     Requester::Signed,
///     Subject::parse("web-1 answers 500").unwrap(),
///     Message::markdown("Since **Tuesday**.").unwrap(),
/// );
/// assert_eq!(
///     wire::encode(&ticket),
///     "action=OpenTicket&responsetype=json&deptid=3&subject=web-1+answers+500\
///      &message=Since+**Tuesday**.&markdown=1&priority=Medium"
/// );
/// assert_eq!(wire::decode(wire::encode(&ticket).as_bytes()), Ok(ticket));
/// ```
#[must_use]
pub fn encode(ticket: &Ticket<Vec<u8>>) -> String {
    let mut body = encode_text(ticket);
    if ticket.attachments.is_empty() {
        return body;
    }
    urlencoded::append(&mut body, names::ATTACHMENTS, "");
    // At once and with room for what a caller adds: growing would hold a large body twice.
    let files = ticket.attachments.iter();
    let size = files_bytes(files.map(|file| (file.name(), file.size())));
    body.reserve(usize::try_from(size).unwrap_or_default() + ROOM);
    let mut encoder = Encoder::new();
    for attachment in &ticket.attachments {
        encoder.file(attachment.name(), &mut body);
        encoder.bytes(attachment.body(), &mut body);
    }
    encoder.finish(&mut body);
    body
}

/// A ticket as the body of a request, without credentials and without its files. They follow as
/// the parameter [`names::ATTACHMENTS`], whose value an [`Encoder`] writes.
#[must_use]
pub fn encode_text<B>(ticket: &Ticket<B>) -> String {
    let mut body = String::new();
    let mut add = |name: &str, value: &str| urlencoded::append(&mut body, name, value);
    add(names::ACTION, names::OPEN_TICKET);
    add(names::RESPONSE_TYPE, names::JSON);
    add(names::DEPARTMENT, &ticket.department.to_string());
    add(names::SUBJECT, ticket.subject.as_str());
    add(names::MESSAGE, ticket.message.as_str());
    if ticket.message.format() == Format::Markdown {
        add(names::MARKDOWN, YES);
    }
    add(names::PRIORITY, ticket.priority.as_str());
    append_requester(&ticket.requester, &mut add);
    match ticket.related {
        None => {}
        Some(Related::Service(id)) => add(names::SERVICE, &id.to_string()),
        Some(Related::Domain(id)) => add(names::DOMAIN, &id.to_string()),
    }
    if !ticket.custom_fields.is_empty() {
        add(
            names::CUSTOM_FIELDS,
            &custom_fields::encode(&ticket.custom_fields),
        );
    }
    append_privileges(&ticket.privileges, &mut add);
    body
}

fn append_requester(requester: &Requester, add: &mut dyn FnMut(&str, &str)) {
    match requester {
        Requester::Signed => {}
        Requester::Guest { name, email } => {
            add(names::NAME, name.as_str());
            add(names::EMAIL, email.as_str());
        }
        Requester::Client { id, person } => {
            add(names::CLIENT, &id.to_string());
            match person {
                None => {}
                Some(Person::User(id)) => add(names::USER, &id.to_string()),
                Some(Person::Contact(id)) => add(names::CONTACT, &id.to_string()),
            }
        }
    }
}

fn append_privileges(privileges: &Privileges, add: &mut dyn FnMut(&str, &str)) {
    if let Some(created) = &privileges.created {
        add(names::CREATED, created.as_str());
    }
    if privileges.as_admin {
        add(names::ADMIN, YES);
    }
    if privileges.quiet {
        add(names::NO_EMAIL, YES);
    }
    match privileges.closure {
        Closure::Inherited => {}
        Closure::Allowed => add(names::PREVENT_CLOSURE, NO),
        Closure::Prevented => add(names::PREVENT_CLOSURE, YES),
    }
}
