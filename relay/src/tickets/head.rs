//! What a request says before its body: whose page sends it, who is signed in, and for which
//! intent.

use super::Desk;
use crate::error::Refused;
use crate::guard::Asker;
use crate::guard::cors::IDEMPOTENCY_KEY;
use crate::identity::Identity;
use crate::state::Key;
use axum::http::{HeaderMap, header};
use std::net::IpAddr;

/// What a request says before its body.
#[derive(Clone, Debug)]
pub struct Head {
    /// Where it comes from.
    pub address: IpAddr,
    /// Who is signed in; none for a guest.
    pub identity: Option<Identity>,
    /// The key of the intent, if it has one.
    pub key: Option<Key>,
}

impl Head {
    /// Reads the headers of a POST.
    ///
    /// # Errors
    /// [`Refused::Origin`], [`Refused::Simple`], [`Refused::TokenExpired`],
    /// [`Refused::TokenInvalid`] or [`Refused::Malformed`].
    pub fn read(desk: &Desk, address: IpAddr, headers: &HeaderMap) -> Result<Self, Refused> {
        let asker = desk.origins.asker(headers);
        if asker == Asker::Stranger {
            return Err(Refused::Origin);
        }
        let key = key(headers)?;
        if asker == Asker::Listed && key.is_none() {
            return Err(Refused::Simple);
        }
        Ok(Self {
            address,
            identity: desk.identity(headers)?,
            key,
        })
    }
}

impl Desk {
    /// Who is signed in, by `Authorization: Bearer`.
    ///
    /// # Errors
    /// [`Refused::TokenExpired`] or [`Refused::TokenInvalid`].
    pub fn identity(&self, headers: &HeaderMap) -> Result<Option<Identity>, Refused> {
        let Some(value) = headers.get(header::AUTHORIZATION) else {
            return Ok(None);
        };
        let text = value.to_str().map_err(|_| Refused::TokenInvalid)?;
        let (scheme, token) = text.split_once(' ').ok_or(Refused::TokenInvalid)?;
        if !scheme.eq_ignore_ascii_case("bearer") {
            return Err(Refused::TokenInvalid);
        }
        self.verify(token.trim()).map(Some)
    }

    /// Whom a token speaks for.
    ///
    /// # Errors
    /// [`Refused::TokenExpired`] or [`Refused::TokenInvalid`].
    pub fn verify(&self, token: &str) -> Result<Identity, Refused> {
        match &self.signing_key {
            Some(key) => key.verify(token),
            None => {
                tracing::error!("a token came, but OPEN_TICKET_SIGNING_KEY is not set");
                Err(Refused::TokenInvalid)
            }
        }
    }
}

/// The IETF draft makes the key a string of a structured header, in quotation marks; bare ones are
/// what most clients send.
fn key(headers: &HeaderMap) -> Result<Option<Key>, Refused> {
    let mut values = headers.get_all(IDEMPOTENCY_KEY).iter();
    let (first, second) = (values.next(), values.next());
    let Some(value) = first else { return Ok(None) };
    let text = value.to_str().unwrap_or_default().trim();
    let bare = text
        .strip_prefix('"')
        .and_then(|text| text.strip_suffix('"'))
        .unwrap_or(text);
    match (Key::parse(bare), second) {
        (Some(key), None) => Ok(Some(key)),
        _ => Err(Refused::Malformed(
            "Idempotency-Key must be one UUID".to_owned(),
        )),
    }
}
