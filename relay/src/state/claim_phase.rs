//! Phases of a claim: its request sends a ticket, or searches for the ticket of an earlier attempt.
//!
//! Other submissions with the same content see the phase in the times of an [`UnresolvedClaim`]:
//! `claimed_at` equals `first_claimed_at` while a claim sends, and is later while it searches.
//!
//! [`UnresolvedClaim`]: super::UnresolvedClaim

use super::fencing_token::Fence;
use super::key_lifetimes::KEY_LIFETIME_MS;
use super::random_idempotency_key::IdempotencyKey;

/// Phase that a claim changes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClaimPhase {
    /// The ticket is sent. No earlier attempt has opened one.
    Sending,
    /// The ticket of an earlier attempt is searched for.
    Searching {
        /// As in [`PreviousAttempt::Unknown`](super::PreviousAttempt::Unknown).
        pending_until: i64,
    },
}

/// Change of the phase of a claim, with a new lease.
#[derive(Clone, Copy, Debug)]
pub struct PhaseChange {
    /// Claimed key.
    pub key: IdempotencyKey,
    /// Token of the claim.
    pub fence: Fence,
    /// Phase.
    pub phase: ClaimPhase,
    /// Time of the first attempt, in milliseconds since 1970.
    pub first_claimed_at: i64,
    /// Current time, in milliseconds since 1970.
    pub now: i64,
    /// Duration of the lease, in milliseconds.
    pub lease_ms: i64,
}

impl PhaseChange {
    /// Returns `first_claimed_at` after the change. An attempt that has opened no ticket does
    /// not count.
    #[must_use]
    pub const fn first_claimed_at(&self) -> i64 {
        match self.phase {
            ClaimPhase::Sending => self.now,
            ClaimPhase::Searching { .. } => self.first_claimed_at,
        }
    }

    pub(super) const fn previous_pending_until(&self) -> Option<i64> {
        match self.phase {
            ClaimPhase::Sending => None,
            ClaimPhase::Searching { pending_until } => Some(pending_until),
        }
    }

    pub(super) const fn lease_ends_at(&self) -> i64 {
        self.claimed_at().saturating_add(self.lease_ms)
    }

    pub(super) const fn key_expires_at(&self) -> i64 {
        self.claimed_at().saturating_add(KEY_LIFETIME_MS)
    }

    /// Returns the time of the claim. During a search, it is later than the time of the first claim.
    const fn claimed_at(&self) -> i64 {
        let earliest = self.first_claimed_at.saturating_add(1);
        match self.phase {
            ClaimPhase::Searching { .. } if self.now < earliest => earliest,
            _ => self.now,
        }
    }
}
