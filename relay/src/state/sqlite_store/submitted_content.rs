//! Keys by the content that was submitted under them.

use crate::state::key_lifetimes::KEY_LIFETIME_MS;
use crate::state::random_idempotency_key::IdempotencyKey;
use crate::state::submitted_content::SubmittedContent;
use rusqlite::{Connection, Error, Result};

/// Returns the key that is recorded for this content. First records the key of the request, if no key is
/// recorded, or if the recorded key has expired or is replaced.
pub fn key_of_content(
    connection: &Connection,
    content: &SubmittedContent,
) -> Result<IdempotencyKey> {
    let SubmittedContent {
        digest,
        key,
        replaces,
        now,
    } = content;
    connection
        .prepare_cached(
            "INSERT INTO submitted_contents (digest, key, expires_at) VALUES (?1, ?2, ?3)
                ON CONFLICT (digest) DO UPDATE SET key = ?2, expires_at = ?3
                WHERE expires_at <= ?4 OR key = ?5",
        )?
        .execute((
            digest,
            key.to_string(),
            now.saturating_add(KEY_LIFETIME_MS),
            now,
            replaces.map(|key| key.to_string()),
        ))?;
    let recorded: String = connection
        .prepare_cached("SELECT key FROM submitted_contents WHERE digest = ?1")?
        .query_row([digest], |row| row.get(0))?;
    IdempotencyKey::parse(&recorded).ok_or(Error::InvalidQuery)
}

/// Deletes up to `max_rows` expired rows. Returns their number.
pub fn delete_expired(connection: &Connection, now: i64, max_rows: i64) -> Result<usize> {
    connection
        .prepare_cached(
            "DELETE FROM submitted_contents WHERE digest IN
                (SELECT digest FROM submitted_contents WHERE expires_at <= ?1 LIMIT ?2)",
        )?
        .execute([now, max_rows])
}

/// Corrects the expiry times of rows that were written while the clock was ahead.
pub fn correct_expiry_times(connection: &Connection, now: i64) -> Result<usize> {
    connection
        .prepare_cached("UPDATE submitted_contents SET expires_at = ?1 WHERE expires_at > ?1")?
        .execute([now.saturating_add(KEY_LIFETIME_MS)])
}
