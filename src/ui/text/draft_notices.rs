//! Notices about a draft.

use crate::locale::strings;
use crate::locale::template::{fill, fill_name};

/// Returns the notice about a draft that was restored from this time.
pub fn draft_restored(time: &str) -> String {
    fill(strings::DRAFT_RESTORED, &[("time", &time)])
}

/// Returns the notice about a draft that was loaded from a file of this name.
pub fn draft_loaded(name: &str) -> String {
    fill_name(strings::DRAFT_LOADED, name)
}

/// Returns the notice about a file of this name that is not a draft.
pub fn draft_not_recognized(name: &str) -> String {
    fill_name(strings::DRAFT_NOT_A_DRAFT, name)
}
