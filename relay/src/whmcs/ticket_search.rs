//! Search for tickets whose responses were lost.

use super::client::WhmcsClient;
use super::read_action::ReadFailed;
use super::response_data::{ListShape, ResponseShape, Values};
use super::stored_text::{contains_text, is_same_text};
use super::ticket_list::{ListedTicket, TicketList};
use super::ticket_query::TicketQuery;
use open_ticket::ticket::{OpenedTicket, Requester};
use open_ticket::wire::parameter_names;
use std::collections::BTreeMap;

const REPLY_ID: &str = "replyid";

/// Largest error of a ticket's date, in seconds: the configured time zone may be wrong by the offset of a
/// zone from UTC, at most 14 hours. A server in front of WHMCS may have another clock, and the relay's clock
/// may have been set back.
const MAX_DATE_ERROR: i64 = 14 * 60 * 60;

const SHAPE: ResponseShape = ResponseShape {
    values: &["tid", "c"],
    list: Some(ListShape {
        list: "replies",
        element: "reply",
        values: &[REPLY_ID, parameter_names::MESSAGE],
    }),
};

/// Result of a search.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Search {
    /// Matching tickets, oldest first.
    pub tickets: Vec<FoundTicket>,
    /// `true` if the search could see every ticket that it looked for: one that it did not find does
    /// not exist.
    pub is_exhaustive: bool,
}

/// Ticket that a search found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundTicket {
    /// The ticket.
    pub opened: OpenedTicket,
    /// Latest time at which it may have been opened, in seconds since 1970 by the relay's clock.
    pub latest_opened_at: i64,
}

impl WhmcsClient {
    /// Searches for up to `wanted` tickets that were opened at `since` or later, in seconds since
    /// 1970. `unclaimed` returns the given ids that belong to no other submission.
    ///
    /// # Errors
    /// [`ReadFailed`].
    pub async fn search_tickets<F: Future<Output = Result<Vec<u32>, ReadFailed>>>(
        &self,
        query: &TicketQuery,
        since: i64,
        wanted: usize,
        unclaimed: impl Fn(Vec<u32>) -> F,
    ) -> Result<Search, ReadFailed> {
        let (name, requester) = match &query.requester {
            Requester::Client { id, .. } => (parameter_names::CLIENT, id.to_string()),
            Requester::Guest { email, .. } => (parameter_names::EMAIL, email.as_str().to_owned()),
            Requester::Authenticated => return Err(ReadFailed),
        };
        let earliest = since.saturating_sub(MAX_DATE_ERROR);
        let of_requester = self.list_tickets((name, &requester), earliest).await?;
        let is_match = |ticket: &ListedTicket| {
            ticket.latest_opened_at >= since && query.matches(&ticket.values)
        };
        let mut found = BTreeMap::new();
        let mut has_longer = self
            .add_matches(&of_requester, query, is_match, &unclaimed, &mut found)
            .await?;
        let mut is_exhaustive = false;
        if found.len() < wanted {
            // WHMCS may have assigned a guest's ticket to a client, or hide it from the filter.
            let department = query.department.to_string();
            let filter = (parameter_names::DEPARTMENT, department.as_str());
            let of_department = self.list_tickets(filter, earliest).await?;
            has_longer |= self
                .add_matches(&of_department, query, is_match, &unclaimed, &mut found)
                .await?;
            // A ticket with the same content is probably the same ticket, with a wrong date.
            let is_doubtful = |ticket: &ListedTicket| {
                (earliest..since).contains(&ticket.latest_opened_at)
                    && (query.matches(&ticket.values) || query.is_ambiguous(&ticket.values))
            };
            let mut doubtful = BTreeMap::new();
            for list in [&of_requester, &of_department] {
                has_longer |= self
                    .add_matches(list, query, is_doubtful, &unclaimed, &mut doubtful)
                    .await?;
            }
            if has_longer {
                tracing::warn!(
                    "a ticket of the requester has the same subject and contains the message, so it is unknown \
                     whether a ticket was opened: a hook may change messages"
                );
            }
            if !doubtful.is_empty() {
                tracing::warn!(
                    "a ticket with the same content seems to be older than its request, so it is unknown \
                     whether a ticket was opened: check whmcs.timezone and the clocks"
                );
            }
            let is_renamed = |ticket: &ListedTicket| {
                ticket.latest_opened_at >= since && query.is_renamed(&ticket.values)
            };
            let mut renamed = BTreeMap::new();
            for list in [&of_requester, &of_department] {
                self.add_matches(list, query, is_renamed, &unclaimed, &mut renamed)
                    .await?;
            }
            if !renamed.is_empty() {
                tracing::warn!(
                    "a ticket of the requester has the same message and another subject, so it is unknown \
                     whether a ticket was opened: a hook may change subjects"
                );
            }
            let is_ambiguous = |ticket: &ListedTicket| {
                ticket.latest_opened_at >= since && query.is_ambiguous(&ticket.values)
            };
            is_exhaustive = !has_longer
                && doubtful.is_empty()
                && renamed.is_empty()
                && !of_department.tickets.iter().any(is_ambiguous)
                && self
                    .can_see(query.department, &of_requester, &of_department)
                    .await;
        }
        let tickets = found.into_values().collect();
        Ok(Search {
            tickets,
            is_exhaustive,
        })
    }

    /// Returns `true` if the lists prove that they contain every ticket of the department: an empty
    /// list may be for an API user who is not allowed to see the department.
    async fn can_see(
        &self,
        department: u32,
        of_requester: &TicketList,
        of_department: &TicketList,
    ) -> bool {
        let is_in_department = |ticket: &ListedTicket| {
            ticket.values.number(parameter_names::DEPARTMENT) == Some(department)
        };
        let all_tickets = [of_requester, of_department].map(|list| &list.tickets);
        let is_visible = all_tickets.into_iter().flatten().any(is_in_department);
        let is_complete = of_requester.is_complete && of_department.is_complete;
        let can_see = is_complete
            && (is_visible
                || self
                    .is_without_open_tickets(department)
                    .await
                    .unwrap_or(false));
        if !can_see {
            tracing::warn!(
                department,
                "GetTickets may not list every ticket, so it is unknown whether a ticket was opened: \
                 check the departments of the API user"
            );
        }
        can_see
    }

    /// Adds the candidates that have the message of the query and belong to no other submission. Returns
    /// `true` if the message of another one of these contains that of the query.
    async fn add_matches<F: Future<Output = Result<Vec<u32>, ReadFailed>>>(
        &self,
        list: &TicketList,
        query: &TicketQuery,
        is_candidate: impl Fn(&ListedTicket) -> bool,
        unclaimed: impl Fn(Vec<u32>) -> F,
        found: &mut BTreeMap<u32, FoundTicket>,
    ) -> Result<bool, ReadFailed> {
        let candidates: BTreeMap<_, _> = list
            .tickets
            .iter()
            .filter(|ticket| !found.contains_key(&ticket.id) && is_candidate(ticket))
            .map(|ticket| (ticket.id, ticket))
            .collect();
        if candidates.is_empty() {
            return Ok(false);
        }
        let mut has_longer = false;
        for id in unclaimed(candidates.keys().copied().collect()).await? {
            let Some(listed) = candidates.get(&id) else {
                continue;
            };
            let id_text = id.to_string();
            let parameters = [("ticketid", id_text.as_str())];
            let data = self.read("GetTicket", &parameters, &SHAPE).await?;
            // Without its message, a ticket can be neither recognized nor excluded.
            let message = message(&data.rows).ok_or(ReadFailed)?;
            if is_same_text(message, &query.message) {
                let opened = opened_ticket(id, &data.values, &listed.values).ok_or(ReadFailed)?;
                let latest_opened_at = listed.latest_opened_at;
                found.insert(
                    id,
                    FoundTicket {
                        opened,
                        latest_opened_at,
                    },
                );
            } else {
                has_longer |= contains_text(message, &query.message);
            }
        }
        Ok(has_longer)
    }
}

/// Returns the ticket's message, which WHMCS lists as the reply with the id 0.
fn message(replies: &[Values]) -> Option<&str> {
    let mut replies = replies.iter();
    let first = replies.find(|reply| reply.number(REPLY_ID).unwrap_or_default() == 0)?;
    first.text(parameter_names::MESSAGE)
}

fn opened_ticket(id: u32, ticket: &Values, listed: &Values) -> Option<OpenedTicket> {
    let text = |name| ticket.text(name).or_else(|| listed.text(name));
    OpenedTicket::new(id, text("tid")?, text("c")?).ok()
}
