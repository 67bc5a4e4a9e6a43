//! Opens the store that `--state` names.

use super::error::StateError;
use super::redis_store::RedisStore;
use super::sqlite_store::SqliteStore;
use super::store::StateStore;
use super::store_location::StoreLocation;
use std::sync::Arc;

/// Opens the store at `location`. In a SQLite file, keys that were in progress become unknown: the
/// process that worked on them has ended.
///
/// # Errors
/// [`StateError::Unusable`], [`StateError::InUse`] or [`StateError::NewerVersion`].
pub async fn open_store(location: &StoreLocation) -> Result<Arc<dyn StateStore>, StateError> {
    Ok(match location {
        StoreLocation::SqliteFile(file) => Arc::new(SqliteStore::open(file.clone()).await?),
        StoreLocation::Redis(url) => Arc::new(RedisStore::open(url).await?),
    })
}
