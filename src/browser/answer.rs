//! What came back from the relay, by either way.

use crate::ticket::{Opened, SendError};
use crate::wire;

/// What came back.
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// When to come back, where the server takes no more for now.
    pub retry_after: Option<String>,
    /// The body.
    pub body: String,
}

impl Answer {
    /// What it says of a ticket that was to be opened.
    ///
    /// # Errors
    /// [`SendError`].
    pub fn read(&self) -> Result<Opened, SendError> {
        wire::read_answer(self.status, self.retry_after.as_deref(), &self.body)
    }
}
