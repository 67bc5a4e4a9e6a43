//! The outbox page, with the emails that WHMCS would have sent.

use super::layout;
use crate::database::{Database, Email, emails};
use crate::error::Error;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use maud::html;
use open_ticket_http_responses::json;
use serde_json::json;

/// Maximum number of emails on the page.
const MAX_EMAILS: usize = 500;

/// `GET outbox`: an HTML page, or JSON if `Accept` contains `application/json` and not `text/html`.
pub async fn respond(State(database): State<Database>, headers: HeaderMap) -> Response {
    let emails = database
        .run(|connection| emails(connection, MAX_EMAILS).map_err(Error::from))
        .await;
    match emails {
        Ok(emails) if accepts_json(&headers) => json_response(&emails),
        Ok(emails) => page(&emails),
        Err(error) => {
            error.log();
            layout::database_error("The outbox cannot be shown")
        }
    }
}

fn accepts_json(headers: &HeaderMap) -> bool {
    let accept = headers.get(header::ACCEPT);
    accept
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| value.contains("application/json") && !value.contains("text/html"))
}

fn json_response(emails: &[Email]) -> Response {
    let emails: Vec<_> = emails
        .iter()
        .map(|email| {
            json!({
                "to": email.to,
                "subject": email.subject,
                "ticket": email.ticket_number,
                "at": email.sent_at,
            })
        })
        .collect();
    json(json!({ "emails": emails }).to_string()).into_response()
}

fn page(emails: &[Email]) -> Response {
    let content = html! {
        header { (layout::home_link()) " · Outbox of the sandbox" }
        main.ticket {
            header { h1 { "Emails that WHMCS would have sent" } }
            @if emails.is_empty() {
                p { "None yet. A ticket with " code { "noemail" } " sends none." }
            }
            @for email in emails {
                dl.facts {
                    dt { "To" } dd { bdi { (email.to) } }
                    dt { "Subject" } dd { bdi { (email.subject) } }
                    dt { "Ticket" } dd { bdi { "#" (email.ticket_number) } }
                    dt { "Sent" }
                    dd { time dir="ltr" datetime={ (email.sent_at) "Z" } { (email.sent_at) " UTC" } }
                }
            }
            @if emails.len() == MAX_EMAILS {
                p { "Older emails are not shown." }
            }
        }
    };
    layout::page(StatusCode::OK, "Outbox", &content)
}
