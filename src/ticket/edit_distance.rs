//! Typing errors: words that differ by one edit (Damerau, 1964).

use std::str::Chars;

/// Returns `true` if one insertion, deletion, substitution, or transposition of adjacent characters turns one
/// word into the other.
#[must_use]
pub fn differs_by_one_edit(one: &str, other: &str) -> bool {
    if one.len().abs_diff(other.len()) > 4 {
        return false;
    }
    let (mut one, mut other) = (one.chars(), other.chars());
    while has_next(&one) && one.clone().next() == other.clone().next() {
        one.next();
        other.next();
    }
    while has_next(&one) && one.clone().next_back() == other.clone().next_back() {
        one.next_back();
        other.next_back();
    }
    match [one, other].map(|mut rest| [rest.next(), rest.next(), rest.next()]) {
        [[None, ..], [None, ..]] => false,
        [[_, None, _], [_, None, _]] => true,
        [[a, b, None], [c, d, None]] => a == d && b == c,
        _ => false,
    }
}

fn has_next(chars: &Chars<'_>) -> bool {
    !chars.as_str().is_empty()
}
