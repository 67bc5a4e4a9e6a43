//! Suggestions of knowledge-base articles: terms, index, ranking.

mod quality;
mod ranking;
mod shared_vectors;
mod words;

use open_ticket::suggestions::{Article, Index, Link};

/// A fixture of articles.
pub fn knowledge_base() -> Vec<Article> {
    let json = include_str!("../fixtures/suggestions/knowledge-base.json");
    let articles: serde_json::Value = serde_json::from_str(json).unwrap();
    articles
        .as_array()
        .unwrap()
        .iter()
        .map(to_article)
        .collect()
}

/// Returns the terms of a text, which the caller of the library converts to lower case.
pub fn terms(text: &str) -> Vec<String> {
    open_ticket::suggestions::terms(&text.to_lowercase())
}

/// Returns the suggestions for texts as they are typed.
pub fn suggest(index: &Index, subject: &str, message: &str) -> Vec<Link> {
    index.suggest(&subject.to_lowercase(), &message.to_lowercase())
}

pub fn to_article(value: &serde_json::Value) -> Article {
    let text = |key: &str| value[key].as_str().unwrap().to_owned();
    Article {
        title: text("title"),
        url: text("url"),
        text: text("text"),
    }
}
