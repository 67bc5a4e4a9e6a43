//! What a new ticket is called, and what opens it.

use super::mask::{Day, Mask};
use super::refused::Refused;
use open_ticket::ticket::Refusal;
use rusqlite::Transaction;

/// How many numbers are tried before the mask counts as used up.
const MAX_TRIES: u128 = 10_000;

/// Length and letters of an access code, as WHMCS makes them.
const CODE_CHARS: usize = 8;
const CODE_LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/// A number that no ticket has. It begins anywhere and goes on from there, so that the last free
/// number of a small mask is found, too.
pub fn free_number(
    transaction: &Transaction<'_>,
    mask: &Mask,
    now: i64,
    id: i64,
) -> Result<String, Refused> {
    let day = day(transaction, now)?;
    let combinations = mask.combinations();
    let begin = u128::from_le_bytes(random::<16>()?) % combinations;
    let mut taken = transaction.prepare("SELECT 1 FROM ticket WHERE number = ?")?;
    for step in 0..combinations.min(MAX_TRIES) {
        let number = mask.number((begin + step) % combinations, &day, id);
        if !taken.exists([&number])? {
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
