//! Conversion of decoding errors to API errors.

use crate::api_error::ApiError;
use open_ticket::ticket::{Field, Problem, Violation};
use open_ticket::wire::DecodeError;

/// Converts an error. Line breaks in a subject or name are reported at the field, because people
/// can paste them.
pub fn to_api_error(error: DecodeError) -> ApiError {
    let control_character =
        |field| ApiError::RuleViolation(Problem::new(field, Violation::ControlCharacter));
    match (error.refusal(), &error) {
        (Some(refusal), _) => ApiError::RefusedByWhmcs(refusal),
        (None, DecodeError::SubjectControlCharacter) => control_character(Field::Subject),
        (None, DecodeError::NameControlCharacter) => control_character(Field::Name),
        (None, error) => ApiError::Malformed(error.to_string()),
    }
}
