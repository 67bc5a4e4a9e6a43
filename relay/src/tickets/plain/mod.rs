//! A plain HTML form, without any script: under the same rules, with a page for an answer.

mod fields;
mod filled;
mod form;
mod pages;
mod words;

use super::Desk;
use super::head::Head;
use super::open::{answered, not_a_ticket};
use crate::error::{Code, Refused};
use crate::intake::multipart::{self, Plain};
use crate::page;
use crate::state::{Answer, Key, Standing};
use axum::body::Body;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use filled::Filled;
use open_ticket::ticket::{DepartmentId, Ticket};
use open_ticket::wire;
use serde::Deserialize;
use std::net::IpAddr;
use std::sync::Arc;

/// Which department's form is shown.
#[derive(Deserialize)]
pub struct Choice {
    department: Option<u32>,
}

/// `GET /api/ticket/form`: the form for those without scripts. With several departments they are
/// the first question, as each asks questions of its own.
pub async fn show(State(desk): State<Arc<Desk>>, Query(choice): Query<Choice>) -> Response {
    let rules = match desk.rules_for(None).await {
        Ok(rules) => rules,
        Err(refused) => return unavailable(&refused),
    };
    let chosen = choice.department.and_then(DepartmentId::new);
    let only = match rules.departments.as_slice() {
        [only] => Some(only.id),
        _ => None,
    };
    match chosen.or(only).filter(|id| rules.department(*id).is_some()) {
        None => pages::departments(&rules),
        Some(id) => form::page(&rules, &Filled::blank(id), None),
    }
}

/// `GET /api/ticket/{key}/page`: what became of a plain form.
pub async fn confirm(State(desk): State<Arc<Desk>>, Path(key): Path<String>) -> Response {
    let Ok(standing) = desk.standing(&key).await else {
        return page::not_found();
    };
    let opened = match &standing {
        Standing::Answered(answer) => wire::read_reply(&answer.body).ok(),
        _ => None,
    };
    match (opened, standing) {
        (Some(opened), _) => {
            let rules = desk.rules().await.ok();
            let link =
                rules.and_then(|rules| rules.ticket_link(opened.number(), opened.access_code()));
            pages::confirmation(opened.number(), link.as_deref())
        }
        (None, Standing::Unknown) => pages::waiting(),
        (None, _) => pages::nothing_opened(),
    }
}

/// Takes a plain form. A browser that asks for a page gets one: the confirmation, or the form
/// again, filled in, with what is wrong.
pub async fn open(desk: Arc<Desk>, address: IpAddr, headers: &HeaderMap, body: Body) -> Response {
    let head = match Head::read(&desk, address, headers) {
        Ok(head) => head,
        Err(refused) => return refused.into_response(),
    };
    let mut filled = Filled::default();
    let result = take(&desk, head, headers, body, &mut filled).await;
    if !wants_page(headers) {
        return answered(result);
    }
    match result {
        Ok(answer) if answer.opened.is_some() => to_confirmation(&filled),
        // The first answer to this key was a refusal of WHMCS's.
        Ok(answer) => again(&desk, &refusal_of(&answer), filled).await,
        Err(refused) => again(&desk, &refused, filled).await,
    }
}

async fn take(
    desk: &Arc<Desk>,
    mut head: Head,
    headers: &HeaderMap,
    body: Body,
    filled: &mut Filled,
) -> Result<Answer, Refused> {
    let (taken, place) = desk.take(&head, body).await?;
    let content_type = headers.get(header::CONTENT_TYPE).cloned();
    let content_type = content_type.ok_or(Refused::MediaType)?;
    let bytes = desk.away(taken, Ok);
    let plain = multipart::parse(&content_type, bytes.await?).await?;
    *filled = Filled::of(&plain);
    if !plain.token.is_empty() {
        head.identity = Some(desk.verify(&plain.token)?);
        filled.rules = Some(desk.rules_for(head.identity.as_ref()).await?);
    }
    head.key = Some(key(&plain, head.key)?);
    filled.key = head.key;
    desk.open(head, ticket(plain)?, place).await
}

/// The key of the form, or one of the relay's own: a page has an address by it.
fn key(plain: &Plain, of_header: Option<Key>) -> Result<Key, Refused> {
    if let Some(key) = of_header {
        return Ok(key);
    }
    if plain.key.is_empty() {
        return Key::random().ok_or(Refused::Unavailable);
    }
    Key::parse(&plain.key)
        .ok_or_else(|| Refused::Malformed("idempotency_key must be a UUID".to_owned()))
}

/// A form sends every field it has: what was left empty was not answered.
fn ticket(plain: Plain) -> Result<Ticket, Refused> {
    let mut ticket = wire::decode_pairs(&plain.pairs).map_err(not_a_ticket)?;
    let answered = plain
        .answers
        .iter()
        .filter(|(_, answer)| !answer.is_empty());
    for (id, answer) in answered {
        ticket.custom_fields.set(id, answer);
    }
    ticket.attachments.extend(plain.files);
    Ok(ticket)
}

fn wants_page(headers: &HeaderMap) -> bool {
    let accepted = headers.get_all(header::ACCEPT).iter();
    accepted
        .filter_map(|value| value.to_str().ok())
        .any(|types| types.contains("text/html"))
}

fn to_confirmation(filled: &Filled) -> Response {
    let key = filled.key.map(|key| key.as_text()).unwrap_or_default();
    let location = HeaderValue::from_str(&format!("/api/ticket/{key}/page"));
    let location = location.unwrap_or(HeaderValue::from_static("/"));
    let headers = [
        (header::LOCATION, location),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    (StatusCode::SEE_OTHER, headers).into_response()
}

fn refusal_of(answer: &Answer) -> Refused {
    match wire::read_reply(&answer.body) {
        Err(open_ticket::ticket::SendError::Refused(refusal)) => Refused::Whmcs(refusal),
        _ => Refused::Unavailable,
    }
}

/// The form again. After a refusal of WHMCS's it is a new intent; until then it stays the same one,
/// so that nothing is opened twice.
async fn again(desk: &Desk, refused: &Refused, mut filled: Filled) -> Response {
    if matches!(refused, Refused::Whmcs(_)) || filled.key.is_none() {
        filled.key = Key::random();
    }
    let rules = match filled.rules.take() {
        Some(rules) => rules,
        None => match desk.rules_for(None).await {
            Ok(rules) => rules,
            Err(refused) => return unavailable(&refused),
        },
    };
    with_code(form::page(&rules, &filled, Some(refused)), refused)
}

fn unavailable(refused: &Refused) -> Response {
    let title = "The form is not there at the moment";
    let sentence = "The help desk cannot be reached. Please try again in a minute.";
    with_code(page::notice(refused.status(), title, sentence), refused)
}

fn with_code(mut response: Response, refused: &Refused) -> Response {
    if let Some(code) = refused.code() {
        response.extensions_mut().insert(Code(code));
    }
    response
}
