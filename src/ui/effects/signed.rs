//! The relay and whoever is signed in, whose token may run out at any time.

use super::super::Page;
use crate::browser::{Endpoint, pause};
use crate::form::Fact;
use crate::ticket::SendError;

/// How often the page is looked at for a fresh token, and how many milliseconds apart: five seconds
/// are enough to fetch one, and not too long to be told that there is none.
const LOOKS: u32 = 25;
const APART: i32 = 200;

/// The relay, as the page's people reach it.
pub struct Relay {
    url: String,
    page: Page,
}

impl Relay {
    pub const fn new(url: String, page: Page) -> Self {
        Self { url, page }
    }

    /// The relay, asked by whoever is signed in now: the page may have another token by this time.
    pub fn now(&self) -> Endpoint {
        self.with((self.page.token)())
    }

    /// Asks it. If who is signed in has run out, the page is asked for a fresh token, and if one
    /// comes, the relay is asked once more: it has done nothing the first time.
    ///
    /// # Errors
    /// As what is asked; [`SendError::TokenExpired`] where the page sets no other token.
    pub async fn ask<T>(
        &self,
        ask: impl AsyncFn(Endpoint) -> Result<T, SendError>,
    ) -> Result<T, SendError> {
        let old = (self.page.token)();
        let answer = ask(self.with(old.clone())).await;
        if !matches!(answer, Err(SendError::TokenExpired)) {
            return answer;
        }
        match self.fresh(&old).await {
            Some(token) => ask(self.with(Some(token))).await,
            None => answer,
        }
    }

    async fn fresh(&self, old: &Option<String>) -> Option<String> {
        (self.page.tell)(&Fact::TokenWanted);
        for _ in 0..LOOKS {
            let now = (self.page.token)();
            if now != *old {
                return now;
            }
            pause(APART).await;
        }
        None
    }

    fn with(&self, token: Option<String>) -> Endpoint {
        Endpoint::new(self.url.clone(), token)
    }
}
