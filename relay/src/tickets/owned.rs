//! What a client owns, kept for a minute.

use crate::error::Refused;
use crate::identity::Identity;
use crate::whmcs::Whmcs;
use open_ticket::rules::RelatedChoice;
use open_ticket::ticket::ClientId;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How long what WHMCS said holds.
const LIFE: Duration = Duration::from_secs(60);

/// How many clients are remembered at once; with more, all are forgotten.
const MAX_CLIENTS: usize = 10_000;

/// The services and domains of the clients who asked lately.
#[derive(Debug, Default)]
pub struct Owned(Mutex<HashMap<ClientId, (Instant, Choices)>>);

type Choices = Arc<Vec<RelatedChoice>>;

impl Owned {
    /// What a client owns: what the token names, or what WHMCS says.
    ///
    /// # Errors
    /// [`Refused::Unavailable`] if WHMCS does not say.
    pub async fn of(&self, identity: &Identity, whmcs: &Whmcs) -> Result<Choices, Refused> {
        if let Some(named) = &identity.related {
            return Ok(Arc::new(named.clone()));
        }
        if let Some(known) = self.known(identity.client) {
            return Ok(known);
        }
        let owned = whmcs.owned(identity.client).await;
        let owned = Arc::new(owned.map_err(|_| Refused::Unavailable)?);
        self.keep(identity.client, Arc::clone(&owned));
        Ok(owned)
    }

    fn known(&self, client: ClientId) -> Option<Choices> {
        let clients = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (since, choices) = clients.get(&client)?;
        (since.elapsed() < LIFE).then(|| Arc::clone(choices))
    }

    fn keep(&self, client: ClientId, choices: Choices) {
        let mut clients = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if clients.len() >= MAX_CLIENTS {
            clients.clear();
        }
        clients.insert(client, (Instant::now(), choices));
    }
}
