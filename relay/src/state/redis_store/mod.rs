//! Redis implementation of the state store, shared by several relays. Valkey works too.
//!
//! Every operation is one Lua script, which Redis runs atomically. Keys start with `open-ticket:`
//! and expire in Redis. All keys of one script have the same hash tag, so that they are on the same
//! node of a cluster.

mod connection_config;
mod count_claim;
mod key_loss;
mod key_names;
mod script_reply;
mod scripts;

use super::claim_phase::PhaseChange;
use super::claim_request::ClaimRequest;
use super::claims_and_statuses::{
    Claim, Completion, Fingerprint, KeyStatus, Receipt, UnresolvedClaim,
};
use super::error::StateError;
use super::key_lifetimes::{KEY_LIFETIME_MS, USED_KEY_LIFETIME_MS};
use super::random_idempotency_key::IdempotencyKey;
use super::sliding_window::{Admission, RateLimit, RateLimitMode};
use super::store::StateStore;
use super::store_location::StoreLocation;
use super::submitted_content::SubmittedContent;
use crate::hex::hex;
use async_trait::async_trait;
use connection_config::{TIMEOUT, connection_config};
use key_names::{
    KEY_PREFIX, redis_key, redis_key_of_content, redis_key_of_intent, redis_key_of_receipts,
    redis_key_of_text, redis_key_of_ticket, redis_key_of_use,
};
use redis::aio::ConnectionManager;
use redis::{Client, FromRedisValue, RedisError, ScriptInvocation};
use scripts::Scripts;
use std::fmt;
use tokio::time::timeout;

/// State store in Redis. Its connection is re-established automatically.
pub struct RedisStore {
    location: StoreLocation,
    scripts: Scripts,
    connection: ConnectionManager,
}

impl RedisStore {
    /// Connects to the server at `url`.
    ///
    /// # Errors
    /// [`StateError::Unusable`].
    pub async fn open(url: &str) -> Result<Self, StateError> {
        let location = StoreLocation::Redis(url.to_owned());
        let unusable = |cause: String| StateError::Unusable {
            location: location.clone(),
            cause,
        };
        // Fails only if the provider is already installed.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = Client::open(url).map_err(|error| unusable(error_cause(&error)))?;
        let connecting = ConnectionManager::new_with_config(client, connection_config());
        let mut connection = timeout(TIMEOUT, connecting)
            .await
            .map_err(|_| unusable("connection timed out".to_owned()))?
            .map_err(|error| unusable(error_cause(&error)))?;
        key_loss::warn_of_lost_keys(&mut connection).await;
        Ok(Self {
            location,
            scripts: Scripts::default(),
            connection,
        })
    }

    /// Runs a script. After a lost connection, reconnects and retries once: a retried claim or
    /// completion is recognized by its fence, and a rate limit counts one event too many at worst.
    async fn run<T: FromRedisValue>(&self, script: &ScriptInvocation<'_>) -> Result<T, StateError> {
        let mut connection = self.connection.clone();
        let attempts = async {
            match script.invoke_async(&mut connection).await {
                Err(error) if error.is_io_error() && !error.is_timeout() => {
                    script.invoke_async(&mut connection).await
                }
                result => result,
            }
        };
        timeout(TIMEOUT, attempts)
            .await
            .map_err(|_| self.failed("no reply within the timeout".to_owned()))?
            .map_err(|error| self.failed(error_cause(&error)))
    }

    fn unexpected_reply(&self) -> StateError {
        self.failed("its content cannot be read".to_owned())
    }

    fn failed(&self, cause: String) -> StateError {
        StateError::Failed {
            location: self.location.clone(),
            cause,
        }
    }
}

#[async_trait]
impl StateStore for RedisStore {
    async fn receive(&self, receipt: Receipt, now: i64) -> Result<(), StateError> {
        let receipts = redis_key_of_receipts(receipt.key);
        let mut script = self.scripts.receive_key.key(receipts);
        script.arg(now).arg(receipt.fence.0).arg(receipt.expires_at);
        self.run(&script).await
    }

    async fn renew_receipt(&self, receipt: Receipt, now: i64) -> Result<(), StateError> {
        let receipts = redis_key_of_receipts(receipt.key);
        let mut script = self.scripts.renew_receipt.key(receipts);
        script.arg(now).arg(receipt.fence.0).arg(receipt.expires_at);
        self.run(&script).await
    }

    async fn return_receipt(&self, receipt: Receipt) -> Result<(), StateError> {
        let receipts = redis_key_of_receipts(receipt.key);
        let mut script = self.scripts.return_receipt.key(receipts);
        self.run(script.arg(receipt.fence.0)).await
    }

    async fn claim(&self, request: ClaimRequest) -> Result<Claim, StateError> {
        let intent = request.intent.map_or(String::new(), |intent| hex(&intent));
        let receipt = request.receipt;
        let mut script = self.scripts.claim_key.key(redis_key(request.key));
        script
            .key(redis_key_of_receipts(request.key))
            .key(redis_key_of_intent(&intent))
            .key(redis_key_of_use(request.key))
            .arg(hex(&request.fingerprint))
            .arg(request.now)
            .arg(request.lease_ends_at)
            .arg(request.fence.0)
            .arg(request.key_expires_at())
            .arg(KEY_LIFETIME_MS)
            .arg(receipt.map_or(String::new(), |fence| fence.0.to_string()))
            .arg(request.key.to_string())
            .arg(intent)
            .arg(USED_KEY_LIFETIME_MS);
        let reply: Vec<String> = self.run(&script).await?;
        let claim = script_reply::parse_claim(&reply, &request);
        let claim = claim.ok_or_else(|| self.unexpected_reply())?;
        self.count_first_claim(claim, &request).await
    }

    async fn change_phase(&self, change: PhaseChange) -> Result<(), StateError> {
        let previous = change.previous_pending_until();
        let mut script = self.scripts.change_phase.key(redis_key(change.key));
        script
            .key(redis_key_of_use(change.key))
            .arg(change.fence.0)
            .arg(change.now)
            .arg(change.first_claimed_at())
            .arg(change.lease_ends_at())
            .arg(change.key_expires_at())
            .arg(previous.map_or("not_opened".to_owned(), |time| time.to_string()))
            .arg(KEY_LIFETIME_MS)
            .arg(USED_KEY_LIFETIME_MS);
        let is_held: bool = self.run(&script).await?;
        is_held.then_some(()).ok_or(StateError::NotHeld)
    }

    async fn complete(&self, completion: Completion) -> Result<(), StateError> {
        let outcome = &completion.outcome;
        let response = outcome.response();
        let ticket_id = response.and_then(|response| response.ticket_id);
        let mut script = self.scripts.complete_claim.key(redis_key(completion.key));
        script
            .key(redis_key_of_ticket(ticket_id.unwrap_or(0)))
            .key(redis_key_of_use(completion.key))
            .arg(completion.fence.0)
            .arg(completion.now)
            .arg(outcome.name())
            .arg(outcome.pending_until())
            .arg(response.map_or(0, |response| response.status))
            .arg(response.map_or("", |response| &response.body))
            .arg(ticket_id.map_or(String::new(), |id| id.to_string()))
            .arg(completion.key.to_string())
            .arg(USED_KEY_LIFETIME_MS)
            .arg(KEY_LIFETIME_MS + USED_KEY_LIFETIME_MS);
        let is_held: bool = self.run(&script).await?;
        is_held.then_some(()).ok_or(StateError::NotHeld)
    }

    async fn key_status(&self, key: IdempotencyKey, now: i64) -> Result<KeyStatus, StateError> {
        let mut script = self.scripts.key_status.key(redis_key(key));
        script
            .key(redis_key_of_receipts(key))
            .key(redis_key_of_use(key));
        let reply: Vec<String> = self.run(script.arg(now)).await?;
        script_reply::parse_key_status(&reply).ok_or_else(|| self.unexpected_reply())
    }

    async fn tickets_of_other_keys(
        &self,
        ticket_ids: &[u32],
        key: IdempotencyKey,
    ) -> Result<Vec<u32>, StateError> {
        if ticket_ids.is_empty() {
            return Ok(Vec::new());
        }
        let mut script = self.scripts.tickets_of_other_keys.arg(key.to_string());
        for &id in ticket_ids {
            script.key(redis_key_of_ticket(id));
        }
        let flags: Vec<bool> = self.run(&script).await?;
        let flagged = ticket_ids.iter().copied().zip(flags);
        Ok(flagged
            .filter_map(|(id, is_of_other_key)| is_of_other_key.then_some(id))
            .collect())
    }

    async fn unresolved_claims(
        &self,
        intent: Fingerprint,
        key: IdempotencyKey,
        now: i64,
    ) -> Result<Vec<UnresolvedClaim>, StateError> {
        let keys = redis_key_of_intent(&hex(&intent));
        let mut script = self.scripts.unresolved_claims.key(keys);
        script.arg(now).arg(KEY_PREFIX).arg(key.to_string());
        let reply: Vec<String> = self.run(&script).await?;
        script_reply::parse_unresolved_claims(&reply, now).ok_or_else(|| self.unexpected_reply())
    }

    async fn key_of_content(
        &self,
        content: SubmittedContent,
    ) -> Result<IdempotencyKey, StateError> {
        let recorded = redis_key_of_content(&hex(&content.digest));
        let replaced = content.replaces.map(|key| key.to_string());
        let mut script = self.scripts.key_of_content.key(recorded);
        script
            .arg(content.key.to_string())
            .arg(replaced.unwrap_or_default())
            .arg(KEY_LIFETIME_MS);
        let reply: String = self.run(&script).await?;
        IdempotencyKey::parse(&reply).ok_or_else(|| self.unexpected_reply())
    }

    async fn check_rate_limits(
        &self,
        limits: &[RateLimit],
        now: i64,
        mode: RateLimitMode,
    ) -> Result<Admission, StateError> {
        if limits.is_empty() {
            return Ok(Admission::Admitted);
        }
        let mut script = self.scripts.rate_limits.arg(now);
        script.arg(match mode {
            RateLimitMode::Count => "count",
            RateLimitMode::Peek => "peek",
        });
        for limit in limits {
            script
                .key(format!("open-ticket:{{rate_limits}}:{}", limit.name))
                .arg(limit.max_count)
                .arg(limit.window_ms())
                .arg(limit.slot_ms());
        }
        let wait_ms = self.run(&script).await?;
        Ok(Admission::from_wait_ms(wait_ms))
    }

    async fn save_text(&self, name: &str, text: &str) -> Result<(), StateError> {
        let mut script = self.scripts.save_text.key(redis_key_of_text(name));
        self.run(script.arg(text)).await
    }

    async fn load_text(&self, name: &str) -> Result<Option<String>, StateError> {
        self.run(&self.scripts.load_text.key(redis_key_of_text(name)))
            .await
    }

    /// Does nothing: Redis deletes each key when it expires.
    async fn delete_expired(&self, _now: i64) -> Result<(), StateError> {
        Ok(())
    }
}

impl fmt::Debug for RedisStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RedisStore({})", self.location)
    }
}

/// Describes a Redis error without its detail, which may repeat a sent value.
fn error_cause(error: &RedisError) -> String {
    if error.is_connection_refusal() {
        return "connection refused".to_owned();
    }
    match error.code() {
        Some(code) => format!("{} ({code})", error.category()),
        None => error.category().to_owned(),
    }
}
