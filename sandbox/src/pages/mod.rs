//! The HTML pages: a ticket, the outbox and an index.

mod file_download;
mod index_page;
mod layout;
mod message_html;
mod outbox_page;
mod static_files;
mod ticket_page;

pub use layout::message_page;

use crate::database::Database;
use axum::Router;
use axum::extract::FromRef;
use axum::routing::get;
use open_ticket::rules::Markdown;

/// State of the pages.
#[derive(Clone)]
struct PageState {
    database: Database,
    markdown: Markdown,
}

impl FromRef<PageState> for Database {
    fn from_ref(state: &PageState) -> Self {
        state.database.clone()
    }
}

impl FromRef<PageState> for Markdown {
    fn from_ref(state: &PageState) -> Self {
        state.markdown
    }
}

/// Returns the routes of the ticket page and the outbox. `markdown` applies to the ticket page.
pub fn routes(database: Database, markdown: Markdown) -> Router {
    Router::new()
        .route("/viewticket.php", get(ticket_page::respond))
        .route("/outbox", get(outbox_page::respond))
        .with_state(PageState { database, markdown })
        .merge(static_files::routes())
}

/// Returns the route of the index page.
pub fn index_routes() -> Router {
    Router::new().route("/", get(index_page::respond))
}
