//! Checks on the locale file and its uses. The browser tests check the resulting text.

mod banned_words;
mod content;
mod file;
mod loader;
mod reply_times;
mod sizes;
mod text;
mod uses;

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

/// The keys and strings in file order. They are read by line because a map would hide a duplicate
/// key.
fn entries() -> Vec<(String, String)> {
    let file = fs::read_to_string(root().join("locales/en.json")).unwrap();
    let lines = file.strip_prefix("{\n").unwrap();
    let lines = lines.strip_suffix("\n}\n").unwrap();
    let entries = lines.lines().map(|line| {
        let entry = line.trim_end_matches(',').split_once(": ");
        let (key, text) = entry.unwrap_or_else(|| panic!("not an entry: {line}"));
        let decode = |json: &str| serde_json::from_str::<String>(json.trim()).expect(line);
        (decode(key), decode(text))
    });
    entries.collect()
}

/// The constant that `build.rs` generates for a key.
fn constant(key: &str) -> String {
    key.replace('.', "_").to_uppercase()
}

/// The placeholders of a string. Every brace must belong to one.
fn placeholders(text: &str) -> BTreeSet<String> {
    let mut pieces = text.split('{');
    let first = pieces.next().unwrap();
    assert!(!first.contains('}'), "{text}");
    let names = pieces.map(|piece| {
        let (name, rest) = piece.split_once('}').expect(text);
        assert!(is_identifier(name) && !rest.contains('}'), "{text}");
        name.to_owned()
    });
    names.collect()
}

fn is_identifier(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && !text.ends_with('_')
        && text.chars().all(|c| c.is_ascii_lowercase() || c == '_')
}

/// The files below a folder with one of these extensions.
fn files_below(folder: &Path, extensions: &[&str]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let extension = path.extension().and_then(|extension| extension.to_str());
        if path.is_dir() {
            found.extend(files_below(&path, extensions));
        } else if extension.is_some_and(|extension| extensions.contains(&extension)) {
            found.push(path);
        }
    }
    found.sort();
    found
}
