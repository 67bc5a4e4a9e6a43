//! Parsers for the replies of the scripts: a word, followed by its values. `None` for a reply that
//! no script sends.

use crate::state::idempotency::{Claim, ClaimRequest, KeyStatus, PreviousAttempt, StoredResponse};

pub fn parse_claim(reply: &[String], request: &ClaimRequest) -> Option<Claim> {
    let (word, values) = reply.split_first()?;
    Some(match word.as_str() {
        "acquired" => request.acquired(
            values.first()?.parse().ok()?,
            parse_previous_attempt(values.get(1)?)?,
        ),
        "in_progress" => Claim::InProgress,
        "fingerprint_mismatch" => Claim::FingerprintMismatch,
        "completed" => Claim::Completed(parse_stored_response(values)?),
        _ => return None,
    })
}

pub fn parse_key_status(reply: &[String]) -> Option<KeyStatus> {
    let (word, values) = reply.split_first()?;
    Some(match word.as_str() {
        "completed" => KeyStatus::Completed(parse_stored_response(values)?),
        "not_opened" => KeyStatus::NotOpened,
        "unused" => KeyStatus::Unused,
        "unknown" => KeyStatus::Unknown,
        _ => return None,
    })
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
