//! Access codes of tickets.

use open_ticket::ticket::Refusal;
use rusqlite::types::{FromSql, FromSqlResult, ValueRef};
use std::fmt;

/// Length of an access code in WHMCS, in characters.
const LENGTH: usize = 8;

/// The characters of access codes in WHMCS.
const CHARACTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/// A stored access code. `Debug` does not print it.
pub struct AccessCode(String);

impl AccessCode {
    /// Returns the code.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for AccessCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AccessCode")
    }
}

impl FromSql for AccessCode {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        String::column_result(value).map(Self)
    }
}

/// Returns a random code of eight letters and digits.
///
/// # Errors
/// [`Refusal::NumberNotGenerated`] if the system has no source of randomness. A guessable code would
/// not protect the ticket.
pub fn random_access_code() -> Result<String, Refusal> {
    let mut code = String::with_capacity(LENGTH);
    while code.len() < LENGTH {
        let mut byte = [0];
        getrandom::fill(&mut byte).map_err(|_| Refusal::NumberNotGenerated)?;
        let [byte] = byte;
        let character = CHARACTERS.get(usize::from(byte) % CHARACTERS.len());
        // 248 is a multiple of 62. Larger bytes are discarded, because they would make the first
        // characters more likely than the others (modulo bias).
        if let (0..248, Some(character)) = (byte, character) {
            code.push(char::from(*character));
        }
    }
    Ok(code)
}
