//! The locale file itself.

use super::{constant, entries, is_identifier, placeholders};
use std::collections::BTreeSet;

#[test]
fn no_text_is_empty_or_has_white_space_around_it() {
    for (key, text) in entries() {
        assert!(!text.is_empty(), "{key}");
        assert_eq!(text.trim(), text, "{key}");
    }
}

#[test]
fn every_key_is_a_topic_and_identifiers_joined_by_dots() {
    for (key, _) in entries() {
        let parts: Vec<&str> = key.split('.').collect();
        assert!(
            parts.len() > 1 && parts.into_iter().all(is_identifier),
            "{key} should be like failure.offline.heading"
        );
    }
}

#[test]
fn the_keys_are_sorted_and_unique() {
    let entries = entries();
    for pair in entries.windows(2) {
        assert!(pair[0].0 < pair[1].0, "{} before {}", pair[0].0, pair[1].0);
    }
    let constants = entries.iter().map(|(key, _)| constant(key));
    assert_eq!(constants.collect::<BTreeSet<_>>().len(), entries.len());
}

#[test]
fn every_brace_belongs_to_a_placeholder_with_a_lowercase_name() {
    let count = entries()
        .iter()
        .filter(|(_, text)| !placeholders(text).is_empty())
        .count();
    assert!(count > 50, "only {count} texts have placeholders");
}

#[test]
fn the_plural_forms_one_and_other_come_in_pairs() {
    let entries = entries();
    let keys: BTreeSet<&str> = entries.iter().map(|(key, _)| key.as_str()).collect();
    let with_suffix = |suffix: &'static str| {
        let keys = keys.iter();
        keys.filter_map(move |key| key.strip_suffix(suffix))
    };
    assert!(with_suffix(".one").eq(with_suffix(".other")));
    assert!(with_suffix(".one").count() > 0);
}
