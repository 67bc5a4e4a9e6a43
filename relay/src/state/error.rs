//! Why the state could not be asked.

use super::place::Place;

/// The state could not be asked, or not be changed. It names no key, address, text or password.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StateError {
    /// It cannot be kept there.
    #[error(
        "the state cannot be kept in {place}: {cause}; --state names a file in a folder that the relay may write to, or redis://HOST:PORT"
    )]
    Unusable {
        /// Where.
        place: Place,
        /// Why.
        cause: String,
    },
    /// Another process has the file.
    #[error(
        "another relay keeps its state in {place}: give each its own file by --state, or all of them one Redis by --state redis://HOST:PORT"
    )]
    InUse {
        /// Which file.
        place: Place,
    },
    /// A later version made the file.
    #[error("{place} was made by a later version of the relay; name another file by --state")]
    Later {
        /// Which file.
        place: Place,
    },
    /// It was opened, and fails now.
    #[error("the state in {place} cannot be used at present: {cause}")]
    Failed {
        /// Where.
        place: Place,
        /// Why.
        cause: String,
    },
    /// Somebody else holds the intent now, or nobody any more.
    #[error("the intent is not this claim's any more")]
    NotHeld,
    /// The system has no randomness.
    #[error("the system gives no randomness")]
    NoRandomness,
}
