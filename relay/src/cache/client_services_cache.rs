//! Cache of clients' services and domains.

use super::single_flight::{CacheLimits, SingleFlight};
use crate::api_error::ApiError;
use crate::auth::Identity;
use crate::whmcs::WhmcsClient;
use open_ticket::rules::RelatedChoice;
use open_ticket::ticket::{ClientId, Related};
use std::sync::Arc;
use std::time::Duration;
use tokio::time::Instant;

/// Limits of the lists and of the single services and domains, each.
const LIMITS: CacheLimits = CacheLimits {
    max_age: Duration::from_secs(60),
    max_values: 10_000,
};

/// Cache of the services and domains of signed-in clients.
#[derive(Debug)]
pub struct ClientServicesCache {
    lists: SingleFlight<ClientId, ClientServices>,
    /// Services and domains that were looked up by their id.
    single: SingleFlight<(ClientId, Related), Option<RelatedChoice>>,
}

/// Services and domains of one client.
type ClientServices = Arc<Vec<RelatedChoice>>;

impl Default for ClientServicesCache {
    fn default() -> Self {
        Self {
            lists: SingleFlight::new(LIMITS),
            single: SingleFlight::new(LIMITS),
        }
    }
}

impl ClientServicesCache {
    /// Returns the services and domains of a client, from the client's token or from WHMCS.
    ///
    /// # Errors
    /// [`ApiError::Unavailable`] if WHMCS does not return them before the deadline.
    pub async fn services_of(
        &self,
        identity: &Identity,
        whmcs: &WhmcsClient,
        deadline: Instant,
    ) -> Result<ClientServices, ApiError> {
        if let Some(claimed) = &identity.related {
            return Ok(Arc::new(claimed.clone()));
        }
        let (client, whmcs) = (identity.client, whmcs.clone());
        let list_deadline = before(deadline, &whmcs);
        let look_up = move || async move {
            let services = whmcs.client_services(client, list_deadline).await;
            services.map(Arc::new)
        };
        let services = self.lists.get(client, deadline, look_up).await;
        services.map_err(|_| ApiError::Unavailable)
    }

    /// Returns one service or domain, from the client's token or from WHMCS. `None` if the client
    /// does not have it.
    ///
    /// # Errors
    /// [`ApiError::Unavailable`] if WHMCS does not return it before the deadline.
    pub async fn service_of(
        &self,
        identity: &Identity,
        related: Related,
        whmcs: &WhmcsClient,
        deadline: Instant,
    ) -> Result<Option<RelatedChoice>, ApiError> {
        let find = |choices: &[RelatedChoice]| {
            let mut choices = choices.iter();
            choices.find(|choice| choice.related == related).cloned()
        };
        if let Some(claimed) = &identity.related {
            return Ok(find(claimed));
        }
        let client = identity.client;
        let listed = self.lists.cached(&client);
        if let Some(found) = listed.and_then(|services| find(&services)) {
            return Ok(Some(found));
        }
        let whmcs = whmcs.clone();
        let list_deadline = before(deadline, &whmcs);
        let look_up =
            move || async move { whmcs.client_service(client, related, list_deadline).await };
        let service = self.single.get((client, related), deadline, look_up).await;
        service.map_err(|_| ApiError::Unavailable)
    }
}

/// Returns the time limit for reading a list, so that a partial list is returned before the deadline.
fn before(deadline: Instant, whmcs: &WhmcsClient) -> Instant {
    let margin = whmcs.lookup_timeout() / 10;
    deadline.checked_sub(margin).unwrap_or(deadline)
}
