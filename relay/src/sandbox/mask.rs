//! The numbers that people quote.

use std::fmt::Write as _;

/// The longest ticket number that WHMCS keeps, in characters.
pub const MAX_CHARS: usize = 15;

/// How ticket numbers look: WHMCS's "support ticket mask format" of `%A` (a random capital),
/// `%a` (a random small letter), `%n` (a random digit), `%y` `%m` `%d` (the day it was opened),
/// `%i` (the ticket's id) and characters that stand for themselves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mask(Vec<Part>);

/// A text is no mask.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidMask {
    /// There is nothing in it.
    #[error("a mask must not be empty; %n%n%n%n%n%n makes numbers of six digits")]
    Empty,
    /// An unknown letter behind `%`.
    #[error("a mask knows %A %a %n %y %m %d %i, not %{0}")]
    Unknown(String),
    /// A control character.
    #[error("a mask must not hold control characters")]
    Control,
    /// Its numbers get longer than WHMCS keeps them.
    #[error("a ticket number has {MAX_CHARS} characters at most, this mask makes {0}")]
    TooLong(usize),
}

/// The day a ticket is opened.
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
    Same(char),
    Random { first: u8, count: u8 },
    Year,
    Month,
    Day,
    Id,
}

impl Mask {
    /// Reads a mask.
    ///
    /// # Errors
    /// [`InvalidMask`].
    pub fn parse(text: &str) -> Result<Self, InvalidMask> {
        let mut parts = Vec::new();
        let mut chars = text.chars();
        while let Some(c) = chars.next() {
            parts.push(match c {
                '%' => placeholder(chars.next())?,
                c if c.is_control() => return Err(InvalidMask::Control),
                c => Part::Same(c),
            });
        }
        let length = parts.iter().map(|part| part.width()).sum();
        match length {
            0 => Err(InvalidMask::Empty),
            1..=MAX_CHARS => Ok(Self(parts)),
            _ => Err(InvalidMask::TooLong(length)),
        }
    }

    /// How many numbers there are for one day and one id.
    #[must_use]
    pub fn combinations(&self) -> u128 {
        self.0
            .iter()
            .map(|part| u128::from(part.choices()))
            .product()
    }

    /// One of them: `choice` from 0 to one less than [`Mask::combinations`].
    #[must_use]
    pub fn number(&self, choice: u128, day: &Day, id: i64) -> String {
        let mut rest = choice;
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
            Self::Same(_) | Self::Random { .. } | Self::Id => 1,
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
            Self::Same(c) => number.push(c),
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

fn placeholder(letter: Option<char>) -> Result<Part, InvalidMask> {
    Ok(match letter {
        Some('A') => Part::Random {
            first: b'A',
            count: 26,
        },
        Some('a') => Part::Random {
            first: b'a',
            count: 26,
        },
        Some('n') => Part::Random {
            first: b'0',
            count: 10,
        },
        Some('y') => Part::Year,
        Some('m') => Part::Month,
        Some('d') => Part::Day,
        Some('i') => Part::Id,
        other => {
            return Err(InvalidMask::Unknown(
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
    fn a_mask_makes_every_number_once() {
        let mask = Mask::parse("%n%A").unwrap();
        let numbers: HashSet<_> = (0..mask.combinations())
            .map(|choice| mask.number(choice, &day(), 7))
            .collect();
        assert_eq!(numbers.len(), 260);
        assert!(numbers.contains("0A") && numbers.contains("9Z"));
    }

    #[test]
    fn a_mask_knows_the_day_and_the_id() {
        let mask = Mask::parse("T-%y%m%d-%i").unwrap();
        assert_eq!(mask.number(0, &day(), 42), "T-20261123-42");
    }

    #[test]
    fn a_wrong_mask_is_refused_by_what_is_wrong() {
        assert_eq!(Mask::parse(""), Err(InvalidMask::Empty));
        assert_eq!(Mask::parse("%x"), Err(InvalidMask::Unknown("x".into())));
        assert_eq!(Mask::parse("5%"), Err(InvalidMask::Unknown(String::new())));
        assert_eq!(
            Mask::parse("0123456789012345"),
            Err(InvalidMask::TooLong(16))
        );
    }
}
