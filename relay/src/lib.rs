//! The relay: holds the WHMCS credentials of an open-ticket form.
//!
//! It takes tickets from the form, judges them by this installation's rules, writes them anew with
//! the credentials and posts them to an `includes/api.php`, once. It also serves the form's files,
//! and has an api.php of its own for trying things out, the [`sandbox`].
//!
//! A request's way: [`serve`] → [`guard`] → [`tickets`] → [`intake`] and [`identity`] → [`state`] →
//! [`whmcs`].

pub mod cli;
mod clock;
pub mod config;
pub mod demo;
pub mod error;
pub mod guard;
pub mod identity;
pub mod intake;
pub mod metrics;
pub mod page;
pub mod sandbox;
pub mod secret;
pub mod serve;
pub mod server;
pub mod settings;
pub mod state;
pub mod tickets;
pub mod whmcs;

use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::routing::get;
use sandbox::Sandbox;
use std::path::Path;
use std::sync::Arc;
use tickets::Desk;

/// Everything that the relay answers. The sandbox is there only if it is given, and with it the demo
/// page's signed-in view.
pub fn app(desk: Arc<Desk>, sandbox: Option<Sandbox>, dist: &Path) -> Router {
    let signing_key = desk.signing_key.clone().filter(|_| sandbox.is_some());
    let metrics = desk.metrics.clone();
    Router::new()
        .merge(tickets::routes(desk))
        .merge(sandbox.map(Sandbox::routes).unwrap_or_default())
        .route("/healthz", get(async || "ok\n"))
        .fallback_service(demo::files(dist, signing_key))
        .layer(from_fn_with_state(metrics, guard::log))
}
