//! Client for WHMCS's api.php. Each ticket is sent once and never retried automatically.

mod api_failure;
mod api_response;
mod check;
mod client;
mod client_services;
mod credentials;
mod departments;
mod flattened_list;
mod gateway_timeout;
mod html_entities;
mod json_response;
mod key_value_response;
mod lossy_text;
mod open_ticket;
mod opened_ticket;
mod read_action;
mod response_data;
mod response_formats;
mod response_limits;
mod stored_text;
mod ticket_dates;
mod ticket_list;
mod ticket_query;
mod ticket_search;
mod timeouts;

pub use check::CheckFailure;
pub use client::WhmcsClient;
pub use credentials::Credentials;
pub use html_entities::decode_html_entities;
pub use open_ticket::NotConfirmed;
pub use read_action::ReadFailed;
pub use ticket_query::TicketQuery;
pub use ticket_search::{FoundTicket, Search};
pub use timeouts::{MAX_TIMEOUT_SECONDS, Timeouts};
