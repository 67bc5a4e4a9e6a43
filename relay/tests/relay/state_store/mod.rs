//! Tests of the state store. The tests in `test_both_stores!` run with SQLite and with Redis.

mod concurrent_access;
mod counted_claims;
mod fixtures;
mod idempotency_keys;
mod random_operations;
mod reference_model;
mod sliding_windows;
mod sqlite_file;
mod submitted_contents;
mod texts;
mod throughput;
mod used_keys;
