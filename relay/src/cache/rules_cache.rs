//! Cache of the rules. With `departments = "whmcs"`, the departments are queried again after a
//! maximum age. While WHMCS is unavailable, even after a restart, the last known departments apply.

use crate::config::{Departments, DepartmentsSource};
use crate::state::StateStore;
use crate::whmcs::WhmcsClient;
use open_ticket::rules::Rules;
use open_ticket::ticket::DepartmentId;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, Instant};
use tokio::sync::Mutex;

/// Name of the text in the state store that contains the last departments of WHMCS.
const STORED_DEPARTMENTS: &str = "departments";

/// Time until the next query after a failed one.
const RETRY_DELAY: Duration = Duration::from_secs(15);

/// Rules of this installation, with the current departments.
#[derive(Debug)]
pub struct RulesCache {
    rules_without_departments: Rules,
    departments: Departments,
    max_age: Duration,
    current: RwLock<Option<Arc<Rules>>>,
    /// Time of the next query. The task that holds the lock runs the query.
    next_refresh: Mutex<Instant>,
    has_reported_missing: AtomicBool,
}

impl RulesCache {
    /// Creates a cache for `rules`. Departments from WHMCS are queried again after `max_age`.
    #[must_use]
    pub fn new(rules: Rules, departments: Departments, max_age: Duration) -> Self {
        let current = match departments.source() {
            DepartmentsSource::Config => Some(Arc::new(rules.clone())),
            DepartmentsSource::Whmcs => None,
        };
        Self {
            rules_without_departments: rules,
            departments,
            max_age,
            current: RwLock::new(current),
            next_refresh: Mutex::new(Instant::now()),
            has_reported_missing: AtomicBool::new(false),
        }
    }

    /// Returns the rules. `None` if WHMCS has never returned its departments, not even before a
    /// restart.
    pub async fn get(&self, whmcs: &WhmcsClient, store: &dyn StateStore) -> Option<Arc<Rules>> {
        if self.departments.source() == DepartmentsSource::Whmcs {
            self.refresh(whmcs, store).await;
        }
        self.current()
    }

    /// Returns rules with only this department, as far as the configuration defines it. They are used
    /// to show the text of a ticket while the departments are not loaded, and never to validate a ticket.
    #[must_use]
    pub fn provisional(&self, department: Option<DepartmentId>) -> Rules {
        let department = department.map(|id| self.departments.as_configured(id));
        Rules {
            departments: department.into_iter().collect(),
            ..self.rules_without_departments.clone()
        }
    }

    fn current(&self) -> Option<Arc<Rules>> {
        self.current
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Queries the departments if they are due. Concurrent callers use the current rules, or wait
    /// if there are none yet.
    async fn refresh(&self, whmcs: &WhmcsClient, store: &dyn StateStore) {
        let next_refresh = match self.current() {
            Some(_) => self.next_refresh.try_lock().ok(),
            None => Some(self.next_refresh.lock().await),
        };
        let Some(mut next_refresh) = next_refresh.filter(|time| **time <= Instant::now()) else {
            return;
        };
        let delay = match whmcs.departments().await {
            Ok(departments) if !departments.is_empty() => {
                self.report_missing(&departments);
                self.set_departments(&departments);
                store_departments(store, &departments).await;
                self.max_age
            }
            _ => {
                self.restore_departments(store).await;
                RETRY_DELAY.min(self.max_age)
            }
        };
        *next_refresh = Instant::now() + delay;
    }

    /// Logs overrides of departments that WHMCS does not have, once.
    fn report_missing(&self, departments: &[(DepartmentId, String)]) {
        if self.has_reported_missing.swap(true, Ordering::Relaxed) {
            return;
        }
        for (key, id) in self.departments.missing_in_whmcs(departments) {
            tracing::warn!("{key}: WHMCS has no department with the id {id}");
        }
    }

    fn set_departments(&self, departments: &[(DepartmentId, String)]) {
        let rules = Rules {
            departments: self.departments.apply_overrides(departments),
            ..self.rules_without_departments.clone()
        };
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::new(rules));
    }

    /// Restores the departments from before a restart, unless there are current ones.
    async fn restore_departments(&self, store: &dyn StateStore) {
        if self.current().is_some() {
            return;
        }
        if let Ok(Some(json)) = store.load_text(STORED_DEPARTMENTS).await {
            let stored: Vec<(u32, String)> = serde_json::from_str(&json).unwrap_or_default();
            let departments: Vec<_> = stored
                .into_iter()
                .filter_map(|(id, name)| Some((DepartmentId::new(id)?, name)))
                .collect();
            if !departments.is_empty() {
                self.set_departments(&departments);
            }
        }
    }
}

async fn store_departments(store: &dyn StateStore, departments: &[(DepartmentId, String)]) {
    let pairs: Vec<_> = departments
        .iter()
        .map(|(id, name)| (id.get(), name))
        .collect();
    let json = serde_json::to_string(&pairs).unwrap_or_default();
    if let Err(error) = store.save_text(STORED_DEPARTMENTS, &json).await {
        tracing::error!(%error, "cannot store WHMCS's departments");
    }
}
