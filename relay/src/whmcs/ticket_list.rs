//! `GetTickets`: the tickets of a requester or of a department since a certain time.

use super::client::WhmcsClient;
use super::read_action::ReadFailed;
use super::response_data::{ListShape, ResponseShape, TOTAL, Values};
use super::ticket_dates::latest_time;
use open_ticket::wire::parameter_names;
use std::collections::HashSet;

/// Number of tickets per request. WHMCS's default is 25.
const PAGE_SIZE: &str = "100";

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
    /// Lists the tickets that match a filter, newest first, until all since the time `since` are read (in
    /// seconds since 1970, by the relay's clock).
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
            let last = data.rows.last();
            let last_reply = last.map(|row| row.text("lastreply").or_else(|| row.text("date")));
            let is_last_older = last_reply
                .and_then(to_relay_time)
                .is_some_and(|time| time < since);
            let known = list.tickets.len();
            list.tickets
                .extend(data.rows.into_iter().filter_map(|values| {
                    let id = values.number("id").filter(|id| ids.insert(*id))?;
                    let latest_opened_at = to_relay_time(values.text("date")).unwrap_or(i64::MAX);
                    Some(ListedTicket {
                        id,
                        latest_opened_at,
                        values,
                    })
                }));
            start += page_length;
            let is_end = match total {
                Some(total) => start >= total,
                None => page_length == 0,
            };
            if (is_end || is_last_older) && !data.is_truncated {
                list.is_complete = true;
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
