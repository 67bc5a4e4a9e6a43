//! Ranking of the articles by subject and message.

use super::index::{Index, Link, Posting};
use super::limits::{MAX_QUERY_CHARS, MAX_SUGGESTIONS};
use super::terms::push_terms;
use crate::ticket::differs_by_one_edit;

/// Minimum length of a word that may contain a typing error or be part of a longer one, in characters.
const MIN_SIMILAR_CHARS: usize = 5;

/// Maximum number of index terms for a word that is not in the index.
const MAX_SIMILAR: usize = 4;

/// Weight of an exact term, relative to a similar one.
const EXACT_FACTOR: u32 = 2;

/// Minimum number of terms that an article shares with the text, and minimum sum of their weights: a single
/// word or several common words are weak evidence.
const MIN_TERMS: u32 = 2;
const MIN_SCORE: u32 = 20 * EXACT_FACTOR;

#[derive(Clone, Copy, Default)]
struct Score {
    sum: u32,
    terms: u32,
    /// Number of the query term that was added last, from 1, and its weight, a part of the sum.
    last: usize,
    weight: u32,
}

/// The sums of the articles' weights.
struct Scores(Vec<Score>);

impl Scores {
    /// Adds the weights of an index term for a query term. If several similar terms match, the one with the
    /// highest weight counts.
    fn add(&mut self, postings: &[Posting], query_term: usize, factor: u32) {
        for posting in postings {
            let Some(score) = self.0.get_mut(usize::from(posting.article)) else {
                continue;
            };
            if score.last != query_term {
                (score.last, score.weight) = (query_term, 0);
                score.terms += 1;
            }
            let more = (u32::from(posting.weight) * factor).saturating_sub(score.weight);
            score.weight += more;
            score.sum += more;
        }
    }

    /// Removes the best match and returns its position. Ties go to the first article.
    fn take_best(&mut self) -> Option<usize> {
        let (mut best, mut sum) = (None, MIN_SCORE - 1);
        for (article, score) in self.0.iter().enumerate() {
            if score.terms >= MIN_TERMS && score.sum > sum {
                (best, sum) = (Some(article), score.sum);
            }
        }
        self.0.get_mut(best?)?.sum = 0;
        best
    }
}

impl Index {
    /// Returns the best matches, at most [`MAX_SUGGESTIONS`], best first. Both texts are in NFKC and lower
    /// case.
    #[must_use]
    pub fn suggest(&self, subject: &str, message: &str) -> Vec<Link> {
        let mut query = Vec::new();
        for text in [subject, message] {
            let end = text.char_indices().nth(MAX_QUERY_CHARS);
            let text = end.and_then(|(end, _)| text.get(..end)).unwrap_or(text);
            push_terms(&mut query, text);
        }
        let mut scores = self.score(&query);
        let mut links = Vec::new();
        while links.len() < MAX_SUGGESTIONS
            && let Some(best) = scores.take_best()
        {
            links.extend(self.articles.get(best).cloned().flatten());
        }
        links
    }

    /// Returns the scores of all articles. A term counts once.
    fn score(&self, query: &[String]) -> Scores {
        let mut scores = Scores(vec![Score::default(); self.articles.len()]);
        let mut is_counted = vec![false; self.terms.len()];
        for (position, term) in query.iter().enumerate() {
            match self.search(term) {
                Ok(known) => {
                    let counted = is_counted.get_mut(known);
                    if counted.is_some_and(|counted| !std::mem::replace(counted, true)) {
                        scores.add(self.postings_of(known), position + 1, EXACT_FACTOR);
                    }
                }
                // Few terms are both unknown and long, so this linear search for repeated terms is rare.
                Err(_) if !is_long(term) || query[..position].contains(term) => {}
                Err(_) => {
                    for similar in self.similar_terms(term) {
                        scores.add(self.postings_of(similar), position + 1, 1);
                    }
                }
            }
        }
        scores
    }

    /// Returns the position of a term, or else its insertion point.
    #[inline(never)]
    fn search(&self, term: &str) -> Result<usize, usize> {
        self.terms.binary_search_by(|known| (**known).cmp(term))
    }

    /// Finds terms that differ by a typing error, or of which one is a prefix of the other. Prefixes find
    /// other forms of words in languages whose suffixes are not stripped, and compounds.
    fn similar_terms(&self, term: &str) -> Vec<usize> {
        let mut similar = Vec::new();
        let first = term.chars().next().map_or(0, char::len_utf8);
        let first = &term[..first];
        let (Ok(mut position) | Err(mut position)) = self.search(first);
        while similar.len() < MAX_SIMILAR
            && let Some(known) = self.terms.get(position)
            && known.starts_with(first)
        {
            let begins = || known.starts_with(term) || term.starts_with(&**known);
            if is_long(known) && (begins() || differs_by_one_edit(term, known)) {
                similar.push(position);
            }
            position += 1;
        }
        similar
    }
}

fn is_long(word: &str) -> bool {
    word.chars().nth(MIN_SIMILAR_CHARS - 1).is_some()
}
