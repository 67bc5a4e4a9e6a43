//! Search for the ticket of an earlier attempt, whose response proves nothing.

use super::apply_rate_limits::state_unavailable;
use super::held_claim::{ClaimedContent, HeldClaim, MAX_LEASE, latest_pending_time, to_millis};
use super::match_tickets::{EarlierTicket, UnconfirmedSubmission, conclude};
use crate::api_error::NoResponse;
use crate::app_state::AppState;
use crate::state::{IdempotencyKey, UnresolvedClaim};
use crate::unix_time;
use crate::whmcs::{ReadFailed, TicketQuery};
use std::time::Duration;
use tokio::time::{Instant, sleep, timeout_at};

/// Interval at which a submission with the same intent is checked while it is in progress.
const POLL_INTERVAL: Duration = Duration::from_millis(200);

/// Submission whose ticket is searched for.
#[derive(Clone, Copy, Debug)]
pub struct Attempt<'a> {
    /// Claim of its key.
    pub claim: &'a HeldClaim,
    /// Properties of the ticket.
    pub query: &'a TicketQuery,
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
            let since = since.unwrap_or(attempt.claim.first_claimed_at) / 1_000;
            let key = attempt.claim.content.key;
            let unclaimed = |ids| self.without_tickets_of_other_keys(ids, key);
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

    /// Returns the unconfirmed submissions with the same intent, oldest first. Waits for those whose
    /// tickets are being sent: their responses may still name them. Of those that search, the oldest
    /// does not wait for the others. Each later one waits until its ticket is known.
    async fn unconfirmed(
        &self,
        attempt: &Attempt<'_>,
    ) -> Result<Vec<UnconfirmedSubmission>, ReadFailed> {
        let ClaimedContent { key, intent, .. } = attempt.claim.content;
        loop {
            let now = unix_time::millis();
            let claims = self.store.unresolved_claims(intent, key, now);
            let claims = claims.await.map_err(|error| {
                state_unavailable(error);
                ReadFailed
            })?;
            let own = claims.iter().position(|claim| claim.is_own);
            let is_awaited = |(index, other): (usize, &UnresolvedClaim)| {
                let is_older = own.is_none_or(|own| index < own);
                !other.is_own && is_in_progress(other, now) && (is_older || !other.is_search())
            };
            if claims.iter().enumerate().any(is_awaited) {
                sleep(POLL_INTERVAL).await;
                continue;
            }
            let mut unconfirmed: Vec<_> = claims
                .iter()
                .map(|claim| unconfirmed_submission(claim, now))
                .collect();
            let own_submission = UnconfirmedSubmission {
                is_own: true,
                first_claimed_at: usable_time(attempt.claim.first_claimed_at, now),
                pending_until: attempt.pending_until,
            };
            // The claim is missing only if it has expired meanwhile.
            match own.and_then(|own| unconfirmed.get_mut(own)) {
                Some(own) => *own = own_submission,
                None => unconfirmed.push(own_submission),
            }
            // Those of one moment remain in the order of their keys, in which each of them sees all.
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

/// Returns `true` if the request of a claim may be running. The lease of a claim that was made while
/// the clock was wrong is not waited for.
fn is_in_progress(claim: &UnresolvedClaim, now: i64) -> bool {
    let latest_claim = now.saturating_add(to_millis(MAX_LEASE));
    claim.is_in_progress && claim.claimed_at <= latest_claim
}

/// Converts a claim of another submission. Times that only a wrong clock explains are corrected.
fn unconfirmed_submission(claim: &UnresolvedClaim, now: i64) -> UnconfirmedSubmission {
    UnconfirmedSubmission {
        is_own: false,
        first_claimed_at: usable_time(claim.first_claimed_at, now),
        pending_until: claim.pending_until.min(latest_pending_time(now)),
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
