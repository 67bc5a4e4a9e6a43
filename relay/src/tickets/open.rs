//! `POST /api/ticket`: opens a ticket.

use super::head::Head;
use super::intent::{Intent, state_failed};
use super::{Desk, Peer, Place, place, plain};
use crate::clock;
use crate::error::{Refused, Silence, json};
use crate::intake::{self, Taken, Unreadable, names};
use crate::state::{Admission, Answer, Standing};
use crate::whmcs::Sought;
use axum::Extension;
use axum::body::{Body, Bytes, HttpBody};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use open_ticket::rules::Rules;
use open_ticket::ticket::{Complaint, Field, Problem, Refusal, Requester, Ticket};
use open_ticket::wire::{self, DecodeError, urlencoded};
use sha2::{Digest, Sha256};
use std::sync::Arc;

/// Takes a form's ticket: a script's, or a plain HTML form's.
pub async fn open(
    State(desk): State<Arc<Desk>>,
    peer: Option<Extension<Peer>>,
    headers: HeaderMap,
    body: Body,
) -> Response {
    let address = desk.address(peer.as_deref(), &headers);
    match media_type(&headers).as_str() {
        "multipart/form-data" => plain::open(desk, address, &headers, body).await,
        essence => {
            let is_form = essence == "application/x-www-form-urlencoded";
            let opened = async {
                let head = Head::read(&desk, address, &headers)?;
                if !is_form {
                    return Err(Refused::MediaType);
                }
                by_script(&desk, head, body).await
            };
            answered(opened.await)
        }
    }
}

/// An answer as it is, or the refusal.
pub fn answered(result: Result<Answer, Refused>) -> Response {
    match result {
        Ok(answer) => {
            let status = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::OK);
            (status, json(answer.body)).into_response()
        }
        Err(refused) => refused.into_response(),
    }
}

fn media_type(headers: &HeaderMap) -> String {
    let value = headers.get(header::CONTENT_TYPE);
    let value = value.and_then(|value| value.to_str().ok());
    let essence = value.unwrap_or_default().split(';').next();
    essence.unwrap_or_default().trim().to_ascii_lowercase()
}

async fn by_script(desk: &Arc<Desk>, head: Head, body: Body) -> Result<Answer, Refused> {
    let (taken, place) = desk.take(&head, body).await?;
    let ticket = desk.away(taken, decode).await?;
    desk.open(head, ticket, place).await
}

impl Desk {
    /// Takes a body in, and a place for it if it is a large one. Who has no room left for another
    /// ticket learns it before a large upload, not after.
    pub(super) async fn take(&self, head: &Head, body: Body) -> Result<(Taken, Place), Refused> {
        if body.size_hint().lower() > intake::SMALL as u64 {
            self.check_rates(head).await?;
        }
        let limit = self.max_body;
        let taken = intake::take(body, limit, self.pace).await;
        let taken = taken.map_err(|error| match error {
            Unreadable::TooLarge => Refused::TooLarge { limit },
            Unreadable::TooSlow => Refused::TooSlow,
            Unreadable::BrokenOff => Refused::Malformed("The body broke off".to_owned()),
            Unreadable::NoRoom => Refused::Unavailable,
        })?;
        let place = if taken.is_large() {
            place(&self.places.large).await?
        } else {
            None
        };
        Ok((taken, place))
    }

    /// Whether a new ticket would be let in. One that was tried before was counted then.
    async fn check_rates(&self, head: &Head) -> Result<(), Refused> {
        if let Some(key) = head.key {
            let standing = self.state.standing(key, clock::millis()).await;
            if standing.map_err(state_failed)? != Standing::Unseen {
                return Ok(());
            }
        }
        let client = head.identity.as_ref().map(|identity| identity.client);
        let limits = self.rates.limits(head.address, client);
        let admission = self.state.peek(&limits, clock::millis()).await;
        match admission.map_err(state_failed)? {
            Admission::Admitted => Ok(()),
            Admission::Wait(time) => Err(Refused::Rate(time)),
        }
    }

    /// Reads a body; a large one away from the threads that answer requests, and few at a time.
    pub(super) async fn away<T: Send + 'static>(
        &self,
        taken: Taken,
        read: impl FnOnce(Bytes) -> Result<T, Refused> + Send + 'static,
    ) -> Result<T, Refused> {
        if let Taken::Small(bytes) = taken {
            return read(bytes);
        }
        let _place = place(&self.places.decoding).await?;
        let work = move || {
            let bytes = taken.into_bytes().map_err(|error| {
                tracing::error!(%error, "a temporary file could not be read");
                Refused::Unavailable
            })?;
            read(bytes)
        };
        let done = tokio::task::spawn_blocking(work).await;
        done.map_err(|_| Refused::Unavailable)?
    }

    /// Opens a ticket that was read, if the rules allow it, for whoever is signed in.
    pub(super) async fn open(
        self: &Arc<Self>,
        head: Head,
        mut ticket: Ticket,
        place: Place,
    ) -> Result<Answer, Refused> {
        if let Some(identity) = &head.identity {
            ticket.requester = identity.requester();
        } else if !matches!(ticket.requester, Requester::Guest { .. }) {
            return Err(Refused::Whmcs(Refusal::NameAndEmailRequired));
        }
        let rules = self.rules_of(&head, &ticket).await?;
        if let Some(problem) = rules.judge(&ticket).into_iter().next() {
            return Err(Refused::Rule(problem));
        }
        drop(rules);
        let intent = self.intent(&head, ticket, place.is_some()).await?;
        // On a task of its own: a browser that goes away in the middle must not cut short what is
        // already on its way to WHMCS.
        let desk = Arc::clone(self);
        let sending = self.under_way.spawn(async move {
            let _place = place;
            desk.settle(intent).await
        });
        sending
            .await
            .map_err(|_| Refused::Unknown(Silence::Unreadable))?
    }

    /// What a ticket is judged by. Only one about a service or domain needs to know whose it is.
    async fn rules_of(&self, head: &Head, ticket: &Ticket) -> Result<Arc<Rules>, Refused> {
        let rules = self.rules().await?;
        match (ticket.related, &head.identity) {
            (Some(_), Some(identity)) => {
                let owned = self.places.owned.of(identity, &self.whmcs).await?;
                Ok(Arc::new(Rules {
                    related: owned.to_vec(),
                    ..(*rules).clone()
                }))
            }
            _ => Ok(rules),
        }
    }

    async fn intent(&self, head: &Head, ticket: Ticket, is_large: bool) -> Result<Intent, Refused> {
        let client = head.identity.as_ref().map(|identity| identity.client);
        let (key, limits) = (head.key, self.rates.limits(head.address, client));
        let write = move || {
            let sought = Sought::of(&ticket);
            let body = wire::encode(&ticket);
            drop(ticket);
            Intent {
                key,
                fingerprint: Sha256::digest(&body).into(),
                body,
                sought,
                limits,
            }
        };
        if !is_large {
            return Ok(write());
        }
        let _place = place(&self.places.decoding).await?;
        let done = tokio::task::spawn_blocking(write).await;
        done.map_err(|_| Refused::Unavailable)
    }
}

/// A script's body as a ticket. What is sent on is written anew from it: nothing of the body itself
/// ever passes.
fn decode(body: Bytes) -> Result<Ticket, Refused> {
    let pairs = urlencoded::parse(&body)
        .map_err(|_| Refused::Malformed("The body is not URL-encoded UTF-8".to_owned()))?;
    // From here on there is one copy of a large one less.
    drop(body);
    names::check(&pairs)?;
    wire::decode_pairs(&pairs).map_err(not_a_ticket)
}

/// A person can get a line break into a subject or a name by pasting; then the field says so.
pub fn not_a_ticket(error: DecodeError) -> Refused {
    let control = |field| Refused::Rule(Problem::new(field, Complaint::Control));
    match (error.refusal(), &error) {
        (Some(refusal), _) => Refused::Whmcs(refusal),
        (None, DecodeError::SubjectControl) => control(Field::Subject),
        (None, DecodeError::Name) => control(Field::Name),
        (None, error) => Refused::Malformed(error.to_string()),
    }
}
