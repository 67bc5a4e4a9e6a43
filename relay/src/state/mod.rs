//! What several relays must agree upon: which intents were answered, and how often somebody asked.
//!
//! It is embedded in a file of SQLite, which one relay has for itself, or shared by several relays
//! in Redis or Valkey. Both answer alike.
//!
//! Every time comes from the caller, in ms since 1970. Relays that share a state need clocks that
//! agree (NTP): a clock that is a second ahead ends another relay's lease a second early, and lets
//! that much more into a window of a limit. A lease should be longer than the work by more than
//! the clocks differ.
//!
//! What is claimed or settled is on disk with SQLite. With Redis it is as safe as Redis is
//! configured: `appendonly yes` with `appendfsync always` for the same, and `maxmemory-policy
//! noeviction`, or keys vanish before their time.

mod embedded;
mod error;
mod intent;
mod key;
mod place;
mod rate;
mod shared;

pub use error::StateError;
pub use intent::{Answer, Before, Claim, KEY_LIFE, Outcome, Standing};
pub use key::{Fence, Fingerprint, Key};
pub use place::{InvalidPlace, Place};
pub use rate::{Admission, Limit};

use embedded::Embedded;
use intent::{Bid, End, LIFE};
use rate::Purpose;
use shared::Shared;
use std::fmt;

/// What several relays must agree upon. A clone is the same one.
#[derive(Clone)]
pub struct State(Kind);

#[derive(Clone)]
enum Kind {
    Embedded(Embedded),
    Shared(Shared),
}

impl State {
    /// Opens the state. What was in progress in a file becomes unknown: who worked on it is gone.
    ///
    /// # Errors
    /// [`StateError::Unusable`], [`StateError::InUse`], [`StateError::Later`].
    pub async fn open(place: &Place) -> Result<Self, StateError> {
        Ok(Self(match place {
            Place::File(file) => Kind::Embedded(Embedded::open(file.clone()).await?),
            Place::Redis(url) => Kind::Shared(Shared::open(url, place).await?),
        }))
    }

    /// Asks to work on an intent from `now` on, for `lease` ms at the most (a day if it says more).
    /// A lease that has run out, as when its relay died, counts as [`Before::Unknown`] until its
    /// end.
    ///
    /// A caller that goes away meanwhile may leave a claim behind, which runs out by itself.
    ///
    /// # Errors
    /// [`StateError::Failed`], [`StateError::NoRandomness`].
    pub async fn claim(
        &self,
        key: Key,
        fingerprint: Fingerprint,
        now: i64,
        lease: i64,
    ) -> Result<Claim, StateError> {
        let bid = Bid {
            key,
            fingerprint,
            now,
            until: now.saturating_add(lease.clamp(0, LIFE)),
            fence: Fence::random().ok_or(StateError::NoRandomness)?,
        };
        match &self.0 {
            Kind::Embedded(embedded) => embedded.claim(bid).await,
            Kind::Shared(shared) => shared.claim(bid).await,
        }
    }

    /// Ends the claim that gave this `fence`, its lease over or not. The first end holds: a second
    /// one of the same claim changes nothing.
    ///
    /// # Errors
    /// [`StateError::NotHeld`] if another claim followed or the key's life is over,
    /// [`StateError::Failed`].
    pub async fn settle(
        &self,
        key: Key,
        fence: Fence,
        outcome: Outcome,
        now: i64,
    ) -> Result<(), StateError> {
        let end = End {
            key,
            fence,
            outcome,
            now,
        };
        let is_held = match &self.0 {
            Kind::Embedded(embedded) => embedded.settle(end).await,
            Kind::Shared(shared) => shared.settle(&end).await,
        };
        is_held?.then_some(()).ok_or(StateError::NotHeld)
    }

    /// Where an intent stands.
    ///
    /// # Errors
    /// [`StateError::Failed`].
    pub async fn standing(&self, key: Key, now: i64) -> Result<Standing, StateError> {
        match &self.0 {
            Kind::Embedded(embedded) => embedded.standing(key, now).await,
            Kind::Shared(shared) => shared.standing(key, now).await,
        }
    }

    /// Those of these tickets that are the answer to some other key: an older twin is not to be
    /// taken for a lost ticket. Answers are known for [`KEY_LIFE`] at least.
    ///
    /// # Errors
    /// [`StateError::Failed`].
    pub async fn answered_elsewhere(&self, ids: &[u32], key: Key) -> Result<Vec<u32>, StateError> {
        match &self.0 {
            Kind::Embedded(embedded) => embedded.answered_elsewhere(ids.to_vec(), key).await,
            Kind::Shared(shared) => shared.answered_elsewhere(ids, key).await,
        }
    }

    /// Counts one more within all of these limits, or, if one of them has no room, within none.
    ///
    /// # Errors
    /// [`StateError::Failed`].
    pub async fn admit(&self, limits: &[Limit], now: i64) -> Result<Admission, StateError> {
        self.rate(limits, now, Purpose::Take).await
    }

    /// What [`State::admit`] would say, without counting.
    ///
    /// # Errors
    /// [`StateError::Failed`].
    pub async fn peek(&self, limits: &[Limit], now: i64) -> Result<Admission, StateError> {
        self.rate(limits, now, Purpose::Look).await
    }

    async fn rate(
        &self,
        limits: &[Limit],
        now: i64,
        purpose: Purpose,
    ) -> Result<Admission, StateError> {
        if limits.is_empty() {
            return Ok(Admission::Admitted);
        }
        let wait = match &self.0 {
            Kind::Embedded(embedded) => embedded.rate(limits.to_vec(), now, purpose).await,
            Kind::Shared(shared) => shared.rate(limits, now, purpose).await,
        };
        wait.map(Admission::after)
    }

    /// Keeps a short text under a name, in place of an earlier one.
    ///
    /// # Errors
    /// [`StateError::Failed`].
    pub async fn remember(&self, name: &str, text: &str) -> Result<(), StateError> {
        match &self.0 {
            Kind::Embedded(embedded) => embedded.remember(name.to_owned(), text.to_owned()).await,
            Kind::Shared(shared) => shared.remember(name, text).await,
        }
    }

    /// The text that was kept under a name.
    ///
    /// # Errors
    /// [`StateError::Failed`].
    pub async fn recall(&self, name: &str) -> Result<Option<String>, StateError> {
        match &self.0 {
            Kind::Embedded(embedded) => embedded.recall(name.to_owned()).await,
            Kind::Shared(shared) => shared.recall(name).await,
        }
    }
}

impl fmt::Debug for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = match &self.0 {
            Kind::Embedded(embedded) => embedded.place(),
            Kind::Shared(shared) => shared.place(),
        };
        write!(f, "State({place})")
    }
}
