//! Problems at the fields that a failed submission concerns.

use super::Draft;
use crate::ticket::{Field, Problem, Refusal, SendError, Violation};

/// Problems at the fields that an error concerns; empty if it concerns none.
pub(super) fn problems_of(error: &SendError, draft: &Draft) -> Vec<Problem> {
    match error {
        SendError::Refused(Refusal::TooLarge { limit }) if !draft.files.is_empty() => {
            let violation = draft.files_too_large(*limit);
            vec![Problem::new(Field::Files, violation)]
        }
        SendError::Refused(Refusal::TooLarge { limit: None }) => {
            vec![Problem::new(Field::Message, draft.message_too_large())]
        }
        SendError::Refused(refusal) => refusal.problems_with_email(&draft.email),
        SendError::FileGone(name) => {
            let name = name.clone();
            vec![Problem::new(Field::Files, Violation::FileGone { name })]
        }
        _ => Vec::new(),
    }
}
