//! What the form offers at the moment: the configuration's departments, or WHMCS's own, which are
//! asked for now and then and survive an outage of WHMCS.

use crate::config::{Departments, Source};
use crate::state::State;
use crate::whmcs::Whmcs;
use open_ticket::rules::Rules;
use open_ticket::ticket::DepartmentId;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, Instant};
use tokio::sync::Mutex;

/// Under which name the state keeps the last departments of WHMCS.
const REMEMBERED: &str = "departments";

/// How soon WHMCS is asked again after it did not answer.
const AFTER_FAILURE: Duration = Duration::from_secs(15);

/// The rules of the installation, with the departments of the moment.
#[derive(Debug)]
pub struct Offer {
    rules: Rules,
    departments: Departments,
    max_age: Duration,
    now: RwLock<Option<Arc<Rules>>>,
    /// When WHMCS is to be asked again. Whoever holds it asks.
    next: Mutex<Instant>,
}

impl Offer {
    /// What `rules` say, with `departments` that get `max_age` old.
    #[must_use]
    pub fn new(rules: Rules, departments: Departments, max_age: Duration) -> Self {
        let now = match departments.source() {
            Source::Config => Some(Arc::new(rules.clone())),
            Source::Whmcs => None,
        };
        Self {
            rules,
            departments,
            max_age,
            now: RwLock::new(now),
            next: Mutex::new(Instant::now()),
        }
    }

    /// The rules; none if WHMCS has not told its departments yet, now or before a restart.
    pub async fn rules(&self, whmcs: &Whmcs, state: &State) -> Option<Arc<Rules>> {
        if self.departments.source() == Source::Whmcs {
            self.refresh(whmcs, state).await;
        }
        self.current()
    }

    fn current(&self) -> Option<Arc<Rules>> {
        self.now
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Asks WHMCS if it is time to. While one asks, the others go on with what is there; where
    /// nothing is, they wait.
    async fn refresh(&self, whmcs: &Whmcs, state: &State) {
        let next = match self.current() {
            Some(_) => self.next.try_lock().ok(),
            None => Some(self.next.lock().await),
        };
        let Some(mut next) = next.filter(|next| **next <= Instant::now()) else {
            return;
        };
        let wait = match whmcs.departments().await {
            Ok(departments) if !departments.is_empty() => {
                self.offer(&departments);
                remember(state, &departments).await;
                self.max_age
            }
            _ => {
                self.recall(state).await;
                AFTER_FAILURE.min(self.max_age)
            }
        };
        *next = Instant::now() + wait;
    }

    fn offer(&self, departments: &[(DepartmentId, String)]) {
        let rules = Rules {
            departments: self.departments.offered(departments),
            ..self.rules.clone()
        };
        *self.now.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::new(rules));
    }

    async fn recall(&self, state: &State) {
        if self.current().is_some() {
            return;
        }
        if let Ok(Some(text)) = state.recall(REMEMBERED).await {
            let listed: Vec<(u32, String)> = serde_json::from_str(&text).unwrap_or_default();
            let listed = listed.into_iter();
            let departments: Vec<_> = listed
                .filter_map(|(id, name)| Some((DepartmentId::new(id)?, name)))
                .collect();
            if !departments.is_empty() {
                self.offer(&departments);
            }
        }
    }
}

async fn remember(state: &State, departments: &[(DepartmentId, String)]) {
    let listed: Vec<_> = departments
        .iter()
        .map(|(id, name)| (id.get(), name))
        .collect();
    let text = serde_json::to_string(&listed).unwrap_or_default();
    if let Err(error) = state.remember(REMEMBERED, &text).await {
        tracing::error!(%error, "WHMCS's departments could not be kept for the next start");
    }
}
