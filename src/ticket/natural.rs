//! The order in which people count.

use std::cmp::Ordering;

/// Compares names or paths as people list them: `page 2` before `page 10`, a folder's own files
/// by the same rule as its name, capitals no different from small letters unless nothing else is.
///
/// ```
/// use open_ticket::ticket::natural;
///
/// let mut names = ["page 10.png", "Page 2.png", "page 1.png"];
/// names.sort_by(|a, b| natural(a, b));
/// assert_eq!(names, ["page 1.png", "Page 2.png", "page 10.png"]);
/// ```
#[must_use]
pub fn natural(a: &str, b: &str) -> Ordering {
    let (mut left, mut right) = (a, b);
    while !left.is_empty() && !right.is_empty() {
        let ordering = match (digits(left), digits(right)) {
            (0, _) | (_, 0) => step(&mut left, &mut right),
            (long, other) => {
                let (number, rest) = left.split_at(long);
                let (against, more) = right.split_at(other);
                (left, right) = (rest, more);
                numbers(number, against)
            }
        };
        if ordering.is_ne() {
            return ordering;
        }
    }
    left.len().cmp(&right.len()).then_with(|| a.cmp(b))
}

fn digits(text: &str) -> usize {
    let is_digit = |byte: &u8| byte.is_ascii_digit();
    text.bytes().take_while(is_digit).count()
}

/// By value, of whatever length.
fn numbers(a: &str, b: &str) -> Ordering {
    let (a, b) = (a.trim_start_matches('0'), b.trim_start_matches('0'));
    a.len().cmp(&b.len()).then_with(|| a.cmp(b))
}

/// Compares one character of each and goes on behind it. What separates folders comes before
/// everything else, so that a folder's files stand together.
fn step(left: &mut &str, right: &mut &str) -> Ordering {
    let next = |text: &mut &str| {
        let mut chars = text.chars();
        let c = chars.next().filter(|c| *c != '/');
        *text = chars.as_str();
        c.map(|c| c.to_lowercase().next().unwrap_or(c))
    };
    next(left).cmp(&next(right))
}
