//! Keys whose lifetime has ended. Their responses are deleted, but a record of those that may have opened a
//! ticket is kept: without it, the relay would report that no ticket was opened, and a retry would open
//! another one.

use crate::state::key_lifetimes::USED_KEY_LIFETIME_MS;
use crate::state::random_idempotency_key::IdempotencyKey;
use rusqlite::{Connection, Result};

/// Condition on a row of `idempotency_keys`: its key has opened a ticket, or may have.
pub const MAY_HAVE_OPENED: &str = "(status IN ('in_progress', 'unknown') OR ticket_id IS NOT NULL)";

/// Returns `true` if any row has expired.
pub fn exist(connection: &Connection, now: i64) -> Result<bool> {
    connection
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM idempotency_keys WHERE expires_at <= ?1)")?
        .query_row([now], |row| row.get(0))
}

/// Deletes up to `max_rows` expired rows, the oldest first, and keeps the keys that may have opened a
/// ticket. Returns the number of deleted rows.
pub fn delete_oldest(connection: &Connection, now: i64, max_rows: i64) -> Result<usize> {
    const OLDEST: &str = "SELECT key FROM idempotency_keys WHERE expires_at <= ?1
        ORDER BY expires_at, key LIMIT ?2";
    let keep = format!(
        "INSERT OR REPLACE INTO used_keys
                (key, expires_at, fingerprint, first_claimed_at, pending_until, ticket_id)
            SELECT key, expires_at + {USED_KEY_LIFETIME_MS}, fingerprint, first_claimed_at, pending_until,
                ticket_id
            FROM idempotency_keys WHERE key IN ({OLDEST}) AND {MAY_HAVE_OPENED}"
    );
    connection.prepare_cached(&keep)?.execute([now, max_rows])?;
    connection
        .prepare_cached(&format!(
            "DELETE FROM idempotency_keys WHERE key IN ({OLDEST})"
        ))?
        .execute([now, max_rows])
}

/// Deletes the record of a key that is claimed again.
pub fn delete_record(connection: &Connection, key: IdempotencyKey) -> Result<usize> {
    connection
        .prepare_cached("DELETE FROM used_keys WHERE key = ?1")?
        .execute([key.as_bytes()])
}

/// Returns `true` if the key has expired and may have opened a ticket.
pub fn is_used(connection: &Connection, key: IdempotencyKey, now: i64) -> Result<bool> {
    connection
        .prepare_cached(&format!(
            "SELECT EXISTS (SELECT 1 FROM used_keys WHERE key = ?1 AND expires_at > ?2)
                OR EXISTS (SELECT 1 FROM idempotency_keys
                    WHERE key = ?1 AND expires_at <= ?2
                        AND expires_at + {USED_KEY_LIFETIME_MS} > ?2 AND {MAY_HAVE_OPENED})"
        ))?
        .query_row((key.as_bytes(), now), |row| row.get(0))
}

/// Deletes up to `max_rows` expired rows of `used_keys`. Returns their number.
pub fn delete_used_keys(connection: &Connection, now: i64, max_rows: i64) -> Result<usize> {
    connection
        .prepare_cached(
            "DELETE FROM used_keys WHERE key IN
                (SELECT key FROM used_keys WHERE expires_at <= ?1 LIMIT ?2)",
        )?
        .execute([now, max_rows])
}
