//! The collection of inputs that were pathological for other Markdown parsers.

use std::process::Command;

use open_ticket::markdown::{MAX_DEPTH, MAX_NODES, Reader};
use open_ticket::rules::Markdown;
use serde_json::Value;

use super::{corpora, html_writer};

/// Python program that runs the collection's recipe, which is Python code.
const GENERATOR: &str = "import json, sys\n\
    recipe, size = json.loads(sys.argv[1])\n\
    scope = {}\n\
    exec(recipe, scope)\n\
    print(json.dumps(list(scope['P'](size).items())))\n";

#[test]
fn no_input_exceeds_the_depth_and_node_limits() {
    for (name, text) in corpus_inputs(5_000) {
        let document = html_writer::parse(&text);
        let deepest = document
            .blocks
            .iter()
            .map(|block| html_writer::depth(&block.node));
        assert!(deepest.max().unwrap_or(0) <= MAX_DEPTH, "{name}");
        assert!(html_writer::node_count(&document) <= MAX_NODES, "{name}");
    }
}

/// The edits are at the end, in the middle and at the start.
#[test]
fn incremental_parsing_equals_a_whole_parse_for_every_input() {
    for (name, text) in corpus_inputs(300) {
        let mut reader = Reader::new(Markdown::default());
        reader.read(&text);
        let middle = (text.len() / 2..).find(|offset| text.is_char_boundary(*offset));
        for offset in [text.len(), middle.expect("the end"), 0] {
            for typed in ["x", "\n\n", "`", ">"] {
                let (before, after) = text.split_at(offset);
                let edited = [before, typed, after].concat();
                reader.read(&edited);
                assert_eq!(
                    reader.document(),
                    &html_writer::parse(&edited),
                    "{name}: {typed:?} at {offset}"
                );
            }
        }
    }
}

/// Returns pairs of a name and an input of the given size. Empty without the collection.
fn corpus_inputs(size: usize) -> Vec<(String, String)> {
    let Some(recipe) = recipe() else {
        return Vec::new();
    };
    let input = Value::from(vec![Value::from(recipe), Value::from(size)]).to_string();
    let mut python = Command::new("python3");
    let python = python.args(["-c", GENERATOR, &input]);
    let output = python.output().expect("python3, which runs the recipe");
    assert!(output.status.success(), "{output:?}");
    serde_json::from_slice(&output.stdout).expect("a list of names and texts")
}

fn recipe() -> Option<String> {
    let collection = corpora::json_file("pathological-markdown.json")?;
    Some(corpora::text(&collection, "recipe_python").to_owned())
}
