//! The text of the loader, which is JavaScript and shows it before the bundle has loaded. A script
//! copies it from the locale file.

use super::{entries, root};
use std::fs;

fn loader() -> String {
    fs::read_to_string(root().join("src/embed/open-ticket-element.js")).unwrap()
}

/// The keys and strings of the loader in the locale file.
fn loader_entries() -> Vec<(String, String)> {
    let entries = entries().into_iter();
    let entries = entries.filter_map(|(key, text)| {
        let key = key.strip_prefix("loader.")?.to_owned();
        Some((key, text))
    });
    entries.collect()
}

#[test]
fn the_loader_has_the_text_of_the_locale_file() {
    let loader = loader();
    let (_, block) = loader.split_once("\nconst TEXT = {\n").expect("the text");
    let (block, _) = block.split_once("};\n").expect("the end of the text");
    let in_loader: Vec<(String, String)> = block
        .lines()
        .map(|line| {
            let (key, text) = line.trim().split_once(": ").expect(line);
            let text = serde_json::from_str(text.trim_end_matches(',')).expect(line);
            (key.to_owned(), text)
        })
        .collect();
    assert_eq!(in_loader, loader_entries());
}

#[test]
fn every_string_of_the_loader_is_used() {
    let loader = loader();
    let file = root().join("src/embed/recovered-text.js");
    let recovered_text = fs::read_to_string(file).unwrap();
    let (_, rest) = recovered_text
        .split_once("constructor({ ")
        .expect("a constructor");
    let (parameters, _) = rest.split_once(" })").expect("the end of its parameters");
    let parameters: Vec<_> = parameters.split(", ").collect();
    for (key, _) in loader_entries() {
        let is_used = loader.contains(&format!("TEXT.{key}")) || parameters.contains(&key.as_str());
        assert!(is_used, "loader.{key} is not used");
    }
}
