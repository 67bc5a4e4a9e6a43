//! Forms that were sent recently. After Back, a browser may show a new form, with a new key: the same
//! content from the same person must not open a second ticket.

use crate::state::IdempotencyKey;
use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// Time after which the same content opens another ticket.
const WINDOW: Duration = Duration::from_secs(60 * 60);

/// Maximum number of forms, of 64 bytes each.
const MAX_FORMS: usize = 10_000;

/// SHA-256 of everything in a form except its key, and of its sender.
pub type FormDigest = [u8; 32];

/// Digests of recent forms with their keys, the oldest first.
#[derive(Debug, Default)]
pub struct RecentForms(Mutex<VecDeque<(FormDigest, IdempotencyKey, Instant)>>);

impl RecentForms {
    /// Returns the key of an earlier form with the same digest. Otherwise records the form, and
    /// returns its own key.
    pub fn key_for(&self, digest: FormDigest, key: IdempotencyKey) -> IdempotencyKey {
        let mut forms = self.lock();
        let now = Instant::now();
        while forms.len() >= MAX_FORMS || forms.front().is_some_and(|(.., at)| now - *at > WINDOW) {
            forms.pop_front();
        }
        if let Some((_, earlier, _)) = forms.iter().find(|(found, ..)| *found == digest) {
            return *earlier;
        }
        forms.push_back((digest, key, now));
        key
    }

    /// Removes a form: the next one with the same content is another attempt.
    pub fn forget(&self, digest: FormDigest) {
        self.lock().retain(|(found, ..)| *found != digest);
    }

    fn lock(&self) -> MutexGuard<'_, VecDeque<(FormDigest, IdempotencyKey, Instant)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
