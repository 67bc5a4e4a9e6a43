//! Warnings about a server that may lose keys before they expire. A retry with a lost key would open a second
//! ticket.

use super::connection_config::TIMEOUT;
use redis::aio::ConnectionManager;
use redis::{InfoDict, RedisResult, cmd};
use tokio::time::timeout;

/// Logs a warning for each setting of the server with which it may lose keys. Settings that the server does not
/// show are not checked.
pub async fn warn_of_lost_keys(connection: &mut ConnectionManager) {
    let info = async {
        let memory: RedisResult<InfoDict> = cmd("INFO").arg("memory").query_async(connection).await;
        let persistence = cmd("INFO").arg("persistence").query_async(connection).await;
        (memory, persistence)
    };
    let Ok((memory, persistence)) = timeout(TIMEOUT, info).await else {
        return;
    };
    if let Ok(memory) = memory
        && let Some(policy) = eviction_policy(&memory)
    {
        tracing::warn!(
            policy,
            "Redis may evict keys before they expire, and a retry may then open a second ticket: set \
             maxmemory-policy to noeviction"
        );
    }
    if let Ok(persistence) = persistence
        && is_without_append_only_file(&persistence)
    {
        tracing::warn!(
            "Redis may lose keys at a restart, and a retry may then open a second ticket: set appendonly to yes \
             and appendfsync to always"
        );
    }
}

/// Returns the eviction policy of a server that has a memory limit and evicts keys. Without a limit, it evicts
/// none.
fn eviction_policy(memory: &InfoDict) -> Option<String> {
    let limit: u64 = memory.get("maxmemory")?;
    let policy: String = memory.get("maxmemory_policy")?;
    (limit > 0 && policy != "noeviction").then_some(policy)
}

fn is_without_append_only_file(persistence: &InfoDict) -> bool {
    persistence.get::<u8>("aof_enabled") == Some(0)
}
