//! Lookup of a ticket whose id is known.

use super::client::WhmcsClient;
use super::read_action::{ReadFailed, read_response};
use super::response_data::{ResponseShape, Values};
use super::ticket_list::REQUESTOR_EMAIL;
use super::ticket_query::{Filter, TicketQuery};
use super::ticket_search::{GET_TICKET, opened_ticket};
use open_ticket::ticket::OpenedTicket;
use open_ticket::wire::parameter_names;

/// Message of `GetTicket` for an id without a ticket.
const NOT_FOUND: &str = "Ticket ID Not Found";

/// The names of the person are those of a list. The content is not read.
const SHAPE: ResponseShape = ResponseShape {
    values: &[
        "tid",
        "c",
        parameter_names::USER,
        parameter_names::EMAIL,
        REQUESTOR_EMAIL,
    ],
    list: None,
};

impl WhmcsClient {
    /// Returns the ticket with an id. Returns `None` if WHMCS has no such ticket, or it is not proved to be
    /// the requester's, whatever its content is. The requester's tickets since `since`, in seconds since
    /// 1970, are listed only if `GetTicket` does not name the person.
    ///
    /// # Errors
    /// [`ReadFailed`].
    pub async fn ticket_with_id(
        &self,
        query: &TicketQuery,
        id: u32,
        since: i64,
    ) -> Result<Option<OpenedTicket>, ReadFailed> {
        let ticket_id = id.to_string();
        let parameters = [("ticketid", ticket_id.as_str())];
        let response = self.request(GET_TICKET, &parameters, &SHAPE).await?;
        if response.is_from_completed_action() && response.error_message() == Some(NOT_FOUND) {
            return Ok(None);
        }
        let (data, _) = read_response(GET_TICKET, response)?;
        let ticket = data.values;
        if query.is_of_requester(&ticket, Filter::Department) {
            let opened = opened_ticket(id, &ticket, &Values::default());
            return opened.map(Some).ok_or(ReadFailed);
        }
        if !query.may_be_of_requester(&ticket, Filter::Requester) {
            return Ok(None);
        }
        let (name, requester) = query.requester_filter().ok_or(ReadFailed)?;
        let list = self.list_tickets((name, &requester), since).await?;
        let listed = list.tickets.into_iter().find(|listed| listed.id == id);
        match listed.map(|listed| listed.values) {
            Some(listed) if query.is_of_requester(&listed, Filter::Requester) => {
                let opened = opened_ticket(id, &ticket, &listed);
                opened.map(Some).ok_or(ReadFailed)
            }
            _ => Ok(None),
        }
    }
}
