//! The API `/api/ticket`: rules, submissions and their outcome.

mod api_routes;
mod apply_rate_limits;
mod attempt_result;
mod decode_error;
mod earlier_ticket;
mod file_names;
mod find_earlier_ticket;
mod form_key;
mod get_outcome;
mod get_rules;
mod held_claim;
mod idempotent_submission;
mod key_receipt;
mod match_tickets;
mod message_line_breaks;
mod no_script_form;
mod post_ticket;
mod prepare_submission;
mod refused_request;
mod request_body;
mod request_context;
mod request_fingerprint;
mod requester_rules;
mod state_error;
mod submission_response;
mod urlencoded_ticket;

pub use api_routes::routes;
