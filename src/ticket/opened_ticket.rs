//! A ticket that WHMCS opened.

use std::fmt;

/// WHMCS's confirmation that a ticket was opened.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct OpenedTicket {
    id: u32,
    number: String,
    access_code: AccessCode,
}

/// Error for a confirmation without a ticket number or an access code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidOpenedTicket;

#[derive(Clone, PartialEq, Eq, Hash)]
struct AccessCode(String);

impl fmt::Debug for AccessCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret")
    }
}

impl OpenedTicket {
    /// Creates a confirmation.
    ///
    /// # Errors
    /// Returns [`InvalidOpenedTicket`] if the number or the access code is empty.
    pub fn new(
        id: u32,
        number: impl Into<String>,
        access_code: impl Into<String>,
    ) -> Result<Self, InvalidOpenedTicket> {
        let (number, access_code) = (number.into(), access_code.into());
        if number.is_empty() || access_code.is_empty() {
            return Err(InvalidOpenedTicket);
        }
        Ok(Self {
            id,
            number,
            access_code: AccessCode(access_code),
        })
    }

    /// WHMCS's internal id of the ticket.
    #[must_use]
    pub const fn id(&self) -> u32 {
        self.id
    }

    /// The ticket number, as shown to users. It is a string: operators choose its format, which
    /// may contain spaces and dashes.
    #[must_use]
    pub fn number(&self) -> &str {
        &self.number
    }

    /// The access code: anyone who has it can read the ticket. Use it in the link to the ticket
    /// only, never in an event or a log. `Debug` does not print it.
    #[must_use]
    pub fn access_code(&self) -> &str {
        &self.access_code.0
    }
}
