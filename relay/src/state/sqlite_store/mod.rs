//! SQLite implementation of the state store: one file, used by one relay.

mod database_file;
mod expired_keys;
mod file_check;
mod group_commit;
mod key_claims;
mod key_row;
mod purge;
mod rate_limit_filter;
mod rate_limits;
mod receipts;
mod schema;
mod submitted_content;

pub use file_check::check_file;

use super::claim_phase::PhaseChange;
use super::claim_request::ClaimRequest;
use super::claims_and_statuses::{
    Claim, Completion, Fingerprint, KeyStatus, Receipt, UnresolvedClaim,
};
use super::error::StateError;
use super::random_idempotency_key::IdempotencyKey;
use super::sliding_window::{Admission, RateLimit, RateLimitMode};
use super::store::StateStore;
use super::store_location::StoreLocation;
use super::submitted_content::SubmittedContent;
use async_trait::async_trait;
use group_commit::WriterThread;
use rate_limit_filter::CountedNames;
use receipts::Receipts;
use rusqlite::{Connection, OptionalExtension};
use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

/// State store in a SQLite file. Dropping it closes the file.
pub struct SqliteStore {
    writer: WriterThread,
    receipts: Receipts,
    counted: Arc<CountedNames>,
}

impl SqliteStore {
    /// Opens or creates the file and locks it. Keys that were in progress become unknown.
    ///
    /// # Errors
    /// [`StateError::Unusable`], [`StateError::InUse`] or [`StateError::NewerVersion`].
    pub async fn open(file: PathBuf) -> Result<Self, StateError> {
        let location = StoreLocation::SqliteFile(file.clone());
        let unusable = |cause: &str| StateError::Unusable {
            location: location.clone(),
            cause: cause.to_owned(),
        };
        let opened = tokio::task::spawn_blocking(move || database_file::open(&file)).await;
        let connection = opened.map_err(|_| unusable("the relay is shutting down"))??;
        let writer = WriterThread::start(connection, location.clone())
            .map_err(|error| unusable(&error.to_string()))?;
        Ok(Self {
            writer,
            receipts: Receipts::default(),
            counted: Arc::new(CountedNames::all()),
        })
    }
}

#[async_trait]
impl StateStore for SqliteStore {
    async fn receive(&self, receipt: Receipt, _now: i64) -> Result<(), StateError> {
        self.receipts.add(receipt.key, receipt.fence);
        Ok(())
    }

    /// Returns `false`: receipts are in the memory of this process, and end with it.
    fn has_expiring_receipts(&self) -> bool {
        false
    }

    async fn renew_receipt(&self, _receipt: Receipt, _now: i64) -> Result<(), StateError> {
        Ok(())
    }

    async fn return_receipt(&self, receipt: Receipt) -> Result<(), StateError> {
        self.receipts.remove(receipt.key, receipt.fence);
        Ok(())
    }

    /// Gives the receipt back after the claim is on disk, so that the key is reported as unknown throughout.
    async fn claim(&self, request: ClaimRequest) -> Result<Claim, StateError> {
        let (key, receipt) = (request.key, request.receipt);
        let has_receipt = receipt.is_none_or(|fence| self.receipts.contains(key, fence));
        let counted = Arc::clone(&self.counted);
        let has_limits = !request.rate_limits.is_empty();
        let work = move |connection: &Connection| {
            insert_names(&counted, &request.rate_limits);
            key_claims::claim(connection, &request, has_receipt)
        };
        // Only a counted event must be undone if the claim fails: deleting expired rows is always right.
        let claim = match has_limits {
            true => self.writer.run(work).await,
            false => self.writer.run_without_savepoint(work).await,
        };
        if let Some(fence) = receipt {
            self.receipts.remove(key, fence);
        }
        claim
    }

    async fn change_phase(&self, change: PhaseChange) -> Result<(), StateError> {
        let is_held = self
            .writer
            .run_without_savepoint(move |connection| key_claims::change_phase(connection, &change))
            .await?;
        is_held.then_some(()).ok_or(StateError::NotHeld)
    }

    async fn complete(&self, completion: Completion) -> Result<(), StateError> {
        let is_held = self
            .writer
            .run_without_savepoint(move |connection| key_claims::complete(connection, &completion))
            .await?;
        is_held.then_some(()).ok_or(StateError::NotHeld)
    }

    async fn key_status(&self, key: IdempotencyKey, now: i64) -> Result<KeyStatus, StateError> {
        // Read before the table: a claim is in the table before its receipt is returned.
        let is_received = self.receipts.is_received(key);
        let status = self
            .writer
            .run_without_savepoint(move |connection| key_claims::key_status(connection, key, now))
            .await?;
        Ok(match is_received {
            true => status.with_receipt(),
            false => status,
        })
    }

    async fn unresolved_claims(
        &self,
        intent: Fingerprint,
        key: IdempotencyKey,
        now: i64,
    ) -> Result<Vec<UnresolvedClaim>, StateError> {
        self.writer
            .run_without_savepoint(move |connection| {
                key_claims::unresolved_claims(connection, &intent, key, now)
            })
            .await
    }

    async fn tickets_of_other_keys(
        &self,
        ticket_ids: &[u32],
        key: IdempotencyKey,
    ) -> Result<Vec<u32>, StateError> {
        let ticket_ids = ticket_ids.to_vec();
        self.writer
            .run_without_savepoint(move |connection| {
                key_claims::tickets_of_other_keys(connection, &ticket_ids, key)
            })
            .await
    }

    async fn key_of_content(
        &self,
        content: SubmittedContent,
    ) -> Result<IdempotencyKey, StateError> {
        self.writer
            .run(move |connection| submitted_content::key_of_content(connection, &content))
            .await
    }

    async fn check_rate_limits(
        &self,
        limits: &[RateLimit],
        now: i64,
        mode: RateLimitMode,
    ) -> Result<Admission, StateError> {
        let is_counted = mode == RateLimitMode::Count;
        let admits =
            |limit: &RateLimit| limit.max_count > 0 && !self.counted.may_contain(&limit.name);
        if limits.is_empty() || !is_counted && limits.iter().all(admits) {
            return Ok(Admission::Admitted);
        }
        let (limits, counted) = (limits.to_vec(), Arc::clone(&self.counted));
        let wait_ms = self
            .writer
            .run(move |connection| {
                if is_counted {
                    insert_names(&counted, &limits);
                }
                rate_limits::check(connection, &limits, now, mode)
            })
            .await?;
        Ok(Admission::from_wait_ms(wait_ms))
    }

    async fn save_text(&self, name: &str, text: &str) -> Result<(), StateError> {
        const SQL: &str = "INSERT INTO texts (name, text) VALUES (?1, ?2)
            ON CONFLICT (name) DO UPDATE SET text = ?2";
        let values = (name.to_owned(), text.to_owned());
        self.writer
            .run(move |connection| connection.prepare_cached(SQL)?.execute(values).map(drop))
            .await
    }

    async fn load_text(&self, name: &str) -> Result<Option<String>, StateError> {
        const SQL: &str = "SELECT text FROM texts WHERE name = ?1";
        let name = name.to_owned();
        self.writer
            .run(move |connection| {
                connection
                    .prepare_cached(SQL)?
                    .query_row([name], |row| row.get(0))
                    .optional()
            })
            .await
    }

    async fn delete_expired(&self, now: i64) -> Result<(), StateError> {
        while self
            .writer
            .run_then(
                move |connection| purge::delete_expired(connection, now),
                purge::checkpoint,
            )
            .await?
        {}
        let counted = Arc::clone(&self.counted);
        self.writer
            .run(move |connection| counted.load(connection))
            .await
    }
}

fn insert_names(counted: &CountedNames, limits: &[RateLimit]) {
    for limit in limits {
        counted.insert(&limit.name);
    }
}

impl fmt::Debug for SqliteStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SqliteStore({})", self.writer.location())
    }
}
