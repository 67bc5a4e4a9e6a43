//! Expired keys that opened a ticket, or may have opened one.

use super::fixtures::*;
use crate::support::RedisServer;
use open_ticket_relay::state::{
    Claim, ClaimOutcome, ClaimRequest, KeyStatus, PreviousAttempt, StoreLocation, StoredResponse,
    open_store,
};
use std::path::PathBuf;

test_both_stores! {
    every_key_expires_after_a_day
    a_used_key_continues_its_attempt_for_thirty_days_after_its_lifetime
    the_ticket_of_a_key_stays_known_until_it_is_returned
    a_claim_that_opened_nothing_ends_an_earlier_use
    a_claim_of_a_used_key_in_progress_holds_it
    a_used_key_is_expired_for_thirty_days_after_its_lifetime
    a_ticket_belongs_to_its_key_for_thirty_days_after_the_lifetime_of_the_key
    a_key_whose_ticket_is_known_is_not_unresolved
}

/// Claims a key, and returns the time of its first claim and the result of the earlier attempts.
async fn previous(store: &Store, number: u8, now: i64) -> (i64, PreviousAttempt) {
    let acquired = acquire(store, number, BODY, now).await;
    (acquired.first_claimed_at, acquired.previous)
}

const fn refusal() -> StoredResponse {
    StoredResponse {
        status: 200,
        body: String::new(),
        ticket_id: None,
    }
}

/// Claims the keys 1 to 5, and completes all claims but the last.
async fn claim_keys(store: &Store) {
    let outcomes = [
        Some(ClaimOutcome::Completed(response(7))),
        Some(ClaimOutcome::NotOpened),
        Some(ClaimOutcome::Completed(refusal())),
        Some(ClaimOutcome::Unknown {
            pending_until: NOW + 2 * DAY,
        }),
        None,
    ];
    for (number, outcome) in (1..).zip(outcomes) {
        let acquired = acquire(store, number, BODY, NOW).await;
        if let Some(outcome) = outcome {
            complete(store, number, acquired.fence, outcome, NOW + 1)
                .await
                .unwrap();
        }
    }
}

/// Without a record of the earlier attempt, the ticket would be sent again without a search.
async fn every_key_expires_after_a_day(test_store: TestStore) {
    let store = test_store.open().await;
    claim_keys(&store).await;
    let unknown = |pending_until| (NOW, PreviousAttempt::Unknown { pending_until });
    let unused = (NOW + DAY, PreviousAttempt::None);
    for (number, expected) in [
        (1, (NOW, PreviousAttempt::Opened { ticket_id: 7 })),
        (2, unused),
        (3, unused),
        (4, unknown(NOW + 2 * DAY)),
        (5, unknown(NOW + LEASE)),
    ] {
        let status = store.key_status(key(number), NOW + DAY).await.unwrap();
        let expected_status = match expected.1 {
            PreviousAttempt::None => KeyStatus::Unused,
            _ => KeyStatus::Expired,
        };
        assert_eq!(status, expected_status, "{number}");
        if expected != unused {
            let other = claim(&store, number, OTHER_BODY, NOW + DAY).await;
            assert_eq!(other, Claim::FingerprintMismatch, "{number}");
        }
        assert_eq!(previous(&store, number, NOW + DAY).await, expected);
    }
}

async fn a_used_key_continues_its_attempt_for_thirty_days_after_its_lifetime(
    test_store: TestStore,
) {
    for is_deleted in [false, true] {
        let store = test_store.open().await;
        let end = NOW + 31 * DAY;
        for (now, number) in [(end - 1, 1), (end, 2)] {
            let acquired = acquire(&store, number, BODY, NOW).await;
            let outcome = ClaimOutcome::Unknown { pending_until: 5 };
            complete(&store, number, acquired.fence, outcome, NOW)
                .await
                .unwrap();
            if is_deleted {
                store.delete_expired(NOW + DAY).await.unwrap();
                store.delete_expired(now).await.unwrap();
            }
            let expected = match now < end {
                true => (NOW, PreviousAttempt::Unknown { pending_until: 5 }),
                false => (end, PreviousAttempt::None),
            };
            let acquired = acquire(&store, number, BODY, now).await;
            assert_eq!((acquired.first_claimed_at, acquired.previous), expected);
            let outcome = ClaimOutcome::Released;
            complete(&store, number, acquired.fence, outcome, now)
                .await
                .unwrap();
        }
    }
}

async fn the_ticket_of_a_key_stays_known_until_it_is_returned(test_store: TestStore) {
    let store = test_store.open().await;
    claim_and_complete(&store, ClaimOutcome::Completed(response(7))).await;
    let opened = (NOW, PreviousAttempt::Opened { ticket_id: 7 });
    let days = [2, 3, 5, 34];
    for day in days {
        let now = NOW + day * DAY;
        assert_eq!(previous(&store, 1, now).await, opened, "day {day}");
        // The relay crashed during the search, and the next search ends without a result.
        let acquired = acquire(&store, 1, BODY, now + LEASE).await;
        assert_eq!(acquired.previous, opened.1, "day {day}");
        let outcome = ClaimOutcome::Unknown { pending_until: 0 };
        complete(&store, 1, acquired.fence, outcome, now + LEASE)
            .await
            .unwrap();
        store.delete_expired(now + 2 * LEASE).await.unwrap();
        let of_others = store.tickets_of_other_keys(&[7], key(2)).await.unwrap();
        assert_eq!(of_others, [7], "day {day}");
    }
    let now = NOW + 41 * DAY;
    let acquired = acquire(&store, 1, BODY, now).await;
    assert_eq!(acquired.previous, opened.1);
    complete(
        &store,
        1,
        acquired.fence,
        ClaimOutcome::Completed(response(7)),
        now,
    )
    .await
    .unwrap();
    let again = claim(&store, 1, BODY, now + 1).await;
    assert_eq!(again, Claim::Completed(response(7)));
}

/// The caller has searched for the ticket before.
async fn a_claim_that_opened_nothing_ends_an_earlier_use(test_store: TestStore) {
    let store = test_store.open().await;
    claim_and_complete(&store, ClaimOutcome::Unknown { pending_until: NOW }).await;
    let later = NOW + 2 * DAY;
    let acquired = acquire(&store, 1, BODY, later).await;
    complete(&store, 1, acquired.fence, ClaimOutcome::NotOpened, later)
        .await
        .unwrap();
    let status = async |now| store.key_status(key(1), now).await.unwrap();
    assert_eq!(status(later + 1).await, KeyStatus::NotOpened);
    assert_eq!(status(later + DAY).await, KeyStatus::Unused);
    let expected = (later + DAY, PreviousAttempt::None);
    assert_eq!(previous(&store, 1, later + DAY).await, expected);
}

async fn a_claim_of_a_used_key_in_progress_holds_it(test_store: TestStore) {
    let store = test_store.open().await;
    claim_keys(&store).await;
    for number in [1, 4, 5] {
        acquire(&store, number, BODY, NOW + 2 * DAY).await;
        let other = claim(&store, number, BODY, NOW + 2 * DAY + 1).await;
        assert_eq!(other, Claim::InProgress, "{number}");
        let other = claim(&store, number, OTHER_BODY, NOW + 2 * DAY + 1).await;
        assert_eq!(other, Claim::FingerprintMismatch, "{number}");
    }
}

async fn a_used_key_is_expired_for_thirty_days_after_its_lifetime(test_store: TestStore) {
    let store = test_store.open().await;
    claim_and_complete(&store, ClaimOutcome::Completed(response(7))).await;
    let status = async |now| store.key_status(key(1), now).await.unwrap();
    let end = NOW + 31 * DAY;
    assert_eq!(status(end - 1).await, KeyStatus::Expired);
    // The key stays expired when its response is deleted.
    store.delete_expired(NOW + DAY).await.unwrap();
    assert_eq!(status(NOW + DAY).await, KeyStatus::Expired);
    store.delete_expired(end - 1).await.unwrap();
    assert_eq!(status(end - 1).await, KeyStatus::Expired);
    store.delete_expired(end).await.unwrap();
    assert_eq!(status(end).await, KeyStatus::Unused);
}

/// Otherwise, the search for another ticket of the same person would find this one without its key, and could
/// not exclude it. In Redis, the record expires by the server's clock.
async fn a_ticket_belongs_to_its_key_for_thirty_days_after_the_lifetime_of_the_key(
    test_store: TestStore,
) {
    let store = test_store.open().await;
    claim_and_complete(&store, ClaimOutcome::Completed(response(7))).await;
    let of_others = async |number| {
        store
            .tickets_of_other_keys(&[6, 7], key(number))
            .await
            .unwrap()
    };
    let end = NOW + 31 * DAY;
    for now in [NOW + DAY, NOW + 2 * DAY, end - 1] {
        store.delete_expired(now).await.unwrap();
        assert_eq!(of_others(2).await, [7]);
        assert!(of_others(1).await.is_empty());
    }
    if matches!(test_store, TestStore::Sqlite(_)) {
        store.delete_expired(end).await.unwrap();
        assert!(of_others(2).await.is_empty());
    }
}

/// Its ticket cannot be mistaken for that of another submission with the same content.
async fn a_key_whose_ticket_is_known_is_not_unresolved(test_store: TestStore) {
    let store = test_store.open().await;
    claim_keys(&store).await;
    for number in [1, 4] {
        let request = ClaimRequest::new(key(number), BODY, NOW + DAY, LEASE).unwrap();
        let claim = store.claim(request.with_intent(BODY)).await.unwrap();
        assert!(matches!(claim, Claim::Acquired { .. }), "{claim:?}");
    }
    let claims = store.unresolved_claims(BODY, key(4), NOW + DAY).await;
    let [claim] = claims.unwrap()[..] else {
        panic!("one claim");
    };
    assert!(claim.is_own && claim.is_search() && claim.is_in_progress);
    assert_eq!(
        (claim.first_claimed_at, claim.pending_until),
        (NOW, NOW + 2 * DAY)
    );
}

/// Tables of version 0.1.0 that have changed since.
const TABLES_OF_VERSION_0_1_0: &str = "
    CREATE TABLE idempotency_keys (
        key BLOB PRIMARY KEY,
        fingerprint BLOB NOT NULL,
        first_claimed_at INTEGER NOT NULL,
        status TEXT NOT NULL CHECK (status IN ('in_progress', 'completed', 'not_opened', 'unknown')),
        fence INTEGER NOT NULL,
        pending_until INTEGER NOT NULL,
        expires_at INTEGER NOT NULL,
        response_status INTEGER,
        response_body TEXT,
        ticket_id INTEGER
    ) STRICT;
    CREATE INDEX idempotency_keys_expires_at ON idempotency_keys (expires_at);
    CREATE INDEX idempotency_keys_ticket_id ON idempotency_keys (ticket_id)
        WHERE ticket_id IS NOT NULL;
    CREATE TABLE rate_limit_slots (
        name TEXT NOT NULL,
        start INTEGER NOT NULL,
        count INTEGER NOT NULL,
        leaves_window_at INTEGER NOT NULL,
        expires_at INTEGER NOT NULL,
        PRIMARY KEY (name, start)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX rate_limit_slots_expires_at ON rate_limit_slots (expires_at);
    CREATE TABLE texts (name TEXT PRIMARY KEY, text TEXT NOT NULL) STRICT, WITHOUT ROWID;
    PRAGMA user_version = 1;";

#[tokio::test]
async fn keys_of_version_0_1_0_are_kept_also_after_their_lifetime() {
    let test_store = TestStore::sqlite();
    let connection = rusqlite::Connection::open(file(&test_store)).unwrap();
    connection.execute_batch(TABLES_OF_VERSION_0_1_0).unwrap();
    for (number, status, ticket_id) in [(1, "completed", Some(7)), (2, "in_progress", None)] {
        connection
            .execute(
                "INSERT INTO idempotency_keys VALUES (?1, ?2, ?3, ?4, 1, ?3 + 5, ?5, ?6, ?7, ?6)",
                (
                    key(number).as_bytes(),
                    BODY,
                    NOW,
                    status,
                    NOW + DAY,
                    ticket_id,
                    ticket_id.map(|_| "{}"),
                ),
            )
            .unwrap();
    }
    drop(connection);
    let store = test_store.open().await;
    let stored = StoredResponse {
        status: 7,
        body: "{}".to_owned(),
        ticket_id: Some(7),
    };
    let again = claim(&store, 1, BODY, NOW + 9).await;
    assert_eq!(again, Claim::Completed(stored));
    drop(store);
    let store = test_store.open().await;
    store.delete_expired(NOW + DAY).await.unwrap();
    let opened = PreviousAttempt::Opened { ticket_id: 7 };
    assert_eq!(previous(&store, 1, NOW + 3 * DAY).await, (NOW, opened));
    let pending_until = NOW + 5;
    let unknown = PreviousAttempt::Unknown { pending_until };
    assert_eq!(previous(&store, 2, NOW + 3 * DAY).await, (NOW, unknown));
}

fn file(test_store: &TestStore) -> PathBuf {
    match test_store.location() {
        StoreLocation::SqliteFile(file) => file,
        StoreLocation::Redis(_) => panic!("not a file"),
    }
}

/// Unreleased versions recorded only that a key was used. A search without the time of the first attempt rules
/// out no ticket by its age.
#[tokio::test]
async fn a_used_key_of_an_earlier_version_may_have_opened_any_ticket_in_sqlite() {
    let test_store = TestStore::sqlite();
    drop(test_store.open().await);
    let connection = rusqlite::Connection::open(file(&test_store)).unwrap();
    connection
        .execute_batch(&format!(
            "DROP TABLE used_keys;
            CREATE TABLE used_keys (key BLOB PRIMARY KEY, expires_at INTEGER NOT NULL)
                STRICT, WITHOUT ROWID;
            INSERT INTO used_keys VALUES (x'00000000000040008000000000000001', {});",
            NOW + DAY
        ))
        .unwrap();
    drop(connection);
    let store = test_store.open().await;
    let status = store.key_status(key(1), NOW).await.unwrap();
    assert_eq!(status, KeyStatus::Expired);
    let expected = (0, PreviousAttempt::Unknown { pending_until: 0 });
    assert_eq!(previous(&store, 1, NOW).await, expected);
}

#[tokio::test]
async fn a_used_key_of_an_earlier_version_may_have_opened_any_ticket_in_redis() {
    let server = RedisServer::start();
    let store = store_with_record(&server, &(NOW + DAY).to_string()).await;
    let status = store.key_status(key(1), NOW).await.unwrap();
    assert_eq!(status, KeyStatus::Expired);
    let expected = (0, PreviousAttempt::Unknown { pending_until: 0 });
    assert_eq!(previous(&store, 1, NOW).await, expected);
}

/// Stores a record of the key 1, as another version might.
async fn store_with_record(server: &RedisServer, record: &str) -> Store {
    let store = open_store(&StoreLocation::parse(&server.url()).unwrap()).await;
    let used = format!("open-ticket:{{idempotency}}:used:{}", key(1));
    redis::cmd("SET")
        .arg(&[used.as_str(), record])
        .exec(&mut server.connect())
        .unwrap();
    store.unwrap()
}

#[tokio::test]
async fn a_record_with_more_fields_is_read_as_one_of_this_version_in_redis() {
    let hash = "ab".repeat(32);
    for (ticket, expected) in [
        ("7", PreviousAttempt::Opened { ticket_id: 7 }),
        (
            "",
            PreviousAttempt::Unknown {
                pending_until: NOW + 5,
            },
        ),
    ] {
        let server = RedisServer::start();
        let record = format!("{} {NOW} {} {hash} {ticket} 9", NOW + DAY, NOW + 5);
        let store = store_with_record(&server, &record).await;
        let status = store.key_status(key(1), NOW).await.unwrap();
        assert_eq!(status, KeyStatus::Expired);
        // The hash is that of other content.
        let other = claim(&store, 1, BODY, NOW).await;
        assert_eq!(other, Claim::FingerprintMismatch);
        let later = store.key_status(key(1), NOW + DAY).await.unwrap();
        assert_eq!(later, KeyStatus::Unused);

        let acquired = acquire(&store, 2, BODY, NOW).await;
        let outcome = ClaimOutcome::Unknown { pending_until: 0 };
        complete(&store, 2, acquired.fence, outcome, NOW)
            .await
            .unwrap();
        let used = format!("open-ticket:{{idempotency}}:used:{}", key(2));
        let mut connection = server.connect();
        let own: String = redis::cmd("GET").arg(&used).query(&mut connection).unwrap();
        let hash = own.split(' ').nth(3).unwrap();
        let record = format!("{} {NOW} {} {hash} {ticket} 9", NOW + 5 * DAY, NOW + 5);
        redis::cmd("SET")
            .arg(&[used, record])
            .exec(&mut connection)
            .unwrap();
        let first = previous(&store, 2, NOW + 2 * DAY).await;
        assert_eq!(first, (NOW, expected));
    }
}

#[tokio::test]
async fn a_record_that_cannot_be_read_is_that_of_an_unknown_attempt_in_redis() {
    let until = NOW + DAY;
    for record in [
        String::new(),
        "garbage".to_owned(),
        "{}".to_owned(),
        format!("v2 {until} {NOW} {NOW}"),
        format!("{until} {NOW}"),
        format!("{until} {NOW} x ab 7"),
        format!("{until}abc"),
    ] {
        let server = RedisServer::start();
        let store = store_with_record(&server, &record).await;
        let status = store.key_status(key(1), NOW).await.unwrap();
        assert_eq!(status, KeyStatus::Expired, "{record}");
        let expected = (0, PreviousAttempt::Unknown { pending_until: 0 });
        assert_eq!(previous(&store, 1, NOW).await, expected, "{record}");
    }
}
