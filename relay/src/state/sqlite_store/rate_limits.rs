//! Rate limits in SQLite.

use crate::state::sliding_window::{RateLimit, RateLimitMode, Slot};
use rusqlite::{Connection, Result, named_params};

/// Returns the time until all limits admit an event, in milliseconds. If the time is 0 and `mode`
/// is [`RateLimitMode::Count`], counts one event within each limit.
pub fn check(
    connection: &Connection,
    limits: &[RateLimit],
    now: i64,
    mode: RateLimitMode,
) -> Result<i64> {
    let mut wait_ms = 0;
    for limit in limits {
        let slots = load_valid_slots(connection, limit, now)?;
        wait_ms = wait_ms.max(limit.wait_ms(&slots, now));
    }
    if wait_ms == 0 && mode == RateLimitMode::Count && !limits.is_empty() {
        delete_expired(connection, now, limits.len())?;
        for limit in limits {
            count_event(connection, limit, now)?;
        }
    }
    Ok(wait_ms)
}

/// Loads the slots of a limit, and corrects those that were counted while the clock was ahead. Usually
/// there are no such slots, and nothing is written.
fn load_valid_slots(connection: &Connection, limit: &RateLimit, now: i64) -> Result<Vec<Slot>> {
    let slots = load_slots(connection, limit, now)?;
    let latest_leave = limit.latest_leave(now);
    if slots
        .iter()
        .all(|slot| slot.leaves_window_at <= latest_leave)
    {
        return Ok(slots);
    }
    correct_future_slots(connection, limit, now)?;
    load_slots(connection, limit, now)
}

fn correct_future_slots(connection: &Connection, limit: &RateLimit, now: i64) -> Result<usize> {
    connection
        .prepare_cached(
            "UPDATE rate_limit_slots SET
                leaves_window_at = :latest_leave,
                expires_at = min(expires_at, :latest_expiry)
            WHERE name = :name AND leaves_window_at > :latest_leave",
        )?
        .execute(named_params! {
            ":name": limit.name,
            ":latest_leave": limit.latest_leave(now),
            ":latest_expiry": limit.latest_expiry(now),
        })
}

fn load_slots(connection: &Connection, limit: &RateLimit, now: i64) -> Result<Vec<Slot>> {
    connection
        .prepare_cached(
            "SELECT leaves_window_at, count FROM rate_limit_slots
            WHERE name = ?1 AND leaves_window_at > ?2 ORDER BY leaves_window_at",
        )?
        .query_map((&limit.name, now), |row| {
            Ok(Slot {
                leaves_window_at: row.get(0)?,
                count: row.get(1)?,
            })
        })?
        .collect()
}

fn count_event(connection: &Connection, limit: &RateLimit, now: i64) -> Result<usize> {
    let start = limit.slot_start(now);
    let window = limit.window_ms();
    connection
        .prepare_cached(
            "INSERT INTO rate_limit_slots (name, start, count, leaves_window_at, expires_at)
                VALUES (?1, ?2, 1, ?3, ?4)
            ON CONFLICT (name, start) DO UPDATE SET
                count = CASE WHEN leaves_window_at > ?5 THEN count + 1 ELSE 1 END,
                leaves_window_at = max(leaves_window_at, ?3),
                expires_at = max(expires_at, ?4)",
        )?
        .execute((
            &limit.name,
            start,
            now.saturating_add(window),
            start.saturating_add(limit.slot_ms()).saturating_add(window),
            now,
        ))
}

/// Deletes up to two expired rows for each row that is about to be inserted.
fn delete_expired(connection: &Connection, now: i64, inserted: usize) -> Result<usize> {
    connection
        .prepare_cached(
            "DELETE FROM rate_limit_slots WHERE (name, start) IN
                (SELECT name, start FROM rate_limit_slots WHERE expires_at <= ?1
                    ORDER BY expires_at LIMIT 2 * ?2)",
        )?
        .execute((now, i64::try_from(inserted).unwrap_or(i64::MAX / 2)))
}
