//! Boundaries of lines and paragraphs in text. Lines end with a line feed.

/// Returns the start of the line that contains `offset`.
pub(super) fn line_start(text: &str, offset: usize) -> usize {
    let before = &text.as_bytes()[..offset];
    let line_feed = before.iter().rposition(is_line_feed);
    line_feed.map_or(0, |line_feed| line_feed + 1)
}

/// Returns the start of the line after the one that contains `offset`.
pub(super) fn next_line_start(text: &str, offset: usize) -> usize {
    let rest = &text.as_bytes()[offset..];
    let line_feed = rest.iter().position(is_line_feed);
    line_feed.map_or(text.len(), |line_feed| offset + line_feed + 1)
}

/// Returns `true` if `offset` is the start of the first line or of a line after a blank one.
pub(super) fn follows_blank_line(text: &str, offset: usize) -> bool {
    let Some((last, before)) = text.as_bytes()[..offset].split_last() else {
        return true;
    };
    let previous_line = before.rsplit(is_line_feed).next().unwrap_or_default();
    is_line_feed(last) && previous_line.iter().all(|byte| b" \t".contains(byte))
}

const fn is_line_feed(byte: &u8) -> bool {
    *byte == b'\n'
}
