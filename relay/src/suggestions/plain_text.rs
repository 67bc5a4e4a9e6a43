//! Reduction of HTML and Markdown to words. The result is indexed and never shown.

use crate::fetch_source::one_line;
use icu_normalizer::ComposingNormalizerBorrowed;

/// Elements whose content is not text.
const HIDDEN_ELEMENTS: [&str; 2] = ["script", "style"];

/// Returns the text without tags, comments, scripts, styles, link targets and URLs, with its entities
/// decoded, in NFKC.
pub fn plain_text(text: &str) -> String {
    let text = without_tags(text);
    let text = htmlize::unescape(text);
    to_nfkc(&without_addresses(&text))
}

/// Returns a title in one line: tags removed, entities decoded, white space collapsed.
pub fn single_line(text: &str) -> String {
    let text = without_tags(text);
    one_line(&htmlize::unescape(text))
}

/// Returns the text in NFKC, to which the form also normalizes its input.
pub fn to_nfkc(text: &str) -> String {
    ComposingNormalizerBorrowed::new_nfkc()
        .normalize(text)
        .into_owned()
}

/// Replaces tags and comments with spaces. A `<` that starts no tag is text, as in `a < b`.
fn without_tags(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('<') {
        plain.push_str(&rest[..start]);
        let tag = &rest[start..];
        let length = if tag.starts_with("<!--") {
            tag.find("-->").map_or(tag.len(), |end| end + 3)
        } else {
            tag_length(tag)
        };
        plain.push(if length == 1 { '<' } else { ' ' });
        rest = &tag[length..];
    }
    plain.push_str(rest);
    plain
}

/// Returns the length of a tag, for a hidden element including its content; 1 if it is not a tag.
fn tag_length(tag: &str) -> usize {
    let name = tag[1..].trim_start_matches(['/', '!']);
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return 1;
    }
    let Some(end) = tag.find('>') else {
        return 1;
    };
    for element in HIDDEN_ELEMENTS {
        let opens = tag
            .get(1..=element.len())
            .is_some_and(|name| name.eq_ignore_ascii_case(element));
        let closing = format!("</{element}");
        if opens && let Some(close) = find_ignoring_case(tag, &closing) {
            return tag[close..]
                .find('>')
                .map_or(tag.len(), |end| close + end + 1);
        }
    }
    end + 1
}

fn find_ignoring_case(text: &str, part: &str) -> Option<usize> {
    let matches = |window: &[u8]| window.eq_ignore_ascii_case(part.as_bytes());
    text.as_bytes().windows(part.len()).position(matches)
}

/// Removes the targets of Markdown links, `](…)`, and URLs.
fn without_addresses(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find("](") {
        plain.push_str(&rest[..start]);
        plain.push(' ');
        let target = &rest[start + 2..];
        let end = target.find([')', '\n']);
        rest = end.map_or("", |end| &target[end + 1..]);
    }
    plain.push_str(rest);
    let is_url = |word: &&str| {
        ["http://", "https://"]
            .iter()
            .any(|scheme| word.contains(scheme))
    };
    let words: Vec<_> = plain
        .split_whitespace()
        .filter(|word| !is_url(word))
        .collect();
    words.join(" ")
}
