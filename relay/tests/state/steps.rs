//! Random sequences of questions.

use crate::support::*;
use open_ticket_relay::state::{Answer, Fingerprint, Limit, Outcome};
use proptest::collection::vec;
use proptest::prelude::*;

const KEYS: u8 = 3;
/// The limits that are asked for: a name, a count, a window in ms.
pub const LIMITS: [(&str, u32, i64); 3] =
    [("short", 2, 6000), ("long", 5, DAY), ("odd", 3, 61_007)];

#[derive(Clone, Debug)]
pub enum Step {
    Pass(i64),
    Claim(u8, Fingerprint),
    Settle(u8, Outcome),
    /// Ends the claim before the last, if there was one.
    SettleLate(u8, Outcome),
    Standing(u8),
    Admit(Vec<usize>),
    Peek(Vec<usize>),
}

pub fn steps() -> impl Strategy<Value = Vec<Step>> {
    let key = || 0..KEYS;
    let body = prop_oneof![3 => Just(BODY), 1 => Just(OTHER_BODY)];
    let which = || proptest::sample::subsequence(vec![0, 1, 2], 1..=3);
    let step = prop_oneof![
        3 => passing().prop_map(Step::Pass),
        6 => (key(), body).prop_map(|(key, body)| Step::Claim(key, body)),
        4 => (key(), outcome()).prop_map(|(key, end)| Step::Settle(key, end)),
        1 => (key(), outcome()).prop_map(|(key, end)| Step::SettleLate(key, end)),
        2 => key().prop_map(Step::Standing),
        5 => which().prop_map(Step::Admit),
        2 => which().prop_map(Step::Peek),
    ];
    vec(step, 1..60)
}

/// Moments, the end of a lease, windows and lives, and a millisecond on either side.
fn passing() -> impl Strategy<Value = i64> {
    prop_oneof![
        4 => 0..3000_i64,
        2 => (proptest::sample::select(vec![LEASE, 6000, 61_007]), -1..=1_i64)
            .prop_map(|(span, off)| span + off),
        1 => (Just(DAY), -1..=1_i64).prop_map(|(span, off)| span + off),
    ]
}

fn outcome() -> impl Strategy<Value = Outcome> {
    prop_oneof![
        (1..9_u32).prop_map(|ticket| Outcome::Answered(answer(ticket))),
        Just(Outcome::Answered(Answer {
            status: 422,
            body: String::new(),
            opened: None,
        })),
        Just(Outcome::NotOpened),
        Just(Outcome::Withdrawn),
        (0..2 * LEASE).prop_map(|after| Outcome::Unknown { until: NOW + after }),
    ]
}

pub fn chosen(which: &[usize]) -> Vec<Limit> {
    let chosen = which.iter().map(|&at| LIMITS[at]);
    chosen
        .map(|(name, count, window)| limit(name, count, window))
        .collect()
}
