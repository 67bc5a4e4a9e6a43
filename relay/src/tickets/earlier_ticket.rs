//! Search for the ticket of an earlier attempt, whose response proves nothing.

use super::apply_rate_limits::state_unavailable;
use super::match_tickets::{EarlierTicket, UnconfirmedSubmission, conclude};
use crate::api_error::NoResponse;
use crate::app_state::AppState;
use crate::state::{Fingerprint, IdempotencyKey, UnresolvedClaim};
use crate::unix_time;
use crate::whmcs::{ReadFailed, TicketQuery};
use std::time::Duration;
use tokio::time::{Instant, sleep, timeout_at};

/// Interval at which a submission with the same intent is checked while it is in progress.
const POLL_INTERVAL: Duration = Duration::from_millis(200);

/// Submission whose ticket is searched for.
#[derive(Clone, Copy, Debug)]
pub struct Attempt<'a> {
    /// Idempotency key.
    pub key: IdempotencyKey,
    /// Hash that is the same for all submissions whose tickets look alike.
    pub intent: Fingerprint,
    /// Properties of the ticket.
    pub query: &'a TicketQuery,
    /// Time of the first attempt, in milliseconds since 1970.
    pub first_claimed_at: i64,
    /// Time until which WHMCS may still open the ticket, in milliseconds since 1970.
    pub pending_until: i64,
    /// Time limit of the search.
    pub deadline: Instant,
}

impl AppState {
    /// Searches for the ticket of an attempt.
    pub(super) async fn find_earlier_ticket(&self, attempt: Attempt<'_>) -> EarlierTicket {
        let search = async {
            let unconfirmed = self.unconfirmed(&attempt).await?;
            let since = unconfirmed
                .iter()
                .map(|submission| submission.first_claimed_at)
                .min();
            let since = since.unwrap_or(attempt.first_claimed_at) / 1_000;
            let unclaimed = |ids| self.without_tickets_of_other_keys(ids, attempt.key);
            let wanted = unconfirmed.len();
            // Before the search: a ticket that is opened during it may be missing from the list.
            let now = unix_time::millis();
            let search = self
                .whmcs
                .search_tickets(attempt.query, since, wanted, unclaimed);
            Ok::<_, ReadFailed>(conclude(&unconfirmed, search.await?, now))
        };
        match timeout_at(attempt.deadline, search).await {
            Ok(Ok(conclusion)) => conclusion,
            Ok(Err(ReadFailed)) => EarlierTicket::unknown(NoResponse::Unreadable),
            Err(_) => {
                tracing::error!("the search for an earlier ticket took too long");
                EarlierTicket::unknown(NoResponse::TimedOut)
            }
        }
    }

    /// Returns the unconfirmed submissions with the same intent, oldest first. Waits for those in
    /// progress: their responses may still name their tickets. Of two submissions that both search,
    /// the later one waits.
    async fn unconfirmed(
        &self,
        attempt: &Attempt<'_>,
    ) -> Result<Vec<UnconfirmedSubmission>, ReadFailed> {
        let has_precedence = |other: &UnresolvedClaim| {
            !other.is_own
                && other.is_in_progress
                && (!other.is_retry() || other.first_claimed_at < attempt.first_claimed_at)
        };
        loop {
            let now = unix_time::millis();
            let claims = self
                .store
                .unresolved_claims(attempt.intent, attempt.key, now);
            let claims = claims.await.map_err(|error| {
                state_unavailable(error);
                ReadFailed
            })?;
            if claims.iter().any(has_precedence) {
                sleep(POLL_INTERVAL).await;
                continue;
            }
            let others = claims.iter().filter(|claim| !claim.is_own);
            let others = others.map(|claim| UnconfirmedSubmission {
                is_own: false,
                first_claimed_at: usable_time(claim.first_claimed_at, now),
                pending_until: claim.pending_until,
            });
            let own = UnconfirmedSubmission {
                is_own: true,
                first_claimed_at: usable_time(attempt.first_claimed_at, now),
                pending_until: attempt.pending_until,
            };
            let mut unconfirmed: Vec<_> = others.chain([own]).collect();
            unconfirmed.sort_by_key(|submission| submission.first_claimed_at);
            return Ok(unconfirmed);
        }
    }

    async fn without_tickets_of_other_keys(
        &self,
        ids: Vec<u32>,
        key: IdempotencyKey,
    ) -> Result<Vec<u32>, ReadFailed> {
        let of_other_keys = self.store.tickets_of_other_keys(&ids, key).await;
        let of_other_keys = of_other_keys.map_err(|error| {
            state_unavailable(error);
            ReadFailed
        })?;
        let is_unclaimed = |id: &u32| !of_other_keys.contains(id);
        Ok(ids.into_iter().filter(is_unclaimed).collect())
    }
}

/// Returns the time of a first attempt, or 0 if it is in the future: the relay's clock was wrong
/// then, so that no ticket is excluded by its age.
const fn usable_time(first_claimed_at: i64, now: i64) -> i64 {
    if first_claimed_at > now {
        0
    } else {
        first_claimed_at
    }
}
