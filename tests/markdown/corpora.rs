//! Where the examples come from.

use std::{env, fs, path::Path};

use serde_json::Value;

/// An example of a specification.
pub struct Example {
    /// Its number.
    pub number: u64,
    /// What it is about.
    pub section: String,
    /// What is read.
    pub markdown: String,
    /// What the specification makes of it.
    pub html: String,
}

/// The entries of a collection, if `OPEN_TICKET_CORPORA` names a folder that holds collections.
pub fn collection(file: &str) -> Option<Vec<Value>> {
    match object(file)? {
        Value::Array(entries) => Some(entries),
        _ => panic!("{file} is no list"),
    }
}

/// A collection that is no mere list, under the same condition.
pub fn object(file: &str) -> Option<Value> {
    let path = Path::new(&env::var_os("OPEN_TICKET_CORPORA")?).join(file);
    let json = fs::read_to_string(&path)
        .unwrap_or_else(|error| panic!("OPEN_TICKET_CORPORA has no readable {file}: {error}"));
    Some(serde_json::from_str(&json).unwrap_or_else(|error| panic!("{file}: {error}")))
}

/// A text of an entry.
pub fn text<'a>(entry: &'a Value, key: &str) -> &'a str {
    let found = if key.is_empty() {
        Some(entry)
    } else {
        entry.get(key)
    };
    found
        .and_then(Value::as_str)
        .unwrap_or_else(|| panic!("an entry without a text {key:?}: {entry}"))
}

/// A specification of the collections.
pub fn specification(file: &str) -> Option<Vec<Example>> {
    let example = |entry: Value| Example {
        number: entry["example"].as_u64().expect("a number"),
        section: text(&entry, "section").to_owned(),
        markdown: text(&entry, "markdown").to_owned(),
        html: text(&entry, "html").to_owned(),
    };
    Some(collection(file)?.into_iter().map(example).collect())
}

/// CommonMark 0.31.2's examples, of the collections or of npm's package.
pub fn commonmark() -> Vec<Example> {
    if let Some(examples) = specification("commonmark-spec-0.31.2.json") {
        return examples;
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let places = ["tests/e2e/node_modules", "node_modules"];
    let spec = places
        .iter()
        .find_map(|place| {
            fs::read_to_string(root.join(place).join("commonmark-spec/spec.txt")).ok()
        })
        .expect(
            "CommonMark's examples are not here: `make test` installs them (npm's package \
             commonmark-spec 0.31.2), or set OPEN_TICKET_CORPORA to a folder that has \
             commonmark-spec-0.31.2.json",
        );
    assert!(
        spec.contains("version: '0.31.2'"),
        "commonmark-spec is not 0.31.2: run `make test`"
    );
    read_specification(&spec)
}

/// Reads the examples out of the specification's own text, where `→` stands for a tab.
fn read_specification(spec: &str) -> Vec<Example> {
    let fence = "`".repeat(32);
    let spec = spec
        .split("<!-- END TESTS -->")
        .next()
        .expect("a first part");
    let (start, end) = (format!("\n{fence} example\n"), format!("\n{fence}\n"));
    let mut sections = spec.split(&start);
    let mut section = last_heading(sections.next().expect("a preface"), "");
    let mut examples = Vec::new();
    for part in sections {
        let (example, rest) = part.split_once(&end).expect("an end");
        let example = format!("\n{example}\n");
        let (markdown, html) = example.split_once("\n.\n").expect("a dot");
        examples.push(Example {
            number: examples.len() as u64 + 1,
            section: section.clone(),
            markdown: format!("{markdown}\n").replace('→', "\t")[1..].to_owned(),
            html: html.replace('→', "\t"),
        });
        section = last_heading(rest, &section);
    }
    examples
}

fn last_heading(text: &str, before: &str) -> String {
    let heading = text.lines().rfind(|line| line.starts_with('#'));
    heading
        .map_or(before, |line| line.trim_matches(['#', ' ']))
        .to_owned()
}

/// Both ways lead to the same examples, so that either may be missing.
#[test]
fn the_package_and_the_collection_hold_the_same_examples() {
    let tiny = "# A\n\n```````````````````````````````` example\n→a\n.\n<p>a</p>\n\
                ````````````````````````````````\n\n## B\n\n\
                ```````````````````````````````` example\nb\n\n.\n````````````````````````````````\n";
    let examples = read_specification(tiny);
    let read: Vec<_> = examples
        .iter()
        .map(|e| {
            (
                e.number,
                e.section.as_str(),
                e.markdown.as_str(),
                e.html.as_str(),
            )
        })
        .collect();
    assert_eq!(
        read,
        [(1, "A", "\ta\n", "<p>a</p>\n"), (2, "B", "b\n\n", "")]
    );
}
