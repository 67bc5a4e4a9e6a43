//! Links: `[text](destination)`.

use std::ops::Range;

use super::{
    change::Change,
    edits::Edits,
    inline_code::is_in_code,
    inline_parts::{contains, grow_to_elements, grow_while, overlaps, selected_parts},
    link_check::{parses_as_link, parses_as_this_link},
    link_placeholder::PLACEHOLDER,
    link_syntax::{Link, escape_destination, escape_text, find_links, is_url},
    parsed_text::ParsedText,
    remove_link::{remove_link, remove_links},
    selection::Selection,
    word::word_at,
};

/// Turns the selected text of each line into a link, or removes the links around it. An address at
/// the caret becomes a link as a whole, with its angle brackets.
pub(super) fn toggle(selection: &Selection) -> Change {
    let parsed = ParsedText::around(selection);
    if let Some(change) = remove(selection, &parsed) {
        return change;
    }
    let parts = link_parts(selection, &parsed);
    if parts.len() > 1 {
        return link_lines(selection, &parsed, &parts);
    }
    let part = parts
        .first()
        .cloned()
        .unwrap_or_else(|| selection.collapsed().range());
    let mut changes = ranges_for(&part, &parsed).map(|range| {
        let (text, destination, select) = new_link_for(selection, &range, &parsed);
        (
            insert_link(range.clone(), &text, &destination, select),
            range,
        )
    });
    let found = changes.find(|(change, range)| {
        let parts = std::slice::from_ref(range);
        parses_as_link(selection, &parsed, change, parts) && is_reversible(selection, parts, change)
    });
    found.map_or_else(|| Change::noop(selection), |(change, _)| change)
}

/// Returns `true` if applying the command again restores the text. A link does not keep all
/// text: brackets lose the escapes that a link may have added, and an address is percent-encoded or
/// loses its angle brackets.
fn is_reversible(selection: &Selection, parts: &[Range<usize>], change: &Change) -> bool {
    let is_address = change.insert.starts_with("[](");
    let is_kept = |part: &Range<usize>| {
        let text = &selection.text()[part.clone()];
        match is_address {
            true => escape_destination(text) == text,
            false => !text.contains("\\[") && !text.contains("\\]") && !text.starts_with('<'),
        }
    };
    let text = change.apply_to(selection.text());
    let linked = Selection::new(&text, change.selection.clone());
    let second = || remove(&linked, &ParsedText::around(&linked));
    !parts.iter().all(is_kept)
        || second().is_some_and(|second| second.apply_to(&text) == selection.text())
}

/// Removes the links around the selection. Returns `None` if there are none.
fn remove(selection: &Selection, parsed: &ParsedText) -> Option<Change> {
    if let Some(link) = link_around(selection, parsed) {
        return Some(remove_link(selection, parsed, &link));
    }
    let parts = link_parts(selection, parsed);
    let links = links_of(selection, parsed, &parts).filter(|_| parts.len() > 1)?;
    Some(remove_links(selection, &links))
}

/// Returns `true` if the selection is within a link, or all of its lines are links.
pub(super) fn is_applied(selection: &Selection, parsed: &ParsedText) -> bool {
    if link_around(selection, parsed).is_some() {
        return true;
    }
    let parts = link_parts(selection, parsed);
    parts.len() > 1 && links_of(selection, parsed, &parts).is_some()
}

/// Turns the selection into a link to a pasted URL and places the caret after it. Returns `None` if
/// the selection is a URL, code, within a link, or text of several lines.
#[must_use]
pub fn paste_url(url: &str, selection: &Selection) -> Option<Change> {
    let url = url.trim();
    let range = selection.trimmed_range();
    let selected = &selection.text()[range.clone()];
    let can_link = is_url(url) && !range.is_empty() && !selected.contains('\n');
    if !can_link || is_url(selected) || is_in_code(selection) {
        return None;
    }
    let parsed = ParsedText::around(selection);
    if link_around(selection, &parsed).is_some() {
        return None;
    }
    let parts = link_parts(selection, &parsed);
    let [part] = parts.as_slice() else {
        return None;
    };
    // A link cannot contain an address in angle brackets.
    if selection.text()[part.clone()].starts_with('<') && address_around(part, &parsed).is_some() {
        return None;
    }
    let destination = escape_destination(url);
    let mut changes = ranges_for(part, &parsed).map(|range| {
        let text = escape_text(&selection.text()[range.clone()]);
        (
            insert_link(range.clone(), &text, &destination, SelectAfter::End),
            range,
        )
    });
    let works = |(change, range): &(Change, Range<usize>)| {
        parses_as_link(selection, &parsed, change, std::slice::from_ref(range))
    };
    changes.find(works).map(|(change, _)| change)
}

/// Returns the parts of the selection that become links: those with visible text, or the word or
/// the bare address at a caret.
fn link_parts(selection: &Selection, parsed: &ParsedText) -> Vec<Range<usize>> {
    let range = selection.range();
    if !selection.is_caret() {
        let parts = selected_parts(selection, parsed).into_iter();
        return parts
            .map(|part| part.start.max(range.start)..part.end.min(range.end))
            .map(|part| match address_around(&part, parsed) {
                Some(address) if selection.text()[address.clone()].starts_with('<') => address,
                _ => part,
            })
            .collect();
    }
    let word = || word_at(selection.text(), range.start);
    vec![address_around(&range, parsed).unwrap_or_else(word)]
}

/// Returns the address, bare or in angle brackets, that contains a part.
fn address_around(part: &Range<usize>, parsed: &ParsedText) -> Option<Range<usize>> {
    let inlines = parsed.outline.inlines.iter();
    let mut addresses = inlines.filter(|inline| inline.address.is_some());
    let address = addresses.find(|inline| contains(&inline.whole, part))?;
    Some(address.whole.clone())
}

/// Returns the ranges that may become the text of a link: the part, the elements that it crosses,
/// and the words around it.
fn ranges_for<'a>(
    part: &'a Range<usize>,
    parsed: &'a ParsedText,
) -> impl Iterator<Item = Range<usize>> + 'a {
    let outline = &parsed.outline;
    (0..3).map(move |attempt| match attempt {
        _ if part.is_empty() => part.clone(),
        0 => part.clone(),
        1 => grow_to_elements(part.clone(), outline),
        _ => grow_to_elements(grow_while(part, outline, |c| !c.is_whitespace()), outline),
    })
}

/// Returns the text and the destination of a new link, and what is selected afterwards.
fn new_link_for(
    selection: &Selection,
    range: &Range<usize>,
    parsed: &ParsedText,
) -> (String, String, SelectAfter) {
    let text = &selection.text()[range.clone()];
    let mut inlines = parsed.outline.inlines.iter();
    let address = inlines
        .find(|inline| inline.whole == *range)
        .and_then(|inline| inline.address.as_ref());
    let text = text
        .strip_prefix('<')
        .filter(|_| address.is_some())
        .map_or(text, |text| text.trim_end_matches('>'));
    match address {
        _ if is_url(text) => (String::new(), escape_destination(text), SelectAfter::Text),
        Some(address) => (
            text.to_owned(),
            escape_destination(address),
            SelectAfter::Destination,
        ),
        None if text.is_empty() => (String::new(), PLACEHOLDER.to_owned(), SelectAfter::Text),
        None => (
            escape_text(text).into_owned(),
            PLACEHOLDER.to_owned(),
            SelectAfter::Destination,
        ),
    }
}

/// Turns the text of each line into a link.
fn link_lines(selection: &Selection, parsed: &ParsedText, parts: &[Range<usize>]) -> Change {
    let mut edits = Edits::default();
    let grow = |part: &Range<usize>| grow_to_elements(part.clone(), &parsed.outline);
    let mut parts: Vec<_> = parts.iter().map(grow).collect();
    // Several lines of one element become one link.
    parts.dedup_by(|next, part| {
        let is_merged = overlaps(next, part);
        part.end = if is_merged {
            part.end.max(next.end)
        } else {
            part.end
        };
        is_merged
    });
    let close = format!("]({PLACEHOLDER})");
    edits.surround(selection, &parts, |_| ["[", &close]);
    for part in &parts {
        let text = &selection.text()[part.clone()];
        let escaped = escape_text(text);
        if escaped != text {
            edits.replace(part.clone(), escaped);
        }
    }
    edits.sort();
    let change = edits.into_change(selection);
    let is_link = parses_as_link(selection, parsed, &change, &parts);
    match is_link && is_reversible(selection, &parts, &change) {
        true => change,
        false => Change::noop(selection),
    }
}

/// Returns the links around the parts, or `None` if a part is not within a link.
fn links_of(
    selection: &Selection,
    parsed: &ParsedText,
    parts: &[Range<usize>],
) -> Option<Vec<Link>> {
    let mut links = find_links(selection.text(), parsed.range.clone());
    links.retain(|link| parses_as_this_link(&parsed.outline, link));
    let is_around = |link: &Link, part: &Range<usize>| contains(&link.whole, part);
    let are_links = parts
        .iter()
        .all(|part| links.iter().any(|link| is_around(link, part)));
    links.retain(|link| parts.iter().any(|part| is_around(link, part)));
    are_links.then_some(links)
}

/// Returns the innermost link that contains the whole selection.
fn link_around(selection: &Selection, parsed: &ParsedText) -> Option<Link> {
    let range = selection.range();
    let links = find_links(selection.text(), paragraph_range(selection, parsed));
    links
        .into_iter()
        .filter(|link| parses_as_this_link(&parsed.outline, link))
        .find(|link| {
            let is_inside = link.whole.start <= range.start && range.end <= link.whole.end;
            is_inside && !is_caret_at_edge(&link.whole, &range)
        })
}

/// The part of a new link that is selected.
#[derive(PartialEq, Eq)]
enum SelectAfter {
    Text,
    Destination,
    /// A caret after the link.
    End,
}

fn insert_link(range: Range<usize>, text: &str, destination: &str, select: SelectAfter) -> Change {
    let insert = format!("[{text}]({destination})");
    let text_start = range.start + "[".len();
    let destination_start = text_start + text.len() + "](".len();
    let end = range.start + insert.len();
    let selection = match select {
        SelectAfter::Text => text_start..text_start + text.len(),
        SelectAfter::Destination => destination_start..destination_start + destination.len(),
        SelectAfter::End => end..end,
    };
    Change {
        range,
        insert,
        selection,
    }
}

/// Returns the range from the blank line before the selection to the one after it, within the parsed
/// text.
fn paragraph_range(selection: &Selection, parsed: &ParsedText) -> Range<usize> {
    let (text, range) = (selection.text(), selection.range());
    let Range { start, end } = parsed.range;
    let before = text[start..range.start].rfind("\n\n");
    let after = text[range.end..end].find("\n\n");
    before.map_or(start, |index| start + index + 2)..after.map_or(end, |index| range.end + index)
}

/// Returns `true` for a caret directly before or after a link, where the caret is outside the link.
fn is_caret_at_edge(whole: &Range<usize>, range: &Range<usize>) -> bool {
    range.is_empty() && (range.start == whole.start || range.end == whole.end)
}
