//! Suggestions of knowledge-base articles: builds the index with which the form ranks articles in the
//! browser.

mod build_index;
mod compressed_index;
mod index_updater;
mod plain_text;
mod routes;
mod settings;
#[cfg(test)]
mod shared_cases;

pub use build_index::{LoadError, Loaded, check_file, load};
pub use index_updater::KnowledgeBase;
pub use routes::routes;
pub use settings::SuggestionsSettings;
