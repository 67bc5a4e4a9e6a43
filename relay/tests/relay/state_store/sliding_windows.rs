//! Rate limits: windows, waiting times and counting.

use super::fixtures::*;
use open_ticket_relay::state::Admission;
use std::time::Duration;

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;

test_both_stores! {
    an_event_over_the_limit_must_wait_for_the_window
    no_window_exceeds_the_limit
    capacity_becomes_free_event_by_event
    an_event_counts_within_all_limits_or_none
    the_longest_wait_of_all_limits_applies
    a_peek_does_not_count
    a_rejected_event_does_not_count
    limits_with_different_names_are_independent
    a_limit_of_zero_admits_nothing
    an_empty_list_of_limits_admits_everything
    a_lowered_limit_applies_immediately
}

fn wait(millis: i64) -> Admission {
    Admission::RetryAfter(Duration::from_millis(millis.unsigned_abs()))
}

async fn an_event_over_the_limit_must_wait_for_the_window(test_store: TestStore) {
    let store = test_store.open().await;
    let hourly = [limit("address:203.0.113.7:hour", 20, HOUR)];
    for _ in 0..20 {
        assert_eq!(admit(&store, &hourly, NOW).await, Admission::Admitted);
    }
    assert_eq!(admit(&store, &hourly, NOW).await, wait(HOUR));
    assert_eq!(admit(&store, &hourly, NOW + HOUR - 1).await, wait(1));
    let later = admit(&store, &hourly, NOW + HOUR).await;
    assert_eq!(later, Admission::Admitted);
}

async fn no_window_exceeds_the_limit(test_store: TestStore) {
    let store = test_store.open().await;
    let hourly = [limit("edge", 20, HOUR)];
    let mut admitted = Vec::new();
    for now in (NOW..NOW + 3 * HOUR).step_by(77_777) {
        for _ in 0..3 {
            if admit(&store, &hourly, now).await == Admission::Admitted {
                admitted.push(now);
            }
        }
    }
    for last in &admitted {
        let within = admitted.iter().filter(|&t| *t <= *last && *t > last - HOUR);
        assert!(within.count() <= 20);
    }
    assert_eq!(admitted.len(), 60);
}

async fn capacity_becomes_free_event_by_event(test_store: TestStore) {
    let store = test_store.open().await;
    let hourly = [limit("one by one", 3, HOUR)];
    for minute in [0, 10, 20] {
        admit(&store, &hourly, NOW + minute * MINUTE).await;
    }
    for minute in [60, 70, 80] {
        let now = NOW + minute * MINUTE;
        assert_eq!(admit(&store, &hourly, now - 1).await, wait(1));
        assert_eq!(admit(&store, &hourly, now).await, Admission::Admitted);
    }
}

async fn an_event_counts_within_all_limits_or_none(test_store: TestStore) {
    let store = test_store.open().await;
    let (narrow, wide) = (limit("narrow", 1, HOUR), limit("wide", 3, 24 * HOUR));
    let both = [wide.clone(), narrow];
    assert_eq!(admit(&store, &both, NOW).await, Admission::Admitted);
    for _ in 0..5 {
        assert_eq!(admit(&store, &both, NOW).await, wait(HOUR));
    }
    for _ in 0..2 {
        let alone = admit(&store, std::slice::from_ref(&wide), NOW).await;
        assert_eq!(alone, Admission::Admitted);
    }
    assert_eq!(admit(&store, &[wide], NOW).await, wait(24 * HOUR));
}

async fn the_longest_wait_of_all_limits_applies(test_store: TestStore) {
    let store = test_store.open().await;
    let limits = [limit("hour", 1, HOUR), limit("day", 1, 24 * HOUR)];
    admit(&store, &limits, NOW).await;
    assert_eq!(admit(&store, &limits, NOW).await, wait(24 * HOUR));
}

async fn a_peek_does_not_count(test_store: TestStore) {
    let store = test_store.open().await;
    let once = [limit("once", 1, HOUR)];
    for _ in 0..3 {
        let admission = peek(&store, &once, NOW).await;
        assert_eq!(admission, Admission::Admitted);
    }
    admit(&store, &once, NOW).await;
    assert_eq!(peek(&store, &once, NOW + 1).await, wait(HOUR - 1));
    let later = peek(&store, &once, NOW + HOUR).await;
    assert_eq!(later, Admission::Admitted);
}

async fn a_rejected_event_does_not_count(test_store: TestStore) {
    let store = test_store.open().await;
    let once = [limit("once", 1, HOUR)];
    for minute in 0..60 {
        admit(&store, &once, NOW + minute * MINUTE).await;
    }
    let later = admit(&store, &once, NOW + HOUR).await;
    assert_eq!(later, Admission::Admitted);
}

async fn limits_with_different_names_are_independent(test_store: TestStore) {
    let store = test_store.open().await;
    for name in ["a", "A", "a:b", "ü", "", "{a}"] {
        let once = [limit(name, 1, HOUR)];
        assert_eq!(admit(&store, &once, NOW).await, Admission::Admitted);
        assert_eq!(admit(&store, &once, NOW).await, wait(HOUR));
    }
}

async fn a_limit_of_zero_admits_nothing(test_store: TestStore) {
    let store = test_store.open().await;
    let never = [limit("never", 0, HOUR)];
    assert_eq!(admit(&store, &never, NOW).await, wait(HOUR));
    assert_eq!(peek(&store, &never, NOW).await, wait(HOUR));
}

async fn an_empty_list_of_limits_admits_everything(test_store: TestStore) {
    let store = test_store.open().await;
    assert_eq!(admit(&store, &[], NOW).await, Admission::Admitted);
}

async fn a_lowered_limit_applies_immediately(test_store: TestStore) {
    let store = test_store.open().await;
    for minute in 0..10 {
        admit(&store, &[limit("n", 10, HOUR)], NOW + minute * MINUTE).await;
    }
    let now = NOW + 10 * MINUTE;
    let lowered = admit(&store, &[limit("n", 5, HOUR)], now).await;
    assert_eq!(lowered, wait(55 * MINUTE));
}
