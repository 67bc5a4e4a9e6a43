//! Parsers for the replies of the scripts: a word, followed by its values. `None` for a reply that
//! no script sends.

use crate::state::claim_request::ClaimRequest;
use crate::state::claims_and_statuses::{
    Claim, KeyStatus, PreviousAttempt, StoredResponse, UnresolvedClaim,
};
use crate::state::key_lifetimes::KEY_LIFETIME_MS;

pub fn parse_claim(reply: &[String], request: &ClaimRequest) -> Option<Claim> {
    let (word, values) = reply.split_first()?;
    Some(match word.as_str() {
        "acquired" => request.acquired(
            values.first()?.parse().ok()?,
            match values.get(2)?.as_str() {
                "" => parse_previous_attempt(values.get(1)?)?,
                id => PreviousAttempt::Opened {
                    ticket_id: id.parse().ok()?,
                },
            },
        ),
        "in_progress" => Claim::InProgress,
        "fingerprint_mismatch" => Claim::FingerprintMismatch,
        "completed" => Claim::Completed(parse_stored_response(values)?),
        "receipt_expired" => Claim::ReceiptExpired,
        _ => return None,
    })
}

pub fn parse_key_status(reply: &[String]) -> Option<KeyStatus> {
    let (word, values) = reply.split_first()?;
    Some(match word.as_str() {
        "completed" => KeyStatus::Completed(parse_stored_response(values)?),
        "not_opened" => KeyStatus::NotOpened,
        "unused" => KeyStatus::Unused,
        "received" => KeyStatus::Received,
        "unknown" => KeyStatus::Unknown,
        "expired" => KeyStatus::Expired,
        _ => return None,
    })
}

pub fn parse_unresolved_claims(reply: &[String], now: i64) -> Option<Vec<UnresolvedClaim>> {
    let claims = reply.chunks(6).map(|values| {
        let [
            first_claimed_at,
            expires_at,
            status,
            pending_until,
            previous,
            is_own,
        ] = values
        else {
            return None;
        };
        let expires_at: i64 = expires_at.parse().ok()?;
        let pending_until = pending_until.parse().ok()?;
        let previous = parse_previous_attempt(previous)?;
        let is_claimed = status == "in_progress";
        Some(UnresolvedClaim {
            is_own: is_own == "1",
            first_claimed_at: first_claimed_at.parse().ok()?,
            claimed_at: expires_at.saturating_sub(KEY_LIFETIME_MS),
            is_in_progress: is_claimed && pending_until > now,
            pending_until: match previous {
                PreviousAttempt::Unknown { pending_until } if is_claimed => pending_until,
                _ => pending_until,
            },
        })
    });
    let mut claims: Vec<_> = claims.collect::<Option<_>>()?;
    // The script sorts by key, and this sort is stable.
    claims.sort_by_key(|claim| claim.first_claimed_at);
    Some(claims)
}

fn parse_previous_attempt(text: &str) -> Option<PreviousAttempt> {
    Some(match text {
        "none" => PreviousAttempt::None,
        "not_opened" => PreviousAttempt::NotOpened,
        pending_until => PreviousAttempt::Unknown {
            pending_until: pending_until.parse().ok()?,
        },
    })
}

fn parse_stored_response(values: &[String]) -> Option<StoredResponse> {
    let [status, body, ticket_id] = values else {
        return None;
    };
    Some(StoredResponse {
        status: status.parse().ok()?,
        body: body.clone(),
        ticket_id: match ticket_id.as_str() {
            "" => None,
            id => Some(id.parse().ok()?),
        },
    })
}
