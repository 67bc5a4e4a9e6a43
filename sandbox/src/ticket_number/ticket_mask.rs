//! Masks, the format of ticket numbers.

use std::fmt::Write as _;

/// Maximum length of a ticket number in WHMCS, in characters.
pub const MAX_CHARS: usize = 15;

/// WHMCS's "support ticket mask format": `%A` (a random uppercase letter), `%a` (a random lowercase
/// letter), `%n` (a random digit), `%y` `%m` `%d` (the day the ticket is opened), `%i` (the ticket's
/// id) and literal characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TicketMask(Vec<Part>);

/// Error of parsing a mask.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidTicketMask {
    /// The text is empty.
    #[error("a mask must not be empty; for example, %n%n%n%n%n%n generates numbers of six digits")]
    Empty,
    /// An unknown letter follows a `%`.
    #[error("a mask may contain %A %a %n %y %m %d %i, but not %{0}")]
    UnknownPlaceholder(String),
    /// The text contains a control character.
    #[error("a mask must not contain control characters")]
    ControlCharacter,
    /// The numbers would be longer than WHMCS allows.
    #[error("a ticket number has at most {MAX_CHARS} characters, but this mask generates {0}")]
    TooLong(usize),
}

/// The day on which a ticket is opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Day {
    /// Four digits.
    pub year: String,
    /// Two digits.
    pub month: String,
    /// Two digits.
    pub day: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Literal(char),
    Random { first: u8, count: u8 },
    Year,
    Month,
    Day,
    Id,
}

const UPPERCASE_LETTER: Part = Part::Random {
    first: b'A',
    count: 26,
};
const LOWERCASE_LETTER: Part = Part::Random {
    first: b'a',
    count: 26,
};
const DIGIT: Part = Part::Random {
    first: b'0',
    count: 10,
};

impl Default for TicketMask {
    /// Numbers of six digits.
    fn default() -> Self {
        Self(vec![DIGIT; 6])
    }
}

impl TicketMask {
    /// Parses a mask.
    ///
    /// # Errors
    /// [`InvalidTicketMask`].
    pub fn parse(text: &str) -> Result<Self, InvalidTicketMask> {
        let mut parts = Vec::new();
        let mut chars = text.chars();
        while let Some(c) = chars.next() {
            parts.push(match c {
                '%' => placeholder(chars.next())?,
                c if c.is_control() => return Err(InvalidTicketMask::ControlCharacter),
                c => Part::Literal(c),
            });
        }
        let length = parts.iter().map(|part| part.width()).sum();
        match length {
            0 => Err(InvalidTicketMask::Empty),
            1..=MAX_CHARS => Ok(Self(parts)),
            _ => Err(InvalidTicketMask::TooLong(length)),
        }
    }

    /// Returns the number of different ticket numbers for one day and one id.
    #[must_use]
    pub fn combinations(&self) -> u128 {
        self.0
            .iter()
            .map(|part| u128::from(part.choices()))
            .product()
    }

    /// Returns the ticket number for a combination of random characters. `combination` must be less
    /// than [`TicketMask::combinations`].
    #[must_use]
    pub fn number(&self, combination: u128, day: &Day, id: i64) -> String {
        let mut rest = combination;
        let mut number = String::new();
        for part in &self.0 {
            let choices = u128::from(part.choices());
            part.write(&mut number, (rest % choices) as u8, day, id);
            rest /= choices;
        }
        number
    }
}

impl Part {
    const fn width(self) -> usize {
        match self {
            Self::Year => 4,
            Self::Month | Self::Day => 2,
            Self::Literal(_) | Self::Random { .. } | Self::Id => 1,
        }
    }

    const fn choices(self) -> u8 {
        match self {
            Self::Random { count, .. } => count,
            _ => 1,
        }
    }

    fn write(self, number: &mut String, choice: u8, day: &Day, id: i64) {
        match self {
            Self::Literal(c) => number.push(c),
            Self::Random { first, .. } => number.push((first + choice) as char),
            Self::Year => number.push_str(&day.year),
            Self::Month => number.push_str(&day.month),
            Self::Day => number.push_str(&day.day),
            // Writing to a String cannot fail.
            Self::Id => {
                let _ = write!(number, "{id}");
            }
        }
    }
}

fn placeholder(letter: Option<char>) -> Result<Part, InvalidTicketMask> {
    Ok(match letter {
        Some('A') => UPPERCASE_LETTER,
        Some('a') => LOWERCASE_LETTER,
        Some('n') => DIGIT,
        Some('y') => Part::Year,
        Some('m') => Part::Month,
        Some('d') => Part::Day,
        Some('i') => Part::Id,
        other => {
            return Err(InvalidTicketMask::UnknownPlaceholder(
                other.map(String::from).unwrap_or_default(),
            ));
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    fn day() -> Day {
        Day {
            year: "2026".into(),
            month: "11".into(),
            day: "23".into(),
        }
    }

    #[test]
    fn a_mask_generates_each_number_once() {
        let mask = TicketMask::parse("%n%A").unwrap();
        let numbers: HashSet<_> = (0..mask.combinations())
            .map(|combination| mask.number(combination, &day(), 7))
            .collect();
        assert_eq!(numbers.len(), 260);
        assert!(numbers.contains("0A") && numbers.contains("9Z"));
    }

    #[test]
    fn a_number_contains_the_day_and_the_id() {
        let mask = TicketMask::parse("T-%y%m%d-%i").unwrap();
        assert_eq!(mask.number(0, &day(), 42), "T-20261123-42");
    }

    #[test]
    fn an_invalid_mask_is_refused_with_a_reason() {
        assert_eq!(TicketMask::parse(""), Err(InvalidTicketMask::Empty));
        assert_eq!(
            TicketMask::parse("%x"),
            Err(InvalidTicketMask::UnknownPlaceholder("x".into()))
        );
        assert_eq!(
            TicketMask::parse("5%"),
            Err(InvalidTicketMask::UnknownPlaceholder(String::new()))
        );
        assert_eq!(
            TicketMask::parse("0123456789012345"),
            Err(InvalidTicketMask::TooLong(16))
        );
    }

    #[test]
    fn the_default_is_six_digits() {
        assert_eq!(TicketMask::parse("%n%n%n%n%n%n"), Ok(TicketMask::default()));
    }
}
