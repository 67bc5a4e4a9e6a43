//! Idempotency keys in SQLite.

use super::key_row::KeyRow;
use super::{expired_keys, rate_limits};
use crate::state::claim_phase::PhaseChange;
use crate::state::claim_request::ClaimRequest;
use crate::state::claims_and_statuses::{
    Claim, ClaimOutcome, Completion, Fingerprint, KeyStatus, PreviousAttempt, UnresolvedClaim,
};
use crate::state::key_lifetimes::KEY_LIFETIME_MS;
use crate::state::random_idempotency_key::IdempotencyKey;
use crate::state::sliding_window::{Admission, RateLimitMode};
use rusqlite::{Connection, Result, named_params};

/// Claims a key, and counts its first claim. Without its receipt, a request cannot acquire the key, but
/// gets a stored outcome.
pub fn claim(connection: &Connection, request: &ClaimRequest, has_receipt: bool) -> Result<Claim> {
    if expired_keys::exist(connection, request.now)? {
        // Deletes two rows for each inserted row, so that the table shrinks to the rows that are still valid.
        expired_keys::delete_oldest(connection, request.now, 2)?;
    }
    let row = KeyRow::find_for_claim(connection, request)?;
    let is_expired = row.as_ref().is_some_and(|row| row.is_expired);
    let claim = decide(row, request);
    if let Claim::Acquired {
        first_claimed_at,
        previous,
        ..
    } = claim
    {
        if !has_receipt {
            return Ok(Claim::ReceiptExpired);
        }
        if previous == PreviousAttempt::None
            && let Admission::RetryAfter(wait) = count(connection, request)?
        {
            return Ok(Claim::RateLimited(wait));
        }
        store_claim(connection, request, first_claimed_at, previous)?;
        if is_expired {
            // The row replaces the record, which is kept if the row cannot be stored.
            expired_keys::delete_record(connection, request.key)?;
        }
    }
    Ok(claim)
}

fn count(connection: &Connection, request: &ClaimRequest) -> Result<Admission> {
    let (limits, now) = (&request.rate_limits, request.now);
    let wait_ms = rate_limits::check(connection, limits, now, RateLimitMode::Count)?;
    Ok(Admission::from_wait_ms(wait_ms))
}

/// Changes the phase of a claim. Returns `true` if the claim holds the key.
pub fn change_phase(connection: &Connection, change: &PhaseChange) -> Result<bool> {
    let changed = connection
        .prepare_cached(
            "UPDATE idempotency_keys SET first_claimed_at = :first_claimed_at,
                pending_until = :pending_until, expires_at = :expires_at,
                previous_pending_until = :previous_pending_until
            WHERE key = :key AND fence = :fence AND status = 'in_progress' AND expires_at > :now",
        )?
        .execute(named_params! {
            ":key": change.key.as_bytes(),
            ":fence": change.fence.0.cast_signed(),
            ":now": change.now,
            ":first_claimed_at": change.first_claimed_at(),
            ":pending_until": change.lease_ends_at(),
            ":expires_at": change.key_expires_at(),
            ":previous_pending_until": change.previous_pending_until(),
        })?;
    Ok(changed > 0)
}

/// Completes a claim. Returns `true` if the claim holds the key.
pub fn complete(connection: &Connection, completion: &Completion) -> Result<bool> {
    let Completion {
        key,
        fence,
        outcome,
        now,
    } = completion;
    let (key_bytes, fence_value) = (key.as_bytes(), fence.0.cast_signed());
    let changed = if *outcome == ClaimOutcome::Released {
        connection
            .prepare_cached(
                "DELETE FROM idempotency_keys
                WHERE key = ?1 AND fence = ?2 AND status = 'in_progress' AND expires_at > ?3",
            )?
            .execute((key_bytes, fence_value, now))?
    } else {
        let response = outcome.response();
        connection
            .prepare_cached(
                "UPDATE idempotency_keys SET status = ?4, pending_until = ?5, response_status = ?6,
                    response_body = ?7, ticket_id = iif(?4 = 'unknown', ticket_id, ?8)
                WHERE key = ?1 AND fence = ?2 AND status = 'in_progress' AND expires_at > ?3",
            )?
            .execute((
                key_bytes,
                fence_value,
                now,
                outcome.name(),
                outcome.pending_until(),
                response.map(|response| response.status),
                response.map(|response| &response.body),
                response.and_then(|response| response.ticket_id),
            ))?
    };
    if changed > 0 {
        return Ok(true);
    }
    // The claim was completed before, or does not hold the key.
    let row = KeyRow::find(connection, *key, *now)?;
    Ok(row.is_some_and(|row| row.fence == fence.0))
}

pub fn key_status(connection: &Connection, key: IdempotencyKey, now: i64) -> Result<KeyStatus> {
    Ok(match KeyRow::find(connection, key, now)? {
        None if expired_keys::is_used(connection, key, now)? => KeyStatus::Expired,
        None => KeyStatus::Unused,
        Some(KeyRow {
            response: Some(response),
            ..
        }) => KeyStatus::Completed(response),
        Some(row) if row.status == "not_opened" => KeyStatus::NotOpened,
        Some(_) => KeyStatus::Unknown,
    })
}

pub fn tickets_of_other_keys(
    connection: &Connection,
    ticket_ids: &[u32],
    key: IdempotencyKey,
) -> Result<Vec<u32>> {
    let mut statement = connection.prepare_cached(
        "SELECT EXISTS (SELECT 1 FROM idempotency_keys WHERE ticket_id = ?1 AND key <> ?2)
            OR EXISTS (SELECT 1 FROM used_keys WHERE ticket_id = ?1 AND key <> ?2)",
    )?;
    let mut of_other_keys = Vec::new();
    for &id in ticket_ids {
        if statement.query_row((id, key.as_bytes()), |row| row.get(0))? {
            of_other_keys.push(id);
        }
    }
    Ok(of_other_keys)
}

pub fn unresolved_claims(
    connection: &Connection,
    intent: &Fingerprint,
    key: IdempotencyKey,
    now: i64,
) -> Result<Vec<UnresolvedClaim>> {
    connection
        .prepare_cached(
            "SELECT key = ?3 AS is_own, first_claimed_at, status, pending_until, expires_at,
                    previous_pending_until
                FROM idempotency_keys
                WHERE intent = ?1 AND status IN ('in_progress', 'unknown') AND expires_at > ?2
                    AND ticket_id IS NULL
                ORDER BY first_claimed_at, key",
        )?
        .query_map((intent, now, key.as_bytes()), |row| {
            let status: String = row.get("status")?;
            let pending_until = row.get("pending_until")?;
            let previous: Option<i64> = row.get("previous_pending_until")?;
            let is_claimed = status == "in_progress";
            Ok(UnresolvedClaim {
                is_own: row.get("is_own")?,
                first_claimed_at: row.get("first_claimed_at")?,
                claimed_at: row
                    .get::<_, i64>("expires_at")?
                    .saturating_sub(KEY_LIFETIME_MS),
                is_in_progress: is_claimed && pending_until > now,
                pending_until: previous.filter(|_| is_claimed).unwrap_or(pending_until),
            })
        })?
        .collect()
}

fn decide(row: Option<KeyRow>, request: &ClaimRequest) -> Claim {
    let Some(row) = row else {
        return request.acquired(request.now, PreviousAttempt::None);
    };
    if row.status == "not_opened" {
        return request.acquired(request.now, PreviousAttempt::NotOpened);
    }
    if row.fingerprint != request.fingerprint {
        return Claim::FingerprintMismatch;
    }
    if let Some(response) = row.response {
        return Claim::Completed(response);
    }
    if row.status == "in_progress" && row.pending_until > request.now {
        return Claim::InProgress;
    }
    let pending_until = row.pending_until;
    let previous = match row.ticket_id {
        Some(ticket_id) => PreviousAttempt::Opened { ticket_id },
        None => PreviousAttempt::Unknown { pending_until },
    };
    request.acquired(row.first_claimed_at, previous)
}

fn store_claim(
    connection: &Connection,
    request: &ClaimRequest,
    first_claimed_at: i64,
    previous: PreviousAttempt,
) -> Result<usize> {
    let (previous_pending_until, ticket_id) = match previous {
        PreviousAttempt::Unknown { pending_until } => (Some(pending_until), None),
        PreviousAttempt::Opened { ticket_id } => (None, Some(ticket_id)),
        PreviousAttempt::None | PreviousAttempt::NotOpened => (None, None),
    };
    connection
        .prepare_cached(
            "INSERT INTO idempotency_keys
                (key, fingerprint, first_claimed_at, status, fence, pending_until, expires_at, intent,
                    previous_pending_until, ticket_id)
                VALUES (?1, ?2, ?3, 'in_progress', ?4, ?5, ?6, ?7, ?8, ?9)
            ON CONFLICT (key) DO UPDATE SET fingerprint = ?2, first_claimed_at = ?3,
                status = 'in_progress', fence = ?4, pending_until = ?5, expires_at = ?6, intent = ?7,
                previous_pending_until = ?8,
                response_status = NULL, response_body = NULL, ticket_id = ?9",
        )?
        .execute((
            request.key.as_bytes(),
            request.fingerprint,
            first_claimed_at,
            request.fence.0.cast_signed(),
            request.lease_ends_at,
            request.key_expires_at(),
            request.intent,
            previous_pending_until,
            ticket_id,
        ))
}
