//! Content of forms without scripts that have opened a ticket, until their confirmation shows it.
//!
//! The confirmation is a separate page, so that a reload sends nothing again. Its content is in memory
//! only, and shown once: a person who finds its address in the browser's history does not see it.

use open_ticket::ticket::{FileName, IdempotencyKey};
use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// Time in which a browser requests the confirmation, which it is redirected to.
const LIFETIME: Duration = Duration::from_secs(60);

/// Maximum number of forms. The text of each is at most as long as the scanner's limit.
const MAX_FORMS: usize = 16;

/// Content of a form that has opened a ticket.
pub struct SentForm {
    /// Subject, as typed.
    pub subject: String,
    /// Message, as typed.
    pub message: String,
    /// Names and sizes of the files, in bytes.
    pub files: Vec<(FileName, u64)>,
}

/// The forms, by their keys. `Debug` prints nothing of them.
#[derive(Default)]
pub struct SentForms(Mutex<VecDeque<(IdempotencyKey, SentForm)>>);

impl SentForms {
    /// Keeps a form for its confirmation. The oldest one gives way if there are too many.
    pub fn keep(self: &Arc<Self>, key: IdempotencyKey, form: SentForm) {
        self.take(key);
        let mut forms = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        forms.truncate(MAX_FORMS - 1);
        forms.push_front((key, form));
        drop(forms);
        let forms = Arc::clone(self);
        tokio::spawn(async move {
            tokio::time::sleep(LIFETIME).await;
            forms.take(key);
        });
    }

    /// Removes a form and returns it.
    pub fn take(&self, key: IdempotencyKey) -> Option<SentForm> {
        let mut forms = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let position = forms.iter().position(|(kept, _)| *kept == key)?;
        forms.remove(position).map(|(_, form)| form)
    }
}

impl fmt::Debug for SentForms {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SentForms")
    }
}
