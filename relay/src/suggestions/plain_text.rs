//! Reduction of HTML and Markdown to words. The result is indexed and, except for titles, never shown.
//!
//! The WHMCS add-on has the same function in PHP. `plain_text_tests.rs` writes the cases with which both are
//! tested.

use crate::fetch_source::one_line;
use crate::whmcs::decode_html_entities;
use icu_normalizer::ComposingNormalizerBorrowed;

/// Elements whose content is not text.
const HIDDEN_ELEMENTS: [&str; 2] = ["script", "style"];

/// Characters that are not part of a word: soft hyphen, zero width space, word joiner, byte order mark.
const INVISIBLE: [char; 4] = ['\u{ad}', '\u{200b}', '\u{2060}', '\u{feff}'];

/// Schemes of the URLs that are removed.
const SCHEMES: [&str; 2] = ["http://", "https://"];

/// Returns the text without tags, comments, scripts, styles, link destinations and URLs, with its entities
/// decoded, in NFKC.
pub fn plain_text(text: &str) -> String {
    to_nfkc(&without_urls(&without_link_destinations(&visible_text(
        text,
    ))))
}

/// Returns a title in one line. Removes tags, invisible characters and characters that change the
/// direction of text, decodes entities, and collapses white space. Empty if no part of the title is
/// visible.
pub fn single_line(text: &str) -> String {
    one_line(&visible_text(text))
}

/// Returns the text in NFKC, to which the form also normalizes its input.
pub fn to_nfkc(text: &str) -> String {
    ComposingNormalizerBorrowed::new_nfkc()
        .normalize(text)
        .into_owned()
}

fn visible_text(text: &str) -> String {
    let mut text = decode_html_entities(&without_tags(text));
    text.retain(|c| !INVISIBLE.contains(&c));
    text
}

/// Replaces tags and comments with spaces. A `<` that starts no tag is text, as in `a < b`.
fn without_tags(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    // Search for the last `>` once: no tag ends after it.
    let last_end = text.rfind('>');
    while let Some(start) = rest.find('<') {
        plain.push_str(&rest[..start]);
        let tag = &rest[start..];
        let is_closed = last_end.is_some_and(|end| end > text.len() - tag.len());
        let length = tag_length(tag, is_closed);
        plain.push(if length == 1 { '<' } else { ' ' });
        rest = &tag[length..];
    }
    plain.push_str(rest);
    plain
}

/// Returns the length of a comment, a tag, or a hidden element; 1 if it is none of them. An unclosed
/// comment or hidden element ends at the end of the text, as in browsers.
fn tag_length(tag: &str, is_closed: bool) -> usize {
    if tag.starts_with("<!--") {
        return tag.find("-->").map_or(tag.len(), |end| end + 3);
    }
    let name = tag[1..].strip_prefix('/').unwrap_or(&tag[1..]);
    let is_tag =
        name.starts_with(|c: char| c.is_ascii_alphabetic()) || tag[1..].starts_with(['!', '?']);
    let end = if is_tag && is_closed {
        tag.find('>')
    } else {
        None
    };
    let Some(end) = end else {
        return 1;
    };
    let name_end = tag[1..].find(|c: char| !c.is_ascii_alphanumeric());
    let name = name_end.map_or("", |end| &tag[1..=end]);
    let hidden = HIDDEN_ELEMENTS
        .iter()
        .find(|element| name.eq_ignore_ascii_case(element));
    let Some(element) = hidden else {
        return end + 1;
    };
    let close = find_ignoring_case(tag, &format!("</{element}"));
    let close_end = close.and_then(|close| Some(close + tag[close..].find('>')? + 1));
    close_end.unwrap_or(tag.len())
}

fn find_ignoring_case(text: &str, part: &str) -> Option<usize> {
    let matches = |window: &[u8]| window.eq_ignore_ascii_case(part.as_bytes());
    text.as_bytes().windows(part.len()).position(matches)
}

/// Removes the destinations of Markdown links, `](…)`, that end on the same line.
fn without_link_destinations(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find("](") {
        let destination = start + 2;
        // If it is not closed on its line, later ones on the same line are not closed either.
        let end = rest[destination..]
            .find([')', '\n'])
            .map(|end| destination + end);
        let is_closed = end.is_some_and(|end| rest[end..].starts_with(')'));
        plain.push_str(
            &rest[..if is_closed {
                start
            } else {
                end.unwrap_or(rest.len())
            }],
        );
        if is_closed {
            plain.push(' ');
        }
        let next = end.map_or(rest.len(), |end| if is_closed { end + 1 } else { end });
        rest = &rest[next..];
    }
    plain.push_str(rest);
    plain
}

/// Removes URLs up to the next white space.
fn without_urls(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find("://") {
        let before = &rest[..start + 3];
        let scheme = SCHEMES.iter().find_map(|scheme| {
            let position = before.len().checked_sub(scheme.len())?;
            let is_scheme = before.get(position..)?.eq_ignore_ascii_case(scheme);
            is_scheme.then_some(position)
        });
        let Some(position) = scheme else {
            plain.push_str(before);
            rest = &rest[start + 3..];
            continue;
        };
        plain.push_str(&rest[..position]);
        plain.push(' ');
        let end = rest[position..].find(char::is_whitespace);
        rest = end.map_or("", |end| &rest[position + end..]);
    }
    plain.push_str(rest);
    plain
}
