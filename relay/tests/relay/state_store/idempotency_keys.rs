//! Idempotency keys: claims, completions, status and lifetime.

use super::fixtures::*;
use open_ticket_relay::state::{
    Claim, ClaimOutcome, ClaimPhase, ClaimRequest, KeyStatus, PhaseChange, PreviousAttempt,
    Receipt, StateError, StoredResponse,
};

test_both_stores! {
    a_new_key_can_be_claimed
    a_key_in_progress_cannot_be_claimed
    another_body_is_rejected_while_the_key_is_in_progress
    a_response_is_returned_again_byte_for_byte
    a_response_without_a_ticket_or_a_body_is_returned_again
    another_body_does_not_get_the_response
    after_not_opened_any_body_can_be_submitted
    after_an_unknown_outcome_only_the_same_body_can_be_submitted
    an_expired_lease_is_unknown_and_pending_until_its_end
    a_claim_can_be_completed_after_its_lease_unless_another_one_followed
    a_superseded_claim_cannot_be_completed
    the_first_completion_counts
    a_key_that_was_not_claimed_cannot_be_completed
    a_released_key_counts_as_unused
    the_status_follows_the_claims
    a_claim_extends_the_lifetime_by_a_day
    reading_does_not_extend_the_lifetime
    keys_are_independent
    tickets_of_other_keys_are_found
    a_received_key_may_still_open_a_ticket
    a_claim_returns_the_receipt_with_any_result
    a_receipt_that_was_returned_cannot_be_used_for_a_claim
    a_stored_outcome_is_returned_without_a_receipt
    a_receipt_is_renewed_while_it_is_held
    receipts_of_one_key_are_independent
    unresolved_claims_of_an_intent_are_listed_in_the_order_of_their_first_claims
    unresolved_claims_of_one_moment_are_listed_in_the_order_of_their_keys
    a_claim_shows_whether_it_sends_or_searches
    only_the_holder_of_a_claim_changes_its_phase
}

async fn a_new_key_can_be_claimed(test_store: TestStore) {
    let acquired = acquire(&test_store.open().await, 1, BODY, NOW).await;
    assert_eq!(
        (acquired.first_claimed_at, acquired.previous),
        (NOW, PreviousAttempt::None)
    );
}

async fn a_key_in_progress_cannot_be_claimed(test_store: TestStore) {
    let store = test_store.open().await;
    acquire(&store, 1, BODY, NOW).await;
    for now in [NOW, NOW + 1, NOW + LEASE - 1] {
        assert_eq!(claim(&store, 1, BODY, now).await, Claim::InProgress);
    }
}

async fn another_body_is_rejected_while_the_key_is_in_progress(test_store: TestStore) {
    let store = test_store.open().await;
    acquire(&store, 1, BODY, NOW).await;
    for now in [NOW, NOW + LEASE, NOW + LEASE + 1] {
        assert_eq!(
            claim(&store, 1, OTHER_BODY, now).await,
            Claim::FingerprintMismatch
        );
    }
}

async fn a_response_is_returned_again_byte_for_byte(test_store: TestStore) {
    let store = test_store.open().await;
    claim_and_complete(&store, ClaimOutcome::Completed(response(7))).await;
    for now in [NOW + 1001, NOW + LEASE, NOW + DAY - 1] {
        let again = claim(&store, 1, BODY, now).await;
        assert_eq!(again, Claim::Completed(response(7)));
    }
}

async fn a_response_without_a_ticket_or_a_body_is_returned_again(test_store: TestStore) {
    let store = test_store.open().await;
    let refusal = StoredResponse {
        status: 422,
        body: String::new(),
        ticket_id: None,
    };
    claim_and_complete(&store, ClaimOutcome::Completed(refusal.clone())).await;
    let again = claim(&store, 1, BODY, NOW + 1001).await;
    assert_eq!(again, Claim::Completed(refusal));
}

async fn another_body_does_not_get_the_response(test_store: TestStore) {
    let store = test_store.open().await;
    claim_and_complete(&store, ClaimOutcome::Completed(response(7))).await;
    let other = claim(&store, 1, OTHER_BODY, NOW + 1001).await;
    assert_eq!(other, Claim::FingerprintMismatch);
}

async fn after_not_opened_any_body_can_be_submitted(test_store: TestStore) {
    let store = test_store.open().await;
    claim_and_complete(&store, ClaimOutcome::NotOpened).await;
    let acquired = acquire(&store, 1, OTHER_BODY, NOW + 2000).await;
    assert_eq!(
        (acquired.first_claimed_at, acquired.previous),
        (NOW + 2000, PreviousAttempt::NotOpened)
    );
    let with_first_body = claim(&store, 1, BODY, NOW + 2001).await;
    assert_eq!(with_first_body, Claim::FingerprintMismatch);
    let with_second_body = claim(&store, 1, OTHER_BODY, NOW + 2001).await;
    assert_eq!(with_second_body, Claim::InProgress);
}

async fn after_an_unknown_outcome_only_the_same_body_can_be_submitted(test_store: TestStore) {
    let store = test_store.open().await;
    let pending_until = NOW + 90_000;
    claim_and_complete(&store, ClaimOutcome::Unknown { pending_until }).await;
    let other = claim(&store, 1, OTHER_BODY, NOW + 2000).await;
    assert_eq!(other, Claim::FingerprintMismatch);
    let acquired = acquire(&store, 1, BODY, NOW + 2000).await;
    let expected = (NOW, PreviousAttempt::Unknown { pending_until });
    assert_eq!((acquired.first_claimed_at, acquired.previous), expected);
}

async fn an_expired_lease_is_unknown_and_pending_until_its_end(test_store: TestStore) {
    let store = test_store.open().await;
    acquire(&store, 1, BODY, NOW).await;
    let status = store.key_status(key(1), NOW + LEASE).await.unwrap();
    assert_eq!(status, KeyStatus::Unknown);
    let acquired = acquire(&store, 1, BODY, NOW + LEASE).await;
    let pending_until = NOW + LEASE;
    let expected = (NOW, PreviousAttempt::Unknown { pending_until });
    assert_eq!((acquired.first_claimed_at, acquired.previous), expected);
}

async fn a_claim_can_be_completed_after_its_lease_unless_another_one_followed(
    test_store: TestStore,
) {
    let store = test_store.open().await;
    let acquired = acquire(&store, 1, BODY, NOW).await;
    let late = NOW + LEASE + 5;
    let outcome = ClaimOutcome::Completed(response(7));
    complete(&store, 1, acquired.fence, outcome, late)
        .await
        .unwrap();
    let again = claim(&store, 1, BODY, late + 1).await;
    assert_eq!(again, Claim::Completed(response(7)));
}

async fn a_superseded_claim_cannot_be_completed(test_store: TestStore) {
    let store = test_store.open().await;
    let first = acquire(&store, 1, BODY, NOW).await;
    let second = acquire(&store, 1, BODY, NOW + LEASE).await;
    let outcome = ClaimOutcome::Completed(response(7));
    let result = complete(&store, 1, first.fence, outcome, NOW + LEASE + 1).await;
    assert_eq!(result, Err(StateError::NotHeld));
    let now = NOW + LEASE + 2;
    assert_eq!(claim(&store, 1, BODY, now).await, Claim::InProgress);
    complete(&store, 1, second.fence, ClaimOutcome::NotOpened, now)
        .await
        .unwrap();
}

async fn the_first_completion_counts(test_store: TestStore) {
    let store = test_store.open().await;
    let acquired = acquire(&store, 1, BODY, NOW).await;
    let outcome = ClaimOutcome::Completed(response(7));
    complete(&store, 1, acquired.fence, outcome, NOW + 1)
        .await
        .unwrap();
    complete(&store, 1, acquired.fence, ClaimOutcome::NotOpened, NOW + 2)
        .await
        .unwrap();
    let again = claim(&store, 1, BODY, NOW + 3).await;
    assert_eq!(again, Claim::Completed(response(7)));
}

async fn a_key_that_was_not_claimed_cannot_be_completed(test_store: TestStore) {
    let store = test_store.open().await;
    let acquired = acquire(&store, 1, BODY, NOW).await;
    let result = complete(&store, 2, acquired.fence, ClaimOutcome::NotOpened, NOW).await;
    assert_eq!(result, Err(StateError::NotHeld));
    let result = complete(
        &store,
        1,
        acquired.fence,
        ClaimOutcome::NotOpened,
        NOW + DAY,
    )
    .await;
    assert_eq!(result, Err(StateError::NotHeld));
}

async fn a_released_key_counts_as_unused(test_store: TestStore) {
    let store = test_store.open().await;
    claim_and_complete(&store, ClaimOutcome::Released).await;
    let status = store.key_status(key(1), NOW + 2).await.unwrap();
    assert_eq!(status, KeyStatus::Unused);
    let acquired = acquire(&store, 1, OTHER_BODY, NOW + 3).await;
    assert_eq!(
        (acquired.first_claimed_at, acquired.previous),
        (NOW + 3, PreviousAttempt::None)
    );
}

async fn the_status_follows_the_claims(test_store: TestStore) {
    let store = test_store.open().await;
    let status = async |now| store.key_status(key(1), now).await.unwrap();
    assert_eq!(status(NOW).await, KeyStatus::Unused);
    let acquired = acquire(&store, 1, BODY, NOW).await;
    assert_eq!(status(NOW + 1).await, KeyStatus::Unknown);
    let pending_until = NOW + 90_000;
    let outcome = ClaimOutcome::Unknown { pending_until };
    complete(&store, 1, acquired.fence, outcome, NOW + 2)
        .await
        .unwrap();
    for now in [NOW + 3, pending_until + 1] {
        assert_eq!(status(now).await, KeyStatus::Unknown);
    }
    let acquired = acquire(&store, 1, BODY, NOW + 4).await;
    complete(&store, 1, acquired.fence, ClaimOutcome::NotOpened, NOW + 5)
        .await
        .unwrap();
    assert_eq!(status(NOW + 6).await, KeyStatus::NotOpened);
    let acquired = acquire(&store, 1, BODY, NOW + 7).await;
    let outcome = ClaimOutcome::Completed(response(7));
    complete(&store, 1, acquired.fence, outcome, NOW + 8)
        .await
        .unwrap();
    assert_eq!(status(NOW + 9).await, KeyStatus::Completed(response(7)));
}

async fn a_claim_extends_the_lifetime_by_a_day(test_store: TestStore) {
    let store = test_store.open().await;
    claim_and_complete(&store, ClaimOutcome::Unknown { pending_until: NOW }).await;
    let late = NOW + DAY - 1;
    let acquired = acquire(&store, 1, BODY, late).await;
    assert_eq!(claim(&store, 1, BODY, NOW + DAY).await, Claim::InProgress);
    let outcome = ClaimOutcome::Completed(response(7));
    complete(&store, 1, acquired.fence, outcome, NOW + DAY + 1)
        .await
        .unwrap();
    let again = claim(&store, 1, BODY, late + DAY - 1).await;
    assert_eq!(again, Claim::Completed(response(7)));
    let status = store.key_status(key(1), late + DAY).await.unwrap();
    assert_eq!(status, KeyStatus::Expired);
}

async fn reading_does_not_extend_the_lifetime(test_store: TestStore) {
    let store = test_store.open().await;
    claim_and_complete(&store, ClaimOutcome::Completed(response(7))).await;
    claim(&store, 1, BODY, NOW + DAY - 1).await;
    claim(&store, 1, OTHER_BODY, NOW + DAY - 1).await;
    store.key_status(key(1), NOW + DAY - 1).await.unwrap();
    let status = store.key_status(key(1), NOW + DAY).await.unwrap();
    assert_eq!(status, KeyStatus::Expired);
}

async fn keys_are_independent(test_store: TestStore) {
    let store = test_store.open().await;
    claim_and_complete(&store, ClaimOutcome::Completed(response(7))).await;
    let acquired = acquire(&store, 2, BODY, NOW).await;
    assert_eq!(acquired.previous, PreviousAttempt::None);
}

async fn tickets_of_other_keys_are_found(test_store: TestStore) {
    let store = test_store.open().await;
    for (number, ticket) in [(1, 7), (2, 8), (3, 8)] {
        let acquired = acquire(&store, number, BODY, NOW).await;
        let outcome = ClaimOutcome::Completed(response(ticket));
        complete(&store, number, acquired.fence, outcome, NOW)
            .await
            .unwrap();
    }
    let of_other_keys =
        async |ids: &[u32], number| store.tickets_of_other_keys(ids, key(number)).await.unwrap();
    assert_eq!(of_other_keys(&[9, 8, 7], 4).await, [8, 7]);
    assert_eq!(of_other_keys(&[7, 8, 9], 1).await, [8]);
    assert_eq!(of_other_keys(&[7, 8, 9], 2).await, [7, 8]);
    assert!(of_other_keys(&[0, 9, u32::MAX], 1).await.is_empty());
    assert!(of_other_keys(&[], 1).await.is_empty());
}

async fn receive(store: &Store, number: u8, now: i64) -> Receipt {
    let receipt = Receipt::new(key(number), now, LEASE).unwrap();
    store.receive(receipt, now).await.unwrap();
    receipt
}

async fn claim_with(store: &Store, receipt: Receipt, now: i64) -> Claim {
    let request = ClaimRequest::new(receipt.key, BODY, now, LEASE).unwrap();
    let claim = store.claim(request.with_receipt(Some(receipt))).await;
    claim.unwrap()
}

async fn a_received_key_may_still_open_a_ticket(test_store: TestStore) {
    let store = test_store.open().await;
    let status = async || store.key_status(key(1), NOW + 1).await.unwrap();
    let receipt = receive(&store, 1, NOW).await;
    assert_eq!(status().await, KeyStatus::Received);
    store.return_receipt(receipt).await.unwrap();
    assert_eq!(status().await, KeyStatus::Unused);
    // A key that opened no ticket before may open one now.
    let acquired = acquire(&store, 1, BODY, NOW).await;
    complete(&store, 1, acquired.fence, ClaimOutcome::NotOpened, NOW)
        .await
        .unwrap();
    let receipt = receive(&store, 1, NOW).await;
    assert_eq!(status().await, KeyStatus::Unknown);
    store.return_receipt(receipt).await.unwrap();
    assert_eq!(status().await, KeyStatus::NotOpened);
    // The response of a completed key remains.
    claim_and_complete(&store, ClaimOutcome::Completed(response(7))).await;
    receive(&store, 1, NOW).await;
    assert_eq!(status().await, KeyStatus::Completed(response(7)));
}

async fn a_claim_returns_the_receipt_with_any_result(test_store: TestStore) {
    let store = test_store.open().await;
    let receipts = [receive(&store, 1, NOW).await, receive(&store, 1, NOW).await];
    let Claim::Acquired { fence, .. } = claim_with(&store, receipts[0], NOW).await else {
        panic!("the key is free");
    };
    assert_eq!(
        claim_with(&store, receipts[1], NOW).await,
        Claim::InProgress
    );
    complete(&store, 1, fence, ClaimOutcome::Released, NOW + 1)
        .await
        .unwrap();
    let status = store.key_status(key(1), NOW + 2).await.unwrap();
    assert_eq!(status, KeyStatus::Unused);
}

async fn a_receipt_that_was_returned_cannot_be_used_for_a_claim(test_store: TestStore) {
    let store = test_store.open().await;
    let receipt = receive(&store, 1, NOW).await;
    store.return_receipt(receipt).await.unwrap();
    store.return_receipt(receipt).await.unwrap();
    assert_eq!(
        claim_with(&store, receipt, NOW).await,
        Claim::ReceiptExpired
    );
    let status = store.key_status(key(1), NOW).await.unwrap();
    assert_eq!(status, KeyStatus::Unused);
}

async fn a_stored_outcome_is_returned_without_a_receipt(test_store: TestStore) {
    let store = test_store.open().await;
    let receipt = receive(&store, 1, NOW).await;
    claim_and_complete(&store, ClaimOutcome::Completed(response(7))).await;
    store.return_receipt(receipt).await.unwrap();
    let claim = claim_with(&store, receipt, NOW).await;
    assert_eq!(claim, Claim::Completed(response(7)));
}

/// In Redis a receipt expires, so that a relay that crashes leaves none behind. In SQLite it ends with
/// the process.
async fn a_receipt_is_renewed_while_it_is_held(test_store: TestStore) {
    let store = test_store.open().await;
    let receipt = receive(&store, 1, NOW).await;
    let renewed = receipt.renewed(NOW + LEASE - 1, LEASE);
    store.renew_receipt(renewed, NOW + LEASE - 1).await.unwrap();
    let status = async |now| store.key_status(key(1), now).await.unwrap();
    assert_eq!(status(NOW + LEASE + 1).await, KeyStatus::Received);
    // A receipt that was returned is not renewed.
    store.return_receipt(receipt).await.unwrap();
    store.renew_receipt(renewed, NOW + LEASE).await.unwrap();
    assert_eq!(status(NOW + LEASE + 1).await, KeyStatus::Unused);
    if matches!(test_store, TestStore::Redis(_)) {
        // An expired receipt is not renewed either: its key may have been reported as unused.
        let receipt = receive(&store, 1, NOW).await;
        let late = NOW + LEASE;
        store
            .renew_receipt(receipt.renewed(late, LEASE), late)
            .await
            .unwrap();
        assert_eq!(status(late + 1).await, KeyStatus::Unused);
        assert_eq!(
            claim_with(&store, receipt, late).await,
            Claim::ReceiptExpired
        );
    }
}

async fn receipts_of_one_key_are_independent(test_store: TestStore) {
    let store = test_store.open().await;
    let first = receive(&store, 1, NOW).await;
    let second = receive(&store, 1, NOW).await;
    receive(&store, 2, NOW).await;
    store.return_receipt(first).await.unwrap();
    let status = async || store.key_status(key(1), NOW + 1).await.unwrap();
    assert_eq!(status().await, KeyStatus::Received);
    store.return_receipt(second).await.unwrap();
    assert_eq!(status().await, KeyStatus::Unused);
}

async fn unresolved_claims_of_an_intent_are_listed_in_the_order_of_their_first_claims(
    test_store: TestStore,
) {
    let store = test_store.open().await;
    let claim = async |number, intent, now| {
        let request = ClaimRequest::new(key(number), BODY, now, LEASE).unwrap();
        match store.claim(request.with_intent(intent)).await.unwrap() {
            Claim::Acquired { fence, .. } => fence,
            other => panic!("{other:?}"),
        }
    };
    let unknown = |pending_until| ClaimOutcome::Unknown { pending_until };
    let outcomes = [
        (5, NOW + 50, Some(unknown(NOW + 90))),
        (4, NOW + 10, Some(unknown(NOW + 90))),
        (3, NOW + 20, None),
        (2, NOW + 30, Some(ClaimOutcome::Completed(response(7)))),
        (1, NOW + 40, Some(ClaimOutcome::NotOpened)),
    ];
    for (number, now, outcome) in outcomes {
        let fence = claim(number, BODY, now).await;
        if let Some(outcome) = outcome {
            complete(&store, number, fence, outcome, now).await.unwrap();
        }
    }
    claim(6, OTHER_BODY, NOW).await;
    // A retry keeps its position in the list.
    claim(4, BODY, NOW + 60).await;
    let list = async |now| {
        let claims = store.unresolved_claims(BODY, key(5), now).await.unwrap();
        let values = claims.iter().map(|claim| {
            let times = (claim.first_claimed_at - NOW, claim.claimed_at - NOW);
            (times, claim.is_own, claim.is_in_progress, claim.is_search())
        });
        values.collect::<Vec<_>>()
    };
    assert_eq!(
        list(NOW + 70).await,
        [
            ((10, 60), false, true, true),
            ((20, 20), false, true, false),
            ((50, 50), true, false, false),
        ]
    );
    assert_eq!(
        list(NOW + 60 + LEASE).await,
        [
            ((10, 60), false, false, true),
            ((20, 20), false, false, false),
            ((50, 50), true, false, false),
        ]
    );
    assert_eq!(list(NOW + DAY + 55).await, [((10, 60), false, false, true)]);
    assert!(list(NOW + DAY + 60).await.is_empty());
}

async fn unresolved_claims_of_one_moment_are_listed_in_the_order_of_their_keys(
    test_store: TestStore,
) {
    let store = test_store.open().await;
    for number in [5, 3, 9, 1, 7] {
        let request = ClaimRequest::new(key(number), BODY, NOW, LEASE).unwrap();
        let claim = store.claim(request.with_intent(BODY)).await.unwrap();
        assert!(matches!(claim, Claim::Acquired { .. }));
    }
    for (own, expected) in [(1, 0), (3, 1), (5, 2), (7, 3), (9, 4)] {
        let claims = store.unresolved_claims(BODY, key(own), NOW).await.unwrap();
        let position = claims.iter().position(|claim| claim.is_own);
        assert_eq!(position, Some(expected));
    }
}

async fn a_claim_shows_whether_it_sends_or_searches(test_store: TestStore) {
    let store = test_store.open().await;
    let request = ClaimRequest::new(key(1), BODY, NOW, LEASE).unwrap();
    let claim = store.claim(request.with_intent(BODY)).await.unwrap();
    let Claim::Acquired { fence, .. } = claim else {
        panic!("the key is free");
    };
    let change = |phase, first_claimed_at, now| PhaseChange {
        key: key(1),
        fence,
        phase,
        first_claimed_at,
        now,
        lease_ms: LEASE,
    };
    let listed = async || {
        let claims = store
            .unresolved_claims(BODY, key(2), NOW + 20)
            .await
            .unwrap();
        let [claim] = claims[..] else {
            panic!("{claims:?}");
        };
        assert!(claim.is_in_progress);
        (
            claim.first_claimed_at,
            claim.pending_until,
            claim.is_search(),
        )
    };
    assert_eq!(listed().await, (NOW, NOW + LEASE, false));
    // The phase can change in the millisecond of the claim, too.
    for now in [NOW, NOW + 5] {
        let pending_until = NOW + 3;
        let searching = change(ClaimPhase::Searching { pending_until }, NOW, now);
        store.change_phase(searching).await.unwrap();
        assert_eq!(listed().await, (NOW, pending_until, true));
    }
    // An attempt that has opened no ticket does not count.
    let sending = change(ClaimPhase::Sending, NOW, NOW + 9);
    assert_eq!(sending.first_claimed_at(), NOW + 9);
    store.change_phase(sending).await.unwrap();
    assert_eq!(listed().await, (NOW + 9, NOW + 9 + LEASE, false));
    complete(&store, 1, fence, ClaimOutcome::NotOpened, NOW + 10)
        .await
        .unwrap();
    assert_eq!(store.change_phase(sending).await, Err(StateError::NotHeld));
}

async fn only_the_holder_of_a_claim_changes_its_phase(test_store: TestStore) {
    let store = test_store.open().await;
    let first = acquire(&store, 1, BODY, NOW).await;
    let second = acquire(&store, 1, BODY, NOW + LEASE).await;
    let change = |fence, now| PhaseChange {
        key: key(1),
        fence,
        phase: ClaimPhase::Sending,
        first_claimed_at: NOW,
        now,
        lease_ms: LEASE,
    };
    let now = NOW + LEASE + 1;
    let not_held = Err(StateError::NotHeld);
    assert_eq!(store.change_phase(change(first.fence, now)).await, not_held);
    assert_eq!(store.change_phase(change(second.fence, now)).await, Ok(()));
    // The claim has a new lease, and the key a new lifetime.
    assert_eq!(
        claim(&store, 1, BODY, now + LEASE - 1).await,
        Claim::InProgress
    );
    let expired = change(second.fence, now + DAY);
    assert_eq!(store.change_phase(expired).await, not_held);
}
