//! The state of several relays, in Redis or Valkey: every question is one script, which nothing
//! comes between.
//!
//! Keys begin with `open-ticket:` and go by Redis itself when they are over. What one script
//! touches has the same hash tag, so that it lies on one node of a cluster.

mod reply;
mod scripts;

use super::error::StateError;
use super::intent::{Bid, Claim, End, LIFE, Standing};
use super::key::{Key, hex};
use super::place::Place;
use super::rate::{Limit, Purpose};
use redis::aio::{ConnectionManager, ConnectionManagerConfig};
use redis::{Client, FromRedisValue, RedisError, ScriptInvocation};
use scripts::Scripts;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::timeout;

/// For how long a connection and an answer are waited for; then the state has failed.
const PATIENCE: Duration = Duration::from_secs(2);
/// How many questions may wait to be written.
const WAITING: usize = 1024;

/// A state in Redis. A clone is the same connection, which comes back by itself when it was lost.
#[derive(Clone)]
pub struct Shared {
    place: Arc<Place>,
    scripts: Arc<Scripts>,
    connection: ConnectionManager,
}

impl Shared {
    pub async fn open(url: &str, place: &Place) -> Result<Self, StateError> {
        let unusable = |cause: String| StateError::Unusable {
            place: place.clone(),
            cause,
        };
        // The only choice there is; an error says that it was made before.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = Client::open(url).map_err(|error| unusable(cause(&error)))?;
        let connecting = ConnectionManager::new_with_config(client, config());
        let connection = timeout(PATIENCE, connecting)
            .await
            .map_err(|_| unusable("it does not answer".to_owned()))?
            .map_err(|error| unusable(cause(&error)))?;
        Ok(Self {
            place: Arc::new(place.clone()),
            scripts: Arc::default(),
            connection,
        })
    }

    pub fn place(&self) -> &Place {
        &self.place
    }

    pub async fn claim(&self, bid: Bid) -> Result<Claim, StateError> {
        let mut script = self.scripts.claim.key(intent(bid.key));
        script
            .arg(hex(&bid.fingerprint))
            .arg(bid.now)
            .arg(bid.until)
            .arg(bid.fence.0)
            .arg(bid.dies())
            .arg(LIFE);
        let reply: Vec<String> = self.ask(&script).await?;
        reply::claim(&reply, &bid).ok_or_else(|| self.unreadable())
    }

    /// Whether the claim was the caller's to end.
    pub async fn settle(&self, end: &End) -> Result<bool, StateError> {
        let answer = end.outcome.answer();
        let opened = answer.and_then(|answer| answer.opened);
        let mut script = self.scripts.settle.key(intent(end.key));
        script
            .key(ticket(opened.unwrap_or(0)))
            .arg(end.fence.0)
            .arg(end.now)
            .arg(end.outcome.name())
            .arg(end.outcome.until())
            .arg(answer.map_or(0, |answer| answer.status))
            .arg(answer.map_or("", |answer| &answer.body))
            .arg(opened.map_or(String::new(), |id| id.to_string()))
            .arg(end.key.as_text())
            .arg(LIFE);
        self.ask(&script).await
    }

    pub async fn standing(&self, key: Key, now: i64) -> Result<Standing, StateError> {
        let mut script = self.scripts.standing.key(intent(key));
        let reply: Vec<String> = self.ask(script.arg(now)).await?;
        reply::standing(&reply).ok_or_else(|| self.unreadable())
    }

    pub async fn answered_elsewhere(&self, ids: &[u32], key: Key) -> Result<Vec<u32>, StateError> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let mut script = self.scripts.elsewhere.arg(key.as_text());
        for &id in ids {
            script.key(ticket(id));
        }
        let is_elsewhere: Vec<bool> = self.ask(&script).await?;
        let ids = ids.iter().copied().zip(is_elsewhere);
        Ok(ids.filter_map(|(id, is)| is.then_some(id)).collect())
    }

    pub async fn rate(
        &self,
        limits: &[Limit],
        now: i64,
        purpose: Purpose,
    ) -> Result<i64, StateError> {
        let mut script = self.scripts.rate.arg(now);
        script.arg(match purpose {
            Purpose::Take => "take",
            Purpose::Look => "look",
        });
        for limit in limits {
            script
                .key(format!("open-ticket:{{rates}}:{}", limit.name))
                .arg(limit.count)
                .arg(limit.millis())
                .arg(limit.slot());
        }
        self.ask(&script).await
    }

    pub async fn remember(&self, name: &str, text: &str) -> Result<(), StateError> {
        let mut script = self.scripts.remember.key(named(name));
        self.ask(script.arg(text)).await
    }

    pub async fn recall(&self, name: &str) -> Result<Option<String>, StateError> {
        self.ask(&self.scripts.recall.key(named(name))).await
    }

    /// Runs a script. A connection that was lost is opened again, and the script repeated, once: a
    /// repeated claim or end is known by its fence, and one too many is counted at the worst.
    async fn ask<T: FromRedisValue>(&self, script: &ScriptInvocation<'_>) -> Result<T, StateError> {
        let mut connection = self.connection.clone();
        let asking = async {
            match script.invoke_async(&mut connection).await {
                Err(error) if error.is_io_error() && !error.is_timeout() => {
                    script.invoke_async(&mut connection).await
                }
                first => first,
            }
        };
        timeout(PATIENCE, asking)
            .await
            .map_err(|_| self.failed("it does not answer".to_owned()))?
            .map_err(|error| self.failed(cause(&error)))
    }

    fn unreadable(&self) -> StateError {
        self.failed("what it holds cannot be read".to_owned())
    }

    fn failed(&self, cause: String) -> StateError {
        StateError::Failed {
            place: Place::clone(&self.place),
            cause,
        }
    }
}

fn config() -> ConnectionManagerConfig {
    ConnectionManagerConfig::new()
        .set_connection_timeout(Some(PATIENCE))
        .set_response_timeout(Some(PATIENCE))
        .set_number_of_retries(1)
        .set_pipeline_buffer_size(WAITING)
}

fn intent(key: Key) -> String {
    format!("open-ticket:{{intents}}:{}", key.as_text())
}

/// The keys that a ticket is the answer to.
fn ticket(id: u32) -> String {
    format!("open-ticket:{{intents}}:ticket:{id}")
}

fn named(name: &str) -> String {
    format!("open-ticket:text:{name}")
}

/// Why Redis failed, in words without any value: the detail may repeat what was sent.
fn cause(error: &RedisError) -> String {
    if error.is_connection_refusal() {
        return "nobody listens there".to_owned();
    }
    match error.code() {
        Some(code) => format!("{} ({code})", error.category()),
        None => error.category().to_owned(),
    }
}
