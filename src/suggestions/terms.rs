//! The terms of a text: the same for articles and for queries.
//!
//! The text is in NFKC and lower case. The caller converts it: the browser already contains the case-mapping
//! tables.

use super::bigrams::is_bigram_char;
use super::stop_words::is_stop_word;
use super::suffixes::strip_suffixes;

/// Maximum length of a word, in characters. Longer ones are keys and hashes.
const MAX_WORD_CHARS: usize = 40;

/// Marks that remove a vowel in Indic scripts (Unicode, `Indic_Syllabic_Category=Virama`). They are not
/// alphabetic, but part of a word.
const VIRAMAS: [char; 10] = [
    '\u{94d}', '\u{9cd}', '\u{a4d}', '\u{acd}', '\u{b4d}', '\u{bcd}', '\u{c4d}', '\u{ccd}',
    '\u{d4d}', '\u{dca}',
];

/// Returns the terms of a text, in order: words that are not stop words, with suffixes stripped, and bigrams
/// in scripts without spaces.
#[must_use]
pub fn terms(text: &str) -> Vec<String> {
    let mut terms = Vec::new();
    push_terms(&mut terms, text);
    terms
}

/// Appends the [`terms`] of a text.
pub(super) fn push_terms(terms: &mut Vec<String>, text: &str) {
    let mut word = String::new();
    let mut run: Option<Run> = None;
    let mut chars = text.char_indices();
    while let Some((start, c)) = chars.next() {
        if is_bigram_char(c) {
            push_word(terms, &mut word);
            if let Some(run) = &run {
                terms.push(text[run.last..chars.offset()].to_owned());
            }
            let is_first = run.is_none();
            run = Some(Run {
                last: start,
                is_first,
            });
            continue;
        }
        push_single(terms, text, run.take(), start);
        if is_word_char(c) {
            word.push(c);
        } else if !(is_joiner(c, &word) && chars.as_str().starts_with(is_word_char)) {
            push_word(terms, &mut word);
        }
    }
    push_single(terms, text, run, text.len());
    push_word(terms, &mut word);
}

/// Characters of a script without spaces, up to the current one.
struct Run {
    /// Position of the last one.
    last: usize,
    is_first: bool,
}

/// Pushes the character of a run of one, which has no bigram.
fn push_single(terms: &mut Vec<String>, text: &str, run: Option<Run>, end: usize) {
    if let Some(run) = run
        && run.is_first
    {
        terms.push(text[run.last..end].to_owned());
    }
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
