//! Filter of the rate limits that have counted events, in memory. A limit without counted events admits an
//! event, and its check does not wait for the writer thread.

use rusqlite::{Connection, Result};
use std::hash::{BuildHasher, RandomState};
use std::sync::atomic::{AtomicU64, Ordering};

/// Number of words. 65,536 bits take 8 KiB.
const WORDS: usize = 1_024;

/// Number of bits.
const BITS: u64 = WORDS as u64 * 64;

/// Maximum number of rows that are loaded, which takes a few milliseconds. With more, the filter
/// contains every name.
const MAX_ROWS: i64 = BITS.cast_signed() / 4;

/// Set of names, one bit for each hash. It contains every name with counted events, and some others.
///
/// Only the writer thread changes it.
pub struct CountedNames {
    words: Box<[AtomicU64]>,
    hasher: RandomState,
}

impl CountedNames {
    /// Creates a set of all names, until it is loaded.
    pub fn all() -> Self {
        Self {
            words: (0..WORDS).map(|_| AtomicU64::new(u64::MAX)).collect(),
            hasher: RandomState::new(),
        }
    }

    /// Returns `true` if a name may have counted events. `false` means that it has none.
    pub fn may_contain(&self, name: &str) -> bool {
        let (word, mask) = self.position(name);
        let word = self.words.get(word);
        word.is_none_or(|word| word.load(Ordering::Relaxed) & mask != 0)
    }

    /// Adds a name, before its first event is counted.
    pub fn insert(&self, name: &str) {
        let (word, mask) = self.position(name);
        if let Some(word) = self.words.get(word) {
            word.fetch_or(mask, Ordering::Relaxed);
        }
    }

    /// Replaces the set with the names in the table.
    pub fn load(&self, connection: &Connection) -> Result<()> {
        let mut bits = vec![0; WORDS];
        let mut count = 0;
        let mut statement =
            connection.prepare_cached("SELECT name FROM rate_limit_slots LIMIT ?1")?;
        let mut rows = statement.query([MAX_ROWS + 1])?;
        while let Some(row) = rows.next()? {
            let (word, mask) = self.position(row.get_ref("name")?.as_str()?);
            if let Some(word) = bits.get_mut(word) {
                *word |= mask;
            }
            count += 1;
        }
        let has_all = count > MAX_ROWS;
        for (word, bits) in self.words.iter().zip(bits) {
            // A name with events is in both sets, so it is found at any time.
            word.store(if has_all { u64::MAX } else { bits }, Ordering::Relaxed);
        }
        Ok(())
    }

    fn position(&self, name: &str) -> (usize, u64) {
        let bit = self.hasher.hash_one(name) % BITS;
        (
            usize::try_from(bit / 64).unwrap_or_default(),
            1 << (bit % 64),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(names: impl Iterator<Item = String>) -> Connection {
        let connection = Connection::open_in_memory().unwrap();
        connection
            .execute_batch(include_str!("schema.sql"))
            .unwrap();
        for name in names {
            let sql = "INSERT INTO rate_limit_slots VALUES (?1, 0, 1, 2, 2)";
            connection.execute(sql, [name]).unwrap();
        }
        connection
    }

    #[test]
    fn names_with_events_are_contained_and_most_others_are_not() {
        let counted = CountedNames::all();
        assert!(counted.may_contain("any"));
        let name = |number| format!("refused:192.0.2.{number}:hour");
        counted.load(&table((0..100).map(name))).unwrap();
        counted.insert(&name(100));
        assert!((0..=100).all(|number| counted.may_contain(&name(number))));
        let others = (101..1_101).filter(|number| counted.may_contain(&name(*number)));
        assert!(others.count() < 50);
        // The table replaces the inserted names.
        counted.load(&table((0..0).map(name))).unwrap();
        assert!((0..=100).all(|number| !counted.may_contain(&name(number))));
    }

    #[test]
    fn a_large_table_is_not_loaded() {
        let counted = CountedNames::all();
        let names = (0..=MAX_ROWS).map(|number| number.to_string());
        counted.load(&table(names)).unwrap();
        assert!(counted.may_contain("any"));
    }
}
