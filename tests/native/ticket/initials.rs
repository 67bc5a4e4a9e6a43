//! Initials of a name.

use open_ticket::ticket::initials;
use proptest::prelude::*;

#[test]
fn initials_are_those_of_the_first_and_the_last_word() {
    for (name, expected) in [
        ("Ada Lovelace", "AL"),
        ("ada", "a"),
        ("Ada   King  Lovelace", "AL"),
        ("Jean-Luc Picard", "JP"),
        ("Élodie Öz", "ÉÖ"),
        ("张 伟", "张伟"),
        ("", ""),
    ] {
        assert_eq!(initials(name), expected, "{name}");
    }
}

proptest! {
    #[test]
    fn initials_are_at_most_two_characters_of_the_name(name in ".{0,40}") {
        let initials = initials(&name);
        prop_assert!(initials.chars().count() <= 2);
        prop_assert!(initials.chars().all(|c| name.contains(c)));
    }
}
