//! Settings of the suggestions.

use crate::fetch_source::Source;
use std::time::Duration;

/// Source of the articles, and how often it is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SuggestionsSettings {
    /// JSON array of articles.
    pub articles: Source,
    /// Time between two reads.
    pub refresh_interval: Duration,
}
