//! `GetTickets` and `GetTicket`: lookup of a ticket whose response was lost.

use super::client::WhmcsClient;
use super::json_values::{decode_html_entities, list, number};
use super::read_action::ReadFailed;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use open_ticket::ticket::{OpenedTicket, Requester, Ticket};
use open_ticket::wire::parameter_names;
use serde_json::Value;

/// Number of the newest tickets that are compared.
const MAX_TICKETS: &str = "25";

/// Properties that identify a ticket.
#[derive(Clone, Debug)]
pub struct TicketQuery {
    requester: Requester,
    subject: String,
    message: String,
    department: u32,
}

/// Result of a lookup.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lookup {
    /// The ticket was opened.
    Found(OpenedTicket),
    /// No ticket matches.
    NotFound,
    /// WHMCS did not respond, or does not allow the lookup.
    Failed,
}

impl TicketQuery {
    /// Creates a query for this ticket.
    #[must_use]
    pub fn new(ticket: &Ticket) -> Self {
        Self {
            requester: ticket.requester.clone(),
            subject: ticket.subject.as_str().to_owned(),
            message: ticket.message.as_str().to_owned(),
            department: ticket.department.get(),
        }
    }
}

impl WhmcsClient {
    /// Looks for a ticket that was sent at `sent_at` (seconds since 1970) or later. Skips older
    /// tickets with the same content, and those for which `is_other_ticket` returns `true`.
    pub async fn look_up_ticket<F: Future<Output = bool>>(
        &self,
        query: &TicketQuery,
        sent_at: i64,
        is_other_ticket: impl Fn(u32) -> F,
    ) -> Lookup {
        match self.find_ticket(query, sent_at, is_other_ticket).await {
            Ok(Some(opened)) => Lookup::Found(opened),
            Ok(None) => Lookup::NotFound,
            Err(ReadFailed) => Lookup::Failed,
        }
    }

    async fn find_ticket<F: Future<Output = bool>>(
        &self,
        query: &TicketQuery,
        sent_at: i64,
        is_other_ticket: impl Fn(u32) -> F,
    ) -> Result<Option<OpenedTicket>, ReadFailed> {
        let requester = match &query.requester {
            Requester::Client { id, .. } => (parameter_names::CLIENT, id.to_string()),
            Requester::Guest { email, .. } => (parameter_names::EMAIL, email.as_str().to_owned()),
            Requester::Authenticated => return Err(ReadFailed),
        };
        let parameters = [
            (requester.0, requester.1.as_str()),
            (parameter_names::SUBJECT, &query.subject),
            ("limitnum", MAX_TICKETS),
        ];
        let (response, clock_offset) = self
            .read_with_clock_offset("GetTickets", &parameters)
            .await?;
        let earliest = sent_at + clock_offset;
        let mut candidates: Vec<_> = list(&response["tickets"]["ticket"])
            .filter(|row| {
                matches_query(row, query) && is_opened_since(row, earliest, self.time_zone())
            })
            .filter_map(|row| number(&row["id"]))
            .collect();
        // Newest first: the lost ticket is probably the newest.
        candidates.sort_unstable_by(|a, b| b.cmp(a));
        for id in candidates {
            if is_other_ticket(id).await {
                continue;
            }
            let id_text = id.to_string();
            let ticket = self.read("GetTicket", &[("ticketid", &id_text)]).await?;
            if has_message(&ticket, &query.message) {
                return opened_ticket(id, &ticket).map(Some).ok_or(ReadFailed);
            }
        }
        Ok(None)
    }
}

fn matches_query(row: &Value, query: &TicketQuery) -> bool {
    let subject = row["subject"].as_str().unwrap_or_default();
    number(&row[parameter_names::DEPARTMENT]) == Some(query.department)
        && is_same_text(subject, &query.subject)
}

/// Returns `true` unless the ticket has a valid date before `earliest`.
fn is_opened_since(row: &Value, earliest: i64, time_zone: &TimeZone) -> bool {
    let date = row["date"].as_str();
    let date = date.and_then(|text| DateTime::strptime("%Y-%m-%d %H:%M:%S", text).ok());
    let date = date.and_then(|date| time_zone.to_timestamp(date).ok());
    date.is_none_or(|date| date.as_second() >= earliest)
}

/// Compares the ticket's message, which WHMCS lists as the reply with the id 0.
fn has_message(ticket: &Value, message: &str) -> bool {
    let mut replies = list(&ticket["replies"]["reply"]);
    let message_reply = replies.find(|reply| number(&reply["replyid"]).unwrap_or_default() == 0);
    message_reply
        .and_then(|reply| reply["message"].as_str())
        .is_some_and(|text| is_same_text(text, message))
}

/// Compares two texts, ignoring line ends, surrounding whitespace and HTML entities.
fn is_same_text(stored: &str, sent: &str) -> bool {
    let normalized = |text: &str| text.replace("\r\n", "\n").trim().to_owned();
    normalized(stored) == normalized(sent)
        || normalized(&decode_html_entities(stored)) == normalized(sent)
}

fn opened_ticket(id: u32, ticket: &Value) -> Option<OpenedTicket> {
    let text = |key: &str| ticket[key].as_str().map(str::to_owned);
    OpenedTicket::new(id, text("tid")?, text("c")?).ok()
}
