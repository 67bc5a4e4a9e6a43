//! Allowlist of the parameters that a browser may send, each at most once.
//!
//! PHP converts ` clientid`, `admin%00x`, `clientid[]` and `no email` to other names, and uses the
//! last of two values: a list of forbidden names can be bypassed, a list of allowed names cannot
//! (ASVS 5.0 V15.3.3, V15.3.7).

use crate::api_error::ApiError;
use open_ticket::wire::{ALLOWED_FROM_BROWSER, FORBIDDEN_FROM_BROWSER, parameter_names};
use std::collections::HashSet;

/// Checks the parameter names of a request, and the values of `action` and `responsetype`.
///
/// # Errors
/// [`ApiError::ForbiddenParameter`], [`ApiError::UnknownParameter`] or
/// [`ApiError::RepeatedParameter`].
pub fn check_parameter_names(pairs: &[(String, String)]) -> Result<(), ApiError> {
    let mut names = HashSet::new();
    for (name, value) in pairs {
        let is_forbidden_value = (name == parameter_names::ACTION
            && value != parameter_names::OPEN_TICKET)
            || (name == parameter_names::RESPONSE_TYPE && value != parameter_names::JSON);
        if FORBIDDEN_FROM_BROWSER.contains(&name.as_str()) || is_forbidden_value {
            return Err(ApiError::ForbiddenParameter(name.clone()));
        }
        if !ALLOWED_FROM_BROWSER.contains(&name.as_str()) {
            return Err(ApiError::UnknownParameter(name.clone()));
        }
        if !names.insert(name) {
            return Err(ApiError::RepeatedParameter(name.clone()));
        }
    }
    Ok(())
}
