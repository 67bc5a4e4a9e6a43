//! Polling of the status page. A request for the rules never waits for it.

use super::status_page::{NotAStatusPage, current_incident};
use crate::fetch_source::{Source, SourceError, SourceLimits, wait_for_change};
use open_ticket::rules::Incident;
use reqwest::Url;
use std::sync::{PoisonError, RwLock};
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::Instant;

/// Time between two requests. With the timeout it is below [`MAX_AGE`], so no incident expires early.
const POLL_INTERVAL: Duration = Duration::from_secs(30);

/// Maximum age of an incident.
const MAX_AGE: Duration = Duration::from_secs(60);

const LIMITS: SourceLimits = SourceLimits {
    timeout: Duration::from_secs(5),
    max_bytes: 1 << 20,
};

/// The incident of a status page, shared by all configurations of a running relay.
#[derive(Debug)]
pub struct IncidentMonitor {
    status_url: watch::Sender<Option<Url>>,
    latest: RwLock<Option<(Instant, Incident)>>,
}

#[derive(Debug, thiserror::Error)]
enum PollError {
    #[error(transparent)]
    Source(#[from] SourceError),
    #[error(transparent)]
    Content(#[from] NotAStatusPage),
}

impl IncidentMonitor {
    /// Creates a monitor without an incident. [`poll`](Self::poll) requests it.
    #[must_use]
    pub fn new(status_url: Option<Url>) -> Self {
        Self {
            status_url: watch::Sender::new(status_url),
            latest: RwLock::default(),
        }
    }

    /// Changes the URL. The incident of the previous status page is discarded.
    pub fn configure(&self, status_url: Option<Url>) {
        if self.status_url.send_replace(status_url.clone()) != status_url {
            self.set(None);
        }
    }

    /// Returns the current incident, if it is not too old.
    #[must_use]
    pub fn current(&self) -> Option<Incident> {
        let latest = self.latest.read().unwrap_or_else(PoisonError::into_inner);
        let (time, incident) = latest.as_ref()?;
        (time.elapsed() < MAX_AGE).then(|| incident.clone())
    }

    /// Requests the status page now and at each interval, until the task is aborted.
    pub async fn poll(&self) {
        let mut status_url = self.status_url.subscribe();
        let mut has_failed = false;
        loop {
            let url = status_url.borrow_and_update().clone();
            let delay = match url {
                Some(url) => {
                    let started = Instant::now();
                    let result = request(url).await;
                    if status_url.has_changed().unwrap_or(true) {
                        continue;
                    }
                    has_failed = self.apply(result, has_failed, started);
                    POLL_INTERVAL.saturating_sub(started.elapsed())
                }
                None => Duration::MAX,
            };
            if !wait_for_change(&mut status_url, delay).await {
                return;
            }
        }
    }

    /// Applies a result, and returns `true` if it is an error. Only the first of several
    /// consecutive errors is logged.
    fn apply(
        &self,
        result: Result<Option<Incident>, PollError>,
        had_failed: bool,
        started: Instant,
    ) -> bool {
        match result {
            Ok(incident) => {
                self.set(incident.map(|incident| (started, incident)));
                false
            }
            Err(error) => {
                if !had_failed {
                    tracing::error!(%error, "incident.status_url: the status page cannot be read");
                }
                true
            }
        }
    }

    fn set(&self, latest: Option<(Instant, Incident)>) {
        *self.latest.write().unwrap_or_else(PoisonError::into_inner) = latest;
    }
}

async fn request(url: Url) -> Result<Option<Incident>, PollError> {
    let bytes = Source::Url(url).read(LIMITS).await?;
    Ok(current_incident(&bytes)?)
}
