//! The relay: holds the WHMCS credentials of an open-ticket form.
//!
//! It takes tickets from the form, judges them by this installation's rules, writes them anew with
//! the credentials and posts them to an `includes/api.php`, once. It also serves the form's files,
//! and has an api.php of its own for trying things out, the [`sandbox`].

pub mod body;
pub mod cli;
pub mod config;
pub mod demo;
pub mod error;
pub mod guard;
pub mod page;
pub mod rules;
pub mod sandbox;
pub mod secret;
pub mod server;
pub mod settings;
pub mod state;
pub mod tickets;
pub mod whmcs;

use axum::Router;
use axum::middleware::from_fn;
use axum::routing::get;
use sandbox::Sandbox;
use std::path::Path;
use std::sync::Arc;
use tickets::Desk;

/// Everything that the relay answers. The sandbox is there only if it is given.
pub fn app(desk: Desk, sandbox: Option<Sandbox>, dist: &Path) -> Router {
    let api = Router::new()
        .route("/api/ticket", get(tickets::rules).post(tickets::open))
        .with_state(Arc::new(desk));
    Router::new()
        .merge(api)
        .merge(sandbox.map(Sandbox::routes).unwrap_or_default())
        .route("/healthz", get(async || "ok\n"))
        .fallback_service(demo::files(dist))
        .layer(from_fn(guard::log))
}
