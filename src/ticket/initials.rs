//! The initials of a name.

/// Returns the initials of a name: the first characters of its first and its last word, without ASCII
/// punctuation. The style sheet shows them in upper case: the tables of Unicode's letters and cases
/// would add 3 kB to a first visit.
///
/// ```
/// use open_ticket::ticket::initials;
///
/// assert_eq!(initials("Ada King, Countess of Lovelace"), "AL");
/// assert_eq!(initials("plato"), "p");
/// ```
#[must_use]
pub fn initials(name: &str) -> String {
    let initial = |word: &str| word.chars().find(|c| !c.is_ascii_punctuation());
    let mut initials = name.split(' ').filter_map(initial);
    let first = initials.next();
    first.into_iter().chain(initials.next_back()).collect()
}
