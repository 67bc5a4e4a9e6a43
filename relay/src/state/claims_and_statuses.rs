//! Claims of idempotency keys, their outcomes, and the statuses of keys.

use super::error::StateError;
use super::fencing_token::Fence;
use super::random_idempotency_key::IdempotencyKey;
use std::fmt;
use std::time::Duration;

/// SHA-256 of a request's canonical encoding. Two requests with the same meaning have the same
/// fingerprint.
pub type Fingerprint = [u8; 32];

/// Receipt of a key: a request with the key was received and has not claimed it yet. Until the
/// receipt is returned, the status of the key is [`KeyStatus::Received`] or
/// [`KeyStatus::Unknown`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// Received key.
    pub key: IdempotencyKey,
    pub(super) fence: Fence,
    pub(super) expires_at: i64,
}

/// Key whose outcome is unknown, in the list of keys with the same intent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnresolvedClaim {
    /// `true` for the caller's own key.
    pub is_own: bool,
    /// Time of the first claim, in milliseconds since 1970.
    pub first_claimed_at: i64,
    /// Time of the last claim, in milliseconds since 1970.
    pub claimed_at: i64,
    /// `true` if the lease of the last claim has not ended.
    pub is_in_progress: bool,
    /// As in [`PreviousAttempt::Unknown`]. While the claim sends its ticket, the end of the lease.
    pub pending_until: i64,
}

/// Result of a claim request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Claim {
    /// The caller holds the key and has to complete the claim.
    Acquired {
        /// Time of the first claim, in milliseconds since 1970. After
        /// [`PreviousAttempt::NotOpened`], the time of this claim.
        first_claimed_at: i64,
        /// Result of earlier attempts.
        previous: PreviousAttempt,
        /// Token that is required to complete the claim.
        fence: Fence,
    },
    /// Another request holds the key.
    InProgress,
    /// The key was used with another fingerprint, up to 30 days after its lifetime if it may have opened a
    /// ticket.
    FingerprintMismatch,
    /// An earlier request was completed with this response, byte for byte.
    Completed(StoredResponse),
    /// The receipt has expired, so the key may have been reported as unused. The caller has to stop.
    ReceiptExpired,
    /// A rate limit of the request is exceeded for this long, at most one window. The key was not
    /// claimed.
    RateLimited(Duration),
}

/// Result of earlier attempts with a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PreviousAttempt {
    /// No earlier attempt.
    None,
    /// An attempt is known to have opened no ticket. The rate limits have counted it.
    NotOpened,
    /// An attempt may have opened a ticket.
    Unknown {
        /// Time until which that attempt may still open the ticket, in milliseconds since 1970. A
        /// ticket that is missing in WHMCS counts as not opened only after this time.
        pending_until: i64,
    },
    /// An attempt opened this ticket, and its response is no longer stored.
    Opened {
        /// Id of the ticket.
        ticket_id: u32,
    },
}

/// Response stored with a key. `Debug` omits the body, which contains an access code.
#[derive(Clone, PartialEq, Eq)]
pub struct StoredResponse {
    /// HTTP status code.
    pub status: u16,
    /// Body, byte for byte.
    pub body: String,
    /// Id of the opened ticket, if one was opened.
    pub ticket_id: Option<u32>,
}

/// Completion of a claim.
#[derive(Clone, Debug)]
pub struct Completion {
    /// Claimed key.
    pub key: IdempotencyKey,
    /// Token from [`Claim::Acquired`].
    pub fence: Fence,
    /// Outcome of the work.
    pub outcome: ClaimOutcome,
    /// Current time, in milliseconds since 1970.
    pub now: i64,
}

/// Outcome of the work on a claimed key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClaimOutcome {
    /// A definite response, returned to every later retry.
    Completed(StoredResponse),
    /// No ticket was opened: the key may be used again, even with another request.
    NotOpened,
    /// Releases the key as if it had never been claimed.
    Released,
    /// A ticket may have been opened.
    Unknown {
        /// As in [`PreviousAttempt::Unknown`].
        pending_until: i64,
    },
}

/// Status of a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeyStatus {
    /// Completed with this response.
    Completed(StoredResponse),
    /// No ticket was opened.
    NotOpened,
    /// Never claimed, or expired without having opened a ticket, or expired more than 30 days ago.
    Unused,
    /// Received, but never claimed: a ticket may still be opened.
    Received,
    /// In progress, received again, or without a definite outcome.
    Unknown,
    /// Expired up to 30 days ago, after it opened a ticket or may have. The response is no longer stored.
    Expired,
}

impl Receipt {
    /// Creates a receipt that expires after `lifetime_ms` milliseconds, so that a relay that crashes
    /// leaves none behind.
    ///
    /// # Errors
    /// [`StateError::NoRandomness`].
    pub fn new(key: IdempotencyKey, now: i64, lifetime_ms: i64) -> Result<Self, StateError> {
        Ok(Self {
            key,
            fence: Fence::random()?,
            expires_at: now.saturating_add(lifetime_ms),
        })
    }

    /// Returns the same receipt with a later expiry time.
    #[must_use]
    pub const fn renewed(self, now: i64, lifetime_ms: i64) -> Self {
        Self {
            expires_at: now.saturating_add(lifetime_ms),
            ..self
        }
    }
}

impl UnresolvedClaim {
    /// Returns `true` for a claim that searches for a ticket. The first claim of a key sends the
    /// ticket.
    #[must_use]
    pub const fn is_search(&self) -> bool {
        self.claimed_at > self.first_claimed_at
    }
}

impl KeyStatus {
    /// Returns the status while a request with the key is received and not claimed.
    pub(super) fn with_receipt(self) -> Self {
        match self {
            Self::Unused => Self::Received,
            Self::NotOpened | Self::Expired => Self::Unknown,
            status => status,
        }
    }
}

impl ClaimOutcome {
    /// Returns the stored name of the outcome, the same in both stores.
    pub(super) const fn name(&self) -> &'static str {
        match self {
            Self::Completed(_) => "completed",
            Self::NotOpened => "not_opened",
            Self::Released => "released",
            Self::Unknown { .. } => "unknown",
        }
    }

    pub(super) const fn response(&self) -> Option<&StoredResponse> {
        match self {
            Self::Completed(response) => Some(response),
            _ => None,
        }
    }

    pub(super) const fn pending_until(&self) -> i64 {
        match self {
            Self::Unknown { pending_until } => *pending_until,
            _ => 0,
        }
    }
}

impl fmt::Debug for StoredResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StoredResponse")
            .field("status", &self.status)
            .field("ticket_id", &self.ticket_id)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_output_omits_the_body_of_a_response() {
        let body = r#"{"c":"hunter2"}"#.to_owned();
        let response = StoredResponse {
            status: 200,
            body,
            ticket_id: Some(7),
        };
        let output = format!("{:?}", Claim::Completed(response));
        assert!(!output.contains("hunter2"), "{output}");
    }
}
