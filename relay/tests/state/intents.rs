//! What becomes of an intent.

use crate::support::*;
use open_ticket_relay::state::{Answer, Before, Claim, Outcome, Standing, StateError};

in_both_places! {
    a_new_key_is_the_callers_from_now_on
    a_key_in_progress_is_nobody_elses
    another_body_is_refused_while_it_is_in_progress
    an_answer_is_given_again_byte_for_byte
    an_answer_without_a_ticket_or_a_body_is_given_again_too
    another_body_does_not_get_the_answer
    what_opened_nothing_may_be_tried_again_with_any_body
    what_is_unknown_may_be_tried_again_with_the_same_body_alone
    a_lease_that_ran_out_is_unknown_until_its_end
    a_late_holder_may_still_end_what_nobody_took_over
    who_lost_the_claim_cannot_end_it
    the_first_end_holds
    nobody_ends_what_was_never_claimed
    a_withdrawn_claim_never_was
    where_it_stands_follows_the_work
    a_key_lives_a_day_whatever_became_of_it
    a_try_shortly_before_the_end_keeps_the_key_for_another_day
    a_reading_does_not_prolong_a_life
    keys_do_not_mix
    a_twin_is_told_from_the_own_ticket
}

async fn a_new_key_is_the_callers_from_now_on(home: Home) {
    let held = mine(&home.open().await, 1, BODY, NOW).await;
    assert_eq!((held.since, held.before), (NOW, Before::Nothing));
}

async fn a_key_in_progress_is_nobody_elses(home: Home) {
    let state = home.open().await;
    mine(&state, 1, BODY, NOW).await;
    for now in [NOW, NOW + 1, NOW + LEASE - 1] {
        assert_eq!(claim(&state, 1, BODY, now).await, Claim::InProgress);
    }
}

async fn another_body_is_refused_while_it_is_in_progress(home: Home) {
    let state = home.open().await;
    mine(&state, 1, BODY, NOW).await;
    for now in [NOW, NOW + LEASE, NOW + LEASE + 1] {
        assert_eq!(claim(&state, 1, OTHER_BODY, now).await, Claim::OtherBody);
    }
}

async fn an_answer_is_given_again_byte_for_byte(home: Home) {
    let state = home.open().await;
    ended(&state, Outcome::Answered(answer(7))).await;
    for now in [NOW + 1001, NOW + LEASE, NOW + DAY - 1] {
        let again = claim(&state, 1, BODY, now).await;
        assert_eq!(again, Claim::Answered(answer(7)));
    }
}

async fn an_answer_without_a_ticket_or_a_body_is_given_again_too(home: Home) {
    let state = home.open().await;
    let refusal = Answer {
        status: 422,
        body: String::new(),
        opened: None,
    };
    ended(&state, Outcome::Answered(refusal.clone())).await;
    let again = claim(&state, 1, BODY, NOW + 1001).await;
    assert_eq!(again, Claim::Answered(refusal));
}

async fn another_body_does_not_get_the_answer(home: Home) {
    let state = home.open().await;
    ended(&state, Outcome::Answered(answer(7))).await;
    let other = claim(&state, 1, OTHER_BODY, NOW + 1001).await;
    assert_eq!(other, Claim::OtherBody);
}

async fn what_opened_nothing_may_be_tried_again_with_any_body(home: Home) {
    let state = home.open().await;
    ended(&state, Outcome::NotOpened).await;
    let held = mine(&state, 1, OTHER_BODY, NOW + 2000).await;
    assert_eq!((held.since, held.before), (NOW + 2000, Before::NotOpened));
    let with_the_first = claim(&state, 1, BODY, NOW + 2001).await;
    assert_eq!(with_the_first, Claim::OtherBody);
    let with_the_second = claim(&state, 1, OTHER_BODY, NOW + 2001).await;
    assert_eq!(with_the_second, Claim::InProgress);
}

async fn what_is_unknown_may_be_tried_again_with_the_same_body_alone(home: Home) {
    let state = home.open().await;
    let until = NOW + 90_000;
    ended(&state, Outcome::Unknown { until }).await;
    let other = claim(&state, 1, OTHER_BODY, NOW + 2000).await;
    assert_eq!(other, Claim::OtherBody);
    let held = mine(&state, 1, BODY, NOW + 2000).await;
    let expected = (NOW, Before::Unknown { until });
    assert_eq!((held.since, held.before), expected);
}

async fn a_lease_that_ran_out_is_unknown_until_its_end(home: Home) {
    let state = home.open().await;
    mine(&state, 1, BODY, NOW).await;
    let standing = state.standing(key(1), NOW + LEASE).await.unwrap();
    assert_eq!(standing, Standing::Unknown);
    let held = mine(&state, 1, BODY, NOW + LEASE).await;
    let until = NOW + LEASE;
    let expected = (NOW, Before::Unknown { until });
    assert_eq!((held.since, held.before), expected);
}

async fn a_late_holder_may_still_end_what_nobody_took_over(home: Home) {
    let state = home.open().await;
    let held = mine(&state, 1, BODY, NOW).await;
    let late = NOW + LEASE + 5;
    let end = Outcome::Answered(answer(7));
    settle(&state, 1, held.fence, end, late).await.unwrap();
    let again = claim(&state, 1, BODY, late + 1).await;
    assert_eq!(again, Claim::Answered(answer(7)));
}

async fn who_lost_the_claim_cannot_end_it(home: Home) {
    let state = home.open().await;
    let first = mine(&state, 1, BODY, NOW).await;
    let second = mine(&state, 1, BODY, NOW + LEASE).await;
    let end = Outcome::Answered(answer(7));
    let refused = settle(&state, 1, first.fence, end, NOW + LEASE + 1).await;
    assert_eq!(refused, Err(StateError::NotHeld));
    let now = NOW + LEASE + 2;
    assert_eq!(claim(&state, 1, BODY, now).await, Claim::InProgress);
    settle(&state, 1, second.fence, Outcome::NotOpened, now)
        .await
        .unwrap();
}

async fn the_first_end_holds(home: Home) {
    let state = home.open().await;
    let held = mine(&state, 1, BODY, NOW).await;
    let end = Outcome::Answered(answer(7));
    settle(&state, 1, held.fence, end, NOW + 1).await.unwrap();
    settle(&state, 1, held.fence, Outcome::NotOpened, NOW + 2)
        .await
        .unwrap();
    let again = claim(&state, 1, BODY, NOW + 3).await;
    assert_eq!(again, Claim::Answered(answer(7)));
}

async fn nobody_ends_what_was_never_claimed(home: Home) {
    let state = home.open().await;
    let held = mine(&state, 1, BODY, NOW).await;
    let refused = settle(&state, 2, held.fence, Outcome::NotOpened, NOW).await;
    assert_eq!(refused, Err(StateError::NotHeld));
    let refused = settle(&state, 1, held.fence, Outcome::NotOpened, NOW + DAY).await;
    assert_eq!(refused, Err(StateError::NotHeld));
}

async fn a_withdrawn_claim_never_was(home: Home) {
    let state = home.open().await;
    ended(&state, Outcome::Withdrawn).await;
    let standing = state.standing(key(1), NOW + 2).await.unwrap();
    assert_eq!(standing, Standing::Unseen);
    let held = mine(&state, 1, OTHER_BODY, NOW + 3).await;
    assert_eq!((held.since, held.before), (NOW + 3, Before::Nothing));
}

async fn where_it_stands_follows_the_work(home: Home) {
    let state = home.open().await;
    let standing = async |now| state.standing(key(1), now).await.unwrap();
    assert_eq!(standing(NOW).await, Standing::Unseen);
    let held = mine(&state, 1, BODY, NOW).await;
    assert_eq!(standing(NOW + 1).await, Standing::Unknown);
    let until = NOW + 90_000;
    let end = Outcome::Unknown { until };
    settle(&state, 1, held.fence, end, NOW + 2).await.unwrap();
    for now in [NOW + 3, until + 1] {
        assert_eq!(standing(now).await, Standing::Unknown);
    }
    let held = mine(&state, 1, BODY, NOW + 4).await;
    settle(&state, 1, held.fence, Outcome::NotOpened, NOW + 5)
        .await
        .unwrap();
    assert_eq!(standing(NOW + 6).await, Standing::NotOpened);
    let held = mine(&state, 1, BODY, NOW + 7).await;
    let end = Outcome::Answered(answer(7));
    settle(&state, 1, held.fence, end, NOW + 8).await.unwrap();
    assert_eq!(standing(NOW + 9).await, Standing::Answered(answer(7)));
}

async fn a_key_lives_a_day_whatever_became_of_it(home: Home) {
    let state = home.open().await;
    let until = NOW + 2 * DAY;
    let ends = [
        Some(Outcome::Answered(answer(7))),
        Some(Outcome::NotOpened),
        Some(Outcome::Unknown { until }),
        None,
    ];
    for (number, end) in (1..).zip(ends) {
        let held = mine(&state, number, BODY, NOW).await;
        if let Some(end) = end {
            settle(&state, number, held.fence, end, NOW + 1)
                .await
                .unwrap();
        }
    }
    for number in 1..=4 {
        let standing = state.standing(key(number), NOW + DAY).await.unwrap();
        assert_eq!(standing, Standing::Unseen);
        let held = mine(&state, number, OTHER_BODY, NOW + DAY).await;
        assert_eq!((held.since, held.before), (NOW + DAY, Before::Nothing));
    }
}

async fn a_try_shortly_before_the_end_keeps_the_key_for_another_day(home: Home) {
    let state = home.open().await;
    ended(&state, Outcome::Unknown { until: NOW }).await;
    let late = NOW + DAY - 1;
    let held = mine(&state, 1, BODY, late).await;
    assert_eq!(claim(&state, 1, BODY, NOW + DAY).await, Claim::InProgress);
    let end = Outcome::Answered(answer(7));
    settle(&state, 1, held.fence, end, NOW + DAY + 1)
        .await
        .unwrap();
    let again = claim(&state, 1, BODY, late + DAY - 1).await;
    assert_eq!(again, Claim::Answered(answer(7)));
    let held = mine(&state, 1, BODY, late + DAY).await;
    assert_eq!(held.before, Before::Nothing);
}

async fn a_reading_does_not_prolong_a_life(home: Home) {
    let state = home.open().await;
    ended(&state, Outcome::Answered(answer(7))).await;
    claim(&state, 1, BODY, NOW + DAY - 1).await;
    claim(&state, 1, OTHER_BODY, NOW + DAY - 1).await;
    state.standing(key(1), NOW + DAY - 1).await.unwrap();
    let held = mine(&state, 1, BODY, NOW + DAY).await;
    assert_eq!(held.before, Before::Nothing);
}

async fn keys_do_not_mix(home: Home) {
    let state = home.open().await;
    ended(&state, Outcome::Answered(answer(7))).await;
    let held = mine(&state, 2, BODY, NOW).await;
    assert_eq!(held.before, Before::Nothing);
}

async fn a_twin_is_told_from_the_own_ticket(home: Home) {
    let state = home.open().await;
    for (number, ticket) in [(1, 7), (2, 8), (3, 8)] {
        let held = mine(&state, number, BODY, NOW).await;
        let end = Outcome::Answered(answer(ticket));
        settle(&state, number, held.fence, end, NOW).await.unwrap();
    }
    let elsewhere =
        async |ids: &[u32], number| state.answered_elsewhere(ids, key(number)).await.unwrap();
    assert_eq!(elsewhere(&[9, 8, 7], 4).await, [8, 7]);
    assert_eq!(elsewhere(&[7, 8, 9], 1).await, [8]);
    assert_eq!(elsewhere(&[7, 8, 9], 2).await, [7, 8]);
    assert!(elsewhere(&[0, 9, u32::MAX], 1).await.is_empty());
    assert!(elsewhere(&[], 1).await.is_empty());
}
