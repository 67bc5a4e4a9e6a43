//! The body of a request as a ticket.

use super::decode_error::DecodeError;
use super::{attachments, custom_fields, names, urlencoded};
use crate::ticket::{
    Attachment, ClientId, Closure, ContactId, Created, CustomFields, DepartmentId, DomainId,
    EmailAddress, Format, Message, Name, Person, Priority, Privileges, Related, Requester,
    ServiceId, Subject, Ticket, UserId,
};

/// Reads the body of a request.
///
/// It is as tolerant as PHP about what it does not know: other parameters, credentials among
/// them, are ignored, and the last of a repeated one wins. Whoever wants to be strict about names
/// looks at them first, with [`urlencoded::parse`], and calls [`decode_pairs`].
///
/// # Errors
/// [`DecodeError`].
pub fn decode(body: &[u8]) -> Result<Ticket, DecodeError> {
    decode_pairs(&urlencoded::parse(body).map_err(DecodeError::Malformed)?)
}

/// Reads a ticket from the names and values of a request.
///
/// Blank is as good as absent, and so is 0 where an id is meant. Without a client, a name and an
/// e-mail address the requester is [`Requester::Signed`]: whether anybody is, the caller knows.
///
/// # Errors
/// [`DecodeError`], but never [`DecodeError::Malformed`].
pub fn decode_pairs(pairs: &[(String, String)]) -> Result<Ticket, DecodeError> {
    let posted = Posted(pairs);
    if !posted
        .get(names::ACTION)
        .trim()
        .eq_ignore_ascii_case(names::OPEN_TICKET)
    {
        return Err(DecodeError::Action);
    }
    let asker = asker(&posted)?;
    let department = posted.id(names::DEPARTMENT, DepartmentId::new);
    let department = department.ok().flatten().ok_or(DecodeError::Department)?;
    let subject = posted.filled(names::SUBJECT).ok_or(DecodeError::Subject)?;
    let message = posted.filled(names::MESSAGE).ok_or(DecodeError::Message)?;
    let (service, domain) = (service(&posted)?, domain(&posted)?);
    let email = asker.email()?;
    let created = created(&posted)?;
    // From here on WHMCS documents no message.
    let requester = asker.requester(email)?;
    let subject = Subject::parse(subject).map_err(|_| DecodeError::SubjectControl)?;
    let related = related(service, domain)?;
    let priority = priority(&posted)?;
    let message = Message::parse(message, format(&posted)?).map_err(|_| DecodeError::Message)?;
    Ok(Ticket {
        department,
        requester,
        subject,
        message,
        priority,
        related,
        privileges: privileges(&posted, created)?,
        custom_fields: custom_fields(&posted)?,
        attachments: attachments(&posted)?,
    })
}

/// Who asks, before the e-mail address's turn has come to be looked at.
enum Asker<'a> {
    Guest { name: &'a str, email: &'a str },
    Known(Requester),
}

impl Asker<'_> {
    fn email(&self) -> Result<Option<EmailAddress>, DecodeError> {
        let Self::Guest { email, .. } = self else {
            return Ok(None);
        };
        let email = EmailAddress::parse(email).map_err(|_| DecodeError::Email)?;
        Ok(Some(email))
    }

    fn requester(self, email: Option<EmailAddress>) -> Result<Requester, DecodeError> {
        match (self, email) {
            (Self::Known(requester), _) => Ok(requester),
            (Self::Guest { .. }, None) => Err(DecodeError::Email),
            (Self::Guest { name, .. }, Some(email)) => {
                let name = Name::parse(name).map_err(|_| DecodeError::Name)?;
                Ok(Requester::Guest { name, email })
            }
        }
    }
}

/// What was posted: names and values.
struct Posted<'a>(&'a [(String, String)]);

impl<'a> Posted<'a> {
    /// The last value of this name; the empty text if there is none.
    fn get(&self, name: &str) -> &'a str {
        let found = self.0.iter().rev().find(|(found, _)| found == name);
        found.map_or("", |(_, value)| value)
    }

    /// A value that is not blank.
    fn filled(&self, name: &str) -> Option<&'a str> {
        Some(self.get(name)).filter(|value| !value.trim().is_empty())
    }

    fn id<I>(&self, name: &str, id: fn(u32) -> Option<I>) -> Result<Option<I>, NotAnId> {
        let value = self.get(name).trim();
        if value.is_empty() {
            return Ok(None);
        }
        if !value.bytes().all(|b| b.is_ascii_digit()) {
            return Err(NotAnId);
        }
        value.parse().map(id).map_err(|_| NotAnId)
    }

    /// A Boolean in any of the spellings that a server may meet; `None` if it is not there, while
    /// the empty text is a no.
    fn boolean(&self, name: &'static str) -> Result<Option<bool>, DecodeError> {
        if !self.0.iter().any(|(found, _)| found == name) {
            return Ok(None);
        }
        match self.get(name).trim().to_ascii_lowercase().as_str() {
            "1" | "true" | "on" | "yes" => Ok(Some(true)),
            "0" | "false" | "off" | "no" | "" => Ok(Some(false)),
            _ => Err(DecodeError::Boolean { name }),
        }
    }
}

struct NotAnId;

fn asker<'a>(posted: &Posted<'a>) -> Result<Asker<'a>, DecodeError> {
    let client = posted.id(names::CLIENT, ClientId::new);
    if let Some(id) = client.map_err(|_| DecodeError::Client)? {
        let person = person(posted)?;
        return Ok(Asker::Known(Requester::Client { id, person }));
    }
    match (posted.filled(names::NAME), posted.filled(names::EMAIL)) {
        (Some(name), Some(email)) => Ok(Asker::Guest { name, email }),
        (None, None) => Ok(Asker::Known(Requester::Signed)),
        _ => Err(DecodeError::Requester),
    }
}

fn person(posted: &Posted<'_>) -> Result<Option<Person>, DecodeError> {
    let user = posted.id(names::USER, UserId::new);
    if let Some(id) = user.map_err(|_| DecodeError::User)? {
        return Ok(Some(Person::User(id)));
    }
    let contact = posted.id(names::CONTACT, ContactId::new);
    let contact = contact.map_err(|_| DecodeError::Contact)?;
    Ok(contact.map(Person::Contact))
}

fn service(posted: &Posted<'_>) -> Result<Option<ServiceId>, DecodeError> {
    let id = posted.id(names::SERVICE, ServiceId::new);
    id.map_err(|_| DecodeError::Service)
}

fn domain(posted: &Posted<'_>) -> Result<Option<DomainId>, DecodeError> {
    let id = posted.id(names::DOMAIN, DomainId::new);
    id.map_err(|_| DecodeError::Domain)
}

fn related(
    service: Option<ServiceId>,
    domain: Option<DomainId>,
) -> Result<Option<Related>, DecodeError> {
    match (service, domain) {
        (Some(_), Some(_)) => Err(DecodeError::Related),
        (Some(id), None) => Ok(Some(Related::Service(id))),
        (None, domain) => Ok(domain.map(Related::Domain)),
    }
}

fn created(posted: &Posted<'_>) -> Result<Option<Created>, DecodeError> {
    let text = posted.filled(names::CREATED);
    let created = text.map(|text| Created::parse(text.trim())).transpose();
    created.map_err(|_| DecodeError::Date)
}

fn priority(posted: &Posted<'_>) -> Result<Priority, DecodeError> {
    match posted.filled(names::PRIORITY) {
        None => Ok(Priority::default()),
        Some(text) => Priority::parse(text.trim()).ok_or(DecodeError::Priority),
    }
}

fn format(posted: &Posted<'_>) -> Result<Format, DecodeError> {
    let is_markdown = posted.boolean(names::MARKDOWN)?.unwrap_or_default();
    Ok(if is_markdown {
        Format::Markdown
    } else {
        Format::Plain
    })
}

fn privileges(posted: &Posted<'_>, created: Option<Created>) -> Result<Privileges, DecodeError> {
    Ok(Privileges {
        created,
        as_admin: posted.boolean(names::ADMIN)?.unwrap_or_default(),
        quiet: posted.boolean(names::NO_EMAIL)?.unwrap_or_default(),
        closure: match posted.boolean(names::PREVENT_CLOSURE)? {
            None => Closure::Inherited,
            Some(false) => Closure::Allowed,
            Some(true) => Closure::Prevented,
        },
    })
}

fn custom_fields(posted: &Posted<'_>) -> Result<CustomFields, DecodeError> {
    let value = posted.filled(names::CUSTOM_FIELDS);
    let fields = value.map(custom_fields::decode).transpose();
    Ok(fields
        .map_err(DecodeError::CustomFields)?
        .unwrap_or_default())
}

fn attachments(posted: &Posted<'_>) -> Result<Vec<Attachment>, DecodeError> {
    let value = posted.filled(names::ATTACHMENTS);
    let files = value.map(attachments::decode).transpose();
    Ok(files.map_err(DecodeError::Attachments)?.unwrap_or_default())
}
