//! All sequences of actions up to a length, and random longer ones: nothing is lost, and no ticket is
//! opened twice.

use super::world::{Action, World};
use open_ticket::form::Phase;
use proptest::prelude::*;
use std::collections::HashSet;

/// Length of the sequences that are explored exhaustively.
const DEPTH: usize = 7;

/// Breadth-first search over all states. A state that was seen before is not explored again.
#[test]
fn no_sequence_of_seven_actions_loses_input_or_opens_a_ticket_twice() {
    let mut seen = HashSet::new();
    let mut states = vec![World::new()];
    for _ in 0..DEPTH {
        let mut next = Vec::new();
        for world in &states {
            for action in Action::ALL {
                let mut world = world.clone();
                if world.perform(action) && seen.insert(world.fingerprint()) {
                    next.push(world);
                }
            }
        }
        states = next;
    }
    println!("{} states", seen.len());
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_random_sequence_loses_input_or_opens_a_ticket_twice(
        actions in prop::collection::vec(prop::sample::select(Action::ALL.to_vec()), 1..120),
    ) {
        let mut world = World::new();
        for action in actions {
            world.perform(action);
        }
        if matches!(world.form.phase(), Phase::Opened(_)) {
            world.perform(Action::OpenAnother);
        }
        world.finish();
    }
}
