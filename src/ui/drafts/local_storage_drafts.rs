//! The text of drafts in local storage.

use crate::drafts::{DecodeError, SavedDraft, TEXT_LIFETIME, is_expired, plausible_time};
use crate::ui::platform::{
    local_storage_keys, now, read_local_storage, remove_local_storage, write_local_storage,
};
use crate::ui::runtime::autosave_handle::DRAFTS_EXIST;

/// Prefix of the keys of all drafts.
const PREFIX: &str = "open-ticket-draft:";

/// Suffix of the key of a draft that this version cannot restore. The value is the time at which it was
/// found, a line break, and its text.
const UNREADABLE: &str = ":text";

/// The stored drafts of one form.
#[derive(Default)]
pub struct Records {
    /// The draft.
    pub draft: Option<SavedDraft>,
    /// Text of a draft that cannot be restored.
    pub text: Option<String>,
}

/// Current time, in milliseconds since the Unix epoch.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the time is a positive integer below 2^53"
)]
pub fn current_time() -> u64 {
    now() as u64
}

/// Reads the drafts of one form.
pub fn read(key: &str) -> Records {
    Records {
        draft: read_local_storage(key).and_then(|record| decode(key, &record)),
        text: read_text(key),
    }
}

fn read_text(key: &str) -> Option<String> {
    let record = read_local_storage(&text_key(key))?;
    Some(record.split_once('\n')?.1.to_owned())
}

/// Returns the stored record unchanged, to detect changes by another tab.
pub fn read_raw(key: &str) -> Option<String> {
    read_local_storage(key)
}

/// Stores a draft. Returns the record, or `None` if storage is full or blocked.
pub fn write(key: &str, draft: &SavedDraft) -> Option<String> {
    let record = draft.encode();
    let is_stored = write_local_storage(key, &record) && write_local_storage(DRAFTS_EXIST, "1");
    is_stored.then_some(record)
}

/// Keeps the text of a draft that cannot be stored as a draft. It is appended to text that is already kept.
pub fn keep_text(key: &str, text: &str) {
    let kept = read_text(key).unwrap_or_default();
    if kept.contains(text) {
        return;
    }
    let separator = if kept.is_empty() { "" } else { "\n\n" };
    let record = format!("{}\n{kept}{separator}{text}", current_time());
    write_local_storage(&text_key(key), &record);
    write_local_storage(DRAFTS_EXIST, "1");
}

/// Deletes a draft.
pub fn remove(key: &str) {
    remove_local_storage(key);
    update_marker();
}

/// Deletes the text of a draft that could not be restored.
pub fn remove_text(key: &str) {
    remove(&text_key(key));
}

/// Deletes the drafts of all forms whose lifetime has ended.
pub fn remove_expired() {
    let now = current_time();
    for key in local_storage_keys(PREFIX) {
        let record = read_local_storage(&key).unwrap_or_default();
        if !key.ends_with(UNREADABLE) {
            decode(&key, &record);
            continue;
        }
        let found = record.split_once('\n');
        let found_at = found.and_then(|(time, _)| time.parse().ok());
        match (found_at, found) {
            (Some(time), Some((_, text))) if !is_expired(time, now, TEXT_LIFETIME) => {
                if plausible_time(time, now) != time {
                    write_local_storage(&key, &format!("{now}\n{text}"));
                }
            }
            _ => remove_local_storage(&key),
        }
    }
    update_marker();
}

/// Decodes a record. Deletes an expired record, and keeps the text of a record of another version for
/// its lifetime.
fn decode(key: &str, record: &str) -> Option<SavedDraft> {
    let now = current_time();
    let text = match SavedDraft::decode(record) {
        Ok(draft) if !is_expired(draft.saved_at, now, TEXT_LIFETIME) => {
            return Some(with_plausible_time(key, draft, now));
        }
        Err(DecodeError::PlainText(text)) => Some(text),
        Ok(_) | Err(DecodeError::Unreadable) => None,
    };
    remove_local_storage(key);
    if let Some(text) = text {
        write_local_storage(&text_key(key), &format!("{now}\n{text}"));
    }
    None
}

/// Stores a draft from the future again, so that it does not stay for longer than its lifetime.
fn with_plausible_time(key: &str, draft: SavedDraft, now: u64) -> SavedDraft {
    let saved_at = plausible_time(draft.saved_at, now);
    if saved_at == draft.saved_at {
        return draft;
    }
    let draft = SavedDraft { saved_at, ..draft };
    write_local_storage(key, &draft.encode());
    draft
}

fn text_key(key: &str) -> String {
    format!("{key}{UNREADABLE}")
}

/// Removes the marker of stored drafts if there are none.
fn update_marker() {
    if local_storage_keys(PREFIX).is_empty() {
        remove_local_storage(DRAFTS_EXIST);
    }
}
