//! The index and its ranking, compared with a direct implementation of BM25.

use super::{knowledge_base, suggest, terms};
use open_ticket::suggestions::{Article, Index, MAX_SUGGESTIONS, build_index};
use proptest::prelude::*;
use serde_json::{Value, json};

/// Words that neither have suffixes nor resemble each other.
const WORDS: [&str; 12] = [
    "alpha", "bravo", "kilo", "delta", "echo", "foxtrot", "golf", "hotel", "india", "juliet",
    "lima", "mango",
];

/// Words of an article; one in the title counts three times.
fn words_of(article: &Article) -> Vec<String> {
    let title = terms(&article.title);
    [title.clone(), title.clone(), title, terms(&article.text)].concat()
}

/// BM25 of one article, straight from its definition.
fn naive_bm25(articles: &[Vec<String>], article: &[String], query: &[String]) -> f64 {
    let count = articles.len() as f64;
    let average = articles.iter().map(Vec::len).sum::<usize>() as f64 / count;
    let weight = |term: &String| {
        let frequency = article.iter().filter(|word| *word == term).count() as f64;
        let with_term = articles.iter().filter(|words| words.contains(term)).count() as f64;
        let idf = ((count - with_term + 0.5) / (with_term + 0.5) + 1.0).ln();
        let length = article.len() as f64;
        idf * frequency * 2.2 / (frequency + 1.2 * (0.25 + 0.75 * length / average))
    };
    query.iter().map(weight).sum()
}

fn words(count: std::ops::Range<usize>) -> impl Strategy<Value = String> {
    let word = proptest::sample::select(WORDS.to_vec());
    proptest::collection::vec(word, count).prop_map(|words| words.join(" "))
}

fn articles() -> impl Strategy<Value = Vec<Article>> {
    let article = (words(1..4), words(1..30));
    proptest::collection::vec(article, 1..12).prop_map(|texts| {
        let with_url = |(number, (title, text))| Article {
            title,
            url: format!("https://example.com/{number}"),
            text,
        };
        texts.into_iter().enumerate().map(with_url).collect()
    })
}

proptest! {
    #[test]
    fn the_order_is_that_of_bm25_within_the_rounding_of_the_weights(
        articles in articles(),
        query in proptest::sample::subsequence(WORDS.to_vec(), 2..5),
    ) {
        let index = Index::decode(&build_index(&articles)).unwrap();
        let query: Vec<String> = terms(&query.join(" "));
        let words: Vec<_> = articles.iter().map(words_of).collect();
        let score = |article: &Vec<String>| naive_bm25(&words, article, &query);
        let all: Vec<_> = words.iter().map(score).collect();
        // The largest weight of a single term is quantized to 31 steps: rounding changes a weight by at most
        // half a step, and no weight is below one step.
        let singles: Vec<_> = WORDS.iter().map(|word| terms(word)).collect();
        let pairs = words.iter().flat_map(|article| singles.iter().map(move |word| (article, word)));
        let weights = pairs.map(|(article, word)| naive_bm25(&words, article, word));
        let step = weights.fold(0.0, f64::max) / 31.0;
        let tolerance = 2.0 * step * query.len() as f64;
        let shown = suggest(&index, "", &query.join(" "));
        prop_assert!(shown.len() <= MAX_SUGGESTIONS);
        let shown: Vec<f64> = shown.iter().map(|link| {
            let position = articles.iter().position(|article| article.url == link.url);
            all[position.unwrap()]
        }).collect();
        for pair in shown.windows(2) {
            prop_assert!(pair[0] >= pair[1] - tolerance, "{shown:?}");
        }
        // An article must share two terms with the query. No such article with a clearly better
        // score is missing.
        let shares_two = |article: &[String]| {
            query.iter().filter(|term| article.contains(term)).count() >= 2
        };
        if let Some(last) = shown.last().filter(|_| shown.len() == MAX_SUGGESTIONS) {
            let scored = words.iter().zip(&all);
            let better = scored
                .filter(|(article, score)| shares_two(article) && **score > last + tolerance)
                .count();
            prop_assert!(better < MAX_SUGGESTIONS, "{all:?} {shown:?}");
        }
    }

    #[test]
    fn a_damaged_index_is_refused_or_ranked_without_a_panic(
        position in any::<prop::sample::Index>(),
        byte in any::<u8>(),
    ) {
        let mut bytes = small_index().into_bytes();
        let position = position.index(bytes.len());
        bytes[position] = byte;
        if let Some(index) = Index::decode(&String::from_utf8_lossy(&bytes)) {
            let suggestions = suggest(&index, "Renew a domain", "My mailbox is full");
            prop_assert!(suggestions.len() <= MAX_SUGGESTIONS);
        }
    }

    #[test]
    fn any_text_is_ranked_without_a_panic(subject in ".{0,80}", message in ".{0,300}") {
        let index = small_index();
        let index = Index::decode(&index).unwrap();
        prop_assert!(suggest(&index, &subject, &message).len() <= MAX_SUGGESTIONS);
    }
}

/// Returns an index of a few articles, built once.
fn small_index() -> String {
    static INDEX: std::sync::OnceLock<String> = std::sync::OnceLock::new();
    INDEX
        .get_or_init(|| build_index(&knowledge_base()[..20]))
        .clone()
}

fn titles(message: &str) -> Vec<String> {
    let index = Index::decode(&build_index(&knowledge_base())).unwrap();
    let links = suggest(&index, "", message);
    links.into_iter().map(|link| link.title.clone()).collect()
}

#[test]
fn a_repeated_word_counts_once_and_the_order_of_words_does_not_matter() {
    let index = Index::decode(&build_index(&knowledge_base())).unwrap();
    for message in [
        "renew my domain",
        "instal dokcer contianers",
        "emial forwardng bounces",
    ] {
        let expected = suggest(&index, "", message);
        assert_eq!(suggest(&index, message, message), expected, "{message}");
        let reversed: Vec<_> = message.split(' ').rev().collect();
        assert_eq!(
            suggest(&index, "", &reversed.join(" ")),
            expected,
            "{message}"
        );
    }
}

#[test]
fn words_with_a_typing_error_and_longer_words_are_found() {
    let expected = "Install Docker";
    for message in [
        "install docker",
        "instal dokcer",
        "how to instll dockers",
        "INSTALL DOCKERS",
    ] {
        assert!(
            titles(message).contains(&expected.to_owned()),
            "{message}: {:?}",
            titles(message)
        );
    }
}

#[test]
fn a_title_weighs_more_than_a_text() {
    let article = |number: usize, title: &str, text: &str| Article {
        title: title.into(),
        url: format!("https://example.com/{number}"),
        text: text.into(),
    };
    let mut articles = vec![
        article(0, "Something else", "golf hotel and three other words"),
        article(1, "Golf hotel", "Something else and three other words"),
    ];
    articles.extend((2..9).map(|number| article(number, "India lima", "Kilo delta echo")));
    let index = Index::decode(&build_index(&articles)).unwrap();
    let urls: Vec<_> = suggest(&index, "golf", "hotel")
        .iter()
        .map(|link| link.url.clone())
        .collect();
    assert_eq!(urls, ["https://example.com/1", "https://example.com/0"]);
}

#[test]
fn an_index_that_is_not_consistent_is_refused() {
    let valid: Value = serde_json::from_str(&build_index(&knowledge_base()[..3])).unwrap();
    assert!(Index::decode(&valid.to_string()).is_some());
    for (key, value) in [
        ("version", json!(2)),
        ("articles", json!([["One article", "https://example.com/"]])),
        ("terms", json!("b a")),
        ("terms", json!(3)),
        ("counts", json!("B")),
        ("gaps", json!("gggggggg")),
        ("weights", json!("")),
        ("weights", json!("!")),
    ] {
        let mut damaged = valid.clone();
        damaged[key] = value;
        assert!(
            Index::decode(&damaged.to_string()).is_none(),
            "{key} {}",
            damaged[key]
        );
    }
    let mut longer = valid.clone();
    longer["weights"] = json!(format!("{}A", valid["weights"].as_str().unwrap()));
    assert!(Index::decode(&longer.to_string()).is_none());
    for text in ["", "{}", "[]", "null", "<!doctype html>", "{\"version\":1}"] {
        assert!(Index::decode(text).is_none(), "{text}");
    }
}

#[test]
fn an_entry_that_cannot_be_linked_is_left_out_and_the_others_are_suggested() {
    let article = |number: usize| Article {
        title: "Renew a domain".to_owned(),
        url: format!("https://example.com/{number}"),
        text: "Select the domain and renew it.".to_owned(),
    };
    let mut articles: Vec<_> = (0..3).map(article).collect();
    // A term of all articles has little weight.
    articles.extend(knowledge_base().into_iter().skip(200).take(20));
    let valid: Value = serde_json::from_str(&build_index(&articles)).unwrap();
    for wrong in [
        json!(["Script", "javascript:alert(1)"]),
        json!(["Credentials", "https://user@example.com/"]),
        json!([
            "Too long",
            format!("https://example.com/{}", "x".repeat(2_000))
        ]),
        json!(["", "https://example.com/"]),
        json!(["No URL"]),
        json!(null),
    ] {
        let mut index = valid.clone();
        index["articles"][0] = wrong;
        let index = Index::decode(&index.to_string()).unwrap();
        let links = suggest(&index, "Renew", "my domain");
        let urls: Vec<_> = links.iter().map(|link| link.url.as_str()).collect();
        assert_eq!(urls, ["https://example.com/1", "https://example.com/2"]);
    }
}

#[test]
fn an_index_without_articles_suggests_nothing() {
    let index = Index::decode(&build_index(&[]));
    assert!(index.is_none_or(|index| suggest(&index, "Renew", "domain").is_empty()));
}
