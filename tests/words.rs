//! The form's sentences, `locales/en.json`, as translators and `build.rs` find them. What the form
//! makes of them is seen in the browser's tests.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

use std::{collections::BTreeSet, fs, path::Path};

/// Keys and sentences in the order of the file: read by lines, as a map would hide what is there twice.
fn sentences() -> Vec<(String, String)> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("locales/en.json");
    let file = fs::read_to_string(path).unwrap();
    let entries = file.strip_prefix("{\n").unwrap();
    let entries = entries.strip_suffix("\n}\n").unwrap();
    let lines = entries.lines().map(|line| {
        let entry = line.trim_end_matches(',').split_once(": ");
        let (key, sentence) = entry.unwrap_or_else(|| panic!("no entry: {line}"));
        let read = |text: &str| serde_json::from_str::<String>(text.trim()).expect(line);
        (read(key), read(sentence))
    });
    lines.collect()
}

/// The names in braces. Every brace has to belong to one.
fn places(sentence: &str) -> BTreeSet<String> {
    let mut pieces = sentence.split('{');
    let first = pieces.next().unwrap();
    assert!(!first.contains('}'), "{sentence}");
    let names = pieces.map(|piece| {
        let (name, rest) = piece.split_once('}').expect(sentence);
        assert!(is_word(name) && !rest.contains('}'), "{sentence}");
        name.to_owned()
    });
    names.collect()
}

fn is_word(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && !text.ends_with('_')
        && text.chars().all(|c| c.is_ascii_lowercase() || c == '_')
}

/// The code that says what fits, without its white space.
fn code() -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/ui");
    let files = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let files = files.filter(|path| path.is_file());
    let code: String = files
        .map(|path| fs::read_to_string(path).unwrap())
        .collect();
    code.split_whitespace().collect()
}

#[test]
fn every_sentence_says_something_and_has_no_white_space_around_it() {
    for (key, sentence) in sentences() {
        assert!(!sentence.is_empty(), "{key}");
        assert_eq!(sentence.trim(), sentence, "{key}");
    }
}

#[test]
fn every_key_is_a_topic_and_words_joined_by_points() {
    for (key, _) in sentences() {
        let parts: Vec<&str> = key.split('.').collect();
        assert!(
            parts.len() > 1 && parts.into_iter().all(is_word),
            "{key} should be like failure.offline.heading"
        );
    }
}

#[test]
fn the_keys_are_sorted_and_none_is_there_twice() {
    let sentences = sentences();
    for two in sentences.windows(2) {
        assert!(two[0].0 < two[1].0, "{} before {}", two[0].0, two[1].0);
    }
    let constants = sentences.iter().map(|(key, _)| key.replace('.', "_"));
    assert_eq!(constants.collect::<BTreeSet<_>>().len(), sentences.len());
}

#[test]
fn every_brace_belongs_to_a_place_with_a_name_of_small_letters() {
    let with_places = sentences()
        .iter()
        .filter(|(_, sentence)| !places(sentence).is_empty())
        .count();
    assert!(with_places > 50, "only {with_places} sentences have places");
}

#[test]
fn a_sentence_for_one_has_a_sentence_for_others() {
    let sentences = sentences();
    let keys: BTreeSet<&str> = sentences.iter().map(|(key, _)| key.as_str()).collect();
    let ending = |end: &'static str| keys.iter().filter_map(move |key| key.strip_suffix(end));
    assert!(ending(".one").eq(ending(".other")));
    assert!(ending(".one").count() > 0);
}

#[test]
fn every_place_is_filled_by_its_name_and_nothing_else_is() {
    let code = code();
    for (key, sentence) in sentences() {
        let constant = format!("english::{}", key.replace('.', "_").to_uppercase());
        let places = places(&sentence);
        for (before, behind) in uses(&code, &constant) {
            assert_eq!(filled(before, behind, &places), places, "{key}");
        }
    }
}

/// The names that are given to a sentence by what stands around it in the code.
fn filled(before: &str, behind: &str, places: &BTreeSet<String>) -> BTreeSet<String> {
    // These take out of a sentence what stands around a place.
    const CUTS: [&str; 3] = ["before(", "behind(", "between("];
    // And these fill several sentences with the same names.
    const FILLS: [(&str, &[&str]); 4] = [
        ("named(", &["name"]),
        ("counted(", &["count"]),
        ("over(", &["size", "limit"]),
        ("=>of(", &["part", "whole"]),
    ];
    if before.ends_with("fill(") {
        return names_given(behind);
    }
    if CUTS.iter().any(|cut| before.ends_with(cut)) {
        return places.clone();
    }
    let fill = FILLS.iter().find(|(fill, _)| before.ends_with(fill));
    let names = fill.map_or(&[][..], |(_, names)| names);
    names.iter().map(|name| (*name).to_owned()).collect()
}

/// What stands before and behind each use of a constant.
fn uses<'a>(code: &'a str, constant: &str) -> Vec<(&'a str, &'a str)> {
    let found = code.match_indices(constant);
    let split = found.map(|(at, _)| (&code[..at], &code[at + constant.len()..]));
    // A longer name begins in the same way.
    split
        .filter(|(_, behind)| !behind.starts_with(|c: char| c.is_alphanumeric() || c == '_'))
        .collect()
}

/// The names in the list behind a sentence that is filled.
fn names_given(behind: &str) -> BTreeSet<String> {
    let list = behind.strip_prefix(",&[").expect("a list of values");
    let end = list.find("])").into_iter().chain(list.find("],)"));
    let pairs = list[..end.min().unwrap()].split("(\"").skip(1);
    pairs
        .map(|pair| pair.split('"').next().unwrap().to_owned())
        .collect()
}
