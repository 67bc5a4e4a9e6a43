//! Wire format: WHMCS's request parameters and responses, and the JSON of the rules.
//!
//! All functions are pure and never panic, for any input. The format follows WHMCS's page on
//! `OpenTicket`. Where that page is incomplete, the function that makes a choice documents it.
//! Requests are decoded by servers only, so `decode_ticket` is not compiled for wasm32.

pub mod attachments;
mod attachments_error;
#[cfg(not(target_arch = "wasm32"))]
mod attachments_json;
mod base64;
mod browser_allowlist;
mod byte_search;
mod custom_fields;
mod decode_error;
mod decode_outcome;
#[cfg(not(target_arch = "wasm32"))]
mod decode_ticket;
mod encode_ticket;
mod endpoint_request;
mod field_problem_json;
mod http_status_to_send_error;
pub mod parameter_names;
#[cfg(not(target_arch = "wasm32"))]
mod php_base64;
pub mod php_serialize;
mod refusal_messages;
mod relay_response;
pub mod rules_json;
pub mod urlencoded;

pub use browser_allowlist::{ALLOWED_FROM_BROWSER, FORBIDDEN_FROM_BROWSER};
pub use custom_fields::CustomFieldsError;
pub use decode_error::DecodeError;
pub use decode_outcome::{decode_http_outcome, decode_outcome};
#[cfg(not(target_arch = "wasm32"))]
pub use decode_ticket::{decode, decode_owned_pairs, decode_pairs};
pub use encode_ticket::{encode, encode_without_attachments};
pub use endpoint_request::{outcome_url, token_header};
pub use field_problem_json::insert_problem;
pub use http_status_to_send_error::decode_http_response;
pub use refusal_messages::{refusal_from_message, refusal_message};
pub use relay_response::{decode_response, encode_error, encode_success};
