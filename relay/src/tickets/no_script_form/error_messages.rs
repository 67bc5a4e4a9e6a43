//! Error messages of the form without scripts, with a heading and the fields to link to.

use super::form_values::FormValues;
use super::validate_form::FormError;
use crate::api_error::ApiError;
use open_ticket::locale::template::fill;
use open_ticket::locale::{self, Failure, format_limit, strings};
use open_ticket::rules::Rules;
use open_ticket::ticket::{Field, Problem, Refusal, SendError};
use open_ticket::wire::parameter_names;

/// Error of a rejected form.
pub struct ErrorSummary {
    /// Heading of the summary.
    pub heading: &'static str,
    /// Messages, each shown in the summary and at its field, if it concerns one.
    pub items: Vec<(Option<Field>, String)>,
}

impl ErrorSummary {
    /// Chooses the messages for an error. The names of custom fields come from the rules. `TooLarge` is
    /// reported at the files, unless the form has none: then its text is too large.
    pub fn new(error: &FormError, rules: &Rules, values: &FormValues) -> Self {
        let problems = match &error.error {
            ApiError::RefusedByWhmcs(refusal) => {
                refusal.problems_with_email(values.value(parameter_names::EMAIL))
            }
            _ => error.problems.clone(),
        };
        let mut items: Vec<_> = problems
            .iter()
            .map(|problem| (Some(problem.field), violation(problem, rules)))
            .collect();
        let is_about_files = |(field, _): &(Option<Field>, String)| *field == Some(Field::Files);
        if let ApiError::TooLarge { limit } = &error.error
            && !values.files.is_empty()
            && !items.iter().any(is_about_files)
        {
            let limit = format_limit(*limit as u64);
            let text = fill(
                strings::NO_SCRIPT_FORM_FILES_TOO_LARGE,
                &[("limit", &limit)],
            );
            items.push((Some(Field::Files), text));
        }
        if !items.is_empty() {
            return Self {
                heading: strings::VIOLATION_HEADING,
                items,
            };
        }
        let failure = failure(&error.error);
        Self {
            heading: failure.heading,
            items: vec![(None, failure.fill_into(strings::FAILURE_WHY_AND_REMEDY))],
        }
    }

    /// Returns the first message for a field.
    pub fn text_for(&self, field: Field) -> Option<&str> {
        let mut items = self.items.iter();
        let item = items.find(|(found, _)| *found == Some(field));
        item.map(|(_, text)| text.as_str())
    }
}

/// Returns the message of an error that concerns no field.
pub fn failure(error: &ApiError) -> Failure {
    let mut failure = locale::failure(&send_error(error));
    // The form without scripts has the same token when it is submitted again.
    match error {
        ApiError::TokenExpired | ApiError::TokenInvalid => {
            failure.remedy = strings::NO_SCRIPT_FORM_SIGN_IN_REMEDY.to_owned();
        }
        ApiError::KeyReused => {
            failure.why = strings::NO_SCRIPT_FORM_KEY_REUSED_WHY.to_owned();
            failure.remedy = strings::NO_SCRIPT_FORM_KEY_REUSED_REMEDY.to_owned();
        }
        ApiError::OriginNotAllowed => {
            failure.why = strings::NO_SCRIPT_FORM_OTHER_SITE_WHY.to_owned();
            failure.remedy = strings::NO_SCRIPT_FORM_OTHER_SITE_REMEDY.to_owned();
        }
        _ => {}
    }
    failure
}

fn violation(problem: &Problem, rules: &Rules) -> String {
    let custom_field = match problem.field {
        Field::Custom(id) => rules.custom_field(id),
        _ => None,
    };
    locale::violation(problem.field, custom_field, &problem.violation)
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
        ApiError::OutcomeUnknown { .. } => SendError::NoResponse,
    }
}
