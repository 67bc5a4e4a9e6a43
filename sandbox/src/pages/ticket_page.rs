//! The ticket page, as its requester sees it.

use super::file_download::download;
use super::layout;
use super::message_html::MarkdownMessage;
use crate::constant_time;
use crate::database::{
    CustomFieldAnswer, Database, StoredFile, StoredTicket, TicketKey, file, ticket,
};
use crate::error::Error;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use open_ticket::locale::format_size;
use open_ticket::rules::Markdown;
use open_ticket::url::{is_unreserved, percent_encode};
use rusqlite::Connection;
use serde::Deserialize;

/// Text shown instead of a password. The fixed length does not reveal the password's length.
const MASKED_PASSWORD: &str = "••••••••";

/// The query of a link to a ticket.
#[derive(Deserialize)]
pub struct TicketLink {
    /// The ticket number.
    #[serde(default)]
    tid: String,
    /// The access code.
    #[serde(default)]
    c: String,
    /// The index of a file to download.
    file: Option<String>,
}

/// `GET viewticket.php?tid=…&c=…`: the ticket, or with `&file=INDEX` one of its files. A wrong
/// number and a wrong access code get the same response.
pub async fn respond(
    State(database): State<Database>,
    State(markdown): State<Markdown>,
    link: Result<Query<TicketLink>, QueryRejection>,
) -> Response {
    let Ok(Query(link)) = link else {
        return layout::not_found();
    };
    let found = database
        .run(move |connection| ticket_or_file(connection, &link, markdown))
        .await;
    match found {
        Ok(Some(response)) => response,
        Ok(None) => layout::not_found(),
        Err(error) => {
            error.log();
            layout::database_error("The ticket cannot be shown")
        }
    }
}

fn ticket_or_file(
    connection: &Connection,
    link: &TicketLink,
    markdown: Markdown,
) -> Result<Option<Response>, Error> {
    let ticket = ticket(connection, &TicketKey::Number(link.tid.clone()))?;
    let access_code = ticket
        .as_ref()
        .map_or("", |ticket| ticket.summary.access_code.as_str());
    // Also compared if the ticket does not exist, so that the time does not reveal which numbers exist.
    let has_access = constant_time::is_equal(access_code, &link.c) && !access_code.is_empty();
    let Some(ticket) = ticket.filter(|_| has_access) else {
        return Ok(None);
    };
    let Some(index) = &link.file else {
        return Ok(Some(page(&ticket, link, markdown)));
    };
    let Ok(index) = index.parse() else {
        return Ok(None);
    };
    let file = file(connection, ticket.summary.id, index)?;
    Ok(file.map(|(name, bytes)| download(&name, bytes)))
}

fn page(ticket: &StoredTicket, link: &TicketLink, markdown: Markdown) -> Response {
    let summary = &ticket.summary;
    let content = html! {
        header { (layout::home_link()) " · Client area" }
        main.ticket {
            header {
                p.number { "Ticket " bdi { "#" (summary.number) } }
                h1 { (summary.subject) }
            }
            (facts(ticket))
            section.message {
                h2 { "Message" }
                (message(ticket, markdown))
            }
            (files(&ticket.files, link))
        }
    };
    let title = format!("#{} {}", summary.number, summary.subject);
    layout::page(StatusCode::OK, &title, &content)
}

fn facts(ticket: &StoredTicket) -> Markup {
    let summary = &ticket.summary;
    let closed_by = if ticket.is_closed_by_staff_only {
        "Staff only"
    } else {
        "You and staff"
    };
    html! {
        dl.facts {
            dt { "Department" } dd { (summary.department_name) }
            dt { "Status" } dd { "Open" }
            dt { "Priority" } dd { (summary.priority) }
            dt { "Opened by" } dd { bdi { (summary.name) } " (" bdi { (summary.email) } ")" }
            dt { "Opened" } dd { time dir="ltr" datetime={ (summary.date) "Z" } { (summary.date) " UTC" } }
            dt { "Can be closed by" } dd { (closed_by) }
            @if !summary.related.is_empty() {
                dt { "Related service" } dd { (summary.related) }
            }
            @for answer in &ticket.answers {
                dt { (answer.name) } dd.answer { bdi { (answer_text(answer)) } }
            }
        }
    }
}

fn answer_text(answer: &CustomFieldAnswer) -> &str {
    if answer.value.is_empty() {
        "—"
    } else if answer.is_password {
        MASKED_PASSWORD
    } else if answer.is_tick_box {
        "Yes"
    } else {
        &answer.value
    }
}

/// Renders the message. The stylesheet keeps the line breaks of plain text.
fn message(ticket: &StoredTicket, markdown: Markdown) -> Markup {
    html! {
        @if ticket.is_markdown {
            div.markdown {
                (MarkdownMessage {
                    message: &ticket.message,
                    markdown,
                    file_names: file_names(&ticket.files),
                })
            }
        } @else {
            div.plain { (ticket.message) }
        }
    }
}

fn file_names(files: &[StoredFile]) -> Vec<String> {
    files.iter().map(|file| file.name.clone()).collect()
}

fn files(files: &[StoredFile], link: &TicketLink) -> Markup {
    html! {
        @if !files.is_empty() {
            section.files {
                h2 { "Files" }
                ul.files {
                    @for file in files {
                        li {
                            a href=(file_url(link, file.index)) download=(file.name) { (file.name) }
                            " " bdi.size { (format_size(file.size.into())) }
                        }
                    }
                }
            }
        }
    }
}

fn file_url(link: &TicketLink, index: i64) -> String {
    let (tid, c) = (
        percent_encode(&link.tid, is_unreserved),
        percent_encode(&link.c, is_unreserved),
    );
    format!("?tid={tid}&c={c}&file={index}")
}
