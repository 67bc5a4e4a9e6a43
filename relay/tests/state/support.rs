//! A place for the state, and what is claimed there.

use crate::redis_server::Server;
use open_ticket_relay::state::{
    Answer, Before, Claim, Fence, Fingerprint, Key, Limit, Outcome, Place, State, StateError,
};
use std::time::Duration;
use tempfile::TempDir;

/// Tuesday, 24 November 2026, in ms.
pub const NOW: i64 = 1_795_000_000_000;
/// A lease of a minute.
pub const LEASE: i64 = 60_000;
pub const DAY: i64 = 24 * 60 * 60 * 1000;

pub const BODY: Fingerprint = [1; 32];
pub const OTHER_BODY: Fingerprint = [2; 32];

/// Makes of each sentence two tests, one for each place.
macro_rules! in_both_places {
    ($($sentence:ident)*) => {
        mod in_a_file {
            $(#[tokio::test]
            async fn $sentence() {
                super::$sentence(crate::support::Home::file()).await;
            })*
        }
        mod in_redis {
            $(#[tokio::test]
            async fn $sentence() {
                super::$sentence(crate::support::Home::redis()).await;
            })*
        }
    };
}
pub(crate) use in_both_places;

/// A place that goes with the test.
pub enum Home {
    File(TempDir),
    Redis(Server),
}

impl Home {
    pub fn file() -> Self {
        Self::File(TempDir::new().unwrap())
    }

    pub fn redis() -> Self {
        Self::Redis(Server::start())
    }

    pub fn place(&self) -> Place {
        match self {
            Self::File(folder) => Place::File(folder.path().join("state.db")),
            Self::Redis(server) => Place::parse(&server.url()).unwrap(),
        }
    }

    pub async fn open(&self) -> State {
        State::open(&self.place()).await.unwrap()
    }
}

/// The same key for the same number.
pub fn key(number: u8) -> Key {
    Key::parse(&format!("00000000-0000-4000-8000-0000000000{number:02x}")).unwrap()
}

pub fn answer(opened: u32) -> Answer {
    Answer {
        status: 200,
        body: format!("{{\"result\":\"success\",\"id\":{opened},\"c\":\"tRi:\\u00fc\"}}\r\n\0 ü"),
        opened: Some(opened),
    }
}

pub fn limit(name: &str, count: u32, window: i64) -> Limit {
    Limit {
        name: name.to_owned(),
        count,
        window: Duration::from_millis(window.unsigned_abs()),
    }
}

/// What is in a claim that was given.
#[derive(Debug)]
pub struct Mine {
    pub since: i64,
    pub before: Before,
    pub fence: Fence,
}

pub async fn claim(state: &State, number: u8, body: Fingerprint, now: i64) -> Claim {
    state.claim(key(number), body, now, LEASE).await.unwrap()
}

pub async fn mine(state: &State, number: u8, body: Fingerprint, now: i64) -> Mine {
    match claim(state, number, body, now).await {
        Claim::Mine {
            since,
            before,
            fence,
        } => Mine {
            since,
            before,
            fence,
        },
        other => panic!("{other:?}"),
    }
}

pub async fn settle(
    state: &State,
    number: u8,
    fence: Fence,
    outcome: Outcome,
    now: i64,
) -> Result<(), StateError> {
    state.settle(key(number), fence, outcome, now).await
}

/// Claims key 1 at [`NOW`] and ends that a second later.
pub async fn ended(state: &State, outcome: Outcome) {
    let held = mine(state, 1, BODY, NOW).await;
    settle(state, 1, held.fence, outcome, NOW + 1000)
        .await
        .unwrap();
}
