//! How far a ticket has got on its way.

/// How far a ticket has got on its way. With files it counts their bytes, as people know them, each
/// twice: once when it is read, once when it is out. Without any it counts those of the request.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// How much is read and encoded.
    pub read: u64,
    /// How much is out.
    pub sent: u64,
    /// How much there is; 0 until that is known.
    pub total: u64,
}

impl Progress {
    /// How much is done, in whole hundredths; 0 until the total is known. Reading is the first
    /// tenth of it: a disk is about that much faster than a line, and the bar must not stand at
    /// half when nothing is out.
    #[must_use]
    pub fn percent(self) -> u8 {
        let (read, sent) = (self.read.min(self.total), self.sent.min(self.total));
        let hundredths = (read + 9 * sent)
            .saturating_mul(10)
            .checked_div(self.total)
            .unwrap_or(0);
        u8::try_from(hundredths).unwrap_or(100)
    }

    /// Whether everything is out and only the answer is missing.
    #[must_use]
    pub const fn is_out(self) -> bool {
        self.total > 0 && self.sent >= self.total
    }

    /// Whether the files are still being read.
    #[must_use]
    pub const fn is_reading(self) -> bool {
        self.sent == 0 && self.read < self.total
    }

    /// That of a file of this size which begins behind so many bytes of others.
    #[must_use]
    pub fn of_part(self, before: u64, size: u64) -> Self {
        let share = |bytes: u64| bytes.saturating_sub(before).min(size);
        Self {
            read: share(self.read),
            sent: share(self.sent),
            total: size,
        }
    }

    /// Whether there is more done than there was.
    #[must_use]
    pub const fn is_beyond(self, before: Self) -> bool {
        self.read > before.read || self.sent > before.sent
    }
}
