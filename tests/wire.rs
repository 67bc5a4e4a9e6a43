//! How a ticket is written, seen from outside: WHMCS's own examples, everything that can be wrong
//! with a body, every answer, and bytes that mean nothing.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by a panic, and so do the functions it shares"
)]

mod fixtures;

#[path = "wire/answers.rs"]
mod answers;
#[path = "wire/attachments.rs"]
mod attachments;
#[path = "wire/bodies.rs"]
mod bodies;
#[path = "wire/custom_fields.rs"]
mod custom_fields;
#[path = "wire/hostile.rs"]
mod hostile;
#[path = "wire/names.rs"]
mod names;
#[path = "wire/problems.rs"]
mod problems;
#[path = "wire/refusals.rs"]
mod refusals;
#[path = "wire/replies.rs"]
mod replies;
#[path = "wire/rules.rs"]
mod rules;
#[path = "wire/serialized.rs"]
mod serialized;
#[path = "wire/sizes.rs"]
mod sizes;
#[path = "wire/tickets.rs"]
mod tickets;
#[path = "wire/urlencoded.rs"]
mod urlencoded;
