//! Rows of idempotency keys.

use super::expired_keys::MAY_HAVE_OPENED;
use crate::state::claim_request::ClaimRequest;
use crate::state::claims_and_statuses::{Fingerprint, StoredResponse};
use crate::state::key_lifetimes::USED_KEY_LIFETIME_MS;
use crate::state::random_idempotency_key::IdempotencyKey;
use rusqlite::{Connection, OptionalExtension, Result, Row};
use std::sync::LazyLock;

/// Row of a key.
pub struct KeyRow {
    /// Fingerprint of the request.
    pub fingerprint: Fingerprint,
    /// Time of the first claim, in milliseconds since 1970.
    pub first_claimed_at: i64,
    /// Stored name of the status.
    pub status: String,
    /// Token of the last claim.
    pub fence: u64,
    /// End of the lease, or the time until which the last attempt may still open the ticket.
    pub pending_until: i64,
    /// Ticket that the key opened. Without a response, an attempt more than a day ago opened it.
    pub ticket_id: Option<u32>,
    /// Response of a completed key.
    pub response: Option<StoredResponse>,
    /// `true` if the key has expired.
    pub is_expired: bool,
}

impl KeyRow {
    /// Returns the row of a key that has not expired. The columns are in the order of `parse`, which
    /// finds them without comparing their names.
    pub fn find(connection: &Connection, key: IdempotencyKey, now: i64) -> Result<Option<Self>> {
        connection
            .prepare_cached(
                "SELECT fingerprint, first_claimed_at, status, fence, pending_until,
                    response_status, response_body, ticket_id, FALSE
                FROM idempotency_keys WHERE key = ?1 AND expires_at > ?2",
            )?
            .query_row((key.as_bytes(), now), parse)
            .optional()
    }

    /// Returns the row that decides a claim. For an expired key that may have opened a ticket, this is its last
    /// attempt, without the response. A record of an earlier version has no fingerprint, and matches any. A
    /// single statement, because it runs for each claim.
    pub fn find_for_claim(connection: &Connection, request: &ClaimRequest) -> Result<Option<Self>> {
        static SQL: LazyLock<String> = LazyLock::new(|| {
            format!(
                "SELECT fingerprint, first_claimed_at, status, fence, pending_until,
                        response_status, response_body, ticket_id, FALSE
                    FROM idempotency_keys WHERE key = ?1 AND expires_at > ?2
                UNION ALL
                SELECT fingerprint, first_claimed_at, 'unknown', 0, pending_until, NULL, NULL, ticket_id, TRUE
                    FROM idempotency_keys
                    WHERE key = ?1 AND expires_at <= ?2
                        AND expires_at + {USED_KEY_LIFETIME_MS} > ?2 AND {MAY_HAVE_OPENED}
                UNION ALL
                SELECT coalesce(fingerprint, ?3), first_claimed_at, 'unknown', 0, pending_until, NULL,
                        NULL, ticket_id, TRUE
                    FROM used_keys WHERE key = ?1 AND expires_at > ?2"
            )
        });
        connection
            .prepare_cached(&SQL)?
            .query_row(
                (request.key.as_bytes(), request.now, request.fingerprint),
                parse,
            )
            .optional()
    }
}

fn parse(row: &Row<'_>) -> Result<KeyRow> {
    let ticket_id = row.get(7)?;
    let response = match (row.get(5)?, row.get(6)?) {
        (Some(status), Some(body)) => Some(StoredResponse {
            status,
            body,
            ticket_id,
        }),
        _ => None,
    };
    Ok(KeyRow {
        fingerprint: row.get(0)?,
        first_claimed_at: row.get(1)?,
        status: row.get(2)?,
        fence: row.get::<_, i64>(3)?.cast_unsigned(),
        pending_until: row.get(4)?,
        ticket_id,
        response,
        is_expired: row.get(8)?,
    })
}
