//! Temporary stores, and operations with fixed values.

use crate::support::RedisServer;
use open_ticket_relay::state::{
    Admission, Claim, ClaimOutcome, ClaimRequest, Completion, Fence, Fingerprint, IdempotencyKey,
    PreviousAttempt, RateLimit, RateLimitMode, StateError, StateStore, StoreLocation,
    StoredResponse, open_store,
};
use std::sync::Arc;
use std::time::Duration;
use tempfile::TempDir;

/// Tuesday, 24 November 2026, in milliseconds since 1970.
pub const NOW: i64 = 1_795_000_000_000;
/// Lease of one minute, in milliseconds.
pub const LEASE: i64 = 60_000;
/// One day, in milliseconds.
pub const DAY: i64 = 24 * 60 * 60 * 1000;

pub const BODY: Fingerprint = [1; 32];
pub const OTHER_BODY: Fingerprint = [2; 32];

/// Open store.
pub type Store = Arc<dyn StateStore>;

/// Defines two tests for each function, one for each kind of store.
macro_rules! test_both_stores {
    ($($test:ident)*) => {
        mod with_sqlite {
            $(#[tokio::test]
            async fn $test() {
                super::$test(crate::state_store::fixtures::TestStore::sqlite()).await;
            })*
        }
        mod with_redis {
            $(#[tokio::test]
            async fn $test() {
                super::$test(crate::state_store::fixtures::TestStore::redis()).await;
            })*
        }
    };
}
pub(crate) use test_both_stores;

/// Temporary location of a store.
pub enum TestStore {
    Sqlite(TempDir),
    Redis(RedisServer),
}

impl TestStore {
    pub fn sqlite() -> Self {
        Self::Sqlite(TempDir::new().unwrap())
    }

    pub fn redis() -> Self {
        Self::Redis(RedisServer::start())
    }

    pub fn location(&self) -> StoreLocation {
        match self {
            Self::Sqlite(folder) => StoreLocation::SqliteFile(folder.path().join("state.db")),
            Self::Redis(server) => StoreLocation::parse(&server.url()).unwrap(),
        }
    }

    pub async fn open(&self) -> Store {
        open_store(&self.location()).await.unwrap()
    }
}

/// Returns the key with this number.
pub fn key(number: u8) -> IdempotencyKey {
    IdempotencyKey::parse(&format!("00000000-0000-4000-8000-0000000000{number:02x}")).unwrap()
}

pub fn response(ticket_id: u32) -> StoredResponse {
    StoredResponse {
        status: 200,
        body: format!(
            "{{\"result\":\"success\",\"id\":{ticket_id},\"c\":\"tRi:\\u00fc\"}}\r\n\0 ü"
        ),
        ticket_id: Some(ticket_id),
    }
}

pub fn limit(name: &str, max_count: u32, window_ms: i64) -> RateLimit {
    RateLimit {
        name: name.to_owned(),
        max_count,
        window: Duration::from_millis(window_ms.unsigned_abs()),
    }
}

/// Content of [`Claim::Acquired`].
#[derive(Debug)]
pub struct Acquired {
    pub first_claimed_at: i64,
    pub previous: PreviousAttempt,
    pub fence: Fence,
}

pub async fn claim(store: &Store, number: u8, body: Fingerprint, now: i64) -> Claim {
    try_claim(store, number, body, now).await.unwrap()
}

pub async fn try_claim(
    store: &Store,
    number: u8,
    body: Fingerprint,
    now: i64,
) -> Result<Claim, StateError> {
    let request = ClaimRequest::new(key(number), body, now, LEASE).unwrap();
    store.claim(request).await
}

/// Claims a key that must be free.
pub async fn acquire(store: &Store, number: u8, body: Fingerprint, now: i64) -> Acquired {
    match claim(store, number, body, now).await {
        Claim::Acquired {
            first_claimed_at,
            previous,
            fence,
        } => Acquired {
            first_claimed_at,
            previous,
            fence,
        },
        other => panic!("{other:?}"),
    }
}

pub async fn complete(
    store: &Store,
    number: u8,
    fence: Fence,
    outcome: ClaimOutcome,
    now: i64,
) -> Result<(), StateError> {
    let completion = Completion {
        key: key(number),
        fence,
        outcome,
        now,
    };
    store.complete(completion).await
}

/// Claims key 1 at [`NOW`] and completes the claim one second later.
pub async fn claim_and_complete(store: &Store, outcome: ClaimOutcome) {
    let acquired = acquire(store, 1, BODY, NOW).await;
    complete(store, 1, acquired.fence, outcome, NOW + 1000)
        .await
        .unwrap();
}

/// Checks rate limits and counts an event.
pub async fn admit(store: &Store, limits: &[RateLimit], now: i64) -> Admission {
    let admission = store.check_rate_limits(limits, now, RateLimitMode::Count);
    admission.await.unwrap()
}

/// Checks rate limits without counting.
pub async fn peek(store: &Store, limits: &[RateLimit], now: i64) -> Admission {
    let admission = store.check_rate_limits(limits, now, RateLimitMode::Peek);
    admission.await.unwrap()
}
