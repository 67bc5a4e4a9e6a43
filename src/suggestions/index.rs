//! The decoded index. Like any response, it is not trusted: every value is validated.

use super::limits::{MAX_ARTICLES, MAX_INDEX_BYTES};
use super::vlq::{read_digit, read_number};
use crate::url::is_linkable;
use serde_json::Value;

/// A suggested article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Title, as text.
    pub title: String,
    /// Absolute `http` or `https` URL.
    pub url: String,
}

/// Index of a knowledge base.
#[derive(Debug)]
pub struct Index {
    /// `None` for a link that is not shown: one wrong entry must not disable the others.
    pub(super) articles: Vec<Option<Link>>,
    /// All terms, sorted.
    pub(super) terms: Vec<String>,
    /// Position of each term's first posting, and the number of all postings.
    pub(super) starts: Vec<usize>,
    pub(super) postings: Vec<Posting>,
}

/// Weight of a term in an article.
#[derive(Clone, Copy, Debug)]
pub(super) struct Posting {
    pub(super) article: u16,
    pub(super) weight: u8,
}

impl Index {
    /// Decodes an index. `None` if it is too large, of another version, or inconsistent.
    #[must_use]
    pub fn decode(json: &str) -> Option<Self> {
        if json.len() > MAX_INDEX_BYTES {
            return None;
        }
        let value: Value = serde_json::from_str(json).ok()?;
        let text = |key: &str| value[key].as_str();
        if value["version"] != 1 {
            return None;
        }
        let links = value["articles"].as_array()?;
        if links.len() > MAX_ARTICLES {
            return None;
        }
        let articles = links.iter().map(decode_link).collect();
        let terms: Vec<String> = text("terms")?.split(' ').map(str::to_owned).collect();
        // The ranking uses a binary search.
        if !terms.is_sorted_by(|one, next| one < next) {
            return None;
        }
        let mut index = Self {
            articles,
            terms,
            starts: vec![0],
            postings: Vec::new(),
        };
        index.decode_postings(text("counts")?, text("gaps")?, text("weights")?)?;
        Some(index)
    }

    fn decode_postings(&mut self, counts: &str, gaps: &str, weights: &str) -> Option<()> {
        let [mut counts, mut gaps, mut weights] =
            [counts, gaps, weights].map(|text| text.as_bytes().iter());
        for _ in &self.terms {
            let mut next = 0;
            for _ in 0..read_number(&mut counts)? {
                let article = next + read_number(&mut gaps)?;
                let weight = read_digit(&mut weights)?;
                next = article + 1;
                if article as usize >= self.articles.len() {
                    return None;
                }
                self.postings.push(Posting {
                    article: u16::try_from(article).ok()?,
                    weight: u8::try_from(weight).ok()?,
                });
            }
            self.starts.push(self.postings.len());
        }
        let is_complete = [counts, gaps, weights].iter().all(|rest| rest.len() == 0);
        is_complete.then_some(())
    }

    /// Returns the postings of the term at a position.
    pub(super) fn postings_of(&self, term: usize) -> &[Posting] {
        let range = self.starts.get(term).zip(self.starts.get(term + 1));
        range
            .and_then(|(start, end)| self.postings.get(*start..*end))
            .unwrap_or_default()
    }
}

/// Decodes a title and a URL. `None` if one is missing or not a link that the form may show.
fn decode_link(value: &Value) -> Option<Link> {
    let (title, url) = (value[0].as_str()?, value[1].as_str()?);
    let is_valid = !title.trim().is_empty() && is_linkable(url);
    is_valid.then(|| Link {
        title: title.to_owned(),
        url: url.to_owned(),
    })
}
