//! Limits of the responses of api.php that the relay reads.

/// Maximum size of a response, in bytes. Responses to `OpenTicket` are under one kilobyte, lists of
/// a hundred services under one megabyte.
pub(super) const MAX_RESPONSE_BYTES: usize = 4 << 20;

/// Maximum number of elements that are read from a list.
pub(super) const MAX_ROWS: usize = 10_000;
