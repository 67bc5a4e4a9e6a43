//! Keys by the content that was submitted under them.

use super::fixtures::*;
use open_ticket_relay::state::{Fingerprint, IdempotencyKey, SubmittedContent};
use std::sync::Arc;

test_both_stores! {
    the_first_key_of_a_content_is_kept
    a_key_is_replaced_only_by_a_request_that_names_it
    the_key_of_a_content_survives_a_restart
    one_of_many_concurrent_keys_is_recorded
}

async fn submit(
    store: &Store,
    digest: Fingerprint,
    number: u8,
    replaces: Option<u8>,
    now: i64,
) -> IdempotencyKey {
    let content = SubmittedContent {
        digest,
        key: key(number),
        replaces: replaces.map(key),
        now,
    };
    store.key_of_content(content).await.unwrap()
}

async fn the_first_key_of_a_content_is_kept(test_store: TestStore) {
    let store = test_store.open().await;
    assert_eq!(submit(&store, BODY, 1, None, NOW).await, key(1));
    assert_eq!(submit(&store, BODY, 2, None, NOW + 1).await, key(1));
    assert_eq!(submit(&store, OTHER_BODY, 3, None, NOW).await, key(3));
    assert_eq!(submit(&store, BODY, 1, None, NOW + 2).await, key(1));
    assert_eq!(submit(&store, OTHER_BODY, 1, None, NOW).await, key(3));
}

async fn a_key_is_replaced_only_by_a_request_that_names_it(test_store: TestStore) {
    let store = test_store.open().await;
    submit(&store, BODY, 1, None, NOW).await;
    assert_eq!(submit(&store, BODY, 2, Some(3), NOW).await, key(1));
    assert_eq!(submit(&store, BODY, 2, Some(1), NOW).await, key(2));
    assert_eq!(submit(&store, BODY, 3, Some(1), NOW).await, key(2));
    assert_eq!(submit(&store, OTHER_BODY, 4, Some(1), NOW).await, key(4));
}

async fn the_key_of_a_content_survives_a_restart(mut test_store: TestStore) {
    let store = test_store.open().await;
    submit(&store, BODY, 1, None, NOW).await;
    drop(store);
    if let TestStore::Redis(server) = &mut test_store {
        server.stop();
        server.restart();
    }
    let store = test_store.open().await;
    assert_eq!(submit(&store, BODY, 2, None, NOW).await, key(1));
}

async fn one_of_many_concurrent_keys_is_recorded(test_store: TestStore) {
    let store = test_store.open().await;
    let requests = (1..=50).map(|number| {
        let store = Arc::clone(&store);
        tokio::spawn(async move { submit(&store, BODY, number, None, NOW).await })
    });
    let requests: Vec<_> = requests.collect();
    let mut keys = Vec::new();
    for request in requests {
        keys.push(request.await.unwrap());
    }
    keys.dedup();
    assert_eq!(keys.len(), 1, "{keys:?}");
}

/// Only for SQLite: Redis deletes its keys by its own clock.
#[tokio::test]
async fn a_content_is_forgotten_after_a_day() {
    let test_store = TestStore::sqlite();
    let store = test_store.open().await;
    submit(&store, BODY, 1, None, NOW).await;
    store.delete_expired(NOW + DAY - 1).await.unwrap();
    assert_eq!(submit(&store, BODY, 2, None, NOW + DAY - 1).await, key(1));
    assert_eq!(submit(&store, BODY, 2, None, NOW + DAY).await, key(2));
    store.delete_expired(NOW + 2 * DAY).await.unwrap();
    assert_eq!(submit(&store, BODY, 3, None, NOW).await, key(3));
}

#[tokio::test]
async fn a_content_of_a_clock_that_was_ahead_is_forgotten_a_day_after_the_clock_is_right() {
    let test_store = TestStore::sqlite();
    let store = test_store.open().await;
    submit(&store, BODY, 1, None, NOW + 365 * DAY).await;
    store.delete_expired(NOW).await.unwrap();
    assert_eq!(submit(&store, BODY, 2, None, NOW + DAY - 1).await, key(1));
    assert_eq!(submit(&store, BODY, 2, None, NOW + DAY).await, key(2));
}
