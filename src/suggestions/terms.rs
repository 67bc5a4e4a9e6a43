//! The terms of a text: the same for articles and for queries.
//!
//! The text is in Unicode's form NFKC, which the browser and the server create themselves.

use super::bigrams::is_bigram_char;
use super::stop_words::is_stop_word;
use super::suffixes::strip_suffixes;

/// Maximum length of a text that is read, in characters.
pub const MAX_TEXT_CHARS: usize = 20_000;

/// Maximum length of a word, in characters. Longer ones are keys and hashes.
const MAX_WORD_CHARS: usize = 40;

/// Marks that remove a vowel in scripts of India (Unicode, `Indic_Syllabic_Category=Virama`). They are not
/// alphabetic, but part of a word.
const VIRAMAS: [char; 10] = [
    '\u{94d}', '\u{9cd}', '\u{a4d}', '\u{acd}', '\u{b4d}', '\u{bcd}', '\u{c4d}', '\u{ccd}',
    '\u{d4d}', '\u{dca}',
];

/// Returns the terms of a text, in their order: lower-case words without suffixes and stop words, and
/// pairs of characters in scripts without spaces.
#[must_use]
pub fn terms(text: &str) -> Vec<String> {
    let lower: String = text.chars().take(MAX_TEXT_CHARS).collect();
    let lower = lower.to_lowercase();
    let mut terms = Vec::new();
    let mut word = String::new();
    let mut run: Option<Run> = None;
    let mut chars = lower.chars().peekable();
    while let Some(c) = chars.next() {
        if is_bigram_char(c) {
            push_word(&mut terms, &mut word);
            if let Some(run) = &run {
                terms.push([run.last, c].iter().collect());
            }
            let is_first = run.is_none();
            run = Some(Run { last: c, is_first });
            continue;
        }
        push_single(&mut terms, run.take());
        if is_word_char(c) {
            word.push(c);
        } else if !(is_joiner(c, &word) && chars.peek().copied().is_some_and(is_word_char)) {
            push_word(&mut terms, &mut word);
        }
    }
    push_single(&mut terms, run);
    push_word(&mut terms, &mut word);
    terms
}

/// Characters of a script without spaces, up to the current one.
struct Run {
    last: char,
    is_first: bool,
}

/// A run of one character has no pair.
fn push_single(terms: &mut Vec<String>, run: Option<Run>) {
    terms.extend(
        run.filter(|run| run.is_first)
            .map(|run| run.last.to_string()),
    );
}

fn push_word(terms: &mut Vec<String>, word: &mut String) {
    let word = std::mem::take(word);
    let length = word.chars().count();
    if (2..=MAX_WORD_CHARS).contains(&length) && !is_stop_word(&word) {
        terms.push(strip_suffixes(word));
    }
}

fn is_word_char(c: char) -> bool {
    let is_mark = ('\u{300}'..='\u{36f}').contains(&c) || VIRAMAS.contains(&c);
    !is_bigram_char(c) && (c.is_alphanumeric() || is_mark)
}

/// Returns `true` for an apostrophe in a word (`can't`) and for the hyphen of `e-mail`.
fn is_joiner(c: char, word: &str) -> bool {
    match c {
        '\'' | '’' => !word.is_empty(),
        '-' => matches!(word.as_bytes(), [letter] if letter.is_ascii_lowercase()),
        _ => false,
    }
}
