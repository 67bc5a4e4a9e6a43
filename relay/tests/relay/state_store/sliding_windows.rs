//! Rate limits: windows, waiting times and counting.

use super::fixtures::*;
use open_ticket_relay::state::Admission;
use proptest::{prop_assert, proptest};
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
    after_the_clock_was_set_back_no_wait_is_longer_than_the_window
    the_limit_holds_after_the_clock_was_set_back
    events_counted_by_a_clock_that_was_ahead_leave_the_window
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

/// Time by which the clock was ahead, in milliseconds: from 1 ms to 375 days.
const STEPS_BACK: [i64; 6] = [1, 1_000, HOUR, 2 * HOUR, 240 * HOUR, 9_000 * HOUR];

async fn after_the_clock_was_set_back_no_wait_is_longer_than_the_window(test_store: TestStore) {
    let store = test_store.open().await;
    for (index, step) in STEPS_BACK.into_iter().enumerate() {
        let once = [limit(&format!("step {index}"), 1, HOUR)];
        admit(&store, &once, NOW + step).await;
        assert_eq!(peek(&store, &once, NOW).await, wait(HOUR), "{step}");
        assert_eq!(admit(&store, &once, NOW).await, wait(HOUR), "{step}");
        assert_eq!(
            admit(&store, &once, NOW + HOUR - 1).await,
            wait(1),
            "{step}"
        );
        let later = admit(&store, &once, NOW + HOUR).await;
        assert_eq!(later, Admission::Admitted, "{step}");
    }
}

async fn the_limit_holds_after_the_clock_was_set_back(test_store: TestStore) {
    let store = test_store.open().await;
    for (index, step) in STEPS_BACK.into_iter().enumerate() {
        let limits = [limit(&format!("step {index}"), 3, HOUR)];
        admit(&store, &limits, NOW + step).await;
        admit(&store, &limits, NOW + step).await;
        assert_eq!(admit(&store, &limits, NOW).await, Admission::Admitted);
        assert_eq!(admit(&store, &limits, NOW).await, wait(HOUR), "{step}");
    }
}

/// The slot in the future is reused when the clock reaches it.
async fn events_counted_by_a_clock_that_was_ahead_leave_the_window(test_store: TestStore) {
    let store = test_store.open().await;
    let twice = [limit("twice", 2, HOUR)];
    let future = NOW + 5 * HOUR;
    admit(&store, &twice, future).await;
    admit(&store, &twice, future).await;
    assert_eq!(peek(&store, &twice, NOW).await, wait(HOUR));
    for _ in 0..2 {
        assert_eq!(admit(&store, &twice, future).await, Admission::Admitted);
    }
    assert_eq!(admit(&store, &twice, future).await, wait(HOUR));
}

/// A client that waits for the returned time is admitted, regardless of changes to the clock.
#[test]
fn a_client_that_waits_is_admitted_after_any_clock_change() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let times = proptest::collection::vec(-30 * HOUR..30 * HOUR, 1..40);
    proptest!(|(times in times)| {
        runtime.block_on(async {
            let store = TestStore::sqlite();
            let store = store.open().await;
            let limits = [limit("hour", 2, HOUR), limit("day", 5, 24 * HOUR)];
            for time in times {
                let now = NOW + time;
                let mut wait = 0;
                while let Admission::RetryAfter(more) = admit(&store, &limits, now + wait).await {
                    let more = i64::try_from(more.as_millis()).unwrap();
                    prop_assert!(wait == 0, "{wait} ms were not enough");
                    prop_assert!(more <= 24 * HOUR, "{more}");
                    wait = more;
                }
            }
            Ok(())
        })?;
    });
}
