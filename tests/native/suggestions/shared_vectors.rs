//! The vectors that other implementations of the index are tested with, made from this one.
//!
//! After a change of the format, `OPEN_TICKET_WRITE_VECTORS=1 cargo test --test native shared_vectors` writes
//! them.

use super::{knowledge_base, terms, to_article};
use open_ticket::suggestions::build_index;
use serde_json::{Value, json};
use std::path::Path;

/// Number of articles of the vector of an index.
const INDEXED_ARTICLES: usize = 60;

fn compare_with_file(name: &str, expected: &Value) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/native/fixtures/suggestions");
    let text = format!("{expected:#}\n");
    if std::env::var_os("OPEN_TICKET_WRITE_VECTORS").is_some() {
        std::fs::write(folder.join(name), &text).unwrap();
    }
    let stored = std::fs::read_to_string(folder.join(name)).unwrap();
    assert!(
        stored == text,
        "{name} differs: see the comment of this module"
    );
}

#[test]
fn the_vectors_of_terms_are_current() {
    let mut texts: Vec<String> = knowledge_base()
        .into_iter()
        .map(|article| article.text)
        .collect();
    texts.truncate(40);
    texts.extend(
        [
            "I can't, it isn’t the site's e-mail x-ray wp-config.php SMTP 550 5.1.1",
            "policies copied boxes caches addresses status bus this stopped billing cancelled trying",
            "Größe ÄNDERN Zertifikate l’adresse naïve ПАРОЛЬ файлы हिन्दी",
            "無料証明書 のサーバー・設定 한국 あ ภาษาไทย",
        ]
        .map(str::to_owned),
    );
    let vectors: Vec<_> = texts
        .iter()
        .map(|text| json!({ "text": text, "terms": terms(text) }))
        .collect();
    compare_with_file("tokens.json", &Value::Array(vectors));
}

#[test]
fn the_vector_of_an_index_is_current() {
    let articles = include_str!("../fixtures/suggestions/knowledge-base.json");
    let mut articles: Value = serde_json::from_str(articles).unwrap();
    let articles = articles.as_array_mut().unwrap();
    articles.truncate(INDEXED_ARTICLES);
    let parsed: Vec<_> = articles.iter().map(to_article).collect();
    let index: Value = serde_json::from_str(&build_index(&parsed)).unwrap();
    compare_with_file(
        "index.json",
        &json!({ "articles": articles, "index": index }),
    );
}
