//! The actions of the api.php, one module each.

mod get_clients_domains;
mod get_clients_products;
mod get_support_departments;
mod get_ticket;
mod get_ticket_attachment;
mod get_tickets;
mod open_ticket;
mod sample_domain_values;
mod sample_product_values;

use crate::error::Error;
use crate::php::PhpPost;
use crate::ticket_number::TicketMask;
use ::open_ticket::wire::parameter_names;
use rusqlite::Connection;
use serde_json::Value;

/// An action that the sandbox's credentials permit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Opens a ticket.
    OpenTicket,
    /// Returns a ticket.
    GetTicket,
    /// Returns a file of a ticket.
    GetTicketAttachment,
    /// Lists tickets.
    GetTickets,
    /// Lists departments.
    GetSupportDepartments,
    /// Lists services.
    GetClientsProducts,
    /// Lists domains.
    GetClientsDomains,
}

const ACTIONS: [(&str, Action); 7] = [
    (parameter_names::OPEN_TICKET, Action::OpenTicket),
    ("GetTicket", Action::GetTicket),
    ("GetTicketAttachment", Action::GetTicketAttachment),
    ("GetTickets", Action::GetTickets),
    ("GetSupportDepartments", Action::GetSupportDepartments),
    ("GetClientsProducts", Action::GetClientsProducts),
    ("GetClientsDomains", Action::GetClientsDomains),
];

impl Action {
    /// Returns the action with this name, ignoring ASCII case.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        let found = ACTIONS
            .iter()
            .find(|(other, _)| other.eq_ignore_ascii_case(name));
        found.map(|(_, action)| *action)
    }

    /// Performs the action and returns WHMCS's response.
    ///
    /// # Errors
    /// [`Error`], in which case nothing was stored.
    pub fn perform(
        self,
        post: PhpPost,
        connection: &mut Connection,
        ticket_mask: &TicketMask,
    ) -> Result<Value, Error> {
        Ok(match self {
            Self::OpenTicket => open_ticket::perform(post, connection, ticket_mask)?,
            Self::GetTicket => get_ticket::perform(&post, connection)?,
            Self::GetTicketAttachment => get_ticket_attachment::perform(&post, connection)?,
            Self::GetTickets => get_tickets::perform(&post, connection)?,
            Self::GetSupportDepartments => get_support_departments::perform(&post, connection)?,
            Self::GetClientsProducts => get_clients_products::perform(&post, connection)?,
            Self::GetClientsDomains => get_clients_domains::perform(&post, connection)?,
        })
    }
}
