//! Times of a token: its lifetime, and the order of its times.

use super::clock_skew::is_future;
use super::token_refusal::TokenRefusal;

/// Maximum lifetime of a token, in seconds.
pub const MAX_TOKEN_LIFETIME: u64 = 15 * 60;

/// Checks the times of a token. Leeway would extend the lifetime of every token, so there is none
/// for `exp`.
pub(super) fn check_times(
    now: f64,
    iat: f64,
    exp: f64,
    nbf: Option<f64>,
) -> Result<(), TokenRefusal> {
    let is_future = |time: f64| is_future(time, now);
    // RFC 7519, section 4.1.4: not accepted "on or after" this time.
    if now >= exp {
        return Err(TokenRefusal::expired());
    }
    if is_future(iat) {
        return Err(TokenRefusal::new("iat", "it is in the future"));
    }
    if nbf.is_some_and(is_future) {
        return Err(TokenRefusal::new("nbf", "it is in the future"));
    }
    // Without the fraction of a second: some sites round one of the two times.
    match (exp - iat).trunc() as u64 {
        _ if exp <= iat => Err(TokenRefusal::new("exp", "it is not after iat")),
        0..=MAX_TOKEN_LIFETIME => Ok(()),
        _ => Err(TokenRefusal::new(
            "exp",
            "it is more than 15 minutes after iat",
        )),
    }
}
