//! Random sequences of operations.

use super::fixtures::*;
use open_ticket_relay::state::{ClaimOutcome, Fingerprint, RateLimit, StoredResponse};
use proptest::collection::vec;
use proptest::prelude::*;

const KEYS: u8 = 3;
/// Rate limits: name, maximum, and window in milliseconds.
pub const LIMITS: [(&str, u32, i64); 3] =
    [("short", 2, 6000), ("long", 5, DAY), ("odd", 3, 61_007)];

#[derive(Clone, Debug)]
pub enum Operation {
    AdvanceTime(i64),
    /// Claims a key within these limits.
    Claim(u8, Fingerprint, Vec<usize>),
    Complete(u8, ClaimOutcome),
    /// Completes the claim before the last one, if there is one.
    CompletePrevious(u8, ClaimOutcome),
    KeyStatus(u8),
    Admit(Vec<usize>),
    Peek(Vec<usize>),
    DeleteExpired,
}

pub fn operations() -> impl Strategy<Value = Vec<Operation>> {
    let key = || 0..KEYS;
    let body = prop_oneof![3 => Just(BODY), 1 => Just(OTHER_BODY)];
    let limits = |minimum| proptest::sample::subsequence(vec![0, 1, 2], minimum..=3);
    let claim = (key(), body, limits(0));
    let operation = prop_oneof![
        3 => time_spans().prop_map(Operation::AdvanceTime),
        6 => claim.prop_map(|(key, body, limits)| Operation::Claim(key, body, limits)),
        4 => (key(), outcome()).prop_map(|(key, outcome)| Operation::Complete(key, outcome)),
        1 => (key(), outcome()).prop_map(|(key, outcome)| Operation::CompletePrevious(key, outcome)),
        2 => key().prop_map(Operation::KeyStatus),
        5 => limits(1).prop_map(Operation::Admit),
        4 => limits(1).prop_map(Operation::Peek),
        1 => Just(Operation::DeleteExpired),
    ];
    vec(operation, 1..60)
}

/// Short spans, and the length of a lease, a window and a lifetime, plus or minus a millisecond.
fn time_spans() -> impl Strategy<Value = i64> {
    prop_oneof![
        4 => 0..3000_i64,
        2 => (proptest::sample::select(vec![LEASE, 6000, 61_007]), -1..=1_i64)
            .prop_map(|(span, off)| span + off),
        1 => (proptest::sample::select(vec![DAY, 30 * DAY]), -1..=1_i64).prop_map(|(span, off)| span + off),
    ]
}

fn outcome() -> impl Strategy<Value = ClaimOutcome> {
    prop_oneof![
        (1..9_u32).prop_map(|ticket| ClaimOutcome::Completed(response(ticket))),
        Just(ClaimOutcome::Completed(StoredResponse {
            status: 422,
            body: String::new(),
            ticket_id: None,
        })),
        Just(ClaimOutcome::NotOpened),
        Just(ClaimOutcome::Released),
        (0..2 * LEASE).prop_map(|after| ClaimOutcome::Unknown {
            pending_until: NOW + after
        }),
    ]
}

pub fn rate_limits(indices: &[usize]) -> Vec<RateLimit> {
    let selected = indices.iter().map(|&index| LIMITS[index]);
    selected
        .map(|(name, count, window)| limit(name, count, window))
        .collect()
}
