//! Limits of the suggestions: number of suggestions and articles, lengths, size of the index.

/// Maximum number of suggestions that the form shows.
pub const MAX_SUGGESTIONS: usize = 3;

/// Maximum length of a subject or message that is read, in characters: the beginning of a message
/// states the problem, and pasted logs follow.
pub(super) const MAX_QUERY_CHARS: usize = 4_000;

/// Maximum number of articles.
pub const MAX_ARTICLES: usize = 2_000;

/// Maximum length of an article's title, in characters.
pub const MAX_TITLE_CHARS: usize = 200;

/// Maximum length of an article's text that is read, in characters.
pub const MAX_TEXT_CHARS: usize = 20_000;

/// Maximum size of an index, in bytes, which limits the time and memory of decoding it.
pub const MAX_INDEX_BYTES: usize = 1_000_000;
