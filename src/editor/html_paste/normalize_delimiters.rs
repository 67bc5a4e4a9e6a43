//! Moves the edges of styles to positions at which Markdown recognizes their delimiters.
//!
//! CommonMark recognizes `**` by the characters on both sides, according to its [flanking
//! rules](https://spec.commonmark.org/0.31.2/#left-flanking-delimiter-run). There must be no white
//! space just inside. Punctuation just inside needs white space or punctuation just outside.

use std::ops::Range;

use super::styled_char::{
    BOLD, CODE, ITALIC, STRIKETHROUGH, StyledChar, Styles, UNDERSCORE_ITALIC,
};
use crate::editor::word::is_never_punctuation;

/// Removes styles and links from the characters of a line that cannot have them.
pub(super) fn normalize_delimiters(line: &mut [StyledChar]) {
    trim_links(line);
    remove_styles_in_urls(line);
    remove_code_with_brackets(line);
    for style in [BOLD, ITALIC, STRIKETHROUGH, CODE] {
        for range in styled_ranges(line, style) {
            trim_style(line, style, range);
        }
    }
    for (outer, inner) in [
        (BOLD, ITALIC),
        (BOLD, STRIKETHROUGH),
        (ITALIC, STRIKETHROUGH),
    ] {
        remove_overlaps(line, outer, inner);
    }
    remove_adjacent_strikethrough(line);
    use_underscores(line);
}

/// Removes a link from the white space at the edges of its text.
fn trim_links(line: &mut [StyledChar]) {
    let is_space = |styled: &&mut StyledChar| styled.c.is_whitespace();
    for range in ranges_by_key(line, |styled| styled.link) {
        let link = &mut line[range];
        let leading = link.iter_mut().take_while(is_space);
        leading.for_each(|styled| styled.link = 0);
        let trailing = link.iter_mut().rev().take_while(is_space);
        trailing.for_each(|styled| styled.link = 0);
    }
}

/// Returns the longest ranges of a style, each within one link or outside links.
fn styled_ranges(line: &[StyledChar], style: Styles) -> Vec<Range<usize>> {
    ranges_by_key(line, |styled| {
        if styled.styles & style > 0 {
            styled.link + 1
        } else {
            0
        }
    })
}

/// Returns the longest ranges with the same key, except 0.
fn ranges_by_key(line: &[StyledChar], key: impl Fn(&StyledChar) -> usize) -> Vec<Range<usize>> {
    let mut end = 0;
    let chunks = line.chunk_by(|a, b| key(a) == key(b)).map(|chunk| {
        end += chunk.len();
        (key(&chunk[0]), end - chunk.len()..end)
    });
    chunks
        .filter(|(key, _)| *key > 0)
        .map(|(_, range)| range)
        .collect()
}

/// Removes the styles of a part of a bare URL, such as the name in
/// `https://example.com/<em>name</em>`: delimiters there would be part of the URL.
fn remove_styles_in_urls(line: &mut [StyledChar]) {
    let is_part = |styled: &StyledChar| !styled.c.is_whitespace() && styled.link == 0;
    for word in ranges_by_key(line, |styled| usize::from(is_part(styled))) {
        let text: String = line[word.clone()].iter().map(|styled| styled.c).collect();
        let start = text.find("http").filter(|_| text.contains("://"));
        let Some(start) = start.or_else(|| text.find("www.")) else {
            continue;
        };
        // Trailing punctuation belongs to the sentence, not to the URL.
        let url = text.trim_end_matches(|c: char| c != '/' && !c.is_alphanumeric());
        let end = word.start + url.chars().count();
        let url = &mut line[word.start + text[..start].chars().count()..end];
        if url.iter().any(|styled| styled.styles != url[0].styles) {
            url.iter_mut().for_each(|styled| styled.styles = 0);
        }
    }
}

/// Removes the code style from code in a link that contains a `]`: ``[`]:`](…)`` would define a
/// link instead of showing one.
fn remove_code_with_brackets(line: &mut [StyledChar]) {
    for range in styled_ranges(line, CODE) {
        let code = &line[range.clone()];
        if code[0].link > 0 && code.iter().any(|styled| styled.c == ']') {
            clear(line, range, CODE);
        }
    }
}

/// Removes a style from the edges of a range until its delimiters are recognized there.
fn trim_style(line: &mut [StyledChar], style: Styles, mut range: Range<usize>) {
    while !range.is_empty() && !can_be_edge(line, style, range.start, range.start.checked_sub(1)) {
        line[range.start].styles &= !style;
        range.start += 1;
    }
    while !range.is_empty() && !can_be_edge(line, style, range.end - 1, Some(range.end)) {
        range.end -= 1;
        line[range.end].styles &= !style;
    }
}

/// Returns `true` if a delimiter is recognized between a styled character and its neighbour
/// outside.
fn can_be_edge(line: &[StyledChar], style: Styles, index: usize, neighbour: Option<usize>) -> bool {
    let c = line[index].c;
    if style == CODE {
        return c != ' ';
    }
    let is_inside_word = is_joined_to_word(line, index, neighbour);
    !c.is_whitespace() && (is_never_punctuation(c) || !is_inside_word)
}

/// Returns `true` if a character's neighbour is a word character, with no Markdown syntax between
/// them.
fn is_joined_to_word(line: &[StyledChar], index: usize, neighbour: Option<usize>) -> bool {
    let neighbour = neighbour.and_then(|neighbour| line.get(neighbour));
    neighbour.is_some_and(|neighbour| {
        let is_separated = neighbour.link != line[index].link || neighbour.styles & CODE > 0;
        let is_separator = neighbour.c.is_whitespace() || neighbour.c.is_ascii_punctuation();
        !is_separated && !is_separator
    })
}

/// Removes the inner style where two styles overlap without one containing the other.
fn remove_overlaps(line: &mut [StyledChar], outer: Styles, inner: Styles) {
    let outer_ranges = styled_ranges(line, outer);
    for range in styled_ranges(line, inner) {
        let overlaps = |outer: &Range<usize>| {
            let at_start =
                outer.start < range.start && range.start < outer.end && outer.end < range.end;
            let at_end =
                range.start < outer.start && outer.start < range.end && range.end < outer.end;
            at_start || at_end
        };
        if touching(&outer_ranges, &range).iter().any(overlaps) {
            clear(line, range, inner);
        }
    }
}

/// Returns the ranges that overlap a range or are next to it. `ranges` must be sorted and disjoint.
fn touching<'a>(ranges: &'a [Range<usize>], range: &Range<usize>) -> &'a [Range<usize>] {
    let start = ranges.partition_point(|other| other.end < range.start);
    let end = ranges.partition_point(|other| other.start <= range.end);
    &ranges[start..end.max(start)]
}

/// Removes strikethrough whose delimiters would be next to another style's within a word:
/// each delimiter counts as punctuation for the other.
fn remove_adjacent_strikethrough(line: &mut [StyledChar]) {
    let others = [styled_ranges(line, BOLD), styled_ranges(line, ITALIC)];
    for range in styled_ranges(line, STRIKETHROUGH) {
        let mut others = others.iter().flat_map(|others| touching(others, &range));
        let at_start = is_joined_to_word(line, range.start, range.start.checked_sub(1))
            && others.clone().any(|other| other.start == range.start);
        let at_end = is_joined_to_word(line, range.end - 1, Some(range.end))
            && others.any(|other| other.end == range.end);
        if at_start || at_end {
            clear(line, range, STRIKETHROUGH);
        }
    }
}

/// Switches italic to underscores where it shares an edge with bold: adjacent asterisks of both are
/// not always distinguished. Underscores do not work within a word, so italic is removed there.
fn use_underscores(line: &mut [StyledChar]) {
    let bold_ranges = styled_ranges(line, BOLD);
    for range in styled_ranges(line, ITALIC) {
        let bold_ranges = touching(&bold_ranges, &range);
        let follows_bold = bold_ranges.iter().any(|bold| bold.end == range.start);
        let precedes_bold = bold_ranges.iter().any(|bold| bold.start == range.end);
        let shares_one_edge =
            |bold: &Range<usize>| (bold.start == range.start) != (bold.end == range.end);
        if !follows_bold && !precedes_bold && !bold_ranges.iter().any(shares_one_edge) {
            continue;
        }
        let can_start =
            follows_bold || !is_joined_to_word(line, range.start, range.start.checked_sub(1));
        let can_end = precedes_bold || !is_joined_to_word(line, range.end - 1, Some(range.end));
        clear(line, range.clone(), ITALIC);
        if can_start && can_end {
            line[range]
                .iter_mut()
                .for_each(|styled| styled.styles |= UNDERSCORE_ITALIC);
        }
    }
}

fn clear(line: &mut [StyledChar], range: Range<usize>, style: Styles) {
    line[range]
        .iter_mut()
        .for_each(|styled| styled.styles &= !style);
}
