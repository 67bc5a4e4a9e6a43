//! Throughput of a store, printed but not asserted.

use super::fixtures::*;
use open_ticket_relay::state::{
    Claim, ClaimOutcome, ClaimRequest, Completion, random_idempotency_key,
};
use std::time::Instant;

const CALLERS: u32 = 256;
const TICKETS: u32 = 8;

test_both_stores! {
    all_requests_of_many_callers_succeed
}

/// Performs the operations of one ticket: rate limits, claim and completion.
async fn ticket(store: &Store, caller: u32, number: u32) {
    let limits = [
        limit(&format!("address:{caller}:hour"), 1000, 3_600_000),
        limit(&format!("address:{caller}:day"), 1000, DAY),
        limit("all:day", 1_000_000, DAY),
    ];
    let now = NOW + i64::from(number);
    admit(store, &limits, now).await;
    let key = random_idempotency_key().unwrap();
    let request = ClaimRequest::new(key, BODY, now, LEASE).unwrap();
    let Claim::Acquired { fence, .. } = store.claim(request).await.unwrap() else {
        panic!("a new key can be claimed");
    };
    let completion = Completion {
        key,
        fence,
        outcome: ClaimOutcome::Completed(response(caller * TICKETS + number)),
        now,
    };
    store.complete(completion).await.unwrap();
}

async fn all_requests_of_many_callers_succeed(test_store: TestStore) {
    let store = test_store.open().await;
    let start = Instant::now();
    let tasks: Vec<_> = (0..CALLERS)
        .map(|caller| {
            let store = store.clone();
            tokio::spawn(async move {
                for number in 0..TICKETS {
                    ticket(&store, caller, number).await;
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    let operations = f64::from(CALLERS * TICKETS * 3);
    let per_second = operations / start.elapsed().as_secs_f64();
    println!("{store:?}: {per_second:.0} operations per second for {CALLERS} callers");
    let ids: Vec<u32> = (0..CALLERS * TICKETS).collect();
    let of_other_keys = store.tickets_of_other_keys(&ids, key(1)).await.unwrap();
    assert_eq!(of_other_keys, ids);
}
