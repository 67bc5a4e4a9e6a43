//! Turns links into text.

use super::{
    change::Change,
    edits::Edits,
    inline_check::ExpectedChange,
    link_placeholder::PLACEHOLDER,
    link_syntax::{Link, unescape_text},
    parsed_text::ParsedText,
    selection::Selection,
};
use crate::markdown::outline::LINK;

/// Replaces a link with its text, or with its destination if the text is empty and the destination
/// is not the placeholder. Brackets keep their escapes where Markdown needs them.
pub(super) fn remove_link(selection: &Selection, parsed: &ParsedText, link: &Link) -> Change {
    let text = &selection.text()[link.text.clone()];
    let destination = &selection.text()[link.destination.clone()];
    let start = link.whole.start;
    let replace_with = |insert: &str| Change {
        range: link.whole.clone(),
        insert: insert.to_owned(),
        selection: start..start + insert.len(),
    };
    if text.is_empty() {
        let is_placeholder = destination == PLACEHOLDER;
        return replace_with(if is_placeholder { "" } else { destination });
    }
    let unescaped = replace_with(&unescape_text(text));
    let expected = ExpectedChange {
        format: LINK,
        is_on: false,
        parts: std::slice::from_ref(&link.text),
        allowed: std::slice::from_ref(&link.whole),
    };
    let after = parsed.after(&unescaped, &unescaped.apply_to(selection.text()));
    match expected.is_met(parsed, &after) {
        true => unescaped,
        false => replace_with(text),
    }
}

/// Replaces links with their text.
pub(super) fn remove_links(selection: &Selection, links: &[Link]) -> Change {
    let mut edits = Edits::default();
    for link in links {
        let text = &selection.text()[link.text.clone()];
        let unescaped = unescape_text(text);
        edits.delete(link.whole.start..link.text.start);
        if unescaped != text {
            edits.replace(link.text.clone(), unescaped);
        }
        edits.delete(link.text.end..link.whole.end);
    }
    edits.sort();
    edits.into_change(selection)
}
