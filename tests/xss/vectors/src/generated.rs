//! Texts at random: pieces of Markdown, HTML and addresses, joined and nested.

use std::collections::HashSet;

use proptest::{
    prelude::*,
    sample::select,
    strategy::ValueTree,
    test_runner::{Config, RngAlgorithm, TestRng, TestRunner},
};

use crate::{
    html::html,
    markdown::{WRAPPINGS, link, piece, wrapped},
    urls,
};

/// So many texts, each another. The same seed says the same texts.
pub fn texts(count: usize, seed: u64) -> Result<Vec<String>, String> {
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    let random = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
    let mut runner = TestRunner::new_with_rng(Config::default(), random);
    let (text, mut texts, mut seen) = (text(), Vec::with_capacity(count), HashSet::new());
    while texts.len() < count {
        let tree = text.new_tree(&mut runner);
        let next = tree.map_err(|reason| reason.to_string())?.current();
        if seen.insert(next.clone()) {
            texts.push(next);
        }
    }
    Ok(texts)
}

/// An address, often with something put in anywhere.
pub fn url() -> BoxedStrategy<String> {
    let known = select(urls::all());
    let torn =
        (known.clone(), any::<prop::sample::Index>(), noise()).prop_map(|(url, at, noise)| {
            let mut letters: Vec<String> = url.chars().map(String::from).collect();
            letters.insert(at.index(letters.len() + 1), noise);
            letters.concat()
        });
    prop_oneof![2 => Just(urls::SCRIPT.to_owned()), 2 => known, 1 => torn].boxed()
}

/// A control character, a blank, or one that turns or hides others.
pub fn control() -> impl Strategy<Value = char> {
    prop_oneof![
        prop::char::range('\0', ' '),
        prop::char::range('\u{7f}', '\u{a0}'),
        prop::char::range('\u{200b}', '\u{202e}'),
        Just('\u{feff}'),
    ]
}

fn noise() -> impl Strategy<Value = String> {
    prop_oneof![
        control().prop_map(String::from),
        control().prop_map(|c| format!("&#{};", u32::from(c))),
        select(
            &[
                "&Tab;",
                "&NewLine;",
                "\\",
                "%09",
                "&amp;",
                "&ZeroWidthSpace;"
            ][..]
        )
        .prop_map(str::to_owned),
    ]
}

fn text() -> BoxedStrategy<String> {
    let leaf = prop_oneof![3 => html(), 3 => link(), 4 => piece()];
    let nested = leaf.prop_recursive(4, 24, 5, |inner| {
        let joint = select(&["", " ", "\n", "\n\n"][..]);
        let joined = (prop::collection::vec(inner.clone(), 1..5), joint)
            .prop_map(|(parts, joint)| parts.join(joint));
        prop_oneof![2 => joined, 1 => (0..WRAPPINGS, inner).prop_map(|(way, text)| wrapped(way, &text))]
    });
    nested.boxed()
}
