//! Authentication by API credentials.

use crate::constant_time;
use crate::php::PhpPost;
use open_ticket::wire::parameter_names;

/// The only accepted identifier, which is also the only accepted secret.
pub const CREDENTIAL: &str = "sandbox";

/// Checks `identifier` and `secret`, or `username` and `password`, which are their older names.
///
/// # Errors
/// The message that WHMCS returns.
pub fn check(post: &PhpPost) -> Result<(), &'static str> {
    let pair = |identifier, secret| {
        let (identifier, secret) = (post.get(identifier), post.get(secret));
        (!identifier.is_empty() && !secret.is_empty()).then_some((identifier, secret))
    };
    let (identifier, secret) = pair(parameter_names::IDENTIFIER, parameter_names::SECRET)
        .or_else(|| pair(parameter_names::USERNAME, parameter_names::PASSWORD))
        .ok_or("Invalid or missing credentials")?;
    let is_valid = constant_time::is_equal(&identifier, CREDENTIAL)
        & constant_time::is_equal(&secret, CREDENTIAL);
    if is_valid {
        Ok(())
    } else {
        Err("Authentication Failed")
    }
}
