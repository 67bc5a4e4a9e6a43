//! Time from the first edit that is not saved until the draft is saved, even if edits continue.

use crate::form::Form;
use std::time::Duration;

/// A process that ends without an event loses the edits of this time.
const DELAY: Duration = Duration::from_millis(500);

/// For a message of more than [`LARGE_MESSAGE`] bytes. Each save encodes and stores the whole draft, and
/// local storage sends it to the other tabs of the site.
const DELAY_OF_LARGE_MESSAGE: Duration = Duration::from_secs(2);

const LARGE_MESSAGE: usize = 64 * 1024;

/// Returns the time until the draft of a form is saved.
pub fn save_delay(form: &Form) -> Duration {
    match form.draft().message.len() > LARGE_MESSAGE {
        true => DELAY_OF_LARGE_MESSAGE,
        false => DELAY,
    }
}
