//! Cache of clients' services and domains.

use crate::api_error::ApiError;
use crate::auth::Identity;
use crate::whmcs::WhmcsClient;
use open_ticket::rules::RelatedChoice;
use open_ticket::ticket::ClientId;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Maximum age of an entry.
const MAX_AGE: Duration = Duration::from_secs(60);

/// Maximum number of entries. The cache is cleared when it is full.
const MAX_CLIENTS: usize = 10_000;

/// Cache of the services and domains of signed-in clients.
#[derive(Debug, Default)]
pub struct ClientServicesCache(Mutex<HashMap<ClientId, Entry>>);

#[derive(Debug)]
struct Entry {
    loaded: Instant,
    services: ClientServices,
}

/// Services and domains of one client.
type ClientServices = Arc<Vec<RelatedChoice>>;

impl ClientServicesCache {
    /// Returns the services and domains in the client's token, or those in WHMCS.
    ///
    /// # Errors
    /// [`ApiError::Unavailable`] if WHMCS does not return them.
    pub async fn services_of(
        &self,
        identity: &Identity,
        whmcs: &WhmcsClient,
    ) -> Result<ClientServices, ApiError> {
        if let Some(claimed) = &identity.related {
            return Ok(Arc::new(claimed.clone()));
        }
        if let Some(cached) = self.get(identity.client) {
            return Ok(cached);
        }
        let services = whmcs.client_services(identity.client).await;
        let services = Arc::new(services.map_err(|_| ApiError::Unavailable)?);
        self.insert(identity.client, Arc::clone(&services));
        Ok(services)
    }

    fn get(&self, client: ClientId) -> Option<ClientServices> {
        let entries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let entry = entries.get(&client)?;
        (entry.loaded.elapsed() < MAX_AGE).then(|| Arc::clone(&entry.services))
    }

    fn insert(&self, client: ClientId, services: ClientServices) {
        let mut entries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if entries.len() >= MAX_CLIENTS {
            entries.clear();
        }
        let loaded = Instant::now();
        entries.insert(client, Entry { loaded, services });
    }
}
