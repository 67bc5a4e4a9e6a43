//! What a browser may send: a list, and each name once.
//!
//! PHP turns ` clientid`, `admin%00x`, `clientid[]` and `no email` into names of its own, and takes
//! the last of two: a list of what is forbidden is bypassed, a list of what is allowed is not (ASVS
//! 5.0 V15.3.3, V15.3.7).

use crate::error::Refused;
use open_ticket::wire::names;
use std::collections::HashSet;

/// Checks the names of a request, and those values that must be what they are.
///
/// # Errors
/// [`Refused::ForbiddenParameter`], [`Refused::UnknownParameter`] or
/// [`Refused::RepeatedParameter`].
pub fn check(pairs: &[(String, String)]) -> Result<(), Refused> {
    let mut seen = HashSet::new();
    for (name, value) in pairs {
        let is_other_value = (name == names::ACTION && value != names::OPEN_TICKET)
            || (name == names::RESPONSE_TYPE && value != names::JSON);
        if names::FORBIDDEN.contains(&name.as_str()) || is_other_value {
            return Err(Refused::ForbiddenParameter(name.clone()));
        }
        if !names::BROWSER.contains(&name.as_str()) {
            return Err(Refused::UnknownParameter(name.clone()));
        }
        if !seen.insert(name) {
            return Err(Refused::RepeatedParameter(name.clone()));
        }
    }
    Ok(())
}
