//! Concurrent callers and relays, and failures of Redis.

use super::fixtures::*;
use crate::support::RedisServer;
use open_ticket_relay::state::{
    Admission, Claim, ClaimOutcome, RateLimitMode, StateError, StoreLocation, open_store,
};
use redis::Commands;

test_both_stores! {
    only_one_of_a_hundred_concurrent_claims_succeeds
    a_limit_applies_to_concurrent_events
}

async fn only_one_of_a_hundred_concurrent_claims_succeeds(test_store: TestStore) {
    let store = test_store.open().await;
    assert_eq!(successful_claims(&[store]).await, 1);
}

async fn a_limit_applies_to_concurrent_events(test_store: TestStore) {
    let store = test_store.open().await;
    assert_eq!(admitted_events(&[store]).await, 20);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn concurrent_relays_share_claims_and_rate_limits() {
    let test_store = TestStore::redis();
    let relays = [test_store.open().await, test_store.open().await];
    assert_eq!(successful_claims(&relays).await, 1);
    assert_eq!(admitted_events(&relays).await, 20);
}

#[tokio::test]
async fn a_relay_returns_the_response_of_another_relay() {
    let test_store = TestStore::redis();
    let (one, other) = (test_store.open().await, test_store.open().await);
    claim_and_complete(&one, ClaimOutcome::Completed(response(7))).await;
    let again = claim(&other, 1, BODY, NOW + 2000).await;
    assert_eq!(again, Claim::Completed(response(7)));
    let of_other_keys = other.tickets_of_other_keys(&[7], key(2)).await.unwrap();
    assert_eq!(of_other_keys, [7]);
}

#[tokio::test]
async fn opening_a_second_store_leaves_claims_in_progress() {
    let test_store = TestStore::redis();
    let one = test_store.open().await;
    acquire(&one, 1, BODY, NOW).await;
    let other = test_store.open().await;
    let result = claim(&other, 1, BODY, NOW + 1).await;
    assert_eq!(result, Claim::InProgress);
}

#[tokio::test]
async fn a_stopped_redis_is_an_error_until_it_is_back() {
    let mut server = RedisServer::start();
    let location = StoreLocation::parse(&server.url()).unwrap();
    let store = open_store(&location).await.unwrap();
    claim_and_complete(&store, ClaimOutcome::Completed(response(7))).await;

    server.stop();
    for _ in 0..3 {
        let error = try_claim(&store, 1, BODY, NOW).await.unwrap_err();
        assert!(matches!(error, StateError::Failed { .. }), "{error}");
    }
    let error = open_store(&location).await.unwrap_err();
    assert!(error.to_string().contains("connection refused"), "{error}");

    server.restart();
    let again = claim(&store, 1, BODY, NOW + 2000).await;
    assert_eq!(again, Claim::Completed(response(7)));
}

#[tokio::test]
async fn a_closed_connection_is_reestablished() {
    let server = RedisServer::start();
    let location = StoreLocation::parse(&server.url()).unwrap();
    let store = open_store(&location).await.unwrap();
    for number in 1..=5 {
        let closed: i64 = redis::cmd("CLIENT")
            .arg(&["KILL", "TYPE", "normal"])
            .query(&mut server.connect())
            .unwrap();
        assert!(closed >= 1);
        acquire(&store, number, BODY, NOW).await;
    }
}

#[tokio::test]
async fn a_redis_that_does_not_reply_is_an_error() {
    let server = RedisServer::start();
    let location = StoreLocation::parse(&server.url()).unwrap();
    let store = open_store(&location).await.unwrap();
    server.suspend();
    let limits = [limit("x", 1, 1000)];
    let checked = store
        .check_rate_limits(&limits, NOW, RateLimitMode::Peek)
        .await;
    let opened = open_store(&location).await;
    server.resume();
    assert!(matches!(checked, Err(StateError::Failed { .. })));
    assert!(matches!(opened, Err(StateError::Unusable { .. })));
    acquire(&store, 1, BODY, NOW).await;
}

#[tokio::test]
async fn everything_in_redis_except_texts_expires() {
    let server = RedisServer::start();
    let store = open_store(&StoreLocation::parse(&server.url()).unwrap()).await;
    let store = store.unwrap();
    claim_and_complete(&store, ClaimOutcome::Completed(response(7))).await;
    acquire(&store, 2, BODY, NOW).await;
    admit(&store, &[limit("x", 1, 6000)], NOW).await;
    store.save_text("departments", "[]").await.unwrap();

    let mut connection = server.connect();
    let keys: Vec<String> = connection.keys("*").unwrap();
    assert_eq!(keys.len(), 7, "{keys:?}");
    for key in keys {
        let time_to_live: i64 = connection.pttl(&key).unwrap();
        let maximum = match key.split(':').nth(1).unwrap() {
            "{idempotency}" if key.contains(":used:") || key.contains(":ticket:") => 31 * DAY,
            "{idempotency}" => DAY,
            "{rate_limits}" => 6100,
            "text" => -1,
            _ => panic!("{key}"),
        };
        assert!(
            time_to_live == maximum || (0 < time_to_live && time_to_live < maximum),
            "{key}"
        );
    }
}

#[tokio::test]
async fn a_wrong_password_is_reported_but_not_shown() {
    let server = RedisServer::start();
    redis::cmd("CONFIG")
        .arg(&["SET", "requirepass", "right"])
        .exec(&mut server.connect())
        .unwrap();
    let url = server.url().replace("redis://", "redis://:hunter2@");
    let error = open_store(&StoreLocation::parse(&url).unwrap())
        .await
        .unwrap_err();
    let text = format!("{error} {error:?}");
    assert!(!text.contains("hunter2"), "{text}");
    assert!(text.to_lowercase().contains("authentication"), "{text}");

    let url = server.url().replace("redis://", "redis://:right@");
    let store = open_store(&StoreLocation::parse(&url).unwrap())
        .await
        .unwrap();
    assert!(!format!("{store:?}").contains("right"));
    acquire(&store, 1, BODY, NOW).await;
}

/// Returns the number of successful claims among a hundred concurrent ones of the same key.
async fn successful_claims(relays: &[Store]) -> usize {
    let tasks: Vec<_> = (0..100)
        .map(|number| {
            let store = relays[number % relays.len()].clone();
            tokio::spawn(async move { claim(&store, 1, BODY, NOW).await })
        })
        .collect();
    let mut successful = 0;
    for task in tasks {
        match task.await.unwrap() {
            Claim::Acquired { .. } => successful += 1,
            claim => assert_eq!(claim, Claim::InProgress),
        }
    }
    successful
}

/// Returns the number of admitted events among a hundred concurrent ones, with a limit of twenty.
async fn admitted_events(relays: &[Store]) -> usize {
    let tasks: Vec<_> = (0..100)
        .map(|number| {
            let store = relays[number % relays.len()].clone();
            let limits = [limit("twenty", 20, 1000), limit("many", 1000, 1000)];
            tokio::spawn(async move { admit(&store, &limits, NOW).await })
        })
        .collect();
    let mut admitted = 0;
    for task in tasks {
        admitted += usize::from(task.await.unwrap() == Admission::Admitted);
    }
    admitted
}
