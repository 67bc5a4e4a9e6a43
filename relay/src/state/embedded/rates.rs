//! Rates in SQLite.

use crate::state::rate::{Limit, Purpose, Slot};
use rusqlite::{Connection, Result, named_params};

/// How long to wait until all limits have room, in ms. If they have now, and the purpose is to
/// take, each is counted.
pub fn rate(connection: &Connection, limits: &[Limit], now: i64, purpose: Purpose) -> Result<i64> {
    let mut wait = 0;
    for limit in limits {
        wait = wait.max(limit.wait(&slots(connection, limit, now)?, now));
    }
    if wait == 0 && purpose == Purpose::Take {
        for limit in limits {
            purge(connection, now)?;
            count(connection, limit, now)?;
        }
    }
    Ok(wait)
}

fn slots(connection: &Connection, limit: &Limit, now: i64) -> Result<Vec<Slot>> {
    connection
        .prepare_cached(
            "SELECT ends, taken FROM slots WHERE name = ?1 AND ends > ?2 ORDER BY ends",
        )?
        .query_map((&limit.name, now), |row| {
            Ok(Slot {
                ends: row.get(0)?,
                taken: row.get(1)?,
            })
        })?
        .collect()
}

fn count(connection: &Connection, limit: &Limit, now: i64) -> Result<usize> {
    let start = limit.start(now);
    connection
        .prepare_cached(
            "INSERT INTO slots (name, start, taken, ends, dies)
                VALUES (:name, :start, 1, :ends, :dies)
            ON CONFLICT (name, start) DO UPDATE SET
                taken = CASE WHEN ends > :now THEN taken + 1 ELSE 1 END,
                ends = max(ends, :ends), dies = max(dies, :dies)",
        )?
        .execute(named_params! {
            ":name": limit.name,
            ":start": start,
            ":ends": now.saturating_add(limit.millis()),
            ":dies": start.saturating_add(limit.slot()).saturating_add(limit.millis()),
            ":now": now,
        })
}

/// Takes away two that are over for one that may come.
fn purge(connection: &Connection, now: i64) -> Result<usize> {
    connection
        .prepare_cached(
            "DELETE FROM slots WHERE (name, start) IN
                (SELECT name, start FROM slots WHERE dies <= ?1 ORDER BY dies LIMIT 2)",
        )?
        .execute([now])
}
