//! Use of the storage of a draft.

/// Use of the storage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Nothing is stored: the page or the operator does not allow it.
    Off,
    /// The draft is being read.
    Opening,
    /// This form stores the draft.
    Writing,
    /// Another tab stores it.
    OtherTab,
    /// The page is in the back-forward cache.
    Suspended,
}

/// Reason why a storage is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opening {
    /// The form begins to use it.
    First,
    /// The page came back from the back-forward cache.
    Resumed,
    /// The person continues here, in place of another tab.
    TakeOver,
}
