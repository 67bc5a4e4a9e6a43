//! Random messages: pieces of Markdown, HTML and URLs, joined and nested.

use std::collections::HashSet;

use proptest::{
    prelude::*,
    sample::select,
    strategy::ValueTree,
    test_runner::{Config, RngAlgorithm, TestRng, TestRunner},
};

use crate::{
    html_attacks::html,
    markdown_attacks::{WRAPPER_COUNT, link, markdown, wrap},
};

/// Returns `count` different messages. The same seed gives the same messages.
pub fn random_text(count: usize, seed: u64) -> Result<Vec<String>, String> {
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let strategy = random_message();
    let (mut texts, mut unique) = (Vec::with_capacity(count), HashSet::new());
    while texts.len() < count {
        let tree = strategy.new_tree(&mut runner);
        let text = tree.map_err(|reason| reason.to_string())?.current();
        if unique.insert(text.clone()) {
            texts.push(text);
        }
    }
    Ok(texts)
}

fn random_message() -> BoxedStrategy<String> {
    let leaf = prop_oneof![3 => html(), 3 => link(), 4 => markdown()];
    let nested = leaf.prop_recursive(4, 24, 5, |inner| {
        let separator = select(&["", " ", "\n", "\n\n"][..]);
        let joined = (prop::collection::vec(inner.clone(), 1..5), separator)
            .prop_map(|(parts, separator)| parts.join(separator));
        let wrapped = (0..WRAPPER_COUNT, inner).prop_map(|(wrapper, text)| wrap(wrapper, &text));
        prop_oneof![2 => joined, 1 => wrapped]
    });
    nested.boxed()
}
