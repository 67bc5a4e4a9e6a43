//! Mock of the WHMCS API (`includes/api.php`) for testing clients of `OpenTicket`, backed by one
//! SQLite file.
//!
//! The sandbox implements every parameter, rule and message that WHMCS documents for `OpenTicket`.
//! Its other actions read tickets, departments, services and domains. HTML pages show the tickets
//! and the emails that WHMCS would have sent. `docs/sandbox.md` is the reference.
//!
//! [`Sandbox`] provides axum routes, and the caller serves them. Serve them on loopback addresses
//! only, as the binary `open-ticket-sandbox` does: the credentials are public.
//!
//! ```
//! use open_ticket_sandbox::{Sandbox, SandboxOptions};
//!
//! let folder = tempfile::tempdir()?;
//! let sandbox = Sandbox::open(SandboxOptions::new(folder.path().join("sandbox.db")))?;
//! let app = axum::Router::new().nest("/sandbox", sandbox.routes());
//! # let _: axum::Router = app;
//! # Ok::<_, Box<dyn std::error::Error>>(())
//! ```

mod api;
mod constant_time;
mod database;
mod error;
mod local_requests;
mod pages;
mod php;
mod ticket_number;

pub use api::{API_PATH, CREDENTIAL};
pub use database::OpenError;
pub use local_requests::refuse_foreign_requests;
pub use ticket_number::{InvalidTicketMask, TicketMask};

use api::ApiState;
use axum::Router;
use axum::middleware::from_fn;
use database::Database;
use open_ticket::rules::{Department, Markdown};
use std::path::PathBuf;
use std::sync::Arc;

/// Default of [`SandboxOptions::max_body_bytes`], in bytes: 8 MiB, PHP's default `post_max_size`.
pub const DEFAULT_MAX_BODY_BYTES: usize = 8 << 20;

/// Options of a sandbox.
#[derive(Clone, Debug)]
pub struct SandboxOptions {
    /// Path of the SQLite database, which is created if it does not exist.
    pub database: PathBuf,
    /// The departments that accept tickets, with their custom fields. `None` keeps the
    /// departments of the database. A new database has three sample departments.
    pub departments: Option<Vec<Department>>,
    /// Format of the ticket numbers.
    pub ticket_mask: TicketMask,
    /// Maximum size of a request body, in bytes.
    pub max_body_bytes: usize,
    /// Markdown extensions of the ticket page, and the meaning of line breaks there.
    pub markdown: Markdown,
}

impl SandboxOptions {
    /// Returns the default options for a database: its existing departments, ticket numbers of six
    /// digits, bodies of at most [`DEFAULT_MAX_BODY_BYTES`], and every Markdown extension.
    #[must_use]
    pub fn new(database: impl Into<PathBuf>) -> Self {
        Self {
            database: database.into(),
            departments: None,
            ticket_mask: TicketMask::default(),
            max_body_bytes: DEFAULT_MAX_BODY_BYTES,
            markdown: Markdown::default(),
        }
    }
}

/// A sandbox with an open database. Clones share the database.
#[derive(Clone)]
pub struct Sandbox {
    api: ApiState,
    markdown: Markdown,
}

impl Sandbox {
    /// Opens the database, creates or migrates it as needed, and stores the departments.
    ///
    /// # Errors
    /// [`OpenError`] if the database cannot be used.
    pub fn open(options: SandboxOptions) -> Result<Self, OpenError> {
        let departments = options.departments.as_deref();
        Ok(Self {
            api: ApiState {
                database: Database::open(&options.database, departments)?,
                ticket_mask: Arc::new(options.ticket_mask),
                max_body_bytes: options.max_body_bytes,
            },
            markdown: options.markdown,
        })
    }

    /// Returns only the route of the api.php.
    ///
    /// Like all routes of the sandbox, it refuses requests from other machines
    /// ([`refuse_foreign_requests`]).
    pub fn api_routes(&self) -> Router {
        api::routes(self.api.clone()).layer(from_fn(refuse_foreign_requests))
    }

    /// Returns the routes of the api.php, the ticket page and the outbox. They can be nested under
    /// any path.
    pub fn routes(&self) -> Router {
        let pages = pages::routes(self.api.database.clone(), self.markdown);
        self.api_routes()
            .merge(pages.layer(from_fn(refuse_foreign_requests)))
    }

    /// Returns the routes of [`Sandbox::routes`], and an index page at `/`.
    pub fn routes_with_index(&self) -> Router {
        self.routes()
            .merge(pages::index_routes().layer(from_fn(refuse_foreign_requests)))
    }
}
