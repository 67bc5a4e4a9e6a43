//! Quality of the ranking: 200 questions about a knowledge base of 300 articles. Articles and questions
//! were written before the ranking, and are not changed for it.

use super::{knowledge_base, suggest};
use open_ticket::suggestions::{Index, build_index};
use std::collections::HashSet;

#[test]
fn the_right_article_is_among_three_suggestions_for_four_of_five_questions() {
    let articles = knowledge_base();
    let titles: HashSet<_> = articles.iter().map(|article| &article.title).collect();
    assert_eq!((articles.len(), titles.len()), (300, 300));
    for article in &articles {
        let words = article.text.split_whitespace().count();
        assert!(
            (60..=150).contains(&words),
            "{}: {words} words",
            article.title
        );
    }
    let index = Index::decode(&build_index(&articles)).unwrap();
    let questions = include_str!("../fixtures/suggestions/questions.json");
    let questions: serde_json::Value = serde_json::from_str(questions).unwrap();
    let questions = questions.as_array().unwrap();
    assert_eq!(questions.len(), 200);
    let mut missed = Vec::new();
    for question in questions {
        let text = |key: &str| question[key].as_str().unwrap();
        let suggestions = suggest(&index, text("subject"), text("message"));
        if !suggestions.iter().any(|link| link.url == text("article")) {
            let titles: Vec<_> = suggestions.iter().map(|link| &link.title).collect();
            missed.push(format!(
                "{} | {} -> {titles:?}",
                text("subject"),
                text("article")
            ));
        }
    }
    let found = questions.len() - missed.len();
    println!(
        "the right article is in the top three for {found} of {} questions",
        questions.len()
    );
    for line in &missed {
        println!("missed: {line}");
    }
    assert!(
        found * 100 >= questions.len() * 80,
        "{found} of {}",
        questions.len()
    );
}

#[test]
fn text_about_something_else_gets_no_suggestion() {
    let index = Index::decode(&build_index(&knowledge_base())).unwrap();
    for (subject, message) in [
        ("", ""),
        (
            "Hello",
            "Could you please help me? Thank you very much in advance!",
        ),
        (
            "Question",
            "My grandmother baked a wonderful cake with strawberries.",
        ),
        ("", "Das Wetter ist heute wunderbar, und die Vögel singen."),
        ("???", "😀😀😀 !!! 12"),
    ] {
        assert_eq!(
            suggest(&index, subject, message),
            Vec::new(),
            "{subject} {message}"
        );
    }
}
