//! Scripts that are written without spaces between words, which are indexed as pairs of characters.

/// Blocks of Thai and Lao, Myanmar, Khmer, Kana, Han and Hangul. Korean has spaces, but its words change
/// with their grammar.
const BLOCKS: [(char, char); 9] = [
    ('\u{e00}', '\u{eff}'),
    ('\u{1000}', '\u{109f}'),
    ('\u{1780}', '\u{17ff}'),
    ('\u{3040}', '\u{30ff}'),
    ('\u{3400}', '\u{4dbf}'),
    ('\u{4e00}', '\u{9fff}'),
    ('\u{ac00}', '\u{d7af}'),
    ('\u{f900}', '\u{faff}'),
    ('\u{20000}', '\u{3ffff}'),
];

/// Punctuation and symbols in these blocks.
const PUNCTUATION: [(char, char); 7] = [
    ('\u{e3f}', '\u{e3f}'),
    ('\u{e4f}', '\u{e4f}'),
    ('\u{e5a}', '\u{e5b}'),
    ('\u{104a}', '\u{104f}'),
    ('\u{17d4}', '\u{17db}'),
    ('\u{30a0}', '\u{30a0}'),
    ('\u{30fb}', '\u{30fb}'),
];

/// Returns `true` for a character of a script without spaces.
pub fn is_bigram_char(c: char) -> bool {
    // Most text is below the first block.
    c >= '\u{e00}' && contains(&BLOCKS, c) && !contains(&PUNCTUATION, c)
}

fn contains(ranges: &[(char, char)], c: char) -> bool {
    ranges
        .iter()
        .any(|(first, last)| (*first..=*last).contains(&c))
}
