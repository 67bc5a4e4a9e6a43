//! Comparison of a text with what WHMCS has stored of it.

use super::html_entities::decode_html_entities;
use super::lossy_text::{StoredLetters, TRUNCATED_ENTITY, compare_lossy, is_letter};

/// Maximum number of characters of a truncated text. MySQL's `TEXT` columns have 65,535 bytes. WHMCS
/// disables strict mode, in which MySQL would refuse a longer text.
const MAX_TRUNCATED: usize = 65_535;

/// Minimum size of a truncated text in its column, in bytes: a part of a character at its end, or white
/// space, may be missing.
const MIN_TRUNCATED: usize = 65_000;

/// Maximum size of a character that was encoded twice, `&amp;quot;`, in bytes.
const MAX_ENTITY: usize = 10;

/// Maximum number of bytes for each byte of a character: with a connection in Latin-1, each is stored as a
/// character.
const MAX_BYTE: usize = 3;

/// Minimum number of letters and digits that identify the start of a text.
const MIN_START: usize = 1_000;

/// Compares two strings by their letters and digits: WHMCS encodes some characters as HTML entities,
/// possibly twice, and changes line ends. A database without four-byte UTF-8 omits emoji, or ends the text
/// before the first one. A database with a smaller character set stores question marks for all characters
/// that it lacks. It may have truncated a long text. Returns `true` only if enough letters are stored to
/// identify the text: with fewer, it may be another one.
pub(super) fn is_same_text(stored: &str, sent: &str) -> bool {
    let sent_letters = normalized(sent);
    any_decoding(stored, |decoded| {
        if sent_letters.is_empty() {
            return is_same_symbols(decoded, sent);
        }
        let stored_letters = normalized(decoded);
        let identifies = |it: StoredLetters| it.identify_text();
        let identifies_start = |it: StoredLetters| it.kept >= MIN_START && it.identify_text();
        stored_letters == sent_letters
            || before_emoji(&stored_letters, sent).is_some_and(identifies)
            || compare_lossy(decoded, sent, false).is_some_and(identifies)
            || (may_be_truncated(decoded)
                && compare_lossy(decoded, sent, true).is_some_and(identifies_start))
    })
}

/// Like [`is_same_text`], but also returns `true` if the stored text may be the sent one after a database
/// lost the letters that identify it.
pub(super) fn may_be_same_text(stored: &str, sent: &str) -> bool {
    let may_be_same = |decoded: &str| {
        let stored_letters = normalized(decoded);
        stored_letters == normalized(sent)
            || before_emoji(&stored_letters, sent).is_some()
            || compare_lossy(decoded, sent, false).is_some()
            || (may_be_truncated(decoded) && compare_lossy(decoded, sent, true).is_some())
    };
    is_same_text(stored, sent) || any_decoding(stored, may_be_same)
}

/// Returns `true` if the stored text has all words of the sent one, in the same order: a hook may have
/// added others, such as a signature or the tags of HTML. A text without words, such as an emoji, cannot be
/// compared, and counts as contained.
pub(super) fn contains_text(stored: &str, sent: &str) -> bool {
    any_decoding(stored, |decoded| {
        let mut stored = words(decoded);
        words(sent).all(|word| stored.any(|other| other == word))
    })
}

/// Returns `true` if a text matches as it is stored, or after its entities were decoded once or twice.
fn any_decoding(stored: &str, is_match: impl Fn(&str) -> bool) -> bool {
    if is_match(stored) {
        return true;
    }
    let decoded = decode_html_entities(stored);
    if decoded == stored {
        return false;
    }
    if is_match(&decoded) {
        return true;
    }
    let decoded_twice = decode_html_entities(&decoded);
    decoded_twice != decoded && is_match(&decoded_twice)
}

/// Returns `true` if the end of a text without entities may be missing, because its column was full.
fn may_be_truncated(decoded: &str) -> bool {
    let size = |byte: u8| match byte {
        b'&' | b'"' | b'\'' | b'<' | b'>' => MAX_ENTITY,
        b'\n' => 2,
        0x80.. => MAX_BYTE,
        _ => 1,
    };
    decoded.bytes().map(size).sum::<usize>() >= MIN_TRUNCATED
        && decoded.chars().count() <= MAX_TRUNCATED
}

/// Compares texts without letters, such as an emoji, by all of their visible characters.
fn is_same_symbols(stored: &str, sent: &str) -> bool {
    let is_truncated = may_be_truncated(stored);
    let visible = |text: &str| text.split_whitespace().collect::<String>();
    let (stored, sent) = (visible(stored), visible(sent));
    let start = without_entity(&stored);
    stored == sent || (is_truncated && !start.is_empty() && sent.starts_with(start))
}

/// Returns the numbers of stored and lost letters if the stored text ends before the first emoji of the
/// sent one.
fn before_emoji(stored_letters: &str, sent: &str) -> Option<StoredLetters> {
    let (before, after) = sent.split_once(|character| character > '\u{ffff}')?;
    (stored_letters == normalized(before)).then(|| StoredLetters {
        kept: stored_letters.chars().count(),
        lost: normalized(after).chars().count(),
    })
}

/// Returns the letters and digits that every database can store.
pub(super) fn normalized(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    kept.extend(words(text));
    kept
}

/// Splits a text into runs of letters and digits that every database can store.
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|character| !is_letter(character))
        .filter(|word| !word.is_empty())
}

fn without_entity(text: &str) -> &str {
    let last = text.char_indices().rev().nth(TRUNCATED_ENTITY - 1);
    last.map_or("", |(index, _)| text.get(..index).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    /// The WHMCS add-on is tested with the same cases.
    const CASES: &str = include_str!("../../../integrations/whmcs/tests/stored-texts.json");

    #[test]
    fn a_text_is_recognized_only_if_the_stored_letters_identify_it() {
        let cases: Vec<Value> = serde_json::from_str(CASES).unwrap();
        assert!(cases.len() > 25);
        for case in cases {
            let [name, sent, stored] =
                ["name", "sent", "stored"].map(|it| case[it].as_str().unwrap());
            let is_same = case["is_same"].as_bool().unwrap();
            let may_be_same = case["may_be_same"].as_bool().unwrap();
            assert_eq!(is_same_text(stored, sent), is_same, "{name}");
            assert_eq!(
                may_be_same_text(stored, sent),
                may_be_same,
                "{name}: may be"
            );
        }
    }

    #[test]
    fn a_large_text_of_a_few_letters_is_not_the_start_of_every_text() {
        let few_letters = format!("Hello{}", " ".repeat(30_000));
        let other = "Another message. ".repeat(2_000);
        assert!(!is_same_text(&few_letters, &other));
        assert!(is_same_text(&few_letters, &few_letters));
    }

    /// A text that is shorter than a column of 65,535 bytes, or longer, was not truncated by it.
    #[test]
    fn a_longer_version_of_a_long_text_is_another_one() {
        for repetitions in [1_300, 3_700] {
            let log = "Error in line 17. ".repeat(repetitions);
            let longer = format!("{log}I found out more: it is the disk of web-1.");
            assert!(!may_be_same_text(&log, &longer));
        }
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
