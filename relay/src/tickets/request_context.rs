//! The context of a submission, from its headers: client address, identity and idempotency key.

use super::key_receipt::KeyReceipt;
use crate::access::{IDEMPOTENCY_KEY, PeerAddress, RequestOrigin};
use crate::api_error::ApiError;
use crate::app_state::AppState;
use crate::auth::{Identity, TokenRefusal, bearer_token};
use crate::state::IdempotencyKey;
use axum::http::HeaderMap;
use std::net::IpAddr;
use std::sync::Arc;

/// Context of a submission.
#[derive(Clone, Debug)]
pub struct RequestContext {
    /// Address of the client.
    pub address: IpAddr,
    /// Signed-in client. `None` for a guest.
    pub identity: Option<Identity>,
    /// Idempotency key, if there is one.
    pub key: Option<IdempotencyKey>,
    /// Receipt of the key, once it is recorded.
    pub receipt: Option<Arc<KeyReceipt>>,
}

impl RequestContext {
    /// Checks and parses the headers of a POST request. `is_form` is `true` for an HTML form, which
    /// may come from an allowed origin without `Idempotency-Key`.
    ///
    /// # Errors
    /// [`ApiError::OriginNotAllowed`], [`ApiError::MissingIdempotencyKey`],
    /// [`ApiError::TokenExpired`], [`ApiError::TokenInvalid`] or [`ApiError::Malformed`].
    pub fn from_headers(
        state: &AppState,
        peer: Option<&PeerAddress>,
        headers: &HeaderMap,
        is_form: bool,
    ) -> Result<Self, ApiError> {
        let origin = state.allowed_origins.classify(headers);
        if origin == RequestOrigin::Denied {
            return Err(ApiError::OriginNotAllowed);
        }
        let key = idempotency_key(headers)?;
        // A browser cannot send the header with an HTML form. The relay uses no cookies, and an
        // allowed origin may open tickets, so a form needs no preflight request.
        if origin == RequestOrigin::Allowed && key.is_none() && !is_form {
            return Err(ApiError::MissingIdempotencyKey);
        }
        Ok(Self {
            address: state.trusted_proxies.client_address(peer, headers),
            identity: state.authenticate(headers)?,
            key,
            receipt: None,
        })
    }

    /// Sets the key and the receipt of the submission. `receipt` is the receipt of the key in the
    /// HTML form. It is used only if it belongs to `key` and the submission has no receipt yet.
    pub fn set_key(&mut self, key: IdempotencyKey, receipt: Option<Arc<KeyReceipt>>) {
        let receipt = receipt.filter(|receipt| receipt.receipt().key == key);
        self.receipt = self.receipt.take().or(receipt);
        self.key = Some(key);
    }
}

impl AppState {
    /// Authenticates a request by `Authorization: Bearer`. Returns `None` for a guest.
    ///
    /// # Errors
    /// [`ApiError::TokenExpired`] or [`ApiError::TokenInvalid`].
    pub(super) fn authenticate(&self, headers: &HeaderMap) -> Result<Option<Identity>, ApiError> {
        bearer_token(headers)
            .map_err(TokenRefusal::log)?
            .map(|token| self.verify_token(token))
            .transpose()
    }

    /// Verifies a token.
    ///
    /// # Errors
    /// [`ApiError::TokenExpired`] or [`ApiError::TokenInvalid`].
    pub(super) fn verify_token(&self, token: &str) -> Result<Identity, ApiError> {
        match &self.signing_key {
            Some(key) => key.verify(token).map_err(TokenRefusal::log),
            None => {
                tracing::error!("received a token, but OPEN_TICKET_SIGNING_KEY is not set");
                Err(ApiError::TokenInvalid)
            }
        }
    }
}

/// Parses `Idempotency-Key`. Returns `None` if there is none. The IETF draft defines it as a quoted
/// string of a structured header; most clients omit the quotation marks.
///
/// # Errors
/// [`ApiError::Malformed`].
pub fn idempotency_key(headers: &HeaderMap) -> Result<Option<IdempotencyKey>, ApiError> {
    let mut values = headers.get_all(IDEMPOTENCY_KEY).iter();
    let (first, second) = (values.next(), values.next());
    let Some(value) = first else { return Ok(None) };
    let text = value.to_str().unwrap_or_default().trim();
    let unquoted = text
        .strip_prefix('"')
        .and_then(|text| text.strip_suffix('"'))
        .unwrap_or(text);
    match (IdempotencyKey::parse(unquoted), second) {
        (Some(key), None) => Ok(Some(key)),
        _ => Err(ApiError::Malformed(
            "Idempotency-Key must be one UUID".to_owned(),
        )),
    }
}
