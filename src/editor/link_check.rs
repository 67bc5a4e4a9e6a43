//! Compares how Markdown reads a text before and after links were made in it.

use std::ops::Range;

use super::{
    change::Change, inline_check::Promise, inline_parts::overlaps, link_syntax::Link,
    reading::Reading, selection::Selection,
};
use crate::markdown::outline::{LINK, Outline};

/// Returns `true` if Markdown reads a link where its syntax is.
pub(super) fn is_read_as_link(outline: &Outline, link: &Link) -> bool {
    outline
        .inlines
        .iter()
        .any(|inline| inline.format == LINK && inline.whole == link.whole)
}

/// Returns `true` if the parts are read as links after a change, and the rest is read as before.
pub(super) fn reads_as_link(
    selection: &Selection,
    reading: &Reading,
    change: &Change,
    parts: &[Range<usize>],
) -> bool {
    let after = reading.after(change, &change.apply_to(selection.text()));
    let inserted = change.range.start..change.range.start + change.insert.len();
    if change.insert.starts_with("[](") {
        // A link without a text yet.
        let mut inlines = after.outline.inlines.iter();
        return inlines.any(|inline| inline.format == LINK && inline.whole == inserted);
    }
    let promise = Promise {
        format: LINK,
        is_on: true,
        parts,
        allowed: parts,
    };
    let had_address = |part: &Range<usize>| {
        let mut inlines = reading.outline.inlines.iter();
        inlines.any(|inline| {
            inline.format == LINK && inline.address.is_none() && overlaps(&inline.whole, part)
        })
    };
    !parts.iter().any(had_address) && !promise.broken(reading, &after).contains(&true)
}
