//! The uses of the constants in the form and the relay.

use super::{constant, entries, files_below, placeholders, root};
use std::collections::BTreeSet;
use std::fs;

/// The code that uses UI text, without its comments and white space.
fn code() -> String {
    let mut files = files_below(&root().join("src"), &["rs"]);
    files.extend(files_below(&root().join("relay/src"), &["rs"]));
    let code = files.iter().map(|path| {
        let code = fs::read_to_string(path).unwrap();
        let lines = code
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"));
        lines.collect::<String>()
    });
    let code: String = code.collect();
    code.split_whitespace().collect()
}

#[test]
fn every_key_is_used() {
    let code = code();
    for (key, _) in entries() {
        if key.starts_with("loader.") {
            continue;
        }
        let is_used = !uses(&code, &constant(&key)).is_empty();
        assert!(is_used, "{key} is not used");
    }
}

#[test]
fn every_placeholder_is_filled_by_its_name_and_no_other_value_is_passed() {
    let code = code();
    for (key, text) in entries() {
        let placeholders = placeholders(&text);
        for (before, after) in uses(&code, &constant(&key)) {
            let values = values(before, after, &placeholders);
            if key.ends_with(".one") {
                // A singular form may spell out its count.
                assert!(placeholders.is_subset(&values), "{key}");
            } else {
                assert_eq!(values, placeholders, "{key}");
            }
        }
    }
}

/// The names of the values that the code around a use passes to the template.
fn values(before: &str, after: &str, placeholders: &BTreeSet<String>) -> BTreeSet<String> {
    // Functions that return the text around a placeholder.
    const PARTS: [&str; 3] = ["prefix(", "suffix(", "separator("];
    // Functions that fill several templates with the same names.
    const FILLS: [(&str, &[&str]); 6] = [
        ("fill_name(", &["name"]),
        ("fill_count(", &["count"]),
        ("fill_sizes(", &["size", "limit"]),
        ("fill_into(", &["why", "remedy"]),
        ("count_in_unit(", &["count"]),
        ("part_in_unit(", &["part", "whole"]),
    ];
    if before.ends_with("fill(") {
        return names_in_list(after);
    }
    if PARTS.iter().any(|part| before.ends_with(part)) {
        return placeholders.clone();
    }
    // The constant of the singular form comes before the constant of the plural form.
    let before = before
        .rfind("strings::")
        .filter(|at| before[*at..].ends_with("_ONE,"))
        .map_or(before, |at| &before[..at]);
    if before.ends_with("fill_plural(") || before.ends_with("fill_count(plural(") {
        return BTreeSet::from(["count".to_owned()]);
    }
    if before.ends_with("plural(") {
        let (_, fill) = after
            .split_once("fill(template")
            .expect("a filled template");
        return names_in_list(fill);
    }
    let fill = FILLS.iter().find(|(fill, _)| before.ends_with(fill));
    let names = fill.map_or(&[][..], |(_, names)| names);
    names.iter().map(|name| (*name).to_owned()).collect()
}

/// The code before and after each use of a constant.
fn uses<'a>(code: &'a str, constant: &str) -> Vec<(&'a str, &'a str)> {
    let path = format!("strings::{constant}");
    let found = code.match_indices(&path);
    let split = found.map(|(at, _)| (&code[..at], &code[at + path.len()..]));
    // A longer name may start with the same letters.
    split
        .filter(|(_, after)| !after.starts_with(|c: char| c.is_alphanumeric() || c == '_'))
        .collect()
}

/// The names in the list of values after a template.
fn names_in_list(after: &str) -> BTreeSet<String> {
    let list = after.strip_prefix(",&[").expect("a list of values");
    let end = list.find("])").into_iter().chain(list.find("],)"));
    let pairs = list[..end.min().unwrap()].split("(\"").skip(1);
    pairs
        .map(|pair| pair.split('"').next().unwrap().to_owned())
        .collect()
}
