//! Constant-time comparison of secrets.

use subtle::ConstantTimeEq;

/// Returns `true` if two strings are equal. The time depends only on their lengths.
pub fn is_equal(a: &str, b: &str) -> bool {
    a.as_bytes().ct_eq(b.as_bytes()).into()
}
