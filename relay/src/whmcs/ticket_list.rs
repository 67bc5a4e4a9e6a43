//! `GetTickets`: the tickets of a requester or of a department since a certain time.

use super::client::WhmcsClient;
use super::read_action::ReadFailed;
use super::response_data::{ListShape, ResponseShape, TOTAL, Values};
use super::ticket_dates::latest_time;
use open_ticket::wire::parameter_names;
use std::collections::HashSet;

/// Number of tickets per request.
const PAGE_SIZE: &str = "100";

/// WHMCS's default number of tickets per request. After a shorter page, there are no more tickets if
/// `totalresults` agrees: it may be the number of tickets on the page.
const DEFAULT_PAGE_SIZE: usize = 25;

/// Maximum number of requests for one list.
const MAX_PAGES: usize = 10;

/// Uncertainty of the comparison of two clocks, in seconds: dates and the `Date` header are whole
/// seconds.
const CLOCK_MARGIN: i64 = 2;

/// Uncertainty if the response has no `Date` header, in seconds.
const UNKNOWN_CLOCK_MARGIN: i64 = 60 * 60;

/// Address of the person who opened a ticket. For a client's ticket, `email` may be empty.
pub(super) const REQUESTOR_EMAIL: &str = "requestor_email";

const SHAPE: ResponseShape = ResponseShape {
    values: &[TOTAL],
    list: Some(ListShape {
        list: "tickets",
        element: "ticket",
        values: &[
            "id",
            "tid",
            "c",
            parameter_names::DEPARTMENT,
            parameter_names::USER,
            parameter_names::EMAIL,
            REQUESTOR_EMAIL,
            parameter_names::SUBJECT,
            "date",
            "lastreply",
        ],
    }),
};

/// Tickets since a certain time, and perhaps older ones.
#[derive(Debug, Default)]
pub(super) struct TicketList {
    /// Tickets, as WHMCS lists them.
    pub tickets: Vec<ListedTicket>,
    /// `true` if no ticket since that time is missing.
    pub is_complete: bool,
}

/// Ticket in a list.
#[derive(Debug)]
pub(super) struct ListedTicket {
    /// Id of the ticket.
    pub id: u32,
    /// Latest time at which it may have been opened, by the relay's clock, in seconds since 1970.
    /// `i64::MAX` if that is unknown.
    pub latest_opened_at: i64,
    /// Values of the ticket.
    pub values: Values,
}

impl WhmcsClient {
    /// Lists the tickets that match a filter until all since the time `since` are read (in seconds since
    /// 1970, by the relay's clock). WHMCS lists the latest replies first. If a list has another order, all of
    /// its pages are read.
    ///
    /// Without `ignore_dept_assignments`, WHMCS lists only tickets of departments that the API user
    /// is a member of. The subject is not a filter: WHMCS compares it in a different encoding.
    pub(super) async fn list_tickets(
        &self,
        filter: (&str, &str),
        since: i64,
    ) -> Result<TicketList, ReadFailed> {
        let mut list = TicketList::default();
        let mut ids = HashSet::new();
        let mut start = 0;
        let mut order = ReplyOrder::default();
        let mut has_unusable_ids = false;
        for _ in 0..MAX_PAGES {
            let offset = start.to_string();
            let parameters = [
                filter,
                ("ignore_dept_assignments", "true"),
                ("limitstart", offset.as_str()),
                ("limitnum", PAGE_SIZE),
            ];
            let (data, clock_offset) = self
                .read_with_clock_offset("GetTickets", &parameters, &SHAPE)
                .await?;
            let total = data.total();
            let page_length = data.rows.len();
            let (offset, margin) = match clock_offset {
                Some(offset) => (offset, CLOCK_MARGIN),
                None => (0, UNKNOWN_CLOCK_MARGIN),
            };
            let to_relay_time = |date: Option<&str>| {
                let latest = latest_time(date, self.time_zone())?;
                Some(latest.saturating_sub(offset).saturating_add(margin))
            };
            for row in &data.rows {
                let last_reply = row.text("lastreply").or_else(|| row.text("date"));
                order.add(
                    latest_time(last_reply, self.time_zone()),
                    to_relay_time(last_reply),
                );
            }
            let known = list.tickets.len();
            for values in data.rows {
                let latest_opened_at = to_relay_time(values.text("date")).unwrap_or(i64::MAX);
                match values.number("id") {
                    Some(id) if ids.insert(id) => list.tickets.push(ListedTicket {
                        id,
                        latest_opened_at,
                        values,
                    }),
                    // Tickets moved from one page to another while they were read, or the server repeats a
                    // page: others may be missing.
                    Some(_) => has_unusable_ids = true,
                    None => has_unusable_ids |= latest_opened_at >= since,
                }
            }
            start += page_length;
            let is_end = match total {
                Some(total) => start >= total && page_length < DEFAULT_PAGE_SIZE,
                None => page_length == 0,
            };
            if (is_end || order.all_later_are_before(since)) && !data.is_truncated {
                list.is_complete = !has_unusable_ids;
                break;
            }
            // A server that ignores the offset repeats its first page.
            if list.tickets.len() == known {
                break;
            }
        }
        Ok(list)
    }
}

/// Order of the tickets that were read.
#[derive(Default)]
struct ReplyOrder {
    /// Time of the last ticket's latest reply, by WHMCS's clock, whose offset is measured for each
    /// page. `None` if it is unknown.
    previous: Option<i64>,
    /// The same time by the relay's clock.
    last: Option<i64>,
    is_not_descending: bool,
}

impl ReplyOrder {
    fn add(&mut self, last_reply: Option<i64>, by_relay_clock: Option<i64>) {
        let is_later = (self.previous).is_some_and(|previous| Some(previous) < last_reply);
        self.is_not_descending |= is_later || last_reply.is_none();
        self.previous = last_reply;
        self.last = by_relay_clock;
    }

    /// Returns `true` if the order shows that no ticket on the following pages has a reply since a time.
    fn all_later_are_before(&self, since: i64) -> bool {
        !self.is_not_descending && self.last.is_some_and(|last| last < since)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The offset of the clocks is measured for each page, with a resolution of one second.
    #[test]
    fn an_order_does_not_depend_on_the_clock_offset_of_a_page() {
        let mut order = ReplyOrder::default();
        order.add(Some(100), Some(3_700));
        order.add(Some(100), Some(3_701));
        assert!(order.all_later_are_before(4_000));
        order.add(Some(101), Some(3_600));
        assert!(!order.all_later_are_before(4_000));
    }
}
