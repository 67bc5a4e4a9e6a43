//! The SQLite file: restart, lock, permissions, cleanup and group commit.

use super::fixtures::*;
use open_ticket_relay::state::{
    Admission, Claim, ClaimOutcome, ClaimRequest, Fence, KeyStatus, PreviousAttempt, StateError,
    StoreLocation, open_store,
};
use rusqlite::Connection;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;

fn path(test_store: &TestStore) -> PathBuf {
    match test_store.location() {
        StoreLocation::SqliteFile(file) => file,
        StoreLocation::Redis(_) => panic!("not a file"),
    }
}

fn count(test_store: &TestStore, table: &str) -> i64 {
    let connection = Connection::open(path(test_store)).unwrap();
    let sql = format!("SELECT count(*) FROM {table}");
    connection.query_row(&sql, [], |row| row.get(0)).unwrap()
}

#[tokio::test]
async fn a_claim_in_progress_is_unknown_after_a_restart() {
    let test_store = TestStore::sqlite();
    let store = test_store.open().await;
    let acquired = acquire(&store, 1, BODY, NOW).await;
    drop(store);

    let store = test_store.open().await;
    let again = acquire(&store, 1, BODY, NOW + 1000).await;
    let pending_until = NOW + LEASE;
    let expected = (NOW, PreviousAttempt::Unknown { pending_until });
    assert_eq!((again.first_claimed_at, again.previous), expected);
    let refused = complete(
        &store,
        1,
        acquired.fence,
        ClaimOutcome::NotOpened,
        NOW + 1001,
    )
    .await;
    assert_eq!(refused, Err(StateError::NotHeld));
}

/// Opens a new store whose file has this trigger.
async fn open_with_trigger(test_store: &TestStore, trigger: &str) -> Store {
    drop(test_store.open().await);
    let connection = Connection::open(path(test_store)).unwrap();
    connection.execute_batch(trigger).unwrap();
    drop(connection);
    test_store.open().await
}

async fn acquire_with_intent(store: &Store, number: u8, now: i64) -> Fence {
    let request = ClaimRequest::new(key(number), BODY, now, LEASE).unwrap();
    match store.claim(request.with_intent(BODY)).await.unwrap() {
        Claim::Acquired { fence, .. } => fence,
        other => panic!("{other:?}"),
    }
}

async fn count_unresolved(store: &Store, now: i64) -> usize {
    let claims = store.unresolved_claims(BODY, key(200), now).await;
    claims.unwrap().len()
}

#[tokio::test]
async fn a_claim_whose_completion_failed_is_unresolved() {
    let test_store = TestStore::sqlite();
    let trigger = "CREATE TRIGGER fails BEFORE UPDATE ON idempotency_keys
        WHEN new.status = 'completed' BEGIN SELECT raise(ABORT, 'fails'); END;";
    let store = open_with_trigger(&test_store, trigger).await;
    let fence = acquire_with_intent(&store, 1, NOW).await;
    let completed = ClaimOutcome::Completed(response(7));
    let failed = complete(&store, 1, fence, completed, NOW).await;
    assert!(matches!(failed, Err(StateError::Failed { .. })));
    assert_eq!(claim(&store, 1, BODY, NOW).await, Claim::InProgress);
    assert_eq!(count_unresolved(&store, NOW).await, 1);
}

#[tokio::test]
async fn a_claim_that_was_completed_while_the_clock_was_ahead_is_unresolved() {
    let test_store = TestStore::sqlite();
    let store = test_store.open().await;
    let fence = acquire_with_intent(&store, 1, NOW).await;
    let completed = ClaimOutcome::Completed(response(7));
    let refused = complete(&store, 1, fence, completed, NOW + 2 * DAY).await;
    assert_eq!(refused, Err(StateError::NotHeld));
    assert_eq!(claim(&store, 1, BODY, NOW).await, Claim::InProgress);
    assert_eq!(count_unresolved(&store, NOW).await, 1);
}

#[tokio::test]
async fn a_claim_whose_earlier_record_could_not_be_deleted_is_unresolved() {
    let test_store = TestStore::sqlite();
    let trigger = "CREATE TRIGGER fails BEFORE DELETE ON used_keys
        BEGIN SELECT raise(ABORT, 'fails'); END;";
    let store = open_with_trigger(&test_store, trigger).await;
    acquire_with_intent(&store, 1, NOW).await;
    let later = NOW + 2 * DAY;
    store.delete_expired(later).await.unwrap();
    let request = ClaimRequest::new(key(1), BODY, later, LEASE).unwrap();
    let failed = store.claim(request.with_intent(BODY)).await;
    assert!(matches!(failed, Err(StateError::Failed { .. })));
    assert_eq!(claim(&store, 1, BODY, later).await, Claim::InProgress);
    assert_eq!(count_unresolved(&store, later).await, 1);
}

#[tokio::test]
async fn completed_claims_and_rate_limits_survive_a_restart() {
    let test_store = TestStore::sqlite();
    let once = [limit("once", 1, LEASE)];
    let store = test_store.open().await;
    claim_and_complete(&store, ClaimOutcome::Completed(response(7))).await;
    admit(&store, &once, NOW).await;
    drop(store);

    let store = test_store.open().await;
    let again = claim(&store, 1, BODY, NOW + 2000).await;
    assert_eq!(again, Claim::Completed(response(7)));
    let of_other_keys = store.tickets_of_other_keys(&[7], key(2)).await.unwrap();
    assert_eq!(of_other_keys, [7]);
    let admission = peek(&store, &once, NOW).await;
    assert!(matches!(admission, Admission::RetryAfter(_)));
}

#[tokio::test]
async fn a_second_relay_cannot_open_the_file() {
    let test_store = TestStore::sqlite();
    let store = test_store.open().await;
    let error = open_store(&test_store.location()).await.unwrap_err();
    let location = test_store.location();
    assert_eq!(error, StateError::InUse { location });
    let text = error.to_string();
    assert!(
        text.contains("state.db") && text.contains("redis://"),
        "{text}"
    );

    acquire(&store, 1, BODY, NOW).await;
    drop(store);
    test_store.open().await;
}

#[tokio::test]
async fn a_clone_keeps_the_file_open() {
    let test_store = TestStore::sqlite();
    let store = test_store.open().await;
    let clone = store.clone();
    drop(store);
    acquire(&clone, 1, BODY, NOW).await;
    let refused = open_store(&test_store.location()).await;
    assert!(matches!(refused, Err(StateError::InUse { .. })));
}

#[tokio::test]
async fn only_the_owner_can_read_the_file() {
    let test_store = TestStore::sqlite();
    let file = path(&test_store);
    fs::write(&file, "").unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).unwrap();
    let store = test_store.open().await;
    acquire(&store, 1, BODY, NOW).await;
    let entries = fs::read_dir(file.parent().unwrap()).unwrap();
    let mut files = 0;
    for entry in entries {
        let mode = entry.unwrap().metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        files += 1;
    }
    assert!(files >= 2, "the database and its additional files");
}

#[tokio::test]
async fn the_error_names_a_file_that_cannot_be_created_and_the_expected_value() {
    let test_store = TestStore::sqlite();
    let missing_folder = path(&test_store)
        .with_file_name("no-folder")
        .join("state.db");
    let error = open_store(&StoreLocation::SqliteFile(missing_folder))
        .await
        .unwrap_err();
    let text = error.to_string();
    assert!(text.contains("no-folder/state.db"), "{text}");
    assert!(text.contains("--state takes a file"), "{text}");

    fs::write(path(&test_store), "This is no database. ".repeat(100)).unwrap();
    let error = open_store(&test_store.location()).await.unwrap_err();
    assert!(matches!(error, StateError::Unusable { .. }), "{error}");
    assert_eq!(fs::read(path(&test_store)).unwrap().len(), 2100);
}

#[tokio::test]
async fn a_file_of_a_newer_version_is_not_opened() {
    let test_store = TestStore::sqlite();
    drop(test_store.open().await);
    let connection = Connection::open(path(&test_store)).unwrap();
    connection.pragma_update(None, "user_version", 2).unwrap();
    drop(connection);
    let error = open_store(&test_store.location()).await.unwrap_err();
    assert!(matches!(error, StateError::NewerVersion { .. }), "{error}");
}

#[tokio::test]
async fn expired_rows_are_deleted() {
    let test_store = TestStore::sqlite();
    let store = test_store.open().await;
    for number in 0..40 {
        acquire(&store, number, BODY, NOW).await;
        let address = [limit(&format!("address:{number}"), 1, LEASE)];
        admit(&store, &address, NOW).await;
    }
    for number in 0..20 {
        let now = NOW + DAY;
        acquire(&store, 100 + number, BODY, now).await;
        let address = [limit(&format!("later:{number}"), 1, LEASE)];
        admit(&store, &address, now).await;
    }
    drop(store);
    assert_eq!(count(&test_store, "idempotency_keys"), 20);
    assert_eq!(count(&test_store, "rate_limit_slots"), 20);
}

#[tokio::test]
async fn a_large_limit_takes_at_most_sixty_two_rows() {
    let test_store = TestStore::sqlite();
    let store = test_store.open().await;
    let many = [limit("many", 1_000_000, 6000)];
    for step in 0..1000 {
        let admission = admit(&store, &many, NOW + step * 13).await;
        assert_eq!(admission, Admission::Admitted);
    }
    drop(store);
    assert!(count(&test_store, "rate_limit_slots") <= 62);
}

#[tokio::test]
async fn a_failed_job_does_not_affect_other_jobs() {
    let test_store = TestStore::sqlite();
    drop(test_store.open().await);
    let connection = Connection::open(path(&test_store)).unwrap();
    let trigger = "CREATE TRIGGER fails BEFORE INSERT ON texts WHEN new.name = 'bad'
        BEGIN SELECT raise(ROLLBACK, 'secret'); END;
        CREATE TRIGGER fails_alone BEFORE INSERT ON texts WHEN new.name = 'worse'
        BEGIN SELECT raise(ABORT, 'secret'); END;";
    connection.execute_batch(trigger).unwrap();
    drop(connection);

    let store = test_store.open().await;
    let tasks: Vec<_> = (0..300)
        .map(|number| {
            let store = store.clone();
            let name = match number % 50 {
                7 => "worse".to_owned(),
                _ => format!("good {number}"),
            };
            tokio::spawn(async move { (store.save_text(&name, "x").await, name) })
        })
        .collect();
    for task in tasks {
        let (saved, name) = task.await.unwrap();
        assert_eq!(saved.is_err(), name == "worse", "{name}: {saved:?}");
    }
    let error = store.save_text("bad", "x").await.unwrap_err();
    assert!(!error.to_string().contains("secret"), "{error}");
    store.save_text("after", "x").await.unwrap();
    drop(store);
    assert_eq!(count(&test_store, "texts"), 295);
}

#[tokio::test]
async fn every_job_of_a_failed_transaction_returns_an_error() {
    let test_store = TestStore::sqlite();
    drop(test_store.open().await);
    let connection = Connection::open(path(&test_store)).unwrap();
    let trigger = "CREATE TRIGGER fails BEFORE INSERT ON texts WHEN new.name LIKE 'bad%'
        BEGIN SELECT raise(ROLLBACK, 'secret'); END;";
    connection.execute_batch(trigger).unwrap();
    drop(connection);

    let store = test_store.open().await;
    let tasks: Vec<_> = (0..500)
        .map(|number| {
            let store = store.clone();
            let kind = if number % 100 == 50 { "bad" } else { "good" };
            let name = format!("{kind} {number}");
            tokio::spawn(async move { (store.save_text(&name, "x").await, name) })
        })
        .collect();
    let mut results = Vec::new();
    for task in tasks {
        let (saved, name) = task.await.unwrap();
        results.push((name, saved.is_ok()));
    }
    for (name, is_saved) in results {
        let loaded = store.load_text(&name).await.unwrap();
        assert_eq!(loaded.is_some(), is_saved, "{name}");
    }
}

#[tokio::test]
async fn expired_rows_are_deleted_by_time_and_the_file_shrinks() {
    let test_store = TestStore::sqlite();
    let store = test_store.open().await;
    for number in 0..200 {
        acquire(&store, number, BODY, NOW).await;
    }
    for number in 0..5_000 {
        let address = [limit(&format!("address:{number}"), 1, LEASE)];
        admit(&store, &address, NOW).await;
    }
    store.save_text("departments", "kept").await.unwrap();
    store.delete_expired(NOW).await.unwrap();
    let size_before = fs::metadata(path(&test_store)).unwrap().len();
    acquire(&store, 255, BODY, NOW + DAY).await;

    store.delete_expired(NOW + DAY).await.unwrap();
    let size_after = fs::metadata(path(&test_store)).unwrap().len();
    let log = fs::metadata(path(&test_store).with_extension("db-wal"));
    // The 200 keys may have opened tickets, so a separate table records that they were used.
    assert!(size_after < size_before / 4, "{size_before}, {size_after}");
    assert_eq!(log.map_or(0, |log| log.len()), 0);
    assert_eq!(
        store.load_text("departments").await.unwrap().as_deref(),
        Some("kept")
    );
    drop(store);
    assert_eq!(count(&test_store, "idempotency_keys"), 1);
    assert_eq!(count(&test_store, "used_keys"), 200);
    assert_eq!(count(&test_store, "rate_limit_slots"), 0);
}

/// Only for SQLite: Redis expires keys by its own clock.
#[tokio::test]
async fn a_key_of_a_clock_that_was_ahead_expires_a_day_after_the_clock_is_right() {
    let store = TestStore::sqlite().open().await;
    acquire(&store, 1, BODY, NOW + 365 * DAY).await;
    acquire(&store, 2, BODY, NOW).await;
    store.delete_expired(NOW + 1).await.unwrap();
    let status = async |number, now| store.key_status(key(number), now).await.unwrap();
    for number in [1, 2] {
        let early = status(number, NOW + DAY - 1).await;
        assert_eq!(early, KeyStatus::Unknown, "{number}");
        let later = status(number, NOW + DAY + 1).await;
        assert_eq!(later, KeyStatus::Expired, "{number}");
    }
}

/// Files of earlier versions could not shrink.
#[tokio::test]
async fn a_file_of_an_earlier_version_is_converted_with_its_rows() {
    let test_store = TestStore::sqlite();
    drop(test_store.open().await);
    let connection = Connection::open(path(&test_store)).unwrap();
    connection
        .execute_batch("PRAGMA journal_mode = DELETE; PRAGMA auto_vacuum = NONE; VACUUM")
        .unwrap();
    drop(connection);
    let store = test_store.open().await;
    acquire(&store, 1, BODY, NOW).await;
    drop(store);
    drop(test_store.open().await);
    let connection = Connection::open(path(&test_store)).unwrap();
    let mode: i64 = connection
        .pragma_query_value(None, "auto_vacuum", |row| row.get(0))
        .unwrap();
    assert_eq!(mode, 2);
    drop(connection);
    assert_eq!(count(&test_store, "idempotency_keys"), 1);
}

#[tokio::test]
async fn the_content_of_deleted_rows_is_overwritten() {
    let test_store = TestStore::sqlite();
    let store = test_store.open().await;
    let address = [limit("address:203.0.113.77", 1, LEASE)];
    admit(&store, &address, NOW).await;
    store.delete_expired(NOW + DAY).await.unwrap();
    let bytes = fs::read(path(&test_store)).unwrap();
    let needle = b"203.0.113.77";
    assert!(!bytes.windows(needle.len()).any(|window| window == needle));
}

/// A snapshot of the file system contains both files at one moment.
#[tokio::test]
async fn a_snapshot_of_both_files_while_the_store_is_open_contains_every_key() {
    let test_store = TestStore::sqlite();
    let store = test_store.open().await;
    acquire(&store, 1, BODY, NOW).await;
    let snapshot = TestStore::sqlite();
    for extension in ["db", "db-wal"] {
        let copy = path(&snapshot).with_extension(extension);
        fs::copy(path(&test_store).with_extension(extension), copy).unwrap();
    }
    drop(snapshot.open().await);
    assert_eq!(count(&snapshot, "idempotency_keys"), 1);
}
