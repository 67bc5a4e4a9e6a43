//! Errors of the state store.

use super::store_location::StoreLocation;

/// Error of the state store. Messages contain no key, address, stored text or password.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StateError {
    /// The location cannot be used.
    #[error(
        "cannot store the state in {location}: {cause}; --state takes a file in a folder that the relay may write to, or redis://HOST:PORT"
    )]
    Unusable {
        /// Location of the store.
        location: StoreLocation,
        /// Cause, without stored values.
        cause: String,
    },
    /// Another process has locked the file.
    #[error(
        "another relay uses the state file {location}: give each relay its own file with --state, or share one Redis with --state redis://HOST:PORT"
    )]
    InUse {
        /// Location of the file.
        location: StoreLocation,
    },
    /// The file was created by a newer version.
    #[error("{location} was created by a newer version of the relay; pass another file to --state")]
    NewerVersion {
        /// Location of the file.
        location: StoreLocation,
    },
    /// The store was opened, but an operation failed.
    #[error("the state in {location} is unavailable: {cause}")]
    Failed {
        /// Location of the store.
        location: StoreLocation,
        /// Cause, without stored values.
        cause: String,
    },
    /// Another claim holds the key, or the key has expired.
    #[error("this claim no longer holds the idempotency key")]
    NotHeld,
    /// The operating system provides no randomness.
    #[error("the operating system provides no randomness")]
    NoRandomness,
}
