//! Text of a refusal that concerns no field.

use super::strings;
use super::template::fill;
use crate::ticket::{Refusal, is_blank};

/// Returns the reason for a refusal and its remedy.
pub fn refusal(refusal: &Refusal) -> (String, &'static str) {
    let (why, remedy) = match refusal {
        Refusal::Other(message) if !is_blank(message) => {
            // The template has the full stop.
            let message = message.trim_end();
            let message = message.strip_suffix('.').unwrap_or(message);
            let why = fill(strings::REFUSAL_MESSAGE, &[("message", &message)]);
            return (why, strings::REFUSAL_UNKNOWN_REMEDY);
        }
        Refusal::TooLarge { .. } => (
            strings::REFUSAL_TOO_LARGE_WHY,
            strings::REFUSAL_TOO_LARGE_REMEDY,
        ),
        Refusal::NumberNotGenerated => (
            strings::REFUSAL_NO_NUMBER_WHY,
            strings::REFUSAL_NO_NUMBER_REMEDY,
        ),
        Refusal::OriginNotAllowed => (strings::REFUSAL_ORIGIN_WHY, strings::REFUSAL_ORIGIN_REMEDY),
        _ => (
            strings::REFUSAL_UNKNOWN_WHY,
            strings::REFUSAL_UNKNOWN_REMEDY,
        ),
    };
    (why.into(), remedy)
}
