//! The wire format: WHMCS's own examples, every error in a request, every response, and arbitrary
//! bytes.

mod attachments;
mod browser_allowlist;
mod custom_fields;
mod decode_errors;
mod encode_decode;
mod endpoint_requests;
use crate::fixtures;
mod field_problem_json;
mod hostile_input;
mod http_responses;
mod outcomes;
mod php_serialize;
mod request_sizes;
mod responses;
mod rules_json;
use crate::fixtures::tickets;
mod urlencoded;
