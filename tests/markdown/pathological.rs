//! The collection of texts that have hurt other readers of Markdown.

use std::process::Command;

use open_ticket::markdown::{MAX_DEPTH, MAX_NODES, Reader};
use open_ticket::rules::Markdown;
use serde_json::Value;

use super::{corpora, writer};

/// Makes the texts by the collection's own recipe, which is Python.
const GENERATOR: &str = "import json, sys\n\
    recipe, size = json.loads(sys.argv[1])\n\
    scope = {}\n\
    exec(recipe, scope)\n\
    print(json.dumps(list(scope['P'](size).items())))\n";

#[test]
fn no_text_of_the_collection_makes_a_deep_or_a_large_tree() {
    for (name, text) in collected(5_000) {
        let document = writer::read(&text);
        let deepest = document
            .blocks
            .iter()
            .map(|block| writer::depth(&block.node));
        assert!(deepest.max().unwrap_or(0) <= MAX_DEPTH, "{name}");
        assert!(writer::nodes(&document) <= MAX_NODES, "{name}");
    }
}

/// Typed at the end, in the middle and at the beginning.
#[test]
fn no_text_of_the_collection_misleads_a_reader() {
    for (name, text) in collected(300) {
        let mut reader = Reader::new(Markdown::default());
        reader.read(&text);
        let middle = (text.len() / 2..).find(|at| text.is_char_boundary(*at));
        for place in [text.len(), middle.expect("the end"), 0] {
            for typed in ["x", "\n\n", "`", ">"] {
                let (before, after) = text.split_at(place);
                let now = [before, typed, after].concat();
                reader.read(&now);
                assert_eq!(
                    reader.document(),
                    &writer::read(&now),
                    "{name}: {typed:?} at {place}"
                );
            }
        }
    }
}

/// The texts at a size, by name; none where the collection is not at hand.
fn collected(size: usize) -> Vec<(String, String)> {
    let Some(recipe) = recipe() else {
        return Vec::new();
    };
    let input = Value::from(vec![Value::from(recipe), Value::from(size)]).to_string();
    let mut python = Command::new("python3");
    let python = python.args(["-c", GENERATOR, &input]);
    let output = python.output().expect("python3, which the recipe asks for");
    assert!(output.status.success(), "{output:?}");
    serde_json::from_slice(&output.stdout).expect("a list of names and texts")
}

fn recipe() -> Option<String> {
    let whole = corpora::object("pathological-markdown.json")?;
    Some(corpora::text(&whole, "recipe_python").to_owned())
}
