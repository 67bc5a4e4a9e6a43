//! Several callers, and several relays, at once.

use crate::redis_server::Server;
use crate::support::*;
use open_ticket_relay::state::{Admission, Claim, Outcome, Place, State, StateError};
use redis::Commands;

in_both_places! {
    a_hundred_claims_at_once_are_one_claim
    a_limit_holds_for_many_at_once
}

async fn a_hundred_claims_at_once_are_one_claim(home: Home) {
    let state = home.open().await;
    assert_eq!(winners(&[state]).await, 1);
}

async fn a_limit_holds_for_many_at_once(home: Home) {
    let state = home.open().await;
    assert_eq!(admitted(&[state]).await, 20);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_relays_at_once_agree_upon_one_claim_and_one_count() {
    let home = Home::redis();
    let relays = [home.open().await, home.open().await];
    assert_eq!(winners(&relays).await, 1);
    assert_eq!(admitted(&relays).await, 20);
}

#[tokio::test]
async fn one_relay_answers_what_the_other_opened() {
    let home = Home::redis();
    let (one, other) = (home.open().await, home.open().await);
    ended(&one, Outcome::Answered(answer(7))).await;
    let again = claim(&other, 1, BODY, NOW + 2000).await;
    assert_eq!(again, Claim::Answered(answer(7)));
    let elsewhere = other.answered_elsewhere(&[7], key(2)).await.unwrap();
    assert_eq!(elsewhere, [7]);
}

#[tokio::test]
async fn a_second_relay_does_not_give_up_what_the_first_works_on() {
    let home = Home::redis();
    let one = home.open().await;
    mine(&one, 1, BODY, NOW).await;
    let other = home.open().await;
    let refused = claim(&other, 1, BODY, NOW + 1).await;
    assert_eq!(refused, Claim::InProgress);
}

#[tokio::test]
async fn a_redis_that_is_away_is_an_error_and_then_comes_back() {
    let mut server = Server::start();
    let place = Place::parse(&server.url()).unwrap();
    let state = State::open(&place).await.unwrap();
    ended(&state, Outcome::Answered(answer(7))).await;

    server.stop();
    for _ in 0..3 {
        let error = state.claim(key(1), BODY, NOW, LEASE).await.unwrap_err();
        assert!(matches!(error, StateError::Failed { .. }), "{error}");
    }
    let error = State::open(&place).await.unwrap_err();
    assert!(
        error.to_string().contains("nobody listens there"),
        "{error}"
    );

    server.start_again();
    let again = claim(&state, 1, BODY, NOW + 2000).await;
    assert_eq!(again, Claim::Answered(answer(7)));
}

#[tokio::test]
async fn a_connection_that_was_cut_does_not_show() {
    let server = Server::start();
    let place = Place::parse(&server.url()).unwrap();
    let state = State::open(&place).await.unwrap();
    for number in 1..=5 {
        let cut: i64 = redis::cmd("CLIENT")
            .arg(&["KILL", "TYPE", "normal"])
            .query(&mut server.connect())
            .unwrap();
        assert!(cut >= 1);
        mine(&state, number, BODY, NOW).await;
    }
}

#[tokio::test]
async fn a_redis_that_does_not_answer_is_an_error() {
    let server = Server::start();
    let place = Place::parse(&server.url()).unwrap();
    let state = State::open(&place).await.unwrap();
    server.freeze();
    let asked = state.peek(&[limit("x", 1, 1000)], NOW).await;
    let opened = State::open(&place).await;
    server.thaw();
    assert!(matches!(asked, Err(StateError::Failed { .. })));
    assert!(matches!(opened, Err(StateError::Unusable { .. })));
    mine(&state, 1, BODY, NOW).await;
}

#[tokio::test]
async fn everything_in_redis_but_texts_ends_by_itself() {
    let server = Server::start();
    let state = State::open(&Place::parse(&server.url()).unwrap()).await;
    let state = state.unwrap();
    ended(&state, Outcome::Answered(answer(7))).await;
    mine(&state, 2, BODY, NOW).await;
    state.admit(&[limit("x", 1, 6000)], NOW).await.unwrap();
    state.remember("departments", "[]").await.unwrap();

    let mut connection = server.connect();
    let keys: Vec<String> = connection.keys("*").unwrap();
    assert_eq!(keys.len(), 5, "{keys:?}");
    for key in keys {
        let left: i64 = connection.pttl(&key).unwrap();
        let longest = match key.split(':').nth(1).unwrap() {
            "{intents}" => DAY,
            "{rates}" => 6100,
            "text" => -1,
            _ => panic!("{key}"),
        };
        assert!(left == longest || (0 < left && left < longest), "{key}");
    }
}

#[tokio::test]
async fn a_wrong_password_is_named_and_not_shown() {
    let server = Server::start();
    redis::cmd("CONFIG")
        .arg(&["SET", "requirepass", "right"])
        .exec(&mut server.connect())
        .unwrap();
    let url = server.url().replace("redis://", "redis://:hunter2@");
    let error = State::open(&Place::parse(&url).unwrap()).await.unwrap_err();
    let text = format!("{error} {error:?}");
    assert!(!text.contains("hunter2"), "{text}");
    assert!(text.to_lowercase().contains("authentication"), "{text}");

    let url = server.url().replace("redis://", "redis://:right@");
    let state = State::open(&Place::parse(&url).unwrap()).await.unwrap();
    assert!(!format!("{state:?}").contains("right"));
    mine(&state, 1, BODY, NOW).await;
}

/// How many of a hundred claims of one key at once are given.
async fn winners(relays: &[State]) -> usize {
    let tasks: Vec<_> = (0..100)
        .map(|number| {
            let state = relays[number % relays.len()].clone();
            tokio::spawn(async move { claim(&state, 1, BODY, NOW).await })
        })
        .collect();
    let mut winners = 0;
    for task in tasks {
        match task.await.unwrap() {
            Claim::Mine { .. } => winners += 1,
            claim => assert_eq!(claim, Claim::InProgress),
        }
    }
    winners
}

/// How many of a hundred at once are admitted within a limit of twenty.
async fn admitted(relays: &[State]) -> usize {
    let tasks: Vec<_> = (0..100)
        .map(|number| {
            let state = relays[number % relays.len()].clone();
            let limits = [limit("twenty", 20, 1000), limit("many", 1000, 1000)];
            tokio::spawn(async move { state.admit(&limits, NOW).await.unwrap() })
        })
        .collect();
    let mut admitted = 0;
    for task in tasks {
        admitted += usize::from(task.await.unwrap() == Admission::Admitted);
    }
    admitted
}
