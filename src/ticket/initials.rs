//! The initials of a name.

/// Returns the initials of a trimmed name: the first characters of its first and its last word. The
/// stylesheet shows them in upper case: Unicode's tables would add 3 kB to a first visit.
///
/// ```
/// use open_ticket::ticket::initials;
///
/// assert_eq!(initials("Ada King, Countess of Lovelace"), "AL");
/// assert_eq!(initials("plato"), "p");
/// ```
#[must_use]
pub fn initials(name: &str) -> String {
    let last_word = name.rsplit_once(' ').map_or("", |(_, last)| last);
    let words = [name, last_word].into_iter();
    words.filter_map(|word| word.chars().next()).collect()
}
