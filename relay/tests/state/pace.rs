//! How many questions a second are answered. It is printed; nothing is asserted of it.

use crate::support::*;
use open_ticket_relay::state::{Key, Outcome, State};
use std::time::Instant;

const CALLERS: u32 = 256;
const TICKETS: u32 = 8;

in_both_places! {
    a_crowd_is_served_whole
}

/// What one ticket asks of the state: counted, claimed, settled.
async fn ticket(state: &State, caller: u32, number: u32) {
    let limits = [
        limit(&format!("address:{caller}:hour"), 1000, 3_600_000),
        limit(&format!("address:{caller}:day"), 1000, DAY),
        limit("all:day", 1_000_000, DAY),
    ];
    let now = NOW + i64::from(number);
    state.admit(&limits, now).await.unwrap();
    let key = Key::random().unwrap();
    let open_ticket_relay::state::Claim::Mine { fence, .. } =
        state.claim(key, BODY, now, LEASE).await.unwrap()
    else {
        panic!("a new key is free");
    };
    let end = Outcome::Answered(answer(caller * TICKETS + number));
    state.settle(key, fence, end, now).await.unwrap();
}

async fn a_crowd_is_served_whole(home: Home) {
    let state = home.open().await;
    let start = Instant::now();
    let tasks: Vec<_> = (0..CALLERS)
        .map(|caller| {
            let state = state.clone();
            tokio::spawn(async move {
                for number in 0..TICKETS {
                    ticket(&state, caller, number).await;
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    let operations = f64::from(CALLERS * TICKETS * 3);
    let pace = operations / start.elapsed().as_secs_f64();
    println!("{state:?}: {pace:.0} operations a second for {CALLERS} callers");
    let ids: Vec<u32> = (0..CALLERS * TICKETS).collect();
    let opened = state.answered_elsewhere(&ids, key(1)).await.unwrap();
    assert_eq!(opened, ids);
}
