//! Allowlist of the parameters that a browser may send, each at most once.
//!
//! PHP converts ` clientid`, `admin%00x`, `clientid[]` and `no email` to other names, and uses the
//! last of two values: a list of forbidden names can be bypassed, a list of allowed names cannot
//! (ASVS 5.0 V15.3.3, V15.3.7).

use crate::api_error::ApiError;
use open_ticket::wire::{ALLOWED_FROM_BROWSER, FORBIDDEN_FROM_BROWSER, parameter_names};

// Each allowed name has a bit.
const _: () = assert!(ALLOWED_FROM_BROWSER.len() <= u32::BITS as usize);

/// Checks the parameter names of a request, and the values of `action` and `responsetype`.
///
/// # Errors
/// [`ApiError::ForbiddenParameter`], [`ApiError::UnknownParameter`] or
/// [`ApiError::RepeatedParameter`].
pub fn check_parameter_names(pairs: &[(String, String)]) -> Result<(), ApiError> {
    // One bit for each allowed name.
    let mut received = 0_u32;
    for (name, value) in pairs {
        let is_forbidden_value = (name == parameter_names::ACTION
            && value != parameter_names::OPEN_TICKET)
            || (name == parameter_names::RESPONSE_TYPE && value != parameter_names::JSON);
        if FORBIDDEN_FROM_BROWSER.contains(&name.as_str()) || is_forbidden_value {
            return Err(ApiError::ForbiddenParameter(name.clone()));
        }
        let Some(index) = ALLOWED_FROM_BROWSER
            .iter()
            .position(|allowed| allowed == name)
        else {
            return Err(ApiError::UnknownParameter(name.clone()));
        };
        let bit = 1 << index;
        if received & bit != 0 {
            return Err(ApiError::RepeatedParameter(name.clone()));
        }
        received |= bit;
    }
    Ok(())
}
