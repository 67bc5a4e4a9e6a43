//! Test data: the examples of the specifications and the collections of attacks.

use std::{env, fs, path::Path};

use serde_json::Value;

/// An example of a specification.
pub struct Example {
    /// Number of the example.
    pub number: u64,
    /// Title of its section.
    pub section: String,
    /// The Markdown source.
    pub markdown: String,
    /// The expected HTML.
    pub html: String,
}

/// Returns the entries of a collection in the folder named by `OPEN_TICKET_CORPORA`, or `None` if
/// the variable is not set.
pub fn collection(file: &str) -> Option<Vec<Value>> {
    match json_file(file)? {
        Value::Array(entries) => Some(entries),
        _ => panic!("{file} is not a list"),
    }
}

/// Returns a JSON file in the folder named by `OPEN_TICKET_CORPORA`, or `None` if the variable is
/// not set.
pub fn json_file(file: &str) -> Option<Value> {
    let path = Path::new(&env::var_os("OPEN_TICKET_CORPORA")?).join(file);
    let json = fs::read_to_string(&path)
        .unwrap_or_else(|error| panic!("OPEN_TICKET_CORPORA has no readable {file}: {error}"));
    Some(serde_json::from_str(&json).unwrap_or_else(|error| panic!("{file}: {error}")))
}

/// Returns the text of an entry by key. With an empty key, the entry is the text.
pub fn text<'a>(entry: &'a Value, key: &str) -> &'a str {
    let value = if key.is_empty() {
        Some(entry)
    } else {
        entry.get(key)
    };
    value
        .and_then(Value::as_str)
        .unwrap_or_else(|| panic!("an entry without text {key:?}: {entry}"))
}

/// Returns the examples of a specification in the collections.
pub fn specification(file: &str) -> Option<Vec<Example>> {
    let example = |entry: Value| Example {
        number: entry["example"].as_u64().expect("a number"),
        section: text(&entry, "section").to_owned(),
        markdown: text(&entry, "markdown").to_owned(),
        html: text(&entry, "html").to_owned(),
    };
    Some(collection(file)?.into_iter().map(example).collect())
}

/// Returns the examples of CommonMark 0.31.2, from the collections or from the npm package.
pub fn commonmark() -> Vec<Example> {
    if let Some(examples) = specification("commonmark-spec-0.31.2.json") {
        return examples;
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = ["tests/e2e/node_modules", "node_modules"];
    let spec = folders
        .iter()
        .find_map(|folder| {
            fs::read_to_string(root.join(folder).join("commonmark-spec/spec.txt")).ok()
        })
        .expect(
            "CommonMark's examples are missing: `make test` installs them (npm package \
             commonmark-spec 0.31.2), or set OPEN_TICKET_CORPORA to a folder that contains \
             commonmark-spec-0.31.2.json",
        );
    assert!(
        spec.contains("version: '0.31.2'"),
        "commonmark-spec is not 0.31.2: run `make test`"
    );
    parse_specification(&spec)
}

/// Extracts the examples from the text of the specification, which writes tabs as `→`.
fn parse_specification(spec: &str) -> Vec<Example> {
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

/// Both sources give the same examples, so either may be missing.
#[test]
fn the_text_of_a_specification_gives_its_examples() {
    let spec = "# A\n\n```````````````````````````````` example\n→a\n.\n<p>a</p>\n\
                ````````````````````````````````\n\n## B\n\n\
                ```````````````````````````````` example\nb\n\n.\n````````````````````````````````\n";
    let examples = parse_specification(spec);
    let fields: Vec<_> = examples
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
        fields,
        [(1, "A", "\ta\n", "<p>a</p>\n"), (2, "B", "b\n\n", "")]
    );
}
