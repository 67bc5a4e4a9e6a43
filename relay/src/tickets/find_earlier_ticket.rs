//! Search for the ticket of an attempt whose response does not show whether the ticket was opened.

use super::earlier_ticket::EarlierTicket;
use super::held_claim::{ClaimedContent, HeldClaim, MAX_LEASE, to_millis};
use super::match_tickets::{UnconfirmedSubmission, determine_outcome};
use super::state_error::state_unavailable;
use crate::api_error::NoResponse;
use crate::app_state::AppState;
use crate::state::{IdempotencyKey, KEY_LIFETIME, UnresolvedClaim};
use crate::unix_time;
use crate::whmcs::{ReadFailed, Search, TicketQuery};
use open_ticket::ticket::OpenedTicket;
use std::time::Duration;
use tokio::time::{Instant, sleep, timeout, timeout_at};

/// Interval at which a submission with the same intent is checked while it is in progress.
const POLL_INTERVAL: Duration = Duration::from_millis(200);

/// Submission whose ticket is searched for.
#[derive(Clone, Copy, Debug)]
pub struct Attempt<'a> {
    /// Claim of its key.
    pub claim: &'a HeldClaim,
    /// Properties that identify the ticket.
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
            loop {
                let claims = self.awaited_claims(&attempt).await?;
                // Before the search: a ticket that is opened during it may be missing from the list.
                let now = unix_time::millis();
                let unconfirmed = unconfirmed_submissions(&claims, &attempt, now);
                let found = self.search_for(&attempt, &unconfirmed).await?;
                // A submission that began meanwhile may have opened one of the tickets.
                if self.unresolved_claims(&attempt).await? == claims {
                    return Ok::<_, ReadFailed>(determine_outcome(&unconfirmed, found, now));
                }
            }
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

    /// Looks up a ticket that an attempt is known to have opened. Returns `None` if it is not found, for
    /// example after it was deleted. Its content is not compared: a hook or staff may have changed it.
    ///
    /// # Errors
    /// [`ReadFailed`], also after the time limit. WHMCS may still have the ticket.
    pub(super) async fn find_opened_ticket(
        &self,
        claim: &HeldClaim,
        query: &TicketQuery,
        ticket_id: u32,
        time_limit: Duration,
    ) -> Result<Option<OpenedTicket>, ReadFailed> {
        let first_claimed_at = usable_time(claim.first_claimed_at, unix_time::millis());
        // The id identifies the ticket, so its date may be wrong by the offset of any time zone.
        let since = first_claimed_at.saturating_sub(to_millis(KEY_LIFETIME)) / 1_000;
        let lookup = self.whmcs.ticket_with_id(query, ticket_id, since);
        match timeout(time_limit, lookup).await {
            Ok(Ok(Some(opened))) => Ok(Some(opened)),
            Ok(Ok(None)) => {
                tracing::warn!(
                    "the ticket of an earlier request was not found, and is not opened again"
                );
                Ok(None)
            }
            Ok(Err(ReadFailed)) => {
                tracing::error!("the ticket of an earlier request cannot be looked up");
                Err(ReadFailed)
            }
            Err(_) => {
                tracing::error!("the lookup of an earlier request's ticket took too long");
                Err(ReadFailed)
            }
        }
    }

    /// Returns the claims of submissions with the same intent whose outcome is unknown, oldest first.
    /// Waits for claims that send their tickets: the responses may still name the tickets. Of the claims
    /// that search, the oldest does not wait for the others. Each later claim waits for the older claims.
    async fn awaited_claims(
        &self,
        attempt: &Attempt<'_>,
    ) -> Result<Vec<UnresolvedClaim>, ReadFailed> {
        loop {
            let claims = self.unresolved_claims(attempt).await?;
            let now = unix_time::millis();
            let own = claims.iter().position(|claim| claim.is_own);
            let is_awaited = |(index, other): (usize, &UnresolvedClaim)| {
                let is_older = own.is_none_or(|own| index < own);
                !other.is_own && is_in_progress(other, now) && (is_older || !other.is_search())
            };
            if !claims.iter().enumerate().any(is_awaited) {
                return Ok(claims);
            }
            sleep(POLL_INTERVAL).await;
        }
    }

    async fn unresolved_claims(
        &self,
        attempt: &Attempt<'_>,
    ) -> Result<Vec<UnresolvedClaim>, ReadFailed> {
        let ClaimedContent { key, intent, .. } = attempt.claim.content;
        let now = unix_time::millis();
        let claims = self.store.unresolved_claims(intent, key, now).await;
        claims.map_err(|error| {
            state_unavailable(error);
            ReadFailed
        })
    }

    async fn search_for(
        &self,
        attempt: &Attempt<'_>,
        unconfirmed: &[UnconfirmedSubmission],
    ) -> Result<Search, ReadFailed> {
        let since = unconfirmed
            .iter()
            .map(|submission| submission.first_claimed_at)
            .min();
        let since = since.unwrap_or(attempt.claim.first_claimed_at) / 1_000;
        let key = attempt.claim.content.key;
        let unclaimed = |ids| self.without_tickets_of_other_keys(ids, key);
        let wanted = unconfirmed.len();
        self.whmcs
            .search_tickets(attempt.query, since, wanted, unclaimed)
            .await
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

/// Converts claims to submissions, oldest first. Claims of the same time stay in the order of their keys,
/// which is the same for every caller.
fn unconfirmed_submissions(
    claims: &[UnresolvedClaim],
    attempt: &Attempt<'_>,
    now: i64,
) -> Vec<UnconfirmedSubmission> {
    let mut unconfirmed: Vec<_> = claims
        .iter()
        .map(|claim| unconfirmed_submission(claim, now))
        .collect();
    let own = UnconfirmedSubmission {
        is_own: true,
        first_claimed_at: usable_time(attempt.claim.first_claimed_at, now),
        pending_until: attempt.pending_until,
    };
    // The caller's claim is missing only if it has expired meanwhile.
    let listed = claims.iter().position(|claim| claim.is_own);
    match listed.and_then(|index| unconfirmed.get_mut(index)) {
        Some(listed) => *listed = own,
        None => unconfirmed.push(own),
    }
    unconfirmed.sort_by_key(|submission| submission.first_claimed_at);
    unconfirmed
}

/// Returns `true` if the request of a claim may be running, but not for a claim whose time is so far in
/// the future that the clock must have been wrong.
fn is_in_progress(claim: &UnresolvedClaim, now: i64) -> bool {
    let latest_claim = now.saturating_add(to_millis(MAX_LEASE));
    claim.is_in_progress && claim.claimed_at <= latest_claim
}

/// Converts a claim of another submission. Corrects times that only a wrong clock explains: no request
/// to WHMCS runs for longer than the maximum duration of a lease.
fn unconfirmed_submission(claim: &UnresolvedClaim, now: i64) -> UnconfirmedSubmission {
    let latest_end = claim
        .claimed_at
        .min(now)
        .saturating_add(to_millis(MAX_LEASE));
    UnconfirmedSubmission {
        is_own: false,
        first_claimed_at: usable_time(claim.first_claimed_at, now),
        pending_until: claim.pending_until.min(latest_end),
    }
}

/// Returns the time of a first attempt. If it is in the future, the relay's clock was wrong: the result
/// is 0, so that no ticket is excluded by its age.
const fn usable_time(first_claimed_at: i64, now: i64) -> i64 {
    if first_claimed_at > now {
        0
    } else {
        first_claimed_at
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: i64 = 1_795_000_000_000;
    const YEAR: i64 = 365 * 24 * 60 * 60 * 1_000;

    fn claim(claimed_at: i64, pending_until: i64) -> UnresolvedClaim {
        UnresolvedClaim {
            is_own: false,
            first_claimed_at: claimed_at,
            claimed_at,
            is_in_progress: pending_until > NOW,
            pending_until,
        }
    }

    #[test]
    fn a_wrong_clock_delays_other_submissions_by_at_most_the_longest_lease() {
        let max_lease = to_millis(MAX_LEASE);
        for (claimed_at, pending_until, expected) in [
            (NOW - 5_000, NOW + 90_000, NOW + 90_000),
            (NOW - 5_000, NOW + YEAR, NOW - 5_000 + max_lease),
            (NOW - 5_000, i64::MAX, NOW - 5_000 + max_lease),
            (NOW + YEAR, NOW + YEAR + 90_000, NOW + max_lease),
            (NOW - YEAR, NOW + 1, NOW - YEAR + max_lease),
            (NOW - 5_000, 0, 0),
        ] {
            let submission = unconfirmed_submission(&claim(claimed_at, pending_until), NOW);
            assert_eq!(submission.pending_until, expected, "{claimed_at}");
            assert!(submission.first_claimed_at <= NOW);
        }
    }

    #[test]
    fn a_lease_of_a_wrong_clock_is_not_waited_for() {
        assert!(is_in_progress(&claim(NOW, NOW + 90_000), NOW));
        // Clocks of relays differ by a little.
        assert!(is_in_progress(&claim(NOW + 2_000, NOW + 90_000), NOW));
        assert!(!is_in_progress(
            &claim(NOW + YEAR, NOW + YEAR + 90_000),
            NOW
        ));
        assert!(!is_in_progress(&claim(NOW - 5_000, NOW), NOW));
    }
}
