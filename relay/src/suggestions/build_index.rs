//! Reads the articles and builds their index.

use super::article_source_limits::LIMITS;
use super::compressed_index::IndexFile;
use super::plain_text::{plain_text, single_line, to_nfkc};
use crate::fetch_source::{Source, SourceError};
use open_ticket::suggestions::{
    Article, MAX_ARTICLES, MAX_INDEX_BYTES, MAX_TEXT_CHARS, MAX_TITLE_CHARS, build_index,
};
use open_ticket::ticket::is_blank;
use open_ticket::url::is_linkable;
use serde_json::Value;

/// The articles cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// The source cannot be read.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// The source is not a JSON array of articles.
    #[error("the source is not a JSON array of articles, each with title, url and text")]
    NotArticles,
    /// The index exceeds what the form accepts.
    #[error("the index is larger than {MAX_INDEX_BYTES} bytes: use fewer articles")]
    IndexTooLarge,
}

/// Index of the articles, and the number of articles that were left out.
#[derive(Debug)]
pub struct Loaded {
    /// The index.
    pub index: IndexFile,
    /// Number of articles in the index.
    pub articles: usize,
    /// Number of articles that were left out.
    pub left_out: usize,
}

/// Reads the articles and builds their index.
///
/// # Errors
/// [`LoadError`].
pub async fn load(source: &Source) -> Result<Loaded, LoadError> {
    let bytes = source.read(LIMITS).await?;
    // Takes about 100 ms.
    let made = tokio::task::spawn_blocking(move || make(&bytes)).await;
    made.unwrap_or(Err(LoadError::NotArticles))
}

/// Checks a file of articles, before the relay starts. A URL is not requested.
///
/// # Errors
/// [`LoadError`].
pub fn check_file(source: &Source) -> Result<(), LoadError> {
    let Source::File(path) = source else {
        return Ok(());
    };
    let length = std::fs::metadata(path).map_err(SourceError::File)?.len();
    if length > LIMITS.max_bytes as u64 {
        return Err(SourceError::TooLarge(LIMITS.max_bytes).into());
    }
    let bytes = std::fs::read(path).map_err(SourceError::File)?;
    make(&bytes).map(drop)
}

fn make(bytes: &[u8]) -> Result<Loaded, LoadError> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let Ok(Value::Array(values)) = serde_json::from_slice(bytes) else {
        return Err(LoadError::NotArticles);
    };
    let mut articles: Vec<_> = values.iter().filter_map(to_article).collect();
    if articles.is_empty() && !values.is_empty() {
        return Err(LoadError::NotArticles);
    }
    articles.truncate(MAX_ARTICLES);
    let json = build_index(&articles);
    if json.len() > MAX_INDEX_BYTES {
        return Err(LoadError::IndexTooLarge);
    }
    Ok(Loaded {
        index: IndexFile::new(json),
        articles: articles.len(),
        left_out: values.len() - articles.len(),
    })
}

/// Returns an article, or `None` if it has no title or no URL that can be linked.
fn to_article(value: &Value) -> Option<Article> {
    let title = truncated(to_nfkc(&single_line(value["title"].as_str()?)));
    let url = value["url"].as_str()?.trim();
    let text = value["text"].as_str().unwrap_or_default();
    // Markup takes some of the length.
    let text: String = text.chars().take(MAX_TEXT_CHARS * 4).collect();
    let is_usable = !is_blank(&title) && is_linkable(url);
    is_usable.then(|| Article {
        title,
        url: url.to_owned(),
        text: plain_text(&text),
    })
}

/// Truncates a title that is too long, and ends it with an ellipsis.
fn truncated(title: String) -> String {
    if title.chars().count() <= MAX_TITLE_CHARS {
        return title;
    }
    let start = title.chars().take(MAX_TITLE_CHARS - 1);
    start.chain(['…']).collect()
}
