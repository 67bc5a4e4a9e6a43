//! Tests of the sandbox over HTTP, with a real database.

// A panic of a helper fails the test, as intended.
#![allow(clippy::panic, clippy::unwrap_used)]

mod arbitrary_bytes;
mod command_line;
mod created_date;
mod credentials;
mod documentation;
mod documented_keys;
mod documented_messages;
mod foreign_requests;
mod killed_process;
mod lists;
mod multipart_files;
mod optional_parameters;
mod order_of_refusals;
mod outbox;
mod parameter_precedence;
mod parameters;
mod php_base64;
mod php_clients;
mod php_statements;
mod received_text;
mod request_bodies;
mod response_formats;
mod schema_migrations;
mod stored_tickets;
mod support;
mod ticket_numbers;
mod ticket_page;
