//! State that must outlive a request: idempotency keys with their responses, and rate limits.
//!
//! [`StateStore`] is the interface. [`SqliteStore`] stores the state of one relay in a file;
//! [`RedisStore`] shares the state of several relays in Redis or Valkey. Both pass the same tests.
//!
//! The caller passes every time, in milliseconds since 1970. Relays that share a store need
//! synchronized clocks (NTP): a clock that is one second fast ends another relay's lease one second
//! early, and frees capacity in a rate limit's window one second early. A lease should exceed the
//! expected duration of the work by more than the clock difference.
//!
//! With SQLite, every claim and completion is on disk before the call returns. With Redis,
//! durability depends on the configuration of Redis: `appendonly yes` with `appendfsync always` is
//! equivalent, and `maxmemory-policy noeviction` is required so that keys do not disappear early.

mod claim_phase;
mod claim_request;
mod claims_and_statuses;
mod error;
mod fencing_token;
mod key_lifetimes;
mod open_store;
mod purge;
mod random_idempotency_key;
mod redis_store;
mod sliding_window;
mod sqlite_store;
mod store;
mod store_location;
mod submitted_content;

pub use claim_phase::{ClaimPhase, PhaseChange};
pub use claim_request::ClaimRequest;
pub use claims_and_statuses::{
    Claim, ClaimOutcome, Completion, Fingerprint, KeyStatus, PreviousAttempt, Receipt,
    StoredResponse, UnresolvedClaim,
};
pub use error::StateError;
pub use fencing_token::Fence;
pub use key_lifetimes::KEY_LIFETIME;
pub use open_store::open_store;
pub use purge::delete_expired_regularly;
pub use random_idempotency_key::{IdempotencyKey, random_idempotency_key};
pub use redis_store::RedisStore;
pub use sliding_window::{Admission, RateLimit, RateLimitMode};
pub use sqlite_store::{SqliteStore, check_file};
pub use store::StateStore;
pub use store_location::{InvalidStoreLocation, StoreLocation};
pub use submitted_content::SubmittedContent;
