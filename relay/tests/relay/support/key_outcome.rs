//! The outcome of a key, as a form or another client reads it.

use super::Relay;
use std::thread;
use std::time::{Duration, Instant};

const TIMEOUT: Duration = Duration::from_secs(20);

/// Returns a different key for each number.
pub fn key(number: u32) -> String {
    format!("00000000-0000-4000-8000-{number:012}")
}

/// Returns the state of a key: `opened`, `not_opened` or `unknown`.
pub fn state(relay: &Relay, key: &str) -> String {
    let outcome = relay.get(&format!("/api/ticket/{key}")).json();
    outcome["state"].as_str().unwrap().to_owned()
}

/// Waits until a condition holds.
pub fn wait_for(condition: impl Fn() -> bool) {
    let started = Instant::now();
    while !condition() {
        assert!(started.elapsed() < TIMEOUT, "timed out");
        thread::sleep(Duration::from_millis(10));
    }
}

/// Polls a key until its ticket is open, and asserts that its outcome was unknown until then.
pub fn assert_unknown_until_opened(relay: &Relay, key: &str) {
    wait_for(|| {
        let state = state(relay, key);
        assert_ne!(state, "not_opened", "a false “not opened”");
        state == "opened"
    });
}
