//! Progress of a submission.

/// Progress of a submission, in bytes. With files, it counts their unencoded size, once when they
/// are read and once when they are uploaded. Without files, it counts the bytes of the request.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Bytes read and encoded.
    pub read: u64,
    /// Bytes uploaded.
    pub sent: u64,
    /// Total bytes; 0 until known.
    pub total: u64,
}

impl Progress {
    /// Progress before anything is read, of files of this total size in bytes.
    pub(super) fn before_reading(total: u64) -> Self {
        Self {
            total,
            ..Self::default()
        }
    }

    /// Uploaded bytes in whole percent of the total, rounded down; 0 until the total is known. The
    /// text next to the bar shows the same bytes, so the two are consistent.
    #[must_use]
    pub fn percent(self) -> u8 {
        let sent = self.sent.min(self.total);
        let percent = sent
            .saturating_mul(100)
            .checked_div(self.total)
            .unwrap_or(0);
        u8::try_from(percent).unwrap_or(100)
    }

    /// Returns `true` if the upload is complete and only the response is pending.
    #[must_use]
    pub const fn is_uploaded(self) -> bool {
        self.total > 0 && self.sent >= self.total
    }

    /// Returns `true` while the files are being read.
    #[must_use]
    pub const fn is_reading(self) -> bool {
        self.sent == 0 && self.read < self.total
    }

    /// Progress of one file, from its offset among the bytes of all files and its size.
    #[must_use]
    pub fn of_file(self, offset: u64, size: u64) -> Self {
        let share = |bytes: u64| bytes.saturating_sub(offset).min(size);
        Self {
            read: share(self.read),
            sent: share(self.sent),
            total: size,
        }
    }

    /// Returns `true` if more was read or uploaded than before.
    #[must_use]
    pub const fn is_beyond(self, before: Self) -> bool {
        self.read > before.read || self.sent > before.sent
    }
}
