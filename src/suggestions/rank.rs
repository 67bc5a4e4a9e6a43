//! Ranking of the articles by subject and message.

use super::edit_distance::differs_by_one_edit;
use super::index::{Index, Link};
use super::terms::terms;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Maximum number of suggestions.
pub const MAX_SUGGESTIONS: usize = 3;

/// Length of the message that is read, in characters: the beginning states the problem, and pasted logs
/// follow.
const MAX_MESSAGE_CHARS: usize = 4_000;

/// Minimum length of a word that may contain a typing error or be part of a longer one, in characters.
const MIN_SIMILAR_CHARS: usize = 5;

/// Maximum number of index terms for a word that is not in the index.
const MAX_SIMILAR: usize = 4;

/// Weight of an exact term, relative to that of a similar one.
const EXACT_FACTOR: u32 = 2;

/// Minimum number of terms that an article shares with the text, and minimum sum of their weights: a
/// single word, or several common ones, prove nothing.
const MIN_TERMS: u32 = 2;
const MIN_SCORE: u32 = 20 * EXACT_FACTOR;

#[derive(Clone, Copy, Default)]
struct Score {
    sum: u32,
    terms: u32,
}

impl Index {
    /// Returns the articles that fit best, at most [`MAX_SUGGESTIONS`], the best first. Both texts are in
    /// NFKC.
    #[must_use]
    pub fn suggest(&self, subject: &str, message: &str) -> Vec<&Link> {
        let message: String = message.chars().take(MAX_MESSAGE_CHARS).collect();
        let mut query = terms(subject);
        query.extend(terms(&message));
        let ranked = self.rank(query);
        let fitting = ranked
            .iter()
            .filter(|(_, score)| score.terms >= MIN_TERMS && score.sum >= MIN_SCORE);
        let links = fitting.filter_map(|(article, _)| self.articles.get(*article));
        links.take(MAX_SUGGESTIONS).collect()
    }

    /// Returns the positions of the articles that share a term with the query, the best first, with the
    /// sums of their weights. A term counts once.
    fn rank(&self, mut query: Vec<String>) -> Vec<(usize, Score)> {
        query.sort_unstable();
        query.dedup();
        let mut scores = vec![Score::default(); self.articles.len()];
        for term in &query {
            // The best of several similar terms.
            let mut weights = BTreeMap::new();
            for (position, factor) in self.matching_terms(term) {
                for posting in self.postings_of(position) {
                    let weight = u32::from(posting.weight) * factor;
                    let best = weights.entry(posting.article).or_default();
                    *best = weight.max(*best);
                }
            }
            for (article, weight) in weights {
                if let Some(score) = scores.get_mut(usize::from(article)) {
                    score.sum += weight;
                    score.terms += 1;
                }
            }
        }
        let mut ranked: Vec<_> = scores.into_iter().enumerate().collect();
        ranked.retain(|(_, score)| score.terms > 0);
        ranked.sort_by_key(|(article, score)| (Reverse(score.sum), *article));
        ranked
    }

    /// Returns the positions of the index terms for a query term, with the factors of their weights: the
    /// term itself, or else similar ones.
    fn matching_terms(&self, term: &str) -> Vec<(usize, u32)> {
        match self.terms.binary_search_by(|known| (**known).cmp(term)) {
            Ok(position) => vec![(position, EXACT_FACTOR)],
            Err(_) => self.similar_terms(term),
        }
    }

    /// Finds terms that differ by a typing error, or that begin with the word or are its beginning. The
    /// latter finds other forms of words in languages whose suffixes are not stripped, and compounds.
    fn similar_terms(&self, term: &str) -> Vec<(usize, u32)> {
        let is_long = |word: &str| word.chars().nth(MIN_SIMILAR_CHARS - 1).is_some();
        let Some(first) = term.chars().next().filter(|_| is_long(term)) else {
            return Vec::new();
        };
        let start = self
            .terms
            .partition_point(|known| **known < *first.encode_utf8(&mut [0; 4]));
        let candidates = self.terms.iter().enumerate().skip(start);
        let same_first = candidates.take_while(|(_, known)| known.starts_with(first));
        let similar = same_first.filter(|(_, known)| {
            is_long(known)
                && (known.starts_with(term)
                    || term.starts_with(&***known)
                    || differs_by_one_edit(term, known))
        });
        similar
            .take(MAX_SIMILAR)
            .map(|(position, _)| (position, 1))
            .collect()
    }
}
