//! Comparison of a text with what WHMCS has stored of it.

use super::html_entities::decode_html_entities;

/// Minimum size of a text that may have been truncated, in bytes, with HTML entities. MySQL's `TEXT` columns
/// have 65,535 bytes, and with a connection in Latin-1, each byte of a character takes up to three of them.
/// WHMCS disables strict mode, in which MySQL would refuse a longer text.
const MIN_TRUNCATED: usize = 21_845;

/// Maximum size of an encoded character, `&quot;`, in bytes.
const MAX_ENTITY: usize = 6;

/// Number of characters at the end of a truncated text that are not compared: they may be a part of an HTML
/// entity.
const TRUNCATED_ENTITY: usize = 16;

/// Compares two strings by their letters and digits: WHMCS encodes some characters as HTML
/// entities, possibly twice, changes line ends, and a database without four-byte UTF-8 omits emoji, or ends
/// the text before the first one. A database with a smaller character set stores question marks for all
/// characters that it lacks. It may have truncated a long text.
pub(super) fn is_same_text(stored: &str, sent: &str) -> bool {
    let decoded = decode_html_entities(stored);
    let decoded_twice = decode_html_entities(&decoded);
    let may_be_truncated =
        stored.len() >= MIN_TRUNCATED && sent.len().saturating_mul(MAX_ENTITY) >= MIN_TRUNCATED;
    [stored, &decoded, &decoded_twice]
        .into_iter()
        .any(|stored| is_same_decoded(stored, sent, may_be_truncated))
}

/// Returns `true` if the stored text has all words of the sent one, in the same order: a hook may have added
/// others, such as a signature or the tags of HTML. A text without words, such as an emoji, cannot be compared,
/// and counts as contained.
pub(super) fn contains_text(stored: &str, sent: &str) -> bool {
    let decoded = decode_html_entities(stored);
    let decoded_twice = decode_html_entities(&decoded);
    [stored, &decoded, &decoded_twice]
        .into_iter()
        .any(|stored| contains_words(stored, sent))
}

fn contains_words(stored: &str, sent: &str) -> bool {
    let mut stored = words(stored);
    words(sent).all(|word| stored.any(|other| other == word))
}

fn is_same_decoded(stored: &str, sent: &str, may_be_truncated: bool) -> bool {
    let question_marks = |text: &str| text.matches(['?', '\u{fffd}']).count();
    let is_lossy = question_marks(stored) > question_marks(sent);
    let is_same = |stored: &str, sent: &str| {
        // A text of symbols only has no letters to compare, but may end with those of a truncated entity.
        let start = without_end(stored);
        let is_start = sent.starts_with(start) && (sent.is_empty() || !start.is_empty());
        stored == sent || (may_be_truncated && is_start)
    };
    let before_emoji = sent.split_once(|character| character > '\u{ffff}');
    let normalized_stored = normalized(stored);
    is_same(&normalized_stored, &normalized(sent))
        || before_emoji.is_some_and(|(before, _)| normalized_stored == normalized(before))
        || (is_lossy && is_same(&ascii_only(stored), &ascii_only(sent)))
}

/// Returns the letters and digits that every database can store.
pub(super) fn normalized(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    for word in words(text) {
        kept.push_str(word);
    }
    kept
}

/// Splits a text into runs of letters and digits that every database can store.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let is_kept = |character: char| character.is_alphanumeric() && character <= '\u{ffff}';
    text.split(move |character| !is_kept(character))
        .filter(|word| !word.is_empty())
}

fn ascii_only(text: &str) -> String {
    let is_kept = |character: &char| character.is_ascii_alphanumeric();
    text.chars().filter(is_kept).collect()
}

fn without_end(text: &str) -> &str {
    let last = text.char_indices().rev().nth(TRUNCATED_ENTITY - 1);
    last.map_or("", |(index, _)| text.get(..index).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_large_text_of_a_few_letters_is_not_the_start_of_every_text() {
        let few_letters = format!("Hello{}", " ".repeat(30_000));
        let other = "Another message. ".repeat(2_000);
        assert!(!is_same_text(&few_letters, &other));
        assert!(is_same_text(&few_letters, &few_letters));
    }

    #[test]
    fn a_text_contains_another_if_it_has_its_words_in_their_order() {
        let sent = "Is *web-1* down? Q&A 🦀";
        for stored in [
            "Is *web-1* down? Q&amp;A\n\n-- \nAda",
            "<p>Is <em>web-1</em> down?<br>Q&amp;amp;A</p>",
            "From the website: Is it? Is web 1 server down? Q & A",
        ] {
            assert!(contains_text(stored, sent), "{stored}");
        }
        for stored in [
            "Is *web-1* down? Q",
            "Is *web-2* down? Q&A",
            "Down? Is *web-1* Q&A",
            "Is *web1* down? Q&A",
            "",
        ] {
            assert!(!contains_text(stored, sent), "{stored}");
        }
        assert!(contains_text("Hello", "🦀"));
    }
}
