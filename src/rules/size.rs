//! How large a request is, known before it is written: what a form tells while files can still be
//! left out. `wire` writes it, and a test holds both to the same number of bytes.

use super::Limits;
use crate::ticket::{
    Complaint, CustomFields, DepartmentId, FileName, Priority, Related, Requester, Ticket,
};

/// What the parameters that every ticket has come to without their values: names and signs.
const FRAME: u64 = 82;
/// A guest's name and address, without them.
const GUEST: u64 = 13;
/// A service, without its id.
const SERVICE: u64 = 11;
/// A domain, without its id.
const DOMAIN: u64 = 10;
/// Answers to questions, without them.
const ANSWERS: u64 = 14;
/// Files, without them.
const FILES: u64 = 13;
/// The JSON of one file around its name and its bytes, with what parts it from the next.
const FILE: u64 = 22;

/// What a browser's request says beside its files.
#[derive(Clone, Copy, Debug)]
pub struct Words<'a> {
    /// Where it goes.
    pub department: Option<DepartmentId>,
    /// What it is about.
    pub related: Option<Related>,
    /// How urgent it is.
    pub priority: Priority,
    /// A guest's name and e-mail address.
    pub guest: Option<(&'a str, &'a str)>,
    /// The subject.
    pub subject: &'a str,
    /// The message, as Markdown.
    pub message: &'a str,
    /// The answers to the department's questions.
    pub answers: &'a CustomFields,
}

impl<'a> Words<'a> {
    /// Those of a ticket in Markdown from a browser: without what only an operator may ask for.
    #[must_use]
    pub fn of<B>(ticket: &'a Ticket<B>) -> Self {
        Self {
            department: Some(ticket.department),
            related: ticket.related,
            priority: ticket.priority,
            guest: match &ticket.requester {
                Requester::Guest { name, email } => Some((name.as_str(), email.as_str())),
                _ => None,
            },
            subject: ticket.subject.as_str(),
            message: ticket.message.as_str(),
            answers: &ticket.custom_fields,
        }
    }

    /// What they come to in a request, in bytes.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        let guest = self.guest.map_or(0, |(name, email)| {
            GUEST + form_encoded(name) + form_encoded(email)
        });
        let related = match self.related {
            None => 0,
            Some(Related::Service(id)) => SERVICE + decimal(id.get()),
            Some(Related::Domain(id)) => DOMAIN + decimal(id.get()),
        };
        FRAME
            + self.department.map_or(0, |id| decimal(id.get()))
            + form_encoded(self.priority.as_str())
            + form_encoded(self.subject)
            + form_encoded(self.message)
            + guest
            + related
            + answers_bytes(self.answers)
    }
}

/// What files of these names and sizes come to in a request, in bytes: base64 of JSON of base64,
/// 16 for 9.
#[must_use]
pub fn files_bytes<'a>(files: impl Iterator<Item = (&'a FileName, u64)>) -> u64 {
    let json = files.fold(0_u64, |sum, (name, size)| {
        sum.saturating_add(base64(size))
            .saturating_add(FILE + json_escaped(name.as_str()))
    });
    // Two brackets around them, and one comma less than files.
    match json.checked_add(1) {
        Some(1) => 0,
        // The signs at the end that fill up are written as `%3D`.
        Some(json) => base64(json).saturating_add(FILES + (3 - json % 3) % 3 * 2),
        None => u64::MAX,
    }
}

impl Limits {
    /// What is wrong with the words of a request, if they are more than fits on its way.
    #[must_use]
    pub fn judge_words(&self, words: &Words) -> Option<Complaint> {
        let (size, limit) = (words.bytes(), self.request_bytes);
        (size > limit).then_some(Complaint::WordsTooLarge { size, limit })
    }

    /// What is wrong with files beside words that fit.
    #[must_use]
    pub fn judge_beside(&self, words: &Words, files: &[(&FileName, u64)]) -> Option<Complaint> {
        let left = self.request_bytes.checked_sub(words.bytes())?;
        if files_bytes(files.iter().copied()) <= left {
            return None;
        }
        let names = files_bytes(files.iter().map(|(name, _)| (*name, 0)));
        Some(Complaint::FilesBesideWords {
            size: files
                .iter()
                .fold(0, |sum: u64, (_, size)| sum.saturating_add(*size)),
            limit: left.saturating_sub(names) / 16 * 9,
        })
    }

    /// What files may come to beside a short text, in their own bytes.
    #[must_use]
    pub fn room_for_files(&self) -> u64 {
        // A kilobyte for a short text, and for the names of the files.
        let left = self.request_bytes.saturating_sub(1 << 10);
        self.total_bytes.min(left / 16 * 9)
    }
}

fn form_encoded(text: &str) -> u64 {
    let each = text.bytes().map(|byte| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'*' | b'-' | b'.' | b'_' | b' ' => 1,
        _ => 3,
    });
    each.sum()
}

/// The answers as PHP's `serialize` writes them, in base64.
fn answers_bytes(answers: &CustomFields) -> u64 {
    if answers.is_empty() {
        return 0;
    }
    let count = answers.iter().count();
    let mut text = format!("a:{count}:{{");
    for (id, answer) in answers.iter() {
        text.push_str(&format!("i:{id};s:{}:\"{answer}\";", answer.len()));
    }
    text.push('}');
    ANSWERS + text.as_bytes().chunks(3).map(base64_escaped).sum::<u64>()
}

/// Three bytes in base64, of whose signs `+`, `/` and `=` are written with a `%`.
fn base64_escaped(three: &[u8]) -> u64 {
    let byte = |place: usize| u32::from(three.get(place).copied().unwrap_or_default());
    let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
    let signs = [18, 12, 6, 0].map(|shift| bits >> shift & 63);
    let plain = signs
        .iter()
        .take(three.len() + 1)
        .filter(|sign| **sign < 62);
    12 - plain.count() as u64 * 2
}

/// A name in JSON whose characters are ASCII, with `~`, `>` and `?` as `\u…`, too.
fn json_escaped(name: &str) -> u64 {
    let each = name.chars().map(|c| match c {
        '"' | '\\' => 2,
        ' '..='=' | '@'..='}' => 1,
        _ => 6 * c.len_utf16() as u64,
    });
    each.sum()
}

fn base64(size: u64) -> u64 {
    size.div_ceil(3).saturating_mul(4)
}

fn decimal(number: u32) -> u64 {
    u64::from(number.checked_ilog10().unwrap_or_default()) + 1
}
