//! Selection of an unused ticket number.

use super::ticket_mask::{Day, MAX_CHARS, TicketMask};
use crate::error::Error;
use open_ticket::ticket::Refusal;
use rusqlite::Transaction;

/// Number of random candidates before sequential candidates.
const RANDOM_TRIES: usize = 16;

/// Returns an unused ticket number.
///
/// After [`RANDOM_TRIES`] random candidates the numbers are tried in order, from a random one. At most
/// as many numbers are in use as there are tickets, so one more try than there are tickets finds a free
/// number, if there is one.
///
/// # Errors
/// [`Refusal::NumberNotGenerated`] if every number of the mask is in use or too long, or the system
/// has no source of randomness; [`Error::Database`].
pub fn free_number(
    transaction: &Transaction<'_>,
    mask: &TicketMask,
    now: i64,
    ticket_id: i64,
) -> Result<String, Error> {
    let day = day(transaction, now)?;
    let combinations = mask.combinations();
    let mut in_use = transaction.prepare("SELECT 1 FROM ticket WHERE number = ?")?;
    let mut candidate = |combination| {
        let number = mask.number(combination, &day, ticket_id);
        let is_free = number.chars().count() <= MAX_CHARS && !in_use.exists([&number])?;
        Ok::<_, rusqlite::Error>(is_free.then_some(number))
    };
    for _ in 0..RANDOM_TRIES {
        if let Some(number) = candidate(random_below(combinations)?)? {
            return Ok(number);
        }
    }
    let start = random_below(combinations)?;
    for step in 0..combinations.min(ticket_count(transaction)? + 1) {
        if let Some(number) = candidate((start + step) % combinations)? {
            return Ok(number);
        }
    }
    Err(Refusal::NumberNotGenerated.into())
}

fn random_below(bound: u128) -> Result<u128, Refusal> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|_| Refusal::NumberNotGenerated)?;
    Ok(u128::from_le_bytes(bytes) % bound)
}

fn ticket_count(transaction: &Transaction<'_>) -> rusqlite::Result<u128> {
    let sql = "SELECT count(*) FROM ticket";
    transaction.query_row(sql, [], |row| row.get::<_, u32>(0).map(u128::from))
}

fn day(transaction: &Transaction<'_>, now: i64) -> rusqlite::Result<Day> {
    let sql = "SELECT strftime('%Y', ?1, 'unixepoch'), strftime('%m', ?1, 'unixepoch'),
                      strftime('%d', ?1, 'unixepoch')";
    transaction.query_row(sql, [now], |row| {
        Ok(Day {
            year: row.get(0)?,
            month: row.get(1)?,
            day: row.get(2)?,
        })
    })
}
