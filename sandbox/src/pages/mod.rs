//! The HTML pages: a ticket, the outbox and an index.

mod file_download;
mod index_page;
mod layout;
mod markdown_html;
mod outbox_page;
mod static_files;
mod ticket_page;

pub use layout::message_page;

use crate::database::Database;
use axum::Router;
use axum::routing::get;

/// Returns the routes of the ticket page and the outbox.
pub fn routes(database: Database) -> Router {
    Router::new()
        .route("/viewticket.php", get(ticket_page::respond))
        .route("/outbox", get(outbox_page::respond))
        .with_state(database)
        .merge(static_files::routes())
}

/// Returns the route of the index page.
pub fn index_routes() -> Router {
    Router::new().route("/", get(index_page::respond))
}
