//! Integration tests of the relay: HTTP requests, the program, and the state store with SQLite and
//! Redis.

// A failure of the tests' own tools ends the test.
#![allow(clippy::panic, clippy::unwrap_used)]

mod cli_and_config;
mod client_addresses;
mod client_services;
mod config_values;
mod connections;
mod cors;
mod departments;
mod deploy_guide;
mod idempotency;
mod late_tickets;
mod line_breaks;
mod logs_and_metrics;
mod lost_tickets;
mod memory_of_the_program;
mod multipart_arbitrary_bytes;
mod multipart_text_scanner;
mod nginx;
mod no_script_form;
mod no_script_form_errors;
mod opening_tickets;
mod openticket_parameters;
mod path_prefix;
mod proxies;
mod rate_limits;
mod received_form_keys;
mod received_keys;
mod refused_retries;
mod request_body_limits;
mod request_checks;
mod restart_and_shutdown;
mod secrets;
mod several_relays;
mod startup_checks;
mod state_store;
mod static_files;
mod support;
mod token_authentication;
mod typed_values;
mod unusual_responses;
mod whmcs_faults;
mod whmcs_tls;
