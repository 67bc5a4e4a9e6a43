//! Search for tickets whose responses were lost.

use super::client::WhmcsClient;
use super::read_action::ReadFailed;
use super::response_data::{ListShape, ResponseData, ResponseShape, Values};
use super::stored_text::{contains_text, is_same_text, may_be_same_text};
use super::ticket_list::{ListedTicket, TicketList};
use super::ticket_query::{Filter, TicketQuery};
use open_ticket::ticket::OpenedTicket;
use open_ticket::wire::parameter_names;
use std::collections::BTreeMap;
use std::sync::Arc;
use tokio::task;

/// Action that returns a ticket with its messages.
pub(super) const GET_TICKET: &str = "GetTicket";
const REPLY_ID: &str = "replyid";

/// Largest error of a ticket's date, in seconds: the configured time zone may be wrong by the offset of a
/// zone from UTC, at most 14 hours. A server in front of WHMCS may have another clock, and the relay's clock
/// may have been set back.
const MAX_DATE_ERROR: i64 = 14 * 60 * 60;

/// Maximum number of messages that a search reads. Only tickets with the same subject are read, or, without
/// a time zone, all of the requester's from about a day: a person rarely has more than a few. Each takes a
/// request to WHMCS, and its message may be as large as a response can be.
const MAX_READS: usize = 50;

/// Maximum size of a message that is compared on the async runtime, in bytes. A larger one would delay other
/// tasks: the comparison of a megabyte takes up to 0.3 s.
const MAX_NON_BLOCKING: usize = 16 << 10;

const SHAPE: ResponseShape = ResponseShape {
    values: &["tid", "c"],
    list: Some(ListShape {
        list: "replies",
        element: "reply",
        values: &[REPLY_ID, parameter_names::MESSAGE],
    }),
};

/// Reasons why a ticket that was not recognized may be the one of the lost response.
const OTHER_MESSAGE: &str = "a ticket that may be the requester's has the same subject and another message, so it is \
                             unknown whether a ticket was opened: check if a hook changes messages";
const OTHER_SUBJECT: &str = "a ticket that may be the requester's has another subject, so it is unknown whether a ticket \
                             was opened: check if a hook changes subjects";
const OLDER: &str = "a ticket with the same content seems to be older than its request, so it is unknown whether a \
                     ticket was opened: check whmcs.timezone and the clocks";

/// Unclaimed tickets that may be the requester's, by their ids.
type Candidates<'a> = BTreeMap<u32, Candidate<'a>>;

/// Ticket that may be the requester's.
struct Candidate<'a> {
    listed: &'a ListedTicket,
    is_of_requester: bool,
}

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
        let (name, requester) = query.requester_filter().ok_or(ReadFailed)?;
        let earliest = since.saturating_sub(MAX_DATE_ERROR);
        let of_requester = self.list_tickets((name, &requester), earliest).await?;
        let mut candidates = unclaimed_candidates(
            (&of_requester, Filter::Requester),
            query,
            earliest,
            &unclaimed,
        )
        .await?;
        let mut reads = 0;
        let mut found = (self.recognize(&candidates, query, since, &mut reads)).await?;
        let mut is_exhaustive = false;
        if found.len() < wanted {
            // WHMCS may have assigned a guest's ticket to a client, or hide it from the filter.
            let department = query.department.to_string();
            let filter = (parameter_names::DEPARTMENT, department.as_str());
            let of_department = self.list_tickets(filter, earliest).await?;
            let mut others = unclaimed_candidates(
                (&of_department, Filter::Department),
                query,
                earliest,
                &unclaimed,
            )
            .await?;
            others.retain(|id, _| !candidates.contains_key(id));
            found.append(&mut self.recognize(&others, query, since, &mut reads).await?);
            candidates.append(&mut others);
            candidates.retain(|id, _| !found.contains_key(id));
            let reason = (self.inconclusive_reason(&candidates, query, since, &mut reads)).await?;
            if let Some(reason) = reason {
                tracing::warn!("{reason}");
            }
            is_exhaustive = reason.is_none()
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

    /// Returns the requester's candidates, opened at `since` or later, that have the subject and the message.
    async fn recognize(
        &self,
        candidates: &Candidates<'_>,
        query: &TicketQuery,
        since: i64,
        reads: &mut usize,
    ) -> Result<BTreeMap<u32, FoundTicket>, ReadFailed> {
        let is_match = |candidate: &Candidate<'_>| {
            candidate.listed.latest_opened_at >= since
                && candidate.is_of_requester
                && query.has_subject(&candidate.listed.values)
        };
        let mut found = BTreeMap::new();
        for (id, candidate) in candidates.iter().filter(|(_, it)| is_match(it)) {
            let listed = candidate.listed;
            let ticket = self.get_ticket(*id, reads).await?;
            if compare(&ticket, query, is_same_text).await? {
                let opened = opened_ticket(*id, &ticket.values, &listed.values);
                let ticket = FoundTicket {
                    opened: opened.ok_or(ReadFailed)?,
                    latest_opened_at: listed.latest_opened_at,
                };
                found.insert(*id, ticket);
            }
        }
        Ok(found)
    }

    /// Returns the reason why a candidate that was not recognized may be the one of the lost response:
    /// hooks can change subject and message as soon as a ticket is opened, and its date may be wrong.
    async fn inconclusive_reason(
        &self,
        candidates: &Candidates<'_>,
        query: &TicketQuery,
        since: i64,
        reads: &mut usize,
    ) -> Result<Option<&'static str>, ReadFailed> {
        // Newest first: if one of these is decisive, the messages of older ones are not read.
        for (id, Candidate { listed, .. }) in candidates.iter().rev() {
            let is_since = listed.latest_opened_at >= since;
            let has_subject = query.has_subject(&listed.values);
            let reason = match (is_since, has_subject) {
                (true, true) => OTHER_MESSAGE,
                (true, false) => OTHER_SUBJECT,
                (false, true) => OLDER,
                (false, false) => continue,
            };
            let is_decisive = is_since && (has_subject || !self.time_zone().is_unknown());
            let may_be_it = is_decisive || {
                let ticket = self.get_ticket(*id, reads).await?;
                compare(&ticket, query, may_be_or_contain).await?
            };
            if may_be_it {
                return Ok(Some(reason));
            }
        }
        Ok(None)
    }

    async fn get_ticket(&self, id: u32, reads: &mut usize) -> Result<ResponseData, ReadFailed> {
        if *reads == MAX_READS {
            tracing::warn!(
                "more than {MAX_READS} tickets may be the requester's, so it is unknown whether a ticket was opened"
            );
            return Err(ReadFailed);
        }
        *reads += 1;
        let id = id.to_string();
        self.read(GET_TICKET, &[("ticketid", &id)], &SHAPE).await
    }
}

/// Returns the tickets of a list that may be the requester's and belong to no other submission.
async fn unclaimed_candidates<'a, F: Future<Output = Result<Vec<u32>, ReadFailed>>>(
    (list, filter): (&'a TicketList, Filter),
    query: &TicketQuery,
    earliest: i64,
    unclaimed: impl Fn(Vec<u32>) -> F,
) -> Result<Candidates<'a>, ReadFailed> {
    let is_candidate = |ticket: &&ListedTicket| {
        ticket.latest_opened_at >= earliest && query.may_be_of_requester(&ticket.values, filter)
    };
    let candidate = |listed: &'a ListedTicket| Candidate {
        listed,
        is_of_requester: query.is_of_requester(&listed.values, filter),
    };
    let listed = list.tickets.iter().filter(is_candidate);
    let mut candidates: Candidates<'_> = listed.map(|it| (it.id, candidate(it))).collect();
    let unclaimed = unclaimed(candidates.keys().copied().collect()).await?;
    candidates.retain(|id, _| unclaimed.contains(id));
    Ok(candidates)
}

/// Compares a ticket's message with the query's.
async fn compare(
    ticket: &ResponseData,
    query: &TicketQuery,
    is_match: fn(&str, &str) -> bool,
) -> Result<bool, ReadFailed> {
    let (stored, sent) = (message(ticket)?, &query.message);
    if stored.len().max(sent.len()) <= MAX_NON_BLOCKING {
        return Ok(is_match(stored, sent));
    }
    let (stored, sent) = (stored.to_owned(), Arc::clone(sent));
    let is_match = task::spawn_blocking(move || is_match(&stored, &sent));
    is_match.await.map_err(|_| ReadFailed)
}

/// Returns `true` if a stored text may be the sent one, or contains its words.
fn may_be_or_contain(stored: &str, sent: &str) -> bool {
    may_be_same_text(stored, sent) || contains_text(stored, sent)
}

/// Returns the ticket's message, which WHMCS lists as the reply with the id 0. Without it, a ticket can be
/// neither recognized nor excluded.
fn message(ticket: &ResponseData) -> Result<&str, ReadFailed> {
    let is_first = |reply: &&Values| reply.number(REPLY_ID).unwrap_or_default() == 0;
    let first = ticket.rows.iter().find(is_first);
    first
        .and_then(|reply| reply.text(parameter_names::MESSAGE))
        .ok_or(ReadFailed)
}

/// Returns the ticket, or `None` if neither response has its number and its access code.
pub(super) fn opened_ticket(id: u32, ticket: &Values, listed: &Values) -> Option<OpenedTicket> {
    let text = |name| ticket.text(name).or_else(|| listed.text(name));
    OpenedTicket::new(id, text("tid")?, text("c")?).ok()
}
