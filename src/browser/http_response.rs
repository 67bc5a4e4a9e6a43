//! The relay's HTTP response, with its whole body.

use crate::ticket::{OpenedTicket, SendError};
use crate::wire;

/// Response to a request made by `fetch` or `XMLHttpRequest`.
pub struct HttpResponse {
    /// HTTP status code.
    pub status: u16,
    /// Value of the `Retry-After` header, if present.
    pub retry_after: Option<String>,
    /// Response body.
    pub body: String,
}

impl HttpResponse {
    /// Decodes the response to a ticket submission.
    ///
    /// # Errors
    /// [`SendError`] if the ticket was not opened or the response is unreadable.
    pub fn decode(&self) -> Result<OpenedTicket, SendError> {
        wire::decode_http_response(self.status, self.retry_after.as_deref(), &self.body)
    }
}
