//! Comparison of a text with one in which a database has replaced characters that it lacks.

use std::collections::HashSet;

/// Maximum number of question marks that replace a character: one for each of its bytes.
const MAX_MARKS: usize = 4;

/// Maximum number of characters that a U+FFFD replaces: their bytes were read as one incomplete character.
const MAX_REPLACED: usize = 3;

/// Number of characters at the end of a truncated text that are not compared: they may be a part of an HTML
/// entity or of a character.
pub(super) const TRUNCATED_ENTITY: usize = 16;

/// Minimum number of stored letters and digits that identify a text without the others: a short word with a
/// question mark, such as `B?r`, matches many words.
const MIN_KEPT: usize = 4;

/// Numbers of letters and digits of a text: those that a database has stored, and those that it has lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct StoredLetters {
    pub kept: usize,
    pub lost: usize,
}

/// Text between two stored letters.
#[derive(Default)]
struct Gap {
    /// Letters and digits that were not stored.
    lost: usize,
    /// Other characters outside of ASCII, which may be stored as question marks.
    symbols: usize,
    /// ASCII question marks.
    question_marks: usize,
    /// Replacement characters, U+FFFD.
    replacements: usize,
}

impl StoredLetters {
    /// Returns `true` if the stored letters identify the text: at least as many as those that were lost. If
    /// a message is in another alphabet, perhaps only a name or a number is stored, which others may
    /// contain, too.
    pub(super) const fn identify_text(self) -> bool {
        self.kept >= MIN_KEPT && self.kept >= self.lost
    }
}

/// Compares a text with a stored one that may have question marks instead of some characters. Returns the
/// numbers of letters if the sent text may have been stored like this.
///
/// A database stores all ASCII letters and digits, and any other character always or never: a letter that
/// the stored text contains was not replaced elsewhere. All other letters of the sent text must be replaced
/// by question marks in place, one for each character or up to one for each byte. `is_start` is `true` if
/// the end of the stored text may be missing.
///
/// Texts with the same letters must have been compared before: a complete text without question marks has
/// lost no letter, so this function returns `None` without a comparison.
pub(super) fn compare_lossy(stored: &str, sent: &str, is_start: bool) -> Option<StoredLetters> {
    if !is_start && !stored.contains(['?', '\u{fffd}']) {
        return None;
    }
    let stored = match is_start {
        true => without_end(stored)?,
        false => stored,
    };
    let is_other = |it: &char| !it.is_ascii() && is_letter(*it);
    let storable: HashSet<char> = stored.chars().filter(is_other).collect();
    let (mut stored, mut sent) = (stored.chars(), sent.chars());
    let mut letters = StoredLetters { kept: 0, lost: 0 };
    loop {
        let (stored_gap, stored_letter) = next_letter(&mut stored, |_| true);
        let is_kept = |letter: char| letter.is_ascii() || storable.contains(&letter);
        let (sent_gap, sent_letter) = next_letter(&mut sent, is_kept);
        let is_truncated = is_start && stored_letter.is_none();
        if !stored_gap.can_replace(&sent_gap, is_truncated) {
            return None;
        }
        letters.lost += match is_truncated {
            true => sent_gap.lost.min(stored_gap.marks()),
            false => sent_gap.lost,
        };
        if is_truncated || (stored_letter.is_none() && sent_letter.is_none()) {
            return Some(letters);
        }
        if stored_letter != sent_letter {
            return None;
        }
        letters.kept += 1;
    }
}

impl Gap {
    const fn marks(&self) -> usize {
        self.question_marks + self.replacements
    }

    /// Returns `true` if this may be stored instead of a gap of the sent text.
    const fn can_replace(&self, sent: &Self, is_truncated: bool) -> bool {
        let replaced = self.question_marks + MAX_REPLACED * self.replacements;
        let is_complete =
            is_truncated || sent.lost == 0 || replaced >= sent.lost + sent.question_marks;
        let replaceable = sent.lost + sent.symbols + sent.replacements;
        is_complete && self.marks() <= MAX_MARKS * replaceable + sent.question_marks
    }
}

/// Returns `true` for the letters and digits that are compared: characters with Unicode's property
/// Alphabetic, such as a vowel sign of Hindi, Thai or Arabic, or of its categories of numbers. A database
/// without four-byte UTF-8 lacks those above U+FFFF. The WHMCS add-on has the same list.
pub(super) fn is_letter(character: char) -> bool {
    character.is_alphanumeric() && character <= '\u{ffff}'
}

/// Returns the next letter that was stored, and the text before it.
fn next_letter(
    text: &mut impl Iterator<Item = char>,
    is_kept: impl Fn(char) -> bool,
) -> (Gap, Option<char>) {
    let mut gap = Gap::default();
    for character in text {
        match character {
            '?' => gap.question_marks += 1,
            '\u{fffd}' => gap.replacements += 1,
            letter if is_letter(letter) && is_kept(letter) => return (gap, Some(letter)),
            letter if is_letter(letter) => gap.lost += 1,
            symbol => gap.symbols += usize::from(!symbol.is_ascii()),
        }
    }
    (gap, None)
}

/// Returns a text without the letters and marks at its end that may be a part of an entity or of a character.
fn without_end(text: &str) -> Option<&str> {
    let is_compared = |(_, it): &(usize, char)| is_letter(*it) || matches!(it, '?' | '\u{fffd}');
    let mut compared = text.char_indices().rev().filter(is_compared);
    let (index, _) = compared.nth(TRUNCATED_ENTITY - 1)?;
    text.get(..index)
}
