//! The e-mails that WHMCS would have sent about new tickets.
//!
//! The sandbox sends none. What would have gone out follows from the tickets themselves: one to
//! whoever opened it, unless the ticket asked for none.

use super::Sandbox;
use super::refused::Refused;
use crate::error::json;
use crate::page::{self, Look};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use maud::html;
use rusqlite::{Connection, Row};
use serde_json::json;

/// How many e-mails are shown, the latest ones.
const MAX_SHOWN: usize = 500;

/// An e-mail that would have gone out.
struct Email {
    to: String,
    subject: String,
    ticket: String,
    at: String,
}

/// `GET /sandbox/outbox`: as a page, or as JSON for whom `Accept` says so. The access code is not
/// there: whoever may see an outbox may not read every ticket.
pub async fn show(State(sandbox): State<Sandbox>, headers: HeaderMap) -> Response {
    let emails = sandbox.store.run(|connection| emails(connection)).await;
    match emails {
        Ok(emails) if wants_json(&headers) => as_json(&emails),
        Ok(emails) => as_page(&emails),
        Err(refused) => {
            refused.log();
            page::notice(
                StatusCode::INTERNAL_SERVER_ERROR,
                "The outbox cannot be shown",
                "The sandbox's database does not answer. Its log says why.",
            )
        }
    }
}

fn emails(connection: &Connection) -> Result<Vec<Email>, Refused> {
    let sql = format!(
        "SELECT email, '[Ticket ID: ' || number || '] ' || subject, number,
                datetime(opened_at, 'unixepoch')
         FROM ticket WHERE quiet = 0 ORDER BY id DESC LIMIT {MAX_SHOWN}"
    );
    let email = |row: &Row<'_>| {
        Ok(Email {
            to: row.get(0)?,
            subject: row.get(1)?,
            ticket: row.get(2)?,
            at: row.get(3)?,
        })
    };
    let emails = connection
        .prepare(&sql)?
        .query_map([], email)?
        .collect::<Result<_, _>>()?;
    Ok(emails)
}

fn wants_json(headers: &HeaderMap) -> bool {
    let accept = headers.get(header::ACCEPT);
    accept
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| value.contains("application/json") && !value.contains("text/html"))
}

fn as_json(emails: &[Email]) -> Response {
    let emails: Vec<_> = emails
        .iter()
        .map(|email| {
            json!({
                "to": email.to,
                "subject": email.subject,
                "ticket": email.ticket,
                "at": email.at,
            })
        })
        .collect();
    json(json!({ "emails": emails }).to_string()).into_response()
}

fn as_page(emails: &[Email]) -> Response {
    let content = html! {
        header { a.brand href="/" { "Example Hosting" } " · Outbox of the sandbox" }
        main.ticket {
            header { h1 { "E-mails that would have gone out" } }
            @if emails.is_empty() {
                p { "None so far. A ticket that asks for no e-mail has none here." }
            }
            @for email in emails {
                dl.facts {
                    dt { "To" } dd { (email.to) }
                    dt { "Subject" } dd { (email.subject) }
                    dt { "Ticket" } dd { "#" (email.ticket) }
                    dt { "Sent" } dd { time datetime={ (email.at) "Z" } { (email.at) " UTC" } }
                }
            }
            @if emails.len() == MAX_SHOWN {
                p { "Older ones are not shown." }
            }
        }
    };
    page::page(StatusCode::OK, "Outbox", Look::Demo, &content)
}
