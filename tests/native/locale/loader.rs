//! The text that the loader, a JavaScript module, shows before the bundle has loaded. A script copies
//! the text from the locale file.

use super::{entries, root};
use std::fs;

fn loader_text() -> String {
    fs::read_to_string(root().join("src/embed/loader-text.js")).unwrap()
}

/// All scripts of the element and of the loader.
fn scripts() -> String {
    let files = fs::read_dir(root().join("src/embed")).unwrap();
    let paths = files.map(|file| file.unwrap().path());
    paths
        .filter(|path| path.extension().is_some_and(|it| it == "js"))
        .map(|path| fs::read_to_string(path).unwrap())
        .collect()
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
    let loader = loader_text();
    let (_, block) = loader
        .split_once("\nexport const TEXT = {\n")
        .expect("the text");
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
    let scripts = scripts();
    for (key, _) in loader_entries() {
        let is_used = scripts.contains(&format!("TEXT.{key}"));
        assert!(is_used, "loader.{key} is not used");
    }
}
