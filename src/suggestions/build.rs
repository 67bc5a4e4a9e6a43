//! Builds the index from articles, on a server.

use super::limits::{MAX_ARTICLES, MAX_TEXT_CHARS};
use super::terms::terms;
use super::vlq::{push_digit, push_number};
use super::weights::{Frequencies, bm25, count_terms};
use serde_json::json;
use std::collections::BTreeMap;

/// Number of terms that are kept for each article, by highest weight. All terms would
/// enlarge the index of 500 articles by half.
const TERMS_PER_ARTICLE: usize = 40;

/// Highest quantized weight.
const MAX_WEIGHT: f64 = 31.0;

/// An article with plain text in NFKC.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Article {
    /// Title, without surrounding white space.
    pub title: String,
    /// Absolute URL, see [`is_linkable`](crate::url::is_linkable).
    pub url: String,
    /// Text without markup.
    pub text: String,
}

/// Returns the JSON of the index. Articles beyond [`MAX_ARTICLES`] are left out.
#[must_use]
pub fn build_index(articles: &[Article]) -> String {
    let articles = &articles[..articles.len().min(MAX_ARTICLES)];
    let frequencies: Vec<Frequencies> = articles
        .iter()
        .map(|article| count_terms(terms_of(&article.title), terms_of(&article.text)))
        .collect();
    let kept: Vec<_> = bm25(&frequencies).into_iter().map(keep_highest).collect();
    let max = kept
        .iter()
        .flatten()
        .map(|(_, weight)| *weight)
        .fold(0.0, f64::max);
    let mut postings: BTreeMap<&str, Vec<(usize, f64)>> = BTreeMap::new();
    for (position, weights) in kept.into_iter().enumerate() {
        for (term, weight) in weights {
            let postings = postings.entry(term).or_default();
            postings.push((position, (MAX_WEIGHT * weight / max).round().max(1.0)));
        }
    }
    let (mut counts, mut gaps, mut weights) = (String::new(), String::new(), String::new());
    for postings in postings.values() {
        push_number(&mut counts, to_u32(postings.len()));
        let mut next = 0;
        for (position, weight) in postings {
            push_number(&mut gaps, to_u32(position - next));
            push_digit(&mut weights, *weight as u32);
            next = position + 1;
        }
    }
    let links: Vec<_> = articles
        .iter()
        .map(|article| [&article.title, &article.url])
        .collect();
    let terms: Vec<_> = postings.into_keys().collect();
    json!({
        "version": 1,
        "articles": links,
        "terms": terms.join(" "),
        "counts": counts,
        "gaps": gaps,
        "weights": weights,
    })
    .to_string()
}

/// Returns the terms of the beginning of a text.
fn terms_of(text: &str) -> Vec<String> {
    let text: String = text.chars().take(MAX_TEXT_CHARS).collect();
    terms(&text.to_lowercase())
}

/// Keeps the terms with the highest weights. Ties go to the term that sorts first.
fn keep_highest(mut weights: Vec<(&str, f64)>) -> Vec<(&str, f64)> {
    // Stable: equal weights stay in the order of their terms.
    weights.sort_by(|(_, one), (_, other)| other.total_cmp(one));
    weights.truncate(TERMS_PER_ARTICLE);
    weights
}

/// Converts a number of articles, or a gap between two, which always fits.
fn to_u32(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
