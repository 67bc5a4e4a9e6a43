//! Suggestions of knowledge-base articles, found in the browser: the server builds an index of all articles,
//! and the form ranks the articles by subject and message. Nothing that is typed leaves the browser.
//!
//! - [`terms`]: terms of a text, extracted in the same way from articles and queries
//! - [`build_index`]: BM25 weights of all articles, as the JSON of the index
//! - [`Index`]: the decoded index and its ranking

mod bigrams;
mod build;
mod index;
mod limits;
mod rank;
mod stop_words;
mod suffixes;
mod terms;
mod vlq;
mod weights;

pub use build::{Article, build_index};
pub use index::{Index, Link};
pub use limits::{MAX_ARTICLES, MAX_INDEX_BYTES, MAX_SUGGESTIONS, MAX_TEXT_CHARS, MAX_TITLE_CHARS};
pub use terms::terms;
