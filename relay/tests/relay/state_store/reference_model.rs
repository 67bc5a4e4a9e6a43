//! Both stores compared with an in-memory model, over random sequences of operations.

use super::fixtures::*;
use super::random_operations::{LIMITS, Operation, operations, rate_limits};
use crate::support::RedisServer;
use open_ticket_relay::state::{
    Admission, Claim, ClaimOutcome, ClaimRequest, Fence, Fingerprint, KeyStatus, PreviousAttempt,
    StoreLocation, open_store,
};
use proptest::test_runner::{Config, TestRunner};
use std::collections::HashMap;
use std::time::Duration;

/// Result of an operation. A claim omits its fence, which is random.
#[derive(Debug, PartialEq)]
enum Response {
    Nothing,
    Acquired(i64, PreviousAttempt),
    Claim(Claim),
    Completed(bool),
    KeyStatus(KeyStatus),
    Admission(Admission),
}

/// State of a key. `claim` is the number of the last claim, from 1, and `opened` the ticket that an earlier
/// claim is known to have opened.
struct Key {
    body: Fingerprint,
    first_claimed_at: i64,
    expires_at: i64,
    lease_ends_at: i64,
    claim: usize,
    opened: Option<u32>,
    outcome: Option<ClaimOutcome>,
}

impl Key {
    /// Returns `true` if a ticket was opened, or may be.
    fn may_have_opened(&self) -> bool {
        match &self.outcome {
            None | Some(ClaimOutcome::Unknown { .. }) => true,
            Some(ClaimOutcome::Completed(response)) => response.ticket_id.is_some(),
            Some(_) => false,
        }
    }

    /// Returns the ticket that was opened, if it is known.
    fn ticket_id(&self) -> Option<u32> {
        match &self.outcome {
            None | Some(ClaimOutcome::Unknown { .. }) => self.opened,
            Some(ClaimOutcome::Completed(response)) => response.ticket_id,
            Some(_) => None,
        }
    }

    /// Returns the result of an attempt whose outcome is unknown, or no longer stored.
    fn as_previous(&self) -> PreviousAttempt {
        match (self.ticket_id(), &self.outcome) {
            (Some(ticket_id), _) => PreviousAttempt::Opened { ticket_id },
            (None, Some(ClaimOutcome::Unknown { pending_until })) => PreviousAttempt::Unknown {
                pending_until: *pending_until,
            },
            (None, _) => PreviousAttempt::Unknown {
                pending_until: self.lease_ends_at,
            },
        }
    }
}

#[derive(Default)]
struct Model {
    now: i64,
    keys: HashMap<u8, Key>,
    claims: HashMap<u8, usize>,
    /// Times of the admitted events, by the index of the limit.
    admitted: HashMap<usize, Vec<i64>>,
}

impl Model {
    fn apply(&mut self, operation: &Operation) -> Response {
        match operation {
            Operation::AdvanceTime(time) => {
                self.now += time;
                Response::Nothing
            }
            Operation::Claim(key, body, limits) => self.claim(*key, *body, limits),
            Operation::Complete(key, outcome) => self.complete(*key, 0, outcome),
            Operation::CompletePrevious(key, outcome) => self.complete(*key, 1, outcome),
            Operation::KeyStatus(key) => Response::KeyStatus(self.key_status(*key)),
            Operation::Admit(limits) => self.check_rate_limits(limits, true),
            Operation::Peek(limits) => self.check_rate_limits(limits, false),
            Operation::DeleteExpired => Response::Nothing,
        }
    }

    fn unexpired(&self, key: u8) -> Option<&Key> {
        let now = self.now;
        self.keys.get(&key).filter(|key| key.expires_at > now)
    }

    /// Returns a key whose lifetime has ended up to 30 days ago, if it may have opened a ticket.
    fn expired(&self, key: u8) -> Option<&Key> {
        let age = |key: &Key| self.now - key.expires_at;
        let key = self.keys.get(&key);
        key.filter(|key| (0..30 * DAY).contains(&age(key)) && key.may_have_opened())
    }

    fn claim(&mut self, key: u8, body: Fingerprint, limits: &[usize]) -> Response {
        let now = self.now;
        let (first_claimed_at, previous) = match (self.unexpired(key), self.expired(key)) {
            (None, None) => (now, PreviousAttempt::None),
            (None, Some(state)) if state.body != body => {
                return Response::Claim(Claim::FingerprintMismatch);
            }
            (None, Some(state)) => (state.first_claimed_at, state.as_previous()),
            (Some(state), _) => match &state.outcome {
                Some(ClaimOutcome::NotOpened) => (now, PreviousAttempt::NotOpened),
                // A released claim leaves no trace.
                Some(ClaimOutcome::Released) => (now, PreviousAttempt::None),
                _ if state.body != body => return Response::Claim(Claim::FingerprintMismatch),
                Some(ClaimOutcome::Completed(response)) => {
                    return Response::Claim(Claim::Completed(response.clone()));
                }
                None if state.lease_ends_at > now => return Response::Claim(Claim::InProgress),
                Some(ClaimOutcome::Unknown { .. }) | None => {
                    (state.first_claimed_at, state.as_previous())
                }
            },
        };
        if previous == PreviousAttempt::None
            && let Response::Admission(Admission::RetryAfter(wait)) =
                self.check_rate_limits(limits, true)
        {
            return Response::Claim(Claim::RateLimited(wait));
        }
        let claims = self.claims.entry(key).or_default();
        *claims += 1;
        let state = Key {
            body,
            first_claimed_at,
            expires_at: now + DAY,
            lease_ends_at: now + LEASE,
            claim: *claims,
            opened: match previous {
                PreviousAttempt::Opened { ticket_id } => Some(ticket_id),
                _ => None,
            },
            outcome: None,
        };
        self.keys.insert(key, state);
        Response::Acquired(first_claimed_at, previous)
    }

    /// Completes the last claim of a key (0), or the one before it (1).
    fn complete(&mut self, key: u8, claims_back: usize, outcome: &ClaimOutcome) -> Response {
        let claims = self.claims.get(&key).copied().unwrap_or(0);
        let Some(claim) = claims.checked_sub(claims_back).filter(|&claim| claim > 0) else {
            return Response::Nothing;
        };
        let now = self.now;
        let state = self.keys.get_mut(&key);
        let Some(state) = state.filter(|state| state.expires_at > now && state.claim == claim)
        else {
            return Response::Completed(false);
        };
        match (&state.outcome, outcome) {
            (None, ClaimOutcome::Released) => drop(self.keys.remove(&key)),
            _ => drop(state.outcome.get_or_insert_with(|| outcome.clone())),
        }
        Response::Completed(true)
    }

    fn key_status(&self, key: u8) -> KeyStatus {
        match self.unexpired(key).map(|state| &state.outcome) {
            None | Some(Some(ClaimOutcome::Released)) => match self.expired(key) {
                Some(_) => KeyStatus::Expired,
                None => KeyStatus::Unused,
            },
            Some(Some(ClaimOutcome::NotOpened)) => KeyStatus::NotOpened,
            Some(Some(ClaimOutcome::Completed(response))) => KeyStatus::Completed(response.clone()),
            Some(_) => KeyStatus::Unknown,
        }
    }

    /// An event counts until the last event of its slot has left the window.
    fn wait_ms(&self, limit: usize) -> i64 {
        let (_, max_count, window) = LIMITS[limit];
        let slot_ms = (window + 59) / 60;
        let admitted = self.admitted.get(&limit).map_or(&[][..], Vec::as_slice);
        let leaves_window_at = |time: &i64| {
            let latest = admitted
                .iter()
                .filter(|t| *t / slot_ms == time / slot_ms)
                .max();
            latest.unwrap_or(time) + window
        };
        let has_capacity = |now: i64| {
            let counted = admitted
                .iter()
                .filter(|time| leaves_window_at(time) > now)
                .count();
            counted < usize::try_from(max_count).unwrap()
        };
        let mut times: Vec<i64> = admitted.iter().map(leaves_window_at).collect();
        times.push(self.now);
        times.sort_unstable();
        let free_at = times
            .into_iter()
            .find(|&t| t >= self.now && has_capacity(t));
        free_at.unwrap() - self.now
    }

    fn check_rate_limits(&mut self, limits: &[usize], is_counted: bool) -> Response {
        let wait = limits
            .iter()
            .map(|&limit| self.wait_ms(limit))
            .max()
            .unwrap_or(0);
        if wait > 0 {
            let wait = Duration::from_millis(wait.unsigned_abs());
            return Response::Admission(Admission::RetryAfter(wait));
        }
        for &limit in limits.iter().filter(|_| is_counted) {
            self.admitted.entry(limit).or_default().push(self.now);
        }
        Response::Admission(Admission::Admitted)
    }
}

/// A store, and the fences that it returned for each key.
struct StoreUnderTest {
    store: Store,
    now: i64,
    fences: HashMap<u8, Vec<Fence>>,
}

impl StoreUnderTest {
    async fn apply(&mut self, operation: &Operation) -> Response {
        match operation {
            Operation::AdvanceTime(time) => {
                self.now += time;
                Response::Nothing
            }
            Operation::Claim(key, body, limits) => self.claim(*key, *body, limits).await,
            Operation::Complete(key, outcome) => self.complete(*key, 1, outcome).await,
            Operation::CompletePrevious(key, outcome) => self.complete(*key, 2, outcome).await,
            Operation::KeyStatus(number) => {
                Response::KeyStatus(self.store.key_status(key(*number), self.now).await.unwrap())
            }
            Operation::Admit(indices) => {
                Response::Admission(admit(&self.store, &rate_limits(indices), self.now).await)
            }
            Operation::Peek(indices) => {
                Response::Admission(peek(&self.store, &rate_limits(indices), self.now).await)
            }
            Operation::DeleteExpired => {
                self.store.delete_expired(self.now).await.unwrap();
                Response::Nothing
            }
        }
    }

    async fn claim(&mut self, number: u8, body: Fingerprint, limits: &[usize]) -> Response {
        let request = ClaimRequest::new(key(number), body, self.now, LEASE).unwrap();
        let request = request.with_rate_limits(rate_limits(limits));
        match self.store.claim(request).await.unwrap() {
            Claim::Acquired {
                first_claimed_at,
                previous,
                fence,
            } => {
                self.fences.entry(number).or_default().push(fence);
                Response::Acquired(first_claimed_at, previous)
            }
            other => Response::Claim(other),
        }
    }

    /// Completes the last claim of a key (1), or the one before it (2).
    async fn complete(&self, number: u8, from_end: usize, outcome: &ClaimOutcome) -> Response {
        let fences = self.fences.get(&number).map_or(&[][..], Vec::as_slice);
        let index = fences.len().checked_sub(from_end);
        let Some(&fence) = index.and_then(|index| fences.get(index)) else {
            return Response::Nothing;
        };
        let completed = complete(&self.store, number, fence, outcome.clone(), self.now).await;
        Response::Completed(completed.is_ok())
    }
}

async fn compare(store: Store, operations: &[Operation]) {
    let mut model = Model {
        now: NOW,
        ..Model::default()
    };
    let mut tested = StoreUnderTest {
        store,
        now: NOW,
        fences: HashMap::new(),
    };
    for (index, operation) in operations.iter().enumerate() {
        let response = tested.apply(operation).await;
        assert_eq!(
            response,
            model.apply(operation),
            "operation {index}, {operation:?}, of {operations:?}"
        );
    }
}

#[test]
fn both_stores_respond_like_the_model() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let server = RedisServer::start();
    let location = StoreLocation::parse(&server.url()).unwrap();
    let redis_store = runtime.block_on(open_store(&location)).unwrap();
    let config = Config {
        cases: 96,
        failure_persistence: None,
        ..Config::default()
    };
    let result = TestRunner::new(config).run(&operations(), |operations| {
        redis::cmd("FLUSHALL").exec(&mut server.connect()).unwrap();
        runtime.block_on(compare(redis_store.clone(), &operations));
        let sqlite = TestStore::sqlite();
        runtime.block_on(async { compare(sqlite.open().await, &operations).await });
        Ok(())
    });
    result.unwrap();
}
