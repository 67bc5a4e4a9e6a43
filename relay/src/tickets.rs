//! `/api/ticket`: what a form asks, and what it sends.

use crate::body::{self, Unreadable};
use crate::error::{self, Refused, Silence};
use crate::guard;
use crate::whmcs::Whmcs;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use open_ticket::rules::Rules;
use open_ticket::ticket::{Complaint, Field, Opened, Problem, Refusal, Requester, Ticket};
use open_ticket::wire::{self, DecodeError, names, urlencoded};
use std::collections::HashSet;
use std::sync::Arc;

/// What the endpoint works with.
#[derive(Debug)]
pub struct Desk {
    rules: Rules,
    rules_json: String,
    whmcs: Whmcs,
    max_body: usize,
}

impl Desk {
    /// A desk that judges by `rules`, takes bodies of `max_body` bytes and opens tickets at
    /// `whmcs`.
    #[must_use]
    pub fn new(rules: Rules, whmcs: Whmcs, max_body: usize) -> Self {
        Self {
            rules_json: wire::rules::encode(&rules),
            rules,
            whmcs,
            max_body,
        }
    }
}

/// `GET /api/ticket`: this installation's rules.
pub async fn rules(State(desk): State<Arc<Desk>>) -> Response {
    let vary = [(
        header::VARY,
        HeaderValue::from_static("Authorization, Origin"),
    )];
    (vary, error::json(desk.rules_json.clone())).into_response()
}

/// `POST /api/ticket`: opens a ticket.
pub async fn open(State(desk): State<Arc<Desk>>, headers: HeaderMap, body: Body) -> Response {
    match try_open(desk, &headers, body).await {
        Ok(opened) => error::opened(&opened),
        Err(refused) => refused.into_response(),
    }
}

async fn try_open(desk: Arc<Desk>, headers: &HeaderMap, body: Body) -> Result<Opened, Refused> {
    if !guard::is_same_origin(headers) {
        return Err(Refused::Origin);
    }
    if !is_urlencoded(headers) {
        return Err(Refused::MediaType);
    }
    let limit = desk.max_body;
    let body = body::read(body, limit).await.map_err(|error| match error {
        Unreadable::TooLarge => Refused::TooLarge { limit },
        Unreadable::BrokenOff => Refused::Malformed("The body broke off".to_owned()),
    })?;
    let judge = Arc::clone(&desk);
    // Away from the threads that answer requests: there may be megabytes of base64 in it.
    let ticket = tokio::task::spawn_blocking(move || take(&body, &judge.rules))
        .await
        .map_err(|_| Refused::Unavailable)??;
    // On a task of its own: a browser that goes away in the middle must not cut short what is
    // already on its way to WHMCS.
    let sending = tokio::spawn(async move { desk.whmcs.open(&ticket).await });
    sending
        .await
        .map_err(|_| Refused::Unknown(Silence::Unreadable))?
}

fn is_urlencoded(headers: &HeaderMap) -> bool {
    let value = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    let essence = value
        .unwrap_or_default()
        .split(';')
        .next()
        .unwrap_or_default();
    essence
        .trim()
        .eq_ignore_ascii_case("application/x-www-form-urlencoded")
}

/// A body as a ticket that this installation takes. What is sent on is written anew from it:
/// nothing of the body itself ever passes.
fn take(body: &[u8], rules: &Rules) -> Result<Ticket, Refused> {
    let pairs = urlencoded::parse(body)
        .map_err(|_| Refused::Malformed("The body is not URL-encoded UTF-8".to_owned()))?;
    check_names(&pairs)?;
    let ticket = wire::decode_pairs(&pairs).map_err(not_a_ticket)?;
    // Who is signed in says so by a token; whoever says nothing is a guest without a name.
    if !matches!(ticket.requester, Requester::Guest { .. }) {
        return Err(Refused::Whmcs(Refusal::NameAndEmailRequired));
    }
    match rules.judge(&ticket).into_iter().next() {
        Some(problem) => Err(Refused::Rule(problem)),
        None => Ok(ticket),
    }
}

/// What a browser may send is a list, and each name stands in it once.
fn check_names(pairs: &[(String, String)]) -> Result<(), Refused> {
    let mut seen = HashSet::new();
    for (name, value) in pairs {
        let is_other_value = (name == names::ACTION && value != names::OPEN_TICKET)
            || (name == names::RESPONSE_TYPE && value != names::JSON);
        if names::FORBIDDEN.contains(&name.as_str()) || is_other_value {
            return Err(Refused::ForbiddenParameter(name.clone()));
        }
        if !names::BROWSER.contains(&name.as_str()) {
            return Err(Refused::UnknownParameter(name.clone()));
        }
        if !seen.insert(name) {
            return Err(Refused::RepeatedParameter(name.clone()));
        }
    }
    Ok(())
}

/// A person can get a line break into a subject or a name by pasting; then the field says so.
fn not_a_ticket(error: DecodeError) -> Refused {
    let control = |field| Refused::Rule(Problem::new(field, Complaint::Control));
    match (error.refusal(), &error) {
        (Some(refusal), _) => Refused::Whmcs(refusal),
        (None, DecodeError::SubjectControl) => control(Field::Subject),
        (None, DecodeError::Name) => control(Field::Name),
        (None, error) => Refused::Malformed(error.to_string()),
    }
}
