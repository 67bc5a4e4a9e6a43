//! Natural sort order of file names: numbers are compared by value.

use std::cmp::Ordering;

/// Compares names or paths in natural order: `page 2` comes before `page 10`. Case is ignored,
/// unless the names are otherwise equal. The files of a folder are adjacent.
///
/// ```
/// use open_ticket::ticket::natural_cmp;
///
/// let mut names = ["page 10.png", "Page 2.png", "page 1.png"];
/// names.sort_by(|a, b| natural_cmp(a, b));
/// assert_eq!(names, ["page 1.png", "Page 2.png", "page 10.png"]);
/// ```
#[must_use]
pub fn natural_cmp(a: &str, b: &str) -> Ordering {
    natural_cmp_by(a, b, |c| c.to_lowercase().next().unwrap_or(c))
}

/// Compares like [`natural_cmp`], with another function for the lower case of a character. Rust's
/// function adds a table of 12 kB to the bundle, and browsers already have such a table.
#[must_use]
pub fn natural_cmp_by(a: &str, b: &str, lowercase: fn(char) -> char) -> Ordering {
    let (mut left, mut right) = (a, b);
    while !left.is_empty() && !right.is_empty() {
        let ordering = match (leading_digits(left), leading_digits(right)) {
            (0, _) | (_, 0) => compare_next_char(&mut left, &mut right, lowercase),
            (left_digits, right_digits) => {
                let (left_number, left_rest) = left.split_at(left_digits);
                let (right_number, right_rest) = right.split_at(right_digits);
                (left, right) = (left_rest, right_rest);
                compare_numbers(left_number, right_number)
            }
        };
        if ordering.is_ne() {
            return ordering;
        }
    }
    left.len().cmp(&right.len()).then_with(|| a.cmp(b))
}

fn leading_digits(text: &str) -> usize {
    let is_digit = |byte: &u8| byte.is_ascii_digit();
    text.bytes().take_while(is_digit).count()
}

/// Compares numbers of any length by value.
fn compare_numbers(a: &str, b: &str) -> Ordering {
    let (a, b) = (a.trim_start_matches('0'), b.trim_start_matches('0'));
    a.len().cmp(&b.len()).then_with(|| a.cmp(b))
}

/// Compares and consumes one character of each. A path separator sorts before everything else, so
/// that the files of a folder are adjacent.
fn compare_next_char(left: &mut &str, right: &mut &str, lowercase: fn(char) -> char) -> Ordering {
    let next = |text: &mut &str| {
        let mut chars = text.chars();
        let c = chars.next().filter(|c| *c != '/');
        *text = chars.as_str();
        c.map(lowercase)
    };
    next(left).cmp(&next(right))
}
