//! Shared support for the tests of the relay and the sandbox: an HTTP client, `OpenTicket` request
//! bodies and pseudorandom bytes. The bodies are encoded independently of the code under test.

// A panic of a helper fails the test, as intended.
#![allow(clippy::panic, clippy::unwrap_used)]

mod form;
mod http_client;
mod pseudorandom;
mod stored_rows;

pub use form::{Form, attachments, custom_fields};
pub use http_client::{HttpResponse, URLENCODED, client, get, post};
pub use pseudorandom::{Xorshift, noise};
pub use stored_rows::stored_rows;
