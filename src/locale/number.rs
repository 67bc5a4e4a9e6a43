//! Numbers with the language's separators.

use super::strings;
use super::template::separator;

const DECIMAL_SEPARATOR: &str = separator(strings::NUMBER_DECIMAL);
const GROUP_SEPARATOR: &str = separator(strings::NUMBER_GROUPED);

/// Formats an integer with its digits grouped by thousands: `65,535`.
#[must_use]
pub fn grouped(number: usize) -> String {
    match (number / 1000, number % 1000) {
        (0, rest) => rest.to_string(),
        (thousands, rest) => format!("{}{GROUP_SEPARATOR}{rest:03}", grouped(thousands)),
    }
}

/// Formats a number of tenths as a decimal: `4.7` for 47.
pub fn decimal(tenths: u64) -> String {
    format!("{}{DECIMAL_SEPARATOR}{}", tenths / 10, tenths % 10)
}
