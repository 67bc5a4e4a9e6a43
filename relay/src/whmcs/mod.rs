//! Client for WHMCS's api.php. Each ticket is sent once and never retried automatically.

mod api_failure;
mod api_response;
mod client;
mod client_services;
mod credentials;
mod departments;
mod json_values;
mod open_ticket;
mod read_action;
mod ticket_lookup;
mod timeouts;

pub use client::WhmcsClient;
pub use credentials::Credentials;
pub use read_action::ReadFailed;
pub use ticket_lookup::{Lookup, TicketQuery};
pub use timeouts::Timeouts;
