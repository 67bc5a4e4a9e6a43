//! Deletion of expired rows.

use super::{expired_keys, submitted_content};
use crate::state::key_lifetimes::KEY_LIFETIME_MS;
use rusqlite::{Connection, Result};

/// Maximum number of rows of each table that one transaction deletes, so that tickets do not wait.
const MAX_ROWS: i64 = 1_000;

/// Maximum number of pages that one transaction returns to the file system.
const MAX_PAGES: i64 = 1_000;

/// Deletes expired rows and returns free pages to the file system. Returns `true` if there may be
/// more expired rows or free pages.
pub fn delete_expired(connection: &Connection, now: i64) -> Result<bool> {
    correct_expiry_times(connection, now)?;
    submitted_content::correct_expiry_times(connection, now)?;
    let keys = expired_keys::delete_oldest(connection, now, MAX_ROWS)?;
    let used_keys = expired_keys::delete_used_keys(connection, now, MAX_ROWS)?;
    let contents = submitted_content::delete_expired(connection, now, MAX_ROWS)?;
    let slots = connection
        .prepare_cached(
            "DELETE FROM rate_limit_slots WHERE (name, start) IN
                (SELECT name, start FROM rate_limit_slots WHERE expires_at <= ?1 LIMIT ?2)",
        )?
        .execute([now, MAX_ROWS])?;
    let pages = free_pages(connection)?;
    if pages > 0 {
        shrink(connection)?;
    }
    let deleted = keys.max(used_keys).max(contents).max(slots);
    Ok(deleted >= MAX_ROWS as usize || pages > MAX_PAGES)
}

/// Corrects the expiry times of keys that were claimed while the clock was ahead. Otherwise, the keys would
/// be kept, and their tickets searched for, until those times.
fn correct_expiry_times(connection: &Connection, now: i64) -> Result<usize> {
    connection
        .prepare_cached("UPDATE idempotency_keys SET expires_at = ?1 WHERE expires_at > ?1")?
        .execute([now.saturating_add(KEY_LIFETIME_MS)])
}

/// Moves the log into the file, which then has its new size. Runs outside of a transaction.
pub fn checkpoint(connection: &Connection) {
    // Fails only if the file cannot be written to. The next checkpoint then does it.
    let _ = connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
}

fn free_pages(connection: &Connection) -> Result<i64> {
    connection.pragma_query_value(None, "freelist_count", |row| row.get(0))
}

/// Returns up to [`MAX_PAGES`] free pages to the file system: each step of the statement frees one.
fn shrink(connection: &Connection) -> Result<()> {
    let mut statement = connection.prepare(&format!("PRAGMA incremental_vacuum({MAX_PAGES})"))?;
    let mut rows = statement.query([])?;
    while rows.next()?.is_some() {}
    Ok(())
}
