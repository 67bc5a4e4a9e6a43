//! Lookup of a submission's outcome at the relay endpoint.

use super::clock::{abort_after, now, sleep};
use super::endpoint::Endpoint;
use crate::ticket::{IdempotencyKey, SendError, SubmissionOutcome};
use crate::wire;
use web_sys::AbortSignal;

/// Delay before each attempt to look up a submission's outcome, in milliseconds. The relay may
/// still be waiting for WHMCS.
const LOOKUP_DELAYS: [i32; 3] = [1_000, 2_000, 4_000];

/// Timeout of one outcome lookup, in milliseconds. The fields are inert meanwhile.
const LOOKUP_TIMEOUT: i32 = 5_000;

impl Endpoint {
    /// Looks up the outcome of a submission by its idempotency key. The relay is queried a few
    /// times, with growing delays, until the outcome is known. The query changes nothing.
    ///
    /// # Errors
    /// [`SendError::TokenExpired`] if the query needs a fresh token.
    pub async fn look_up_outcome(
        &self,
        key: IdempotencyKey,
        abort_signal: &AbortSignal,
    ) -> Result<SubmissionOutcome, SendError> {
        for delay in LOOKUP_DELAYS {
            sleep(delay).await;
            if abort_signal.aborted() {
                break;
            }
            match self.query_outcome(key).await {
                Some(Ok(SubmissionOutcome::Unknown)) | None => {}
                Some(outcome) => return outcome,
            }
        }
        Ok(SubmissionOutcome::Unknown)
    }

    async fn query_outcome(
        &self,
        key: IdempotencyKey,
    ) -> Option<Result<SubmissionOutcome, SendError>> {
        let mut url = wire::outcome_url(&self.url, key);
        // A service worker may answer a repeated URL from its cache, with an outcome that has changed since.
        url.push_str(if url.contains('?') { "&t=" } else { "?t=" });
        url.push_str(&(now() as u64).to_string());
        let timeout = abort_after(LOOKUP_TIMEOUT);
        let response = self.get(&url, timeout.as_ref()).ok()?.await?;
        Some(wire::decode_http_outcome(response.status, &response.body))
    }
}
