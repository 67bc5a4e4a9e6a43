//! What holds of a state in a file alone.

use crate::support::*;
use open_ticket_relay::state::{Admission, Before, Claim, Outcome, Place, State, StateError};
use rusqlite::Connection;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;

fn path(home: &Home) -> PathBuf {
    match home.place() {
        Place::File(file) => file,
        Place::Redis(_) => panic!("no file"),
    }
}

fn count(home: &Home, table: &str) -> i64 {
    let connection = Connection::open(path(home)).unwrap();
    let sql = format!("SELECT count(*) FROM {table}");
    connection.query_row(&sql, [], |row| row.get(0)).unwrap()
}

#[tokio::test]
async fn what_was_in_progress_at_the_end_of_the_process_is_unknown() {
    let home = Home::file();
    let state = home.open().await;
    let held = mine(&state, 1, BODY, NOW).await;
    drop(state);

    let state = home.open().await;
    let again = mine(&state, 1, BODY, NOW + 1000).await;
    let until = NOW + LEASE;
    let expected = (NOW, Before::Unknown { until });
    assert_eq!((again.since, again.before), expected);
    let refused = settle(&state, 1, held.fence, Outcome::NotOpened, NOW + 1001).await;
    assert_eq!(refused, Err(StateError::NotHeld));
}

#[tokio::test]
async fn what_was_settled_and_counted_survives_a_restart() {
    let home = Home::file();
    let once = [limit("once", 1, LEASE)];
    let state = home.open().await;
    ended(&state, Outcome::Answered(answer(7))).await;
    state.admit(&once, NOW).await.unwrap();
    drop(state);

    let state = home.open().await;
    let again = claim(&state, 1, BODY, NOW + 2000).await;
    assert_eq!(again, Claim::Answered(answer(7)));
    let elsewhere = state.answered_elsewhere(&[7], key(2)).await.unwrap();
    assert_eq!(elsewhere, [7]);
    let look = state.peek(&once, NOW).await.unwrap();
    assert!(matches!(look, Admission::Wait(_)));
}

#[tokio::test]
async fn a_second_relay_is_told_that_the_file_is_taken() {
    let home = Home::file();
    let state = home.open().await;
    let error = State::open(&home.place()).await.unwrap_err();
    let place = home.place();
    assert_eq!(error, StateError::InUse { place });
    let text = error.to_string();
    assert!(
        text.contains("state.db") && text.contains("redis://"),
        "{text}"
    );

    mine(&state, 1, BODY, NOW).await;
    drop(state);
    home.open().await;
}

#[tokio::test]
async fn a_clone_keeps_the_file() {
    let home = Home::file();
    let state = home.open().await;
    let clone = state.clone();
    drop(state);
    mine(&clone, 1, BODY, NOW).await;
    let refused = State::open(&home.place()).await;
    assert!(matches!(refused, Err(StateError::InUse { .. })));
}

#[tokio::test]
async fn nobody_else_may_read_the_file() {
    let home = Home::file();
    let file = path(&home);
    fs::write(&file, "").unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).unwrap();
    let state = home.open().await;
    mine(&state, 1, BODY, NOW).await;
    let entries = fs::read_dir(file.parent().unwrap()).unwrap();
    let mut files = 0;
    for entry in entries {
        let mode = entry.unwrap().metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        files += 1;
    }
    assert!(files >= 2, "the file and what is beside it");
}

#[tokio::test]
async fn a_file_that_cannot_be_kept_is_named_with_what_would_be_right() {
    let home = Home::file();
    let nowhere = path(&home).with_file_name("no-folder").join("state.db");
    let error = State::open(&Place::File(nowhere)).await.unwrap_err();
    let text = error.to_string();
    assert!(text.contains("no-folder/state.db"), "{text}");
    assert!(text.contains("--state names a file"), "{text}");

    fs::write(path(&home), "This is no database. ".repeat(100)).unwrap();
    let error = State::open(&home.place()).await.unwrap_err();
    assert!(matches!(error, StateError::Unusable { .. }), "{error}");
    assert_eq!(fs::read(path(&home)).unwrap().len(), 2100);
}

#[tokio::test]
async fn a_file_of_a_later_version_is_left_alone() {
    let home = Home::file();
    drop(home.open().await);
    let connection = Connection::open(path(&home)).unwrap();
    connection.pragma_update(None, "user_version", 2).unwrap();
    drop(connection);
    let error = State::open(&home.place()).await.unwrap_err();
    assert!(matches!(error, StateError::Later { .. }), "{error}");
}

#[tokio::test]
async fn what_is_over_does_not_stay() {
    let home = Home::file();
    let state = home.open().await;
    for number in 0..40 {
        mine(&state, number, BODY, NOW).await;
        let address = [limit(&format!("address:{number}"), 1, LEASE)];
        state.admit(&address, NOW).await.unwrap();
    }
    for number in 0..20 {
        let now = NOW + DAY;
        mine(&state, 100 + number, BODY, now).await;
        let address = [limit(&format!("later:{number}"), 1, LEASE)];
        state.admit(&address, now).await.unwrap();
    }
    drop(state);
    assert_eq!(count(&home, "intents"), 20);
    assert_eq!(count(&home, "slots"), 20);
}

#[tokio::test]
async fn a_large_limit_is_sixty_one_rows_at_the_most() {
    let home = Home::file();
    let state = home.open().await;
    let many = [limit("many", 1_000_000, 6000)];
    for step in 0..1000 {
        let admission = state.admit(&many, NOW + step * 13).await.unwrap();
        assert_eq!(admission, Admission::Admitted);
    }
    drop(state);
    assert!(count(&home, "slots") <= 62);
}

#[tokio::test]
async fn a_failure_leaves_its_neighbours_alone() {
    let home = Home::file();
    drop(home.open().await);
    let connection = Connection::open(path(&home)).unwrap();
    let trigger = "CREATE TRIGGER fails BEFORE INSERT ON texts WHEN new.name = 'bad'
        BEGIN SELECT raise(ROLLBACK, 'secret'); END;
        CREATE TRIGGER fails_alone BEFORE INSERT ON texts WHEN new.name = 'worse'
        BEGIN SELECT raise(ABORT, 'secret'); END;";
    connection.execute_batch(trigger).unwrap();
    drop(connection);

    let state = home.open().await;
    let tasks: Vec<_> = (0..300)
        .map(|number| {
            let state = state.clone();
            let name = match number % 50 {
                7 => "worse".to_owned(),
                _ => format!("good {number}"),
            };
            tokio::spawn(async move { (state.remember(&name, "x").await, name) })
        })
        .collect();
    for task in tasks {
        let (kept, name) = task.await.unwrap();
        assert_eq!(kept.is_err(), name == "worse", "{name}: {kept:?}");
    }
    let error = state.remember("bad", "x").await.unwrap_err();
    assert!(!error.to_string().contains("secret"), "{error}");
    state.remember("after", "x").await.unwrap();
    drop(state);
    assert_eq!(count(&home, "texts"), 295);
}

#[tokio::test]
async fn a_lost_transaction_is_told_to_all_who_were_in_it() {
    let home = Home::file();
    drop(home.open().await);
    let connection = Connection::open(path(&home)).unwrap();
    let trigger = "CREATE TRIGGER fails BEFORE INSERT ON texts WHEN new.name LIKE 'bad%'
        BEGIN SELECT raise(ROLLBACK, 'secret'); END;";
    connection.execute_batch(trigger).unwrap();
    drop(connection);

    let state = home.open().await;
    let tasks: Vec<_> = (0..500)
        .map(|number| {
            let state = state.clone();
            let kind = if number % 100 == 50 { "bad" } else { "good" };
            let name = format!("{kind} {number}");
            tokio::spawn(async move { (state.remember(&name, "x").await, name) })
        })
        .collect();
    let mut kept = Vec::new();
    for task in tasks {
        let (done, name) = task.await.unwrap();
        kept.push((name, done.is_ok()));
    }
    for (name, is_kept) in kept {
        let recalled = state.recall(&name).await.unwrap();
        assert_eq!(recalled.is_some(), is_kept, "{name}");
    }
}
