//! What holds of all rich text: it is shown as it was.

use open_ticket::editor::{Pasted, markdown_of};
use proptest::prelude::*;

use crate::{
    rich::{element, text},
    seen::{Seen, seen, shown},
};

const WORDS: [&str; 34] = [
    "a", "b", "word", " ", "a b", "é", ".", ":", "!", "(", ")", "\"", "*", "**", "_", "`", "~",
    "<", "&", "[", "]", "\\", "#", "- ", "+ ", "1. ", "> ", "|", "—", "“", "🎉", "你好", "\n", "=",
];

/// Only letters and blanks: of these, no look is lost.
const LETTERS: [&str; 7] = ["a", "b", "word", " ", "a b", "é", "你好"];

fn line(words: &'static [&'static str]) -> impl Strategy<Value = Vec<Pasted>> {
    let names = ["b", "i", "del", "code", "span", "a"];
    let leaf = prop::sample::select(words).prop_map(text);
    let node = leaf.prop_recursive(4, 24, 5, move |inner| {
        let children = prop::collection::vec(inner, 1..5);
        (prop::sample::select(names.to_vec()), children).prop_map(|(name, children)| {
            let link: &[&str] = if name == "a" {
                &["href=https://x.org/"]
            } else {
                &[]
            };
            element(name, link, children)
        })
    });
    prop::collection::vec(node, 1..6)
}

/// What a browser shows of rich text.
fn original(nodes: &[Pasted]) -> Vec<Seen> {
    let mut all = Vec::new();
    nodes.iter().for_each(|node| add(node, &[], &mut all));
    let mut seen: Vec<Seen> = Vec::new();
    for (c, marks) in all {
        if c != ' ' || seen.last().is_some_and(|(last, _)| *last != ' ') {
            seen.push((c, marks));
        }
    }
    while seen.last().is_some_and(|(last, _)| *last == ' ') {
        seen.pop();
    }
    seen
}

fn add(node: &Pasted, marks: &[String], seen: &mut Vec<Seen>) {
    match node {
        Pasted::Text(text) => {
            let shown = text
                .chars()
                .map(|c| if c.is_whitespace() { ' ' } else { c });
            seen.extend(shown.map(|c| (c, marks.to_vec())));
        }
        Pasted::Element { name, children, .. } => {
            let mut marks = marks.to_vec();
            marks.push(match name.as_str() {
                "b" => "strong".to_owned(),
                "i" => "em".to_owned(),
                "a" => "https://x.org/".to_owned(),
                name => name.to_owned(),
            });
            marks.retain(|mark| mark != "span");
            marks.sort();
            marks.dedup();
            children.iter().for_each(|child| add(child, &marks, seen));
        }
    }
}

fn plain(seen: &[Seen]) -> String {
    seen.iter().map(|(c, _)| c).collect()
}

/// The letters with their looks; those of code but for code itself.
fn looks(seen: Vec<Seen>) -> Vec<Seen> {
    let mut letters: Vec<Seen> = seen.into_iter().filter(|(c, _)| *c != ' ').collect();
    for (_, marks) in &mut letters {
        if marks.iter().any(|mark| mark == "code") {
            marks.retain(|mark| mark == "code" || mark.starts_with("https"));
        }
    }
    letters
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn every_character_is_shown_and_no_other(nodes in line(&WORDS)) {
        if let Some(markdown) = markdown_of(&nodes) {
            prop_assert_eq!(shown(&markdown), plain(&original(&nodes)), "{}", markdown);
        }
    }

    #[test]
    fn letters_look_as_they_did_or_plainer(nodes in line(&LETTERS)) {
        if let Some(markdown) = markdown_of(&nodes) {
            let (before, after) = (looks(original(&nodes)), looks(seen(&markdown)));
            for ((c, before), (_, after)) in before.iter().zip(&after) {
                prop_assert!(after.iter().all(|mark| before.contains(mark)), "{} in {}", c, markdown);
            }
        }
    }

    #[test]
    fn any_tree_gives_an_answer(nodes in line(&WORDS), names in prop::collection::vec("[a-z]{1,3}|h[1-6]|li|ul|ol|td|tr|table|blockquote|pre", 1..9)) {
        let tree = names.iter().fold(nodes, |inside, name| vec![element(name, &[], inside)]);
        let _ = markdown_of(&tree);
    }
}
