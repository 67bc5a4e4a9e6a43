//! Intents in SQLite.

use crate::state::intent::{Answer, Before, Bid, Claim, End, Outcome, Standing};
use crate::state::key::{Fingerprint, Key};
use rusqlite::{Connection, OptionalExtension, Result, Row, named_params};

/// One intent whose life is not over.
struct Intent {
    fingerprint: Fingerprint,
    since: i64,
    stands: String,
    fence: u64,
    until: i64,
    answer: Option<Answer>,
}

pub fn claim(connection: &Connection, bid: &Bid) -> Result<Claim> {
    purge(connection, bid.now)?;
    let claim = decide(find(connection, bid.key, bid.now)?, bid);
    if let Claim::Mine { since, .. } = claim {
        take(connection, bid, since)?;
    }
    Ok(claim)
}

/// Whether the claim was the caller's to end.
pub fn settle(connection: &Connection, end: &End) -> Result<bool> {
    let Some(intent) = find(connection, end.key, end.now)? else {
        return Ok(false);
    };
    if intent.fence != end.fence.0 || intent.stands != "in_progress" {
        return Ok(intent.fence == end.fence.0);
    }
    if end.outcome == Outcome::Withdrawn {
        connection
            .prepare_cached("DELETE FROM intents WHERE key = ?1")?
            .execute([end.key.bytes()])?;
        return Ok(true);
    }
    let answer = end.outcome.answer();
    connection
        .prepare_cached(
            "UPDATE intents SET stands = :stands, until = :until, status = :status, body = :body,
                opened = :opened WHERE key = :key",
        )?
        .execute(named_params! {
            ":key": end.key.bytes(),
            ":stands": end.outcome.name(),
            ":until": end.outcome.until(),
            ":status": answer.map(|answer| answer.status),
            ":body": answer.map(|answer| &answer.body),
            ":opened": answer.and_then(|answer| answer.opened),
        })?;
    Ok(true)
}

pub fn standing(connection: &Connection, key: Key, now: i64) -> Result<Standing> {
    Ok(match find(connection, key, now)? {
        None => Standing::Unseen,
        Some(Intent {
            answer: Some(answer),
            ..
        }) => Standing::Answered(answer),
        Some(intent) if intent.stands == "not_opened" => Standing::NotOpened,
        Some(_) => Standing::Unknown,
    })
}

pub fn answered_elsewhere(connection: &Connection, ids: &[u32], key: Key) -> Result<Vec<u32>> {
    let mut statement = connection
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM intents WHERE opened = ?1 AND key <> ?2)")?;
    let mut elsewhere = Vec::new();
    for &id in ids {
        if statement.query_row((id, key.bytes()), |row| row.get(0))? {
            elsewhere.push(id);
        }
    }
    Ok(elsewhere)
}

fn decide(found: Option<Intent>, bid: &Bid) -> Claim {
    let Some(intent) = found else {
        return bid.mine(bid.now, Before::Nothing);
    };
    if intent.stands == "not_opened" {
        return bid.mine(bid.now, Before::NotOpened);
    }
    if intent.fingerprint != bid.fingerprint {
        return Claim::OtherBody;
    }
    if let Some(answer) = intent.answer {
        return Claim::Answered(answer);
    }
    if intent.stands == "in_progress" && intent.until > bid.now {
        return Claim::InProgress;
    }
    let until = intent.until;
    bid.mine(intent.since, Before::Unknown { until })
}

fn take(connection: &Connection, bid: &Bid, since: i64) -> Result<usize> {
    connection
        .prepare_cached(
            "INSERT INTO intents (key, fingerprint, since, stands, fence, until, dies)
                VALUES (:key, :fingerprint, :since, 'in_progress', :fence, :until, :dies)
            ON CONFLICT (key) DO UPDATE SET fingerprint = :fingerprint, since = :since,
                stands = 'in_progress', fence = :fence, until = :until, dies = :dies,
                status = NULL, body = NULL, opened = NULL",
        )?
        .execute(named_params! {
            ":key": bid.key.bytes(),
            ":fingerprint": bid.fingerprint,
            ":since": since,
            ":fence": bid.fence.0.cast_signed(),
            ":until": bid.until,
            ":dies": bid.dies(),
        })
}

fn find(connection: &Connection, key: Key, now: i64) -> Result<Option<Intent>> {
    connection
        .prepare_cached(
            "SELECT fingerprint, since, stands, fence, until, status, body, opened
            FROM intents WHERE key = ?1 AND dies > ?2",
        )?
        .query_row((key.bytes(), now), read)
        .optional()
}

fn read(row: &Row<'_>) -> Result<Intent> {
    let answer = match (row.get("status")?, row.get("body")?) {
        (Some(status), Some(body)) => Some(Answer {
            status,
            body,
            opened: row.get("opened")?,
        }),
        _ => None,
    };
    Ok(Intent {
        fingerprint: row.get("fingerprint")?,
        since: row.get("since")?,
        stands: row.get("stands")?,
        fence: row.get::<_, i64>("fence")?.cast_unsigned(),
        until: row.get("until")?,
        answer,
    })
}

/// Takes away two that are over for one that may come: so the table shrinks to what is alive.
fn purge(connection: &Connection, now: i64) -> Result<usize> {
    connection
        .prepare_cached(
            "DELETE FROM intents WHERE key IN
                (SELECT key FROM intents WHERE dies <= ?1 ORDER BY dies LIMIT 2)",
        )?
        .execute([now])
}
