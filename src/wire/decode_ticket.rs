//! Decoding of a ticket from a request body.

use super::decode_error::DecodeError;
use super::{attachments, custom_fields, parameter_names, urlencoded};
use crate::ticket::{
    Attachment, ClientId, ClosurePolicy, ContactId, CreationDate, CustomFieldAnswers, DepartmentId,
    DomainId, EmailAddress, Message, MessageFormat, Name, Person, Priority, Privileges, Related,
    Requester, ServiceId, Subject, Ticket, UserId, is_blank,
};

/// Decodes a request body.
///
/// Like PHP, ignores unknown parameters, including credentials, and uses the last value of a
/// repeated parameter. For strict checks of names, use
/// [`urlencoded::parse`] and [`decode_pairs`].
///
/// # Errors
/// Returns [`DecodeError`] with the first error.
pub fn decode(body: &[u8]) -> Result<Ticket, DecodeError> {
    decode_owned_pairs(urlencoded::parse(body).map_err(DecodeError::Malformed)?)
}

/// Decodes a ticket like [`decode_pairs`], and frees the pairs before files and custom fields are
/// decoded.
///
/// # Errors
/// Returns [`DecodeError`] with the first error, but never [`DecodeError::Malformed`].
pub fn decode_owned_pairs(mut pairs: Vec<(String, String)>) -> Result<Ticket, DecodeError> {
    let (fields, files) = (
        take_value(&mut pairs, parameter_names::CUSTOM_FIELDS),
        take_value(&mut pairs, parameter_names::ATTACHMENTS),
    );
    // Both are decoded last, as in `decode_pairs`, but after the rest of the pairs is freed.
    let mut ticket = decode_pairs(&pairs)?;
    drop(pairs);
    if let Some(fields) = fields {
        ticket.custom_fields =
            custom_fields::decode_owned(fields).map_err(DecodeError::CustomFields)?;
    }
    if let Some(files) = files {
        ticket.attachments = attachments::decode_owned(files).map_err(DecodeError::Attachments)?;
    }
    Ok(ticket)
}

/// Takes the last value of a parameter, unless it is blank.
fn take_value(pairs: &mut [(String, String)], name: &str) -> Option<String> {
    let mut pairs = pairs.iter_mut().rev();
    let (_, value) = pairs.find(|(found, _)| found == name)?;
    Some(std::mem::take(value)).filter(|value| !value.trim().is_empty())
}

/// Decodes a ticket from the names and values of a request.
///
/// Blank values are treated as absent, and so is 0 as an id. Without a client, a name and an email
/// address, the requester is [`Requester::Authenticated`]: the caller must check that a client is
/// signed in.
///
/// # Errors
/// Returns [`DecodeError`] with the first error, but never [`DecodeError::Malformed`].
pub fn decode_pairs(pairs: &[(String, String)]) -> Result<Ticket, DecodeError> {
    let pairs = Pairs(pairs);
    if !pairs
        .get(parameter_names::ACTION)
        .trim()
        .eq_ignore_ascii_case(parameter_names::OPEN_TICKET)
    {
        return Err(DecodeError::Action);
    }
    let requester = unvalidated_requester(&pairs)?;
    let department = pairs.id(parameter_names::DEPARTMENT, DepartmentId::new);
    let department = department.ok().flatten().ok_or(DecodeError::Department)?;
    let subject = pairs
        .non_blank(parameter_names::SUBJECT)
        .ok_or(DecodeError::Subject)?;
    let message = pairs
        .non_blank(parameter_names::MESSAGE)
        .ok_or(DecodeError::Message)?;
    let (service, domain) = (service(&pairs)?, domain(&pairs)?);
    let email = requester.validate_email()?;
    let created = created(&pairs)?;
    // WHMCS documents no messages for the errors from here on.
    let requester = requester.validate(email)?;
    let subject = Subject::parse(subject).map_err(|_| DecodeError::SubjectControlCharacter)?;
    let related = related(service, domain)?;
    let priority = priority(&pairs)?;
    let message = Message::parse(message, format(&pairs)?).map_err(|_| DecodeError::Message)?;
    Ok(Ticket {
        department,
        requester,
        subject,
        message,
        priority,
        related,
        privileges: privileges(&pairs, created)?,
        custom_fields: custom_fields(&pairs)?,
        attachments: attachments(&pairs)?,
    })
}

/// The requester, before a guest's email address and name are validated. They come later in the
/// order of WHMCS's errors.
enum UnvalidatedRequester<'a> {
    Guest { name: &'a str, email: &'a str },
    Valid(Requester),
}

impl UnvalidatedRequester<'_> {
    fn validate_email(&self) -> Result<Option<EmailAddress>, DecodeError> {
        let Self::Guest { email, .. } = self else {
            return Ok(None);
        };
        let email = EmailAddress::parse(email).map_err(|_| DecodeError::Email)?;
        Ok(Some(email))
    }

    fn validate(self, email: Option<EmailAddress>) -> Result<Requester, DecodeError> {
        match (self, email) {
            (Self::Valid(requester), _) => Ok(requester),
            (Self::Guest { .. }, None) => Err(DecodeError::Email),
            (Self::Guest { name, .. }, Some(email)) => {
                let name = Name::parse(name).map_err(|_| DecodeError::NameControlCharacter)?;
                Ok(Requester::Guest { name, email })
            }
        }
    }
}

/// Names and values of a request.
struct Pairs<'a>(&'a [(String, String)]);

impl<'a> Pairs<'a> {
    /// The last value of a parameter. Empty if there is none.
    fn get(&self, name: &str) -> &'a str {
        let found = self.0.iter().rev().find(|(found, _)| found == name);
        found.map_or("", |(_, value)| value)
    }

    /// The last value of a parameter, unless no part of it is visible.
    fn non_blank(&self, name: &str) -> Option<&'a str> {
        Some(self.get(name)).filter(|value| !is_blank(value))
    }

    fn id<I>(&self, name: &str, id: fn(u32) -> Option<I>) -> Result<Option<I>, InvalidId> {
        let value = self.get(name).trim();
        if value.is_empty() {
            return Ok(None);
        }
        if !value.bytes().all(|b| b.is_ascii_digit()) {
            return Err(InvalidId);
        }
        value.parse().map(id).map_err(|_| InvalidId)
    }

    /// A Boolean in any common spelling. The empty string is `false`, an absent parameter is
    /// `None`.
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

struct InvalidId;

fn unvalidated_requester<'a>(pairs: &Pairs<'a>) -> Result<UnvalidatedRequester<'a>, DecodeError> {
    let client = pairs.id(parameter_names::CLIENT, ClientId::new);
    if let Some(id) = client.map_err(|_| DecodeError::Client)? {
        let person = person(pairs)?;
        return Ok(UnvalidatedRequester::Valid(Requester::Client {
            id,
            person,
        }));
    }
    match (
        pairs.non_blank(parameter_names::NAME),
        pairs.non_blank(parameter_names::EMAIL),
    ) {
        (Some(name), Some(email)) => Ok(UnvalidatedRequester::Guest { name, email }),
        (None, None) => Ok(UnvalidatedRequester::Valid(Requester::Authenticated)),
        _ => Err(DecodeError::Requester),
    }
}

fn person(pairs: &Pairs<'_>) -> Result<Option<Person>, DecodeError> {
    let user = pairs.id(parameter_names::USER, UserId::new);
    if let Some(id) = user.map_err(|_| DecodeError::User)? {
        return Ok(Some(Person::User(id)));
    }
    let contact = pairs.id(parameter_names::CONTACT, ContactId::new);
    let contact = contact.map_err(|_| DecodeError::Contact)?;
    Ok(contact.map(Person::Contact))
}

fn service(pairs: &Pairs<'_>) -> Result<Option<ServiceId>, DecodeError> {
    let id = pairs.id(parameter_names::SERVICE, ServiceId::new);
    id.map_err(|_| DecodeError::Service)
}

fn domain(pairs: &Pairs<'_>) -> Result<Option<DomainId>, DecodeError> {
    let id = pairs.id(parameter_names::DOMAIN, DomainId::new);
    id.map_err(|_| DecodeError::Domain)
}

fn related(
    service: Option<ServiceId>,
    domain: Option<DomainId>,
) -> Result<Option<Related>, DecodeError> {
    match (service, domain) {
        (Some(_), Some(_)) => Err(DecodeError::ServiceAndDomain),
        (Some(id), None) => Ok(Some(Related::Service(id))),
        (None, domain) => Ok(domain.map(Related::Domain)),
    }
}

fn created(pairs: &Pairs<'_>) -> Result<Option<CreationDate>, DecodeError> {
    let text = pairs.non_blank(parameter_names::CREATED);
    let created = text
        .map(|text| CreationDate::parse(text.trim()))
        .transpose();
    created.map_err(|_| DecodeError::Date)
}

fn priority(pairs: &Pairs<'_>) -> Result<Priority, DecodeError> {
    match pairs.non_blank(parameter_names::PRIORITY) {
        None => Ok(Priority::default()),
        Some(text) => Priority::parse(text.trim()).ok_or(DecodeError::Priority),
    }
}

fn format(pairs: &Pairs<'_>) -> Result<MessageFormat, DecodeError> {
    let is_markdown = pairs
        .boolean(parameter_names::MARKDOWN)?
        .unwrap_or_default();
    Ok(if is_markdown {
        MessageFormat::Markdown
    } else {
        MessageFormat::Plain
    })
}

fn privileges(pairs: &Pairs<'_>, created: Option<CreationDate>) -> Result<Privileges, DecodeError> {
    Ok(Privileges {
        created,
        as_admin: pairs.boolean(parameter_names::ADMIN)?.unwrap_or_default(),
        suppress_email: pairs
            .boolean(parameter_names::NO_EMAIL)?
            .unwrap_or_default(),
        closure: match pairs.boolean(parameter_names::PREVENT_CLOSURE)? {
            None => ClosurePolicy::Inherited,
            Some(false) => ClosurePolicy::Allowed,
            Some(true) => ClosurePolicy::Prevented,
        },
    })
}

fn custom_fields(pairs: &Pairs<'_>) -> Result<CustomFieldAnswers, DecodeError> {
    let value = pairs.non_blank(parameter_names::CUSTOM_FIELDS);
    let fields = value.map(custom_fields::decode).transpose();
    Ok(fields
        .map_err(DecodeError::CustomFields)?
        .unwrap_or_default())
}

fn attachments(pairs: &Pairs<'_>) -> Result<Vec<Attachment>, DecodeError> {
    let value = pairs.non_blank(parameter_names::ATTACHMENTS);
    let files = value.map(attachments::decode).transpose();
    Ok(files.map_err(DecodeError::Attachments)?.unwrap_or_default())
}
