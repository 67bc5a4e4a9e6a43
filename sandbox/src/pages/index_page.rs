//! The index page.

use super::layout;
use axum::http::StatusCode;
use axum::response::Response;
use maud::html;

/// `GET /`: links to the other pages.
pub async fn respond() -> Response {
    let content = html! {
        main {
            h1 { "open-ticket sandbox" }
            dl.facts {
                dt { "API" } dd { code { "POST includes/api.php" } }
                dt { "Credentials" } dd { "identifier " code { "sandbox" } ", secret " code { "sandbox" } }
                dt { "Emails" } dd { a href="outbox" { "Outbox" } }
                dt { "Tickets" } dd { code { "viewticket.php?tid=…&c=…" } }
            }
        }
    };
    layout::page(StatusCode::OK, "open-ticket sandbox", &content)
}
