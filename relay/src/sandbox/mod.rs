//! An `includes/api.php` in WHMCS's place, over SQLite: every documented rule and message of
//! `OpenTicket`, and tickets that last and can be looked at. `docs/sandbox.md` tells all of it.
//!
//! The relay speaks HTTP to it as it does to WHMCS; nothing of it is called in another way.

mod actions;
mod answer;
mod api;
mod list;
mod markdown;
mod mask;
mod number;
mod open;
mod outbox;
mod owned;
mod page;
mod params;
mod read;
mod refused;
mod seed;
mod store;
mod tickets;

pub use mask::{InvalidMask, Mask};
pub use store::{Store, StoreError};

use axum::Router;
use axum::routing::{any, get};
use std::sync::Arc;

/// The sandbox's only credential: its identifier, and its secret too.
pub const SANDBOX_CREDENTIAL: &str = "sandbox";

/// Where its api.php is.
pub const API_PATH: &str = "/sandbox/includes/api.php";

/// The sandbox. A clone is the same one.
#[derive(Clone)]
pub struct Sandbox {
    store: Store,
    mask: Arc<Mask>,
    max_body: usize,
}

impl Sandbox {
    /// A sandbox over `store` whose ticket numbers look like `mask` and that takes bodies of
    /// `max_body` bytes.
    #[must_use]
    pub fn new(store: Store, mask: Mask, max_body: usize) -> Self {
        Self {
            store,
            mask: Arc::new(mask),
            max_body,
        }
    }

    /// Its api.php.
    pub fn api(self) -> Router {
        Router::new()
            .route(API_PATH, any(api::answer))
            .with_state(self)
    }

    /// Its api.php, the page on which a ticket is read, and the e-mails that would have gone out.
    pub fn routes(self) -> Router {
        Router::new()
            .route("/sandbox/viewticket.php", get(page::show))
            .route("/sandbox/outbox", get(outbox::show))
            .with_state(self.clone())
            .merge(self.api())
    }
}
