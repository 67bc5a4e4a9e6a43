//! How a ticket is written: WHMCS's parameters, the answer, and the rules' JSON.
//!
//! Everything here is a pure function of bytes, and nothing here panics, whatever the bytes. What
//! stands on the wire is WHMCS's page on `OpenTicket`; where it is silent, the choice is said at
//! the function that makes it.

mod answer;
pub mod attachments;
mod base64;
mod custom_fields;
mod decode;
mod decode_error;
mod encode;
mod json;
pub mod names;
pub mod php;
mod problem;
mod reply;
pub mod rules;
mod rules_error;
pub mod urlencoded;

pub use answer::{read_answer, read_outcome};
pub use custom_fields::CustomFieldsError;
pub use decode::{decode, decode_pairs};
pub use decode_error::DecodeError;
pub use encode::{encode, encode_text};
pub use problem::describe_problem;
pub use reply::{read_reply, refusal_message, refusal_of_message, write_opened, write_refusal};
