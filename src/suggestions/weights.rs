//! Weights of terms in articles by Okapi BM25 (Robertson and Zaragoza, 2009, section 3.3).

use std::collections::BTreeMap;

/// Saturation of the frequency of a term.
const K1: f64 = 1.2;

/// Normalization by the length of an article.
const B: f64 = 0.75;

/// Term frequency of one occurrence in the title.
const TITLE_FACTOR: u32 = 3;

/// Frequencies of the terms of an article.
pub type Frequencies = BTreeMap<String, u32>;

/// Counts the terms of title and text.
pub fn count_terms(title: Vec<String>, text: Vec<String>) -> Frequencies {
    let mut frequencies = Frequencies::new();
    let title = title.into_iter().map(|term| (term, TITLE_FACTOR));
    for (term, count) in title.chain(text.into_iter().map(|term| (term, 1))) {
        *frequencies.entry(term).or_default() += count;
    }
    frequencies
}

/// Returns the weight of each term in each article.
pub fn bm25(articles: &[Frequencies]) -> Vec<Vec<(&str, f64)>> {
    let count = articles.len() as f64;
    let length = |article: &Frequencies| f64::from(article.values().sum::<u32>());
    let average = articles.iter().map(length).sum::<f64>() / count;
    let mut article_counts: BTreeMap<&str, f64> = BTreeMap::new();
    for term in articles.iter().flat_map(BTreeMap::keys) {
        *article_counts.entry(term).or_default() += 1.0;
    }
    let mut all = Vec::new();
    for article in articles {
        let norm = K1 * (1.0 - B + B * length(article) / average);
        let mut weights = Vec::new();
        for (term, frequency) in article {
            let containing = article_counts.get(term.as_str()).copied().unwrap_or(1.0);
            let idf = (1.0 + (count - containing + 0.5) / (containing + 0.5)).ln();
            let frequency = f64::from(*frequency);
            let saturated = frequency * (K1 + 1.0) / (frequency + norm);
            weights.push((term.as_str(), idf * saturated));
        }
        all.push(weights);
    }
    all
}
