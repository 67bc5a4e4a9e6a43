//! The relay: holds the WHMCS credentials of an open-ticket form.
//!
//! The relay accepts tickets from the form, validates them against the rules of this installation,
//! encodes them again together with the credentials, and posts each ticket once to an
//! `includes/api.php`. It also serves the form's files. With `--sandbox` it starts a replacement
//! for api.php, [`open_ticket_sandbox`].
//!
//! A request passes through [`server`] → [`router`] → [`request_log`] → [`access`] → [`tickets`] →
//! [`body`] and [`auth`] → [`state`] → [`whmcs`].

pub mod access;
pub mod api_error;
pub mod app_state;
pub mod auth;
pub mod body;
pub mod cache;
pub mod cli;
pub mod config;
pub mod fetch_source;
pub mod health;
mod hex;
pub mod incident;
pub mod large_request_concurrency;
mod loggable_path;
pub mod logging;
pub mod metrics;
pub mod pages;
mod relative_links;
pub mod request_log;
pub mod route_paths;
pub mod router;
pub mod secret;
pub mod sent_forms;
pub mod server;
pub mod state;
pub mod suggestions;
pub mod tickets;
mod unix_time;
pub mod whmcs;
