//! Typing errors: words that differ by one edit (Damerau, 1964).

/// Returns `true` if one insertion, deletion, replacement, or swap of two neighbours turns one word into
/// the other.
pub fn differs_by_one_edit(one: &str, other: &str) -> bool {
    if one.len().abs_diff(other.len()) > 4 {
        return false;
    }
    let [one, other] = [one, other].map(|word| word.chars().collect::<Vec<_>>());
    let prefix = one.iter().zip(&other).take_while(|(a, b)| a == b).count();
    let (one, other) = (&one[prefix..], &other[prefix..]);
    let suffix = one
        .iter()
        .rev()
        .zip(other.iter().rev())
        .take_while(|(a, b)| a == b)
        .count();
    match (&one[..one.len() - suffix], &other[..other.len() - suffix]) {
        ([], []) => false,
        ([] | [_], [] | [_]) => true,
        ([a, b], [c, d]) => a == d && b == c,
        _ => false,
    }
}
