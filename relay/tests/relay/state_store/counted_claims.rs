//! Rate limits of claims. The first claim of a key is counted; a claim that a limit refuses is not.

use super::fixtures::*;
use crate::support::RedisServer;
use open_ticket_relay::state::{
    Admission, Claim, ClaimOutcome, ClaimRequest, KeyStatus, PreviousAttempt, RateLimit, Receipt,
    StateError, StoreLocation, open_store,
};
use std::time::Duration;

const HOUR: i64 = 3_600_000;

test_both_stores! {
    a_first_claim_is_counted
    a_claim_over_the_limit_leaves_no_trace
    a_claim_of_a_used_key_is_neither_counted_nor_limited_after_its_lifetime
    a_claim_after_an_earlier_attempt_is_neither_counted_nor_limited
    a_claim_that_is_not_acquired_is_not_counted
    a_released_claim_was_counted
    a_limit_applies_to_concurrent_claims
    concurrent_claims_of_one_key_are_counted_once
}

fn once() -> Vec<RateLimit> {
    vec![limit("once", 1, HOUR)]
}

fn over_the_limit() -> Claim {
    Claim::RateLimited(Duration::from_millis(HOUR.unsigned_abs()))
}

fn request(number: u8, limits: Vec<RateLimit>, now: i64) -> ClaimRequest {
    let request = ClaimRequest::new(key(number), BODY, now, LEASE).unwrap();
    request.with_rate_limits(limits)
}

async fn claim_within(store: &Store, number: u8, limits: Vec<RateLimit>, now: i64) -> Claim {
    store.claim(request(number, limits, now)).await.unwrap()
}

/// Claims a key that must be free, and completes the claim.
async fn claim_for(store: &Store, number: u8, outcome: ClaimOutcome) {
    let acquired = acquire(store, number, BODY, NOW).await;
    complete(store, number, acquired.fence, outcome, NOW)
        .await
        .unwrap();
}

async fn status(store: &Store, number: u8, now: i64) -> KeyStatus {
    store.key_status(key(number), now).await.unwrap()
}

async fn a_first_claim_is_counted(test_store: TestStore) {
    let store = test_store.open().await;
    let limits = vec![limit("twice", 2, HOUR), limit("often", 9, HOUR)];
    for number in 1..=2 {
        let claim = claim_within(&store, number, limits.clone(), NOW).await;
        assert!(matches!(claim, Claim::Acquired { .. }), "{claim:?}");
    }
    assert_eq!(
        claim_within(&store, 3, limits.clone(), NOW).await,
        over_the_limit()
    );
    // The refused claim was counted by no limit.
    let rest = [limit("often", 3, HOUR)];
    assert_eq!(peek(&store, &rest, NOW).await, Admission::Admitted);
    let later = claim_within(&store, 3, limits, NOW + HOUR).await;
    assert!(matches!(later, Claim::Acquired { .. }), "{later:?}");
}

async fn a_claim_over_the_limit_leaves_no_trace(test_store: TestStore) {
    let store = test_store.open().await;
    admit(&store, &once(), NOW).await;
    let receipt = Receipt::new(key(1), NOW, LEASE).unwrap();
    store.receive(receipt, NOW).await.unwrap();
    let intended = request(1, once(), NOW).with_intent(BODY);
    let claim = store.claim(intended.with_receipt(Some(receipt))).await;
    assert_eq!(claim.unwrap(), over_the_limit());
    // The receipt was returned.
    assert_eq!(status(&store, 1, NOW).await, KeyStatus::Unused);
    let unresolved = store.unresolved_claims(BODY, key(2), NOW).await.unwrap();
    assert!(unresolved.is_empty(), "{unresolved:?}");
    // The key may be used with another body.
    let acquired = acquire(&store, 1, OTHER_BODY, NOW + 1).await;
    assert_eq!(acquired.previous, PreviousAttempt::None);
    assert_eq!(acquired.first_claimed_at, NOW + 1);
}

/// A claim of a used key continues the attempt that was counted. Other keys are new again after their lifetime.
async fn a_claim_of_a_used_key_is_neither_counted_nor_limited_after_its_lifetime(
    test_store: TestStore,
) {
    let store = test_store.open().await;
    let later = NOW + 2 * DAY;
    claim_for(&store, 1, ClaimOutcome::Completed(response(7))).await;
    claim_for(&store, 2, ClaimOutcome::Unknown { pending_until: NOW }).await;
    claim_for(&store, 3, ClaimOutcome::NotOpened).await;
    for number in 1..=2 {
        let claim = claim_within(&store, number, once(), later).await;
        assert!(matches!(claim, Claim::Acquired { .. }), "{claim:?}");
    }
    assert_eq!(admit(&store, &once(), later).await, Admission::Admitted);
    for number in 1..=2 {
        let claim = claim_within(&store, number, once(), later + LEASE).await;
        assert!(matches!(claim, Claim::Acquired { .. }), "{claim:?}");
    }
    let claim = claim_within(&store, 3, once(), later).await;
    assert_eq!(claim, over_the_limit());
    assert_eq!(status(&store, 3, later).await, KeyStatus::Unused);
}

async fn a_claim_after_an_earlier_attempt_is_neither_counted_nor_limited(test_store: TestStore) {
    let store = test_store.open().await;
    let unknown = ClaimOutcome::Unknown { pending_until: NOW };
    claim_for(&store, 1, ClaimOutcome::NotOpened).await;
    claim_for(&store, 2, unknown).await;
    for number in 1..=2 {
        let claim = claim_within(&store, number, once(), NOW).await;
        assert!(matches!(claim, Claim::Acquired { .. }), "{claim:?}");
    }
    assert_eq!(admit(&store, &once(), NOW).await, Admission::Admitted);
    // The leases of both claims have ended, and the limit is reached.
    for number in 1..=2 {
        let claim = claim_within(&store, number, once(), NOW + LEASE).await;
        assert!(matches!(claim, Claim::Acquired { .. }), "{claim:?}");
    }
}

async fn a_claim_that_is_not_acquired_is_not_counted(test_store: TestStore) {
    let store = test_store.open().await;
    claim_for(&store, 1, ClaimOutcome::Completed(response(7))).await;
    acquire(&store, 2, BODY, NOW).await;
    acquire(&store, 3, OTHER_BODY, NOW).await;
    let returned = Receipt::new(key(4), NOW, LEASE).unwrap();
    let without_receipt = request(4, once(), NOW).with_receipt(Some(returned));
    let claims = [
        claim_within(&store, 1, once(), NOW).await,
        claim_within(&store, 2, once(), NOW).await,
        claim_within(&store, 3, once(), NOW).await,
        store.claim(without_receipt).await.unwrap(),
    ];
    let expected = [
        Claim::Completed(response(7)),
        Claim::InProgress,
        Claim::FingerprintMismatch,
        Claim::ReceiptExpired,
    ];
    assert_eq!(claims, expected);
    assert_eq!(admit(&store, &once(), NOW).await, Admission::Admitted);
}

async fn a_released_claim_was_counted(test_store: TestStore) {
    let store = test_store.open().await;
    let claim = claim_within(&store, 1, once(), NOW).await;
    let Claim::Acquired { fence, .. } = claim else {
        panic!("{claim:?}");
    };
    complete(&store, 1, fence, ClaimOutcome::Released, NOW)
        .await
        .unwrap();
    assert_eq!(claim_within(&store, 1, once(), NOW).await, over_the_limit());
}

/// The claim may have been counted, so a retry is not counted again.
#[tokio::test]
async fn a_claim_fails_and_opens_no_ticket_if_its_counter_cannot_be_read() {
    let server = RedisServer::start();
    let location = StoreLocation::parse(&server.url()).unwrap();
    let store = open_store(&location).await.unwrap();
    let counter = "open-ticket:{rate_limits}:once";
    redis::cmd("SET")
        .arg(&[counter, "not a counter"])
        .exec(&mut server.connect())
        .unwrap();
    let failed = store.claim(request(1, once(), NOW)).await;
    assert!(
        matches!(failed, Err(StateError::Failed { .. })),
        "{failed:?}"
    );
    assert_eq!(status(&store, 1, NOW).await, KeyStatus::NotOpened);
    let claim = claim_within(&store, 1, once(), NOW).await;
    assert!(matches!(
        claim,
        Claim::Acquired {
            previous: PreviousAttempt::NotOpened,
            ..
        }
    ));
}

/// Returns the results of concurrent claims, within a limit of twenty.
async fn concurrent_claims(store: &Store, keys: u8) -> Vec<Claim> {
    let tasks: Vec<_> = (0..100)
        .map(|number| {
            let store = store.clone();
            let limits = vec![limit("twenty", 20, HOUR), limit("many", 1_000, HOUR)];
            tokio::spawn(async move { claim_within(&store, number % keys, limits, NOW).await })
        })
        .collect();
    let mut claims = Vec::new();
    for task in tasks {
        claims.push(task.await.unwrap());
    }
    claims
}

fn count_acquired(claims: &[Claim]) -> usize {
    let acquired = claims.iter();
    acquired
        .filter(|claim| matches!(claim, Claim::Acquired { .. }))
        .count()
}

async fn a_limit_applies_to_concurrent_claims(test_store: TestStore) {
    let store = test_store.open().await;
    let claims = concurrent_claims(&store, 100).await;
    assert_eq!(count_acquired(&claims), 20);
    let limited = claims.iter().filter(|claim| **claim == over_the_limit());
    assert_eq!(limited.count(), 80);
    let rest = [limit("many", 21, HOUR)];
    assert_eq!(admit(&store, &rest, NOW).await, Admission::Admitted);
    assert_ne!(admit(&store, &rest, NOW).await, Admission::Admitted);
}

async fn concurrent_claims_of_one_key_are_counted_once(test_store: TestStore) {
    let store = test_store.open().await;
    let claims = concurrent_claims(&store, 1).await;
    assert_eq!(count_acquired(&claims), 1);
    let waiting = claims.iter().filter(|claim| **claim == Claim::InProgress);
    assert_eq!(waiting.count(), 99);
    let rest = [limit("twenty", 2, HOUR)];
    assert_eq!(admit(&store, &rest, NOW).await, Admission::Admitted);
    assert_ne!(admit(&store, &rest, NOW).await, Admission::Admitted);
}
