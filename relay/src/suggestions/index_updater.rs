//! The current index, which is rebuilt at an interval. After an error, the last index is kept.

use super::build_index::load;
use super::compressed_index::IndexFile;
use super::settings::SuggestionsSettings;
use crate::fetch_source::wait_for_change;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;
use tokio::sync::watch;

/// Maximum time until the next attempt after an error.
const RETRY_DELAY: Duration = Duration::from_secs(60);

/// The index of the knowledge base, shared by all configurations of a running relay.
#[derive(Debug)]
pub struct KnowledgeBase {
    settings: watch::Sender<Option<SuggestionsSettings>>,
    current: RwLock<Option<Arc<IndexFile>>>,
}

impl KnowledgeBase {
    /// Creates a knowledge base without an index. [`keep_current`](Self::keep_current) loads it.
    #[must_use]
    pub fn new(settings: Option<SuggestionsSettings>) -> Self {
        Self {
            settings: watch::Sender::new(settings),
            current: RwLock::default(),
        }
    }

    /// Changes the settings. The index of the previous source is discarded.
    pub fn configure(&self, settings: Option<SuggestionsSettings>) {
        let previous = self.settings.send_replace(settings.clone());
        let source = |settings: Option<SuggestionsSettings>| settings.map(|it| it.articles);
        if source(previous) != source(settings) {
            self.set(None);
        }
    }

    /// Returns the index, if there are articles.
    #[must_use]
    pub fn current(&self) -> Option<Arc<IndexFile>> {
        let current = self.current.read();
        current.unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Reads the articles now and at each interval, until the task is aborted.
    pub async fn keep_current(&self) {
        let mut settings = self.settings.subscribe();
        loop {
            let current = settings.borrow_and_update().clone();
            let delay = match current {
                Some(current) => self.refresh(&current).await,
                None => Duration::MAX,
            };
            if !wait_for_change(&mut settings, delay).await {
                return;
            }
        }
    }

    /// Reads the articles, and returns the time until the next attempt.
    async fn refresh(&self, settings: &SuggestionsSettings) -> Duration {
        match load(&settings.articles).await {
            Ok(loaded) => {
                if loaded.left_out > 0 {
                    tracing::warn!(
                        "suggestions.articles: {} articles were skipped: too many, or without a \
                         title or an http(s) URL",
                        loaded.left_out
                    );
                }
                if self.settings.borrow().as_ref() == Some(settings) {
                    let index = (loaded.articles > 0).then(|| Arc::new(loaded.index));
                    self.set(index);
                }
                settings.refresh_interval
            }
            Err(error) => {
                tracing::error!(%error, "suggestions.articles: the index was not updated");
                settings.refresh_interval.min(RETRY_DELAY)
            }
        }
    }

    fn set(&self, index: Option<Arc<IndexFile>>) {
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = index;
    }
}
