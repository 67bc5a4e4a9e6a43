//! The state of one relay, in a file of SQLite that is its alone.

mod file;
mod intents;
mod rates;
mod writer;

use super::error::StateError;
use super::intent::{Bid, Claim, End, Standing};
use super::key::Key;
use super::place::Place;
use super::rate::{Limit, Purpose};
use rusqlite::OptionalExtension;
use std::path::PathBuf;
use std::sync::Arc;
use writer::Writer;

/// A state in a file. A clone is the same one; when the last is gone, the file is closed.
#[derive(Clone)]
pub struct Embedded(Arc<Writer>);

impl Embedded {
    pub async fn open(file: PathBuf) -> Result<Self, StateError> {
        let place = Place::File(file.clone());
        let failed = |cause: &str| StateError::Unusable {
            place: place.clone(),
            cause: cause.to_owned(),
        };
        let opened = tokio::task::spawn_blocking(move || file::open(&file)).await;
        let connection = opened.map_err(|_| failed("the relay is ending"))??;
        let writer =
            Writer::start(connection, place.clone()).map_err(|error| failed(&error.to_string()))?;
        Ok(Self(Arc::new(writer)))
    }

    pub fn place(&self) -> &Place {
        self.0.place()
    }

    pub async fn claim(&self, bid: Bid) -> Result<Claim, StateError> {
        self.0.run(move |c| intents::claim(c, &bid)).await
    }

    pub async fn settle(&self, end: End) -> Result<bool, StateError> {
        self.0.run(move |c| intents::settle(c, &end)).await
    }

    pub async fn standing(&self, key: Key, now: i64) -> Result<Standing, StateError> {
        self.0.run(move |c| intents::standing(c, key, now)).await
    }

    pub async fn answered_elsewhere(
        &self,
        ids: Vec<u32>,
        key: Key,
    ) -> Result<Vec<u32>, StateError> {
        self.0
            .run(move |c| intents::answered_elsewhere(c, &ids, key))
            .await
    }

    pub async fn rate(
        &self,
        limits: Vec<Limit>,
        now: i64,
        purpose: Purpose,
    ) -> Result<i64, StateError> {
        self.0
            .run(move |c| rates::rate(c, &limits, now, purpose))
            .await
    }

    pub async fn remember(&self, name: String, text: String) -> Result<(), StateError> {
        const SQL: &str = "INSERT INTO texts (name, text) VALUES (?1, ?2)
            ON CONFLICT (name) DO UPDATE SET text = ?2";
        self.0
            .run(move |c| c.prepare_cached(SQL)?.execute((name, text)).map(drop))
            .await
    }

    pub async fn recall(&self, name: String) -> Result<Option<String>, StateError> {
        const SQL: &str = "SELECT text FROM texts WHERE name = ?1";
        self.0
            .run(move |c| {
                c.prepare_cached(SQL)?
                    .query_row([name], |row| row.get(0))
                    .optional()
            })
            .await
    }
}
