//! What a new ticket is called, and what opens it.

use super::mask::{Day, MAX_CHARS, Mask};
use super::refused::Refused;
use open_ticket::ticket::Refusal;
use rusqlite::Transaction;

/// How many numbers are drawn before they are tried one after the other.
const DRAWS: usize = 16;

/// Length and letters of an access code, as WHMCS makes them.
const CODE_CHARS: usize = 8;
const CODE_LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/// A number that no ticket has: drawn at first, then the next free one after a drawn one. There
/// are no more numbers taken than tickets, so that one more try than these finds a free one if
/// there is any.
pub fn free_number(
    transaction: &Transaction<'_>,
    mask: &Mask,
    now: i64,
    id: i64,
) -> Result<String, Refused> {
    let day = day(transaction, now)?;
    let combinations = mask.combinations();
    let mut taken = transaction.prepare("SELECT 1 FROM ticket WHERE number = ?")?;
    let mut free = |choice| {
        let number = mask.number(choice, &day, id);
        let is_free = number.chars().count() <= MAX_CHARS && !taken.exists([&number])?;
        Ok::<_, rusqlite::Error>(is_free.then_some(number))
    };
    for _ in 0..DRAWS {
        if let Some(number) = free(drawn(combinations)?)? {
            return Ok(number);
        }
    }
    let begin = drawn(combinations)?;
    for step in 0..combinations.min(tickets(transaction)? + 1) {
        if let Some(number) = free((begin + step) % combinations)? {
            return Ok(number);
        }
    }
    Err(Refusal::NumberNotGenerated.into())
}

/// Eight letters and digits that nobody can guess. Bytes from 248 on are thrown away: they would
/// make the first letters likelier than the others.
pub fn access_code() -> Result<String, Refused> {
    let mut code = String::with_capacity(CODE_CHARS);
    while code.len() < CODE_CHARS {
        let [byte] = random::<1>()?;
        if let (0..248, Some(letter)) = (
            byte,
            CODE_LETTERS.get(usize::from(byte) % CODE_LETTERS.len()),
        ) {
            code.push(char::from(*letter));
        }
    }
    Ok(code)
}

fn drawn(combinations: u128) -> Result<u128, Refused> {
    Ok(u128::from_le_bytes(random()?) % combinations)
}

fn tickets(transaction: &Transaction<'_>) -> rusqlite::Result<u128> {
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

fn random<const N: usize>() -> Result<[u8; N], Refused> {
    let mut bytes = [0; N];
    // Without randomness there is no code that keeps a ticket shut: then there is no ticket.
    getrandom::fill(&mut bytes).map_err(|_| Refusal::NumberNotGenerated)?;
    Ok(bytes)
}
