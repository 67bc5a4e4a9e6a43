//! Suggestions of knowledge-base articles: builds the index with which the form ranks articles in the
//! browser.

mod article_source_limits;
mod build_index;
mod compressed_index;
mod index_updater;
mod plain_text;
#[cfg(test)]
mod plain_text_tests;
mod serve_index;
mod settings;

pub use build_index::{LoadError, Loaded, check_file, load};
pub use index_updater::KnowledgeBase;
pub use serve_index::routes;
pub use settings::SuggestionsSettings;
