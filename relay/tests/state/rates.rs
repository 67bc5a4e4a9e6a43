//! How often something may happen.

use crate::support::*;
use open_ticket_relay::state::{Admission, Limit, State};
use std::time::Duration;

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;

in_both_places! {
    the_one_over_the_limit_waits_until_there_is_room
    a_window_has_no_edge_to_burst_around
    places_come_free_one_by_one
    all_limits_count_or_none
    one_waits_for_the_last_of_all_limits
    a_look_does_not_count
    a_refusal_does_not_count
    names_do_not_mix
    a_limit_of_none_admits_nobody
    no_limits_admit_everybody
    a_limit_that_was_lowered_holds_at_once
}

async fn admit(state: &State, limits: &[Limit], now: i64) -> Admission {
    state.admit(limits, now).await.unwrap()
}

fn wait(millis: i64) -> Admission {
    Admission::Wait(Duration::from_millis(millis.unsigned_abs()))
}

async fn the_one_over_the_limit_waits_until_there_is_room(home: Home) {
    let state = home.open().await;
    let hourly = [limit("address:203.0.113.7:hour", 20, HOUR)];
    for _ in 0..20 {
        assert_eq!(admit(&state, &hourly, NOW).await, Admission::Admitted);
    }
    assert_eq!(admit(&state, &hourly, NOW).await, wait(HOUR));
    assert_eq!(admit(&state, &hourly, NOW + HOUR - 1).await, wait(1));
    let later = admit(&state, &hourly, NOW + HOUR).await;
    assert_eq!(later, Admission::Admitted);
}

async fn a_window_has_no_edge_to_burst_around(home: Home) {
    let state = home.open().await;
    let hourly = [limit("edge", 20, HOUR)];
    let mut admitted = Vec::new();
    for now in (NOW..NOW + 3 * HOUR).step_by(77_777) {
        for _ in 0..3 {
            if admit(&state, &hourly, now).await == Admission::Admitted {
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

async fn places_come_free_one_by_one(home: Home) {
    let state = home.open().await;
    let hourly = [limit("one by one", 3, HOUR)];
    for minute in [0, 10, 20] {
        admit(&state, &hourly, NOW + minute * MINUTE).await;
    }
    for minute in [60, 70, 80] {
        let now = NOW + minute * MINUTE;
        assert_eq!(admit(&state, &hourly, now - 1).await, wait(1));
        assert_eq!(admit(&state, &hourly, now).await, Admission::Admitted);
    }
}

async fn all_limits_count_or_none(home: Home) {
    let state = home.open().await;
    let (narrow, wide) = (limit("narrow", 1, HOUR), limit("wide", 3, 24 * HOUR));
    let both = [wide.clone(), narrow];
    assert_eq!(admit(&state, &both, NOW).await, Admission::Admitted);
    for _ in 0..5 {
        assert_eq!(admit(&state, &both, NOW).await, wait(HOUR));
    }
    for _ in 0..2 {
        let alone = admit(&state, std::slice::from_ref(&wide), NOW).await;
        assert_eq!(alone, Admission::Admitted);
    }
    assert_eq!(admit(&state, &[wide], NOW).await, wait(24 * HOUR));
}

async fn one_waits_for_the_last_of_all_limits(home: Home) {
    let state = home.open().await;
    let limits = [limit("hour", 1, HOUR), limit("day", 1, 24 * HOUR)];
    admit(&state, &limits, NOW).await;
    assert_eq!(admit(&state, &limits, NOW).await, wait(24 * HOUR));
}

async fn a_look_does_not_count(home: Home) {
    let state = home.open().await;
    let once = [limit("once", 1, HOUR)];
    for _ in 0..3 {
        let look = state.peek(&once, NOW).await.unwrap();
        assert_eq!(look, Admission::Admitted);
    }
    admit(&state, &once, NOW).await;
    assert_eq!(state.peek(&once, NOW + 1).await.unwrap(), wait(HOUR - 1));
    let later = state.peek(&once, NOW + HOUR).await.unwrap();
    assert_eq!(later, Admission::Admitted);
}

async fn a_refusal_does_not_count(home: Home) {
    let state = home.open().await;
    let once = [limit("once", 1, HOUR)];
    for minute in 0..60 {
        admit(&state, &once, NOW + minute * MINUTE).await;
    }
    let later = admit(&state, &once, NOW + HOUR).await;
    assert_eq!(later, Admission::Admitted);
}

async fn names_do_not_mix(home: Home) {
    let state = home.open().await;
    for name in ["a", "A", "a:b", "ü", "", "{a}"] {
        let once = [limit(name, 1, HOUR)];
        assert_eq!(admit(&state, &once, NOW).await, Admission::Admitted);
        assert_eq!(admit(&state, &once, NOW).await, wait(HOUR));
    }
}

async fn a_limit_of_none_admits_nobody(home: Home) {
    let state = home.open().await;
    let never = [limit("never", 0, HOUR)];
    assert_eq!(admit(&state, &never, NOW).await, wait(HOUR));
    assert_eq!(state.peek(&never, NOW).await.unwrap(), wait(HOUR));
}

async fn no_limits_admit_everybody(home: Home) {
    let state = home.open().await;
    assert_eq!(admit(&state, &[], NOW).await, Admission::Admitted);
}

async fn a_limit_that_was_lowered_holds_at_once(home: Home) {
    let state = home.open().await;
    for minute in 0..10 {
        admit(&state, &[limit("n", 10, HOUR)], NOW + minute * MINUTE).await;
    }
    let now = NOW + 10 * MINUTE;
    let lowered = admit(&state, &[limit("n", 5, HOUR)], now).await;
    assert_eq!(lowered, wait(55 * MINUTE));
}
