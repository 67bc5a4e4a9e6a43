//! The percentages of the upload that are announced to screen readers.

use super::Progress;

/// Percentages of the upload that are announced to screen readers.
const ANNOUNCED_PERCENT: [u8; 3] = [25, 50, 75];

impl Progress {
    /// Returns the highest announced percentage that was reached since the progress `before`.
    pub(super) fn reached_mark(self, before: Self) -> Option<u8> {
        let is_reached = |mark: &u8| before.percent() < *mark && self.percent() >= *mark;
        ANNOUNCED_PERCENT.into_iter().rev().find(is_reached)
    }
}
