//! State of a draft's autosave.

/// State of a draft's autosave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Nothing is stored: the page or the operator does not allow it.
    Off,
    /// The draft is being read.
    Opening,
    /// This form stores the draft.
    Writing,
    /// Another tab stores the draft.
    OtherTab,
    /// The page is in the back-forward cache.
    Suspended,
}

/// Reason why a storage is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OpenReason {
    /// The form begins to use it.
    First,
    /// The page was restored from the back-forward cache.
    Resumed,
    /// The user continues in this tab instead of another one.
    TakeOver,
}
