//! Properties that identify a ticket, and their comparison with a listed ticket.

use super::html_entities::decode_html_entities;
use super::response_data::Values;
use super::stored_text::{may_be_same_text, words};
use super::ticket_list::REQUESTOR_EMAIL;
use open_ticket::ticket::{Requester, Ticket};
use open_ticket::wire::parameter_names;
use std::sync::Arc;

/// Properties that identify a ticket.
#[derive(Clone, Debug)]
pub struct TicketQuery {
    requester: Requester,
    subject: String,
    pub(super) message: Arc<str>,
    pub(super) department: u32,
}

/// Filter of a list of tickets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Filter {
    /// Tickets of the requester.
    Requester,
    /// Tickets of a department.
    Department,
}

/// Person whose ticket is listed.
enum Person {
    /// The requester.
    Requester,
    /// Another person.
    Other,
    /// The list does not name the person.
    Unknown,
}

impl TicketQuery {
    /// Creates a query for this ticket.
    #[must_use]
    pub fn new(ticket: &Ticket) -> Self {
        Self {
            requester: ticket.requester.clone(),
            subject: ticket.subject.as_str().to_owned(),
            message: ticket.message.as_str().into(),
            department: ticket.department.get(),
        }
    }

    /// Returns a string that is the same for all queries that find the same tickets.
    #[must_use]
    pub fn canonical_text(&self) -> String {
        let requester = match &self.requester {
            Requester::Client { id, .. } => format!("client {id}"),
            Requester::Guest { email, .. } => format!("guest {}", email.as_str().to_lowercase()),
            Requester::Authenticated => String::new(),
        };
        let size = requester.len() + self.subject.len() + self.message.len() + 2;
        let mut text = String::with_capacity(size);
        text.push_str(&requester);
        for part in [self.subject.as_str(), &self.message] {
            text.push('\n');
            text.extend(words(part));
        }
        text
    }

    /// Returns the filter of the requester's tickets, as a parameter and its value.
    pub(super) fn requester_filter(&self) -> Option<(&'static str, String)> {
        match &self.requester {
            Requester::Client { id, .. } => Some((parameter_names::CLIENT, id.to_string())),
            Requester::Guest { email, .. } => {
                Some((parameter_names::EMAIL, email.as_str().to_owned()))
            }
            Requester::Authenticated => None,
        }
    }

    /// Returns `true` if a ticket is the requester's: the list names the requester, or WHMCS has selected
    /// the ticket and the list names nobody. The department is not compared: staff or a rule may have moved
    /// the ticket.
    pub(super) fn is_of_requester(&self, ticket: &Values, filter: Filter) -> bool {
        match self.listed_person(ticket) {
            Person::Requester => true,
            Person::Other => false,
            Person::Unknown => {
                let client = ticket.number(parameter_names::USER);
                let is_selected = match &self.requester {
                    // A ticket with an address may be a guest's.
                    Requester::Client { .. } => {
                        client.is_none() && listed_addresses(ticket).is_empty()
                    }
                    Requester::Guest { .. } => client.unwrap_or(0) == 0,
                    Requester::Authenticated => false,
                };
                filter == Filter::Requester && is_selected
            }
        }
    }

    /// Like [`Self::is_of_requester`], but also returns `true` if the list does not name the person, and
    /// WHMCS has selected the ticket or the ticket has the subject. It may also be another person's, whose
    /// access code must not be disclosed.
    pub(super) fn may_be_of_requester(&self, ticket: &Values, filter: Filter) -> bool {
        match self.listed_person(ticket) {
            Person::Requester => true,
            Person::Other => false,
            Person::Unknown => filter == Filter::Requester || self.has_subject(ticket),
        }
    }

    fn listed_person(&self, ticket: &Values) -> Person {
        let client = ticket.number(parameter_names::USER);
        let addresses = listed_addresses(ticket);
        match &self.requester {
            Requester::Client { id, .. } => match client {
                Some(client) if client == id.get() => Person::Requester,
                Some(0) if addresses.is_empty() => Person::Unknown,
                Some(_) => Person::Other,
                None => Person::Unknown,
            },
            // WHMCS may have assigned the ticket to a client.
            Requester::Guest { .. } if addresses.is_empty() => Person::Unknown,
            Requester::Guest { email, .. } => {
                let is_own = |address: &String| address.eq_ignore_ascii_case(email.as_str());
                match addresses.iter().any(is_own) {
                    true => Person::Requester,
                    false => Person::Other,
                }
            }
            Requester::Authenticated => Person::Other,
        }
    }

    /// Returns `true` if a ticket may have the subject: a database may have replaced its letters, or the list
    /// does not name it.
    pub(super) fn has_subject(&self, ticket: &Values) -> bool {
        let subject = ticket.text(parameter_names::SUBJECT);
        subject.is_none_or(|subject| may_be_same_text(subject, &self.subject))
    }
}

/// Returns the addresses of the person who opened a listed ticket, and of the account of a client's ticket.
/// WHMCS encodes some characters of an address, such as an apostrophe, as HTML entities.
fn listed_addresses(ticket: &Values) -> Vec<String> {
    [parameter_names::EMAIL, REQUESTOR_EMAIL]
        .into_iter()
        .filter_map(|name| ticket.text(name))
        .map(|text| {
            decode_html_entities(&decode_html_entities(text))
                .trim()
                .to_owned()
        })
        .filter(|address| !address.is_empty())
        .collect()
}
