//! Numbers of bytes from JavaScript, whose numbers are all `f64`.

/// Converts a number of bytes to an integer. Fractions are rounded down.
#[must_use]
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a number of bytes is not negative and below 2^53"
)]
pub const fn byte_count(number: f64) -> u64 {
    number as u64
}
