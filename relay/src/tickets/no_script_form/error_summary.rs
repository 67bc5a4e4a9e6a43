//! Error summary of the form without scripts: heading, text and the field to link to.

use crate::api_error::ApiError;
use open_ticket::locale::template::fill;
use open_ticket::locale::{self, format_size, strings};
use open_ticket::rules::Rules;
use open_ticket::ticket::{Field, Problem, Refusal, SendError};

/// Error of a rejected form.
pub struct ErrorSummary {
    /// Heading of the summary.
    pub heading: &'static str,
    /// Error text, shown in the summary and at the field.
    pub text: String,
    /// Field to change, if the error concerns one.
    pub field: Option<Field>,
}

impl ErrorSummary {
    /// Chooses the text for an error. The names of custom fields come from the rules.
    pub fn new(error: &ApiError, rules: &Rules) -> Self {
        match error {
            ApiError::RuleViolation(problem) => Self::violation(problem, rules),
            ApiError::TooLarge { limit } => {
                let limit = format_size(*limit as u64);
                let text = fill(
                    strings::NO_SCRIPT_FORM_FILES_TOO_LARGE,
                    &[("limit", &limit)],
                );
                Self::for_field(Field::Files, text)
            }
            ApiError::RefusedByWhmcs(Refusal::NameAndEmailRequired) => Self::for_field(
                Field::Name,
                strings::NO_SCRIPT_FORM_NAME_AND_EMAIL.to_owned(),
            ),
            ApiError::RefusedByWhmcs(refusal) => match refusal.problems().first() {
                Some(problem) => Self::violation(problem, rules),
                None => Self::failure(error),
            },
            _ => Self::failure(error),
        }
    }

    fn violation(problem: &Problem, rules: &Rules) -> Self {
        let custom_field = match problem.field {
            Field::Custom(id) => rules.custom_field(id),
            _ => None,
        };
        let text = locale::violation(problem.field, custom_field, &problem.violation);
        Self::for_field(problem.field, text)
    }

    fn for_field(field: Field, text: String) -> Self {
        Self {
            heading: strings::VIOLATION_HEADING,
            text,
            field: Some(field),
        }
    }

    fn failure(error: &ApiError) -> Self {
        let mut failure = locale::failure(&send_error(error));
        // The form without scripts has the same token and key when it is submitted again.
        match error {
            ApiError::TokenExpired | ApiError::TokenInvalid => {
                failure.remedy = strings::NO_SCRIPT_FORM_SIGN_IN_REMEDY.to_owned();
            }
            ApiError::KeyReused => {
                failure.why = strings::NO_SCRIPT_FORM_KEY_REUSED_WHY.to_owned();
                failure.remedy = strings::NO_SCRIPT_FORM_KEY_REUSED_REMEDY.to_owned();
            }
            _ => {}
        }
        Self {
            heading: failure.heading,
            text: failure.fill_into(strings::FAILURE_WHY_AND_REMEDY),
            field: None,
        }
    }
}

/// Converts to the error that the form with scripts shows for the same response.
fn send_error(error: &ApiError) -> SendError {
    match error {
        ApiError::RefusedByWhmcs(refusal) => SendError::Refused(refusal.clone()),
        ApiError::RuleViolation(problem) => {
            SendError::Refused(Refusal::RuleViolation(problem.clone()))
        }
        ApiError::TooLarge { limit } => SendError::Refused(Refusal::TooLarge {
            limit: Some(*limit as u64),
        }),
        ApiError::OriginNotAllowed | ApiError::MissingIdempotencyKey => {
            SendError::Refused(Refusal::OriginNotAllowed)
        }
        ApiError::UnsupportedMediaType
        | ApiError::Malformed(_)
        | ApiError::UnknownParameter(_)
        | ApiError::ForbiddenParameter(_)
        | ApiError::RepeatedParameter(_) => SendError::Refused(Refusal::BadRequest),
        ApiError::RateLimited(wait) => {
            let wait = Some(wait.as_secs());
            SendError::RateLimited { retry_after: wait }
        }
        ApiError::TokenExpired => SendError::TokenExpired,
        ApiError::TokenInvalid => SendError::TokenInvalid,
        ApiError::InProgress => SendError::InProgress,
        ApiError::KeyReused => SendError::KeyReused,
        ApiError::BodyTimeout => SendError::TooSlow,
        ApiError::Unavailable => SendError::Unavailable { retry_after: None },
        ApiError::OutcomeUnknown(_) => SendError::NoResponse,
    }
}
