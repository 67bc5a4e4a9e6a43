//! The same content, sent again from a page that was loaded again: after Back, a reload or in a second
//! tab, a form has another key. Such a form opens no second ticket unless the user requests
//! one.
//!
//! Only a sender of the complete content learns that there is a ticket, and its number. Its
//! access code and its key are shown to the sender of the first form only.

use crate::api_error::ApiError;
use crate::app_state::AppState;
use crate::state::{
    Fingerprint, IdempotencyKey, KeyStatus, StoredResponse, SubmittedContent,
    random_idempotency_key,
};
use crate::tickets::key_receipt::KeyReceipt;
use crate::tickets::request_context::RequestContext;
use crate::tickets::state_error::state_unavailable;
use crate::unix_time;
use std::sync::Arc;

/// Maximum number of recorded keys that one request replaces. More than one is replaced only if
/// other requests with the same content are received at the same time.
const MAX_REPLACED: usize = 8;

/// Form whose content may have been sent before.
#[derive(Clone, Copy, Debug)]
pub struct SentContent {
    /// Digest of the content and its requester.
    pub digest: Fingerprint,
    /// Key of the form.
    pub key: IdempotencyKey,
    /// `true` if the user requested another ticket with the same content.
    pub opens_another: bool,
}

/// Sets the key of a submission: the key of an earlier form with the same content, if its ticket is
/// open or may be. Returns `true` if it is the key of an earlier form.
///
/// # Errors
/// [`ApiError::Unavailable`] or [`ApiError::InProgress`].
pub async fn set_first_key(
    state: &Arc<AppState>,
    context: &mut RequestContext,
    content: SentContent,
    receipt: Option<Arc<KeyReceipt>>,
) -> Result<bool, ApiError> {
    context.set_key(content.key, receipt);
    if context.receipt.is_none() {
        // The receipt comes before the key is recorded, so that other requests wait for this one.
        let receipt = KeyReceipt::record(state, content.key).await;
        context.receipt = Some(receipt.map_err(state_unavailable)?);
    }
    let first_key = first_key(state, content).await?;
    if first_key == content.key {
        return Ok(false);
    }
    if let Some(receipt) = context.receipt.take() {
        receipt.release().await;
    }
    context.key = Some(first_key);
    Ok(true)
}

async fn first_key(state: &AppState, content: SentContent) -> Result<IdempotencyKey, ApiError> {
    let SentContent {
        digest,
        key,
        opens_another,
    } = content;
    let status = |key| state.store.key_status(key, unix_time::millis());
    // The same page, sent again. It may have other content now, for which its key was not recorded.
    if is_open(&status(key).await.map_err(state_unavailable)?) {
        return Ok(key);
    }
    let mut replaces = None;
    for _ in 0..=MAX_REPLACED {
        let submitted = SubmittedContent {
            digest,
            key,
            replaces,
            now: unix_time::millis(),
        };
        let recorded = state.store.key_of_content(submitted).await;
        let recorded = recorded.map_err(state_unavailable)?;
        if recorded == key {
            return Ok(key);
        }
        if !opens_another && may_be_open(&status(recorded).await.map_err(state_unavailable)?) {
            return Ok(recorded);
        }
        replaces = Some(recorded);
    }
    Err(ApiError::InProgress)
}

/// Removes a key that was recorded for this content, but belongs to other content.
pub async fn remove_key(state: &AppState, digest: Fingerprint, key: IdempotencyKey) {
    let Some(unused) = random_idempotency_key() else {
        return;
    };
    let submitted = SubmittedContent {
        digest,
        key: unused,
        replaces: Some(key),
        now: unix_time::millis(),
    };
    if let Err(error) = state.store.key_of_content(submitted).await {
        state_unavailable(error);
    }
}

/// Returns `true` if a ticket was opened, or may be.
const fn may_be_open(status: &KeyStatus) -> bool {
    is_open(status)
        || matches!(
            status,
            KeyStatus::Unknown | KeyStatus::Expired | KeyStatus::Received
        )
}

const fn is_open(status: &KeyStatus) -> bool {
    matches!(
        status,
        KeyStatus::Completed(StoredResponse {
            ticket_id: Some(_),
            ..
        })
    )
}
