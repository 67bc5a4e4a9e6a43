//! A ticket as its reader sees it.

use super::Sandbox;
use super::markdown::Drawn;
use super::read::{self, Closes, StoredAnswer, StoredFile, StoredTicket, Which};
use super::refused::Refused;
use crate::page::{self, Look};
use crate::secret;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use serde::Deserialize;
use std::fmt::Write as _;

/// What a password's answer shows as: nothing of it, its length neither.
const MASKED: &str = "••••••••";

/// The link to a ticket.
#[derive(Deserialize)]
pub struct Link {
    #[serde(default)]
    tid: String,
    #[serde(default)]
    c: String,
    file: Option<String>,
}

/// `GET /sandbox/viewticket.php?tid=…&c=…`: the ticket, or with `&file=INDEX` one of its files. A
/// wrong number and a wrong code look the same.
pub async fn show(
    State(sandbox): State<Sandbox>,
    link: Result<Query<Link>, QueryRejection>,
) -> Response {
    let Ok(Query(link)) = link else {
        return page::not_found();
    };
    let found = sandbox
        .store
        .run(move |connection| {
            let which = Which::Number(link.tid.clone());
            let ticket = read::ticket(connection, &which)?;
            let code = ticket
                .as_ref()
                .map_or("", |ticket| ticket.access_code.0.as_str());
            // Compared even where there is no ticket: the time tells nobody which numbers exist.
            let fits = secret::same(code.as_bytes(), link.c.as_bytes()) && !code.is_empty();
            let Some(ticket) = ticket.filter(|_| fits) else {
                return Ok(None);
            };
            let Some(index) = &link.file else {
                return Ok(Some(ticket_page(&ticket, &link)));
            };
            let Ok(index) = index.parse() else {
                return Ok(None);
            };
            let file = read::file(connection, ticket.id, index)?;
            Ok::<_, Refused>(file.map(|(name, bytes)| download(&name, bytes)))
        })
        .await;
    match found {
        Ok(Some(response)) => response,
        Ok(None) => page::not_found(),
        Err(refused) => {
            refused.log();
            page::notice(
                StatusCode::INTERNAL_SERVER_ERROR,
                "The ticket cannot be shown",
                "The sandbox's database does not answer. Its log says why.",
            )
        }
    }
}

fn ticket_page(ticket: &StoredTicket, link: &Link) -> Response {
    let content = html! {
        header { a.brand href="/" { "Example Hosting" } " · Client area" }
        main.ticket {
            header {
                p.number { "Ticket #" (ticket.number) }
                h1 { (ticket.subject) }
            }
            (facts(ticket))
            section.message {
                h2 { "Message" }
                (message(ticket))
            }
            (files(&ticket.files, link))
        }
    };
    page::page(
        StatusCode::OK,
        &format!("#{} {}", ticket.number, ticket.subject),
        Look::Demo,
        &content,
    )
}

fn facts(ticket: &StoredTicket) -> Markup {
    html! {
        dl.facts {
            dt { "Department" } dd { (ticket.department_name) }
            dt { "Status" } dd { "Open" }
            dt { "Priority" } dd { (ticket.priority) }
            dt { "Opened by" } dd { (ticket.name) " (" (ticket.email) ")" }
            dt { "Opened" } dd { time datetime={ (ticket.shown_at) "Z" } { (ticket.shown_at) " UTC" } }
            dt { "May be closed by" } dd { (closes(ticket.closes)) }
            @if !ticket.related.is_empty() {
                dt { "Related service" } dd { (ticket.related) }
            }
            @for answer in &ticket.answers {
                dt { (answer.name) } dd.answer { (shown(answer)) }
            }
        }
    }
}

const fn closes(closes: Closes) -> &'static str {
    match closes {
        Closes::Anybody => "You and our staff",
        Closes::Staff => "Our staff only",
    }
}

fn shown(answer: &StoredAnswer) -> &str {
    match answer {
        StoredAnswer { value, .. } if value.is_empty() => "—",
        StoredAnswer {
            is_password: true, ..
        } => MASKED,
        StoredAnswer { value, .. } => value,
    }
}

/// Markdown as its tree; any other text with its line breaks, which the style sheet keeps.
fn message(ticket: &StoredTicket) -> Markup {
    html! {
        @if ticket.is_markdown {
            div.markdown { (Drawn { message: &ticket.message, files: names(&ticket.files) }) }
        } @else {
            div.plain { (ticket.message) }
        }
    }
}

fn names(files: &[StoredFile]) -> Vec<String> {
    files.iter().map(|file| file.name.clone()).collect()
}

fn files(files: &[StoredFile], link: &Link) -> Markup {
    html! {
        @if !files.is_empty() {
            section.files {
                h2 { "Files" }
                ul.files {
                    @for file in files {
                        li {
                            a href=(file_link(link, file.index)) download=(file.name) { (file.name) }
                            " " span.size { (size(file.size)) }
                        }
                    }
                }
            }
        }
    }
}

fn file_link(link: &Link, index: i64) -> String {
    let (tid, c) = (percent_encoded(&link.tid), percent_encoded(&link.c));
    format!("?tid={tid}&c={c}&file={index}")
}

/// A size in words: `512 bytes`, `3.1 MB`.
fn size(bytes: i64) -> String {
    match bytes {
        1 => "1 byte".to_owned(),
        ..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{:.1} kB", bytes as f64 / 1e3),
        1_000_000.. => format!("{:.1} MB", bytes as f64 / 1e6),
    }
}

/// A file to be kept, never to be shown: what is in it is a stranger's.
fn download(name: &str, bytes: Vec<u8>) -> Response {
    let disposition =
        HeaderValue::from_str(&disposition(name)).unwrap_or(HeaderValue::from_static("attachment"));
    let headers = [
        (header::CONTENT_DISPOSITION, disposition),
        (
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/octet-stream"),
        ),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        (
            header::CONTENT_SECURITY_POLICY,
            HeaderValue::from_static("default-src 'none'; sandbox"),
        ),
        page::NOSNIFF,
    ];
    (headers, bytes).into_response()
}

/// RFC 6266: a name in ASCII for the oldest, and the name as it is in RFC 8187's writing.
fn disposition(name: &str) -> String {
    let ascii: String = name
        .chars()
        .map(|c| match c {
            '"' | '\\' | '%' => '_',
            ' '..='~' => c,
            _ => '_',
        })
        .collect();
    format!(
        "attachment; filename=\"{ascii}\"; filename*=UTF-8''{}",
        percent_encoded(name)
    )
}

/// Everything but RFC 3986's unreserved characters as `%XX`.
fn percent_encoded(text: &str) -> String {
    text.bytes().fold(String::new(), |mut encoded, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            // Writing to a String cannot fail.
            let _ = write!(encoded, "%{byte:02X}");
        }
        encoded
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_in_any_script_survives_its_header() {
        assert_eq!(
            disposition("Zürich \"🎫\".txt"),
            "attachment; filename=\"Z_rich ___.txt\"; \
             filename*=UTF-8''Z%C3%BCrich%20%22%F0%9F%8E%AB%22.txt"
        );
    }

    #[test]
    fn a_size_is_said_in_words() {
        assert_eq!(size(1), "1 byte");
        assert_eq!(size(999), "999 bytes");
        assert_eq!(size(3_145_728), "3.1 MB");
    }
}
