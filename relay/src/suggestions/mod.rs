//! Suggestions of knowledge-base articles: builds the index with which the form ranks articles in the
//! browser.

mod index_file;
mod knowledge_base;
mod load;
mod plain_text;
mod routes;
mod settings;
#[cfg(test)]
mod shared_cases;

pub use knowledge_base::KnowledgeBase;
pub use load::{LoadError, Loaded, check_file, load};
pub use routes::routes;
pub use settings::SuggestionsSettings;
