//! What became of a text, and where a text can be read from anew.

use std::ops::Range;

/// Where two texts differ: one run of bytes, whole characters in both.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Edit {
    /// What went, as a place in the text before.
    pub before: Range<usize>,
    /// What came, as a place in the text now.
    pub now: Range<usize>,
}

impl Edit {
    /// The smallest one that makes `now` of `before`.
    pub(super) fn between(before: &str, now: &str) -> Self {
        let mut start = same_start(before.as_bytes(), now.as_bytes());
        while !before.is_char_boundary(start) || !now.is_char_boundary(start) {
            start -= 1;
        }
        let mut same = same_end(&before.as_bytes()[start..], &now.as_bytes()[start..]);
        let is_boundary = |text: &str, same| text.is_char_boundary(text.len() - same);
        while !is_boundary(before, same) || !is_boundary(now, same) {
            same -= 1;
        }
        Self {
            before: start..before.len() - same,
            now: start..now.len() - same,
        }
    }

    /// Where a place behind the edit is now.
    pub(super) const fn moved(&self, place: usize) -> usize {
        place - self.before.end + self.now.end
    }
}

/// Where the line begins that a place stands in. Lines end with a line feed, here and below.
pub(super) fn line_start(text: &str, place: usize) -> usize {
    let before = &text.as_bytes()[..place];
    before.iter().rposition(is_end).map_or(0, |end| end + 1)
}

/// Where the next line begins.
pub(super) fn line_end(text: &str, place: usize) -> usize {
    let rest = &text.as_bytes()[place..];
    let end = rest.iter().position(is_end);
    end.map_or(text.len(), |end| place + end + 1)
}

/// Whether a line begins here below an empty one, or is the first.
pub(super) fn is_below_blank(text: &str, place: usize) -> bool {
    let Some((end, above)) = text.as_bytes()[..place].split_last() else {
        return true;
    };
    let last = above.rsplit(is_end).next().unwrap_or_default();
    is_end(end) && last.iter().all(|byte| b" \t".contains(byte))
}

const fn is_end(byte: &u8) -> bool {
    *byte == b'\n'
}

/// How many bytes are compared at once: long texts differ in few places.
const STEP: usize = 1024;

fn same_start(one: &[u8], other: &[u8]) -> usize {
    let mut same = 0;
    while let Some(piece) = one.get(same..same + STEP)
        && other.get(same..same + STEP) == Some(piece)
    {
        same += STEP;
    }
    let rest = one[same..].iter().zip(&other[same..]);
    same + rest.take_while(|(a, b)| a == b).count()
}

fn same_end(one: &[u8], other: &[u8]) -> usize {
    let piece = |bytes: &[u8], same: usize| {
        let end = bytes.len() - same;
        end.checked_sub(STEP).map(|start| start..end)
    };
    let mut same = 0;
    while let Some(here) = piece(one, same)
        && let Some(there) = piece(other, same)
        && one[here] == other[there]
    {
        same += STEP;
    }
    let (one, other) = (&one[..one.len() - same], &other[..other.len() - same]);
    let rest = one.iter().rev().zip(other.iter().rev());
    same + rest.take_while(|(a, b)| a == b).count()
}
