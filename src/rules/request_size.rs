//! Size of a request, computed before it is encoded: the form shows it while files can still be
//! removed. `wire` encodes the request, and a property test verifies that both sizes are equal.

use super::Limits;
use crate::ticket::{
    CustomFieldAnswers, DepartmentId, FileName, Priority, Related, Requester, Ticket, Violation,
};
use crate::url::is_form_unreserved;

/// Size of the parameters that every ticket has, without their values, in bytes.
const REQUIRED_PARAMETERS: u64 = 82;
/// Size of `&name=&email=`, in bytes.
const GUEST_PARAMETERS: u64 = 13;
/// Size of the service's parameter without its value, in bytes.
const SERVICE_PARAMETER: u64 = 11;
/// Size of the domain's parameter without its value, in bytes.
const DOMAIN_PARAMETER: u64 = 10;
/// Size of the custom fields' parameter without its value, in bytes.
const ANSWERS_PARAMETER: u64 = 14;
/// Size of the files' parameter without its value, in bytes.
const FILES_PARAMETER: u64 = 13;
/// Size of one file's JSON without its name and data, and of the comma that follows, in bytes.
const FILE_JSON: u64 = 22;

/// Everything in a browser's request except its files.
#[derive(Clone, Copy, Debug)]
pub struct TextFields<'a> {
    /// Department.
    pub department: Option<DepartmentId>,
    /// Related service or domain.
    pub related: Option<Related>,
    /// Priority.
    pub priority: Priority,
    /// Guest's name and email address.
    pub guest: Option<(&'a str, &'a str)>,
    /// Subject.
    pub subject: &'a str,
    /// Message, in Markdown.
    pub message: &'a str,
    /// Answers to the department's custom fields.
    pub answers: &'a CustomFieldAnswers,
}

impl<'a> TextFields<'a> {
    /// The text fields of a browser's ticket, which is in Markdown and has no
    /// [`Privileges`](crate::ticket::Privileges).
    #[must_use]
    pub fn from_ticket<B>(ticket: &'a Ticket<B>) -> Self {
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

    /// Encoded size in a request, in bytes.
    #[must_use]
    pub fn encoded_size(&self) -> u64 {
        let guest = self.guest.map_or(0, |(name, email)| {
            GUEST_PARAMETERS + urlencoded_size(name) + urlencoded_size(email)
        });
        let related = match self.related {
            None => 0,
            Some(Related::Service(id)) => SERVICE_PARAMETER + decimal_digits(id.get()),
            Some(Related::Domain(id)) => DOMAIN_PARAMETER + decimal_digits(id.get()),
        };
        REQUIRED_PARAMETERS
            + self.department.map_or(0, |id| decimal_digits(id.get()))
            + urlencoded_size(self.priority.as_str())
            + urlencoded_size(self.subject)
            + urlencoded_size(self.message)
            + guest
            + related
            + answers_size(self.answers)
    }
}

/// Encoded size of files in a request, in bytes, from their names and sizes. Files are encoded
/// as base64 of JSON of base64: 16 bytes for 9.
#[must_use]
pub fn encoded_files_size<'a>(files: impl Iterator<Item = (&'a FileName, u64)>) -> u64 {
    let json = files.fold(0_u64, |sum, (name, size)| {
        sum.saturating_add(base64_size(size))
            .saturating_add(FILE_JSON + json_escaped_size(name.as_str()))
    });
    // The list has two brackets, and one comma fewer than files.
    match json.checked_add(1) {
        Some(1) => 0,
        // Padding is encoded as `%3D`.
        Some(json) => base64_size(json).saturating_add(FILES_PARAMETER + (3 - json % 3) % 3 * 2),
        None => u64::MAX,
    }
}

impl Limits {
    /// Validates the encoded size of the text fields.
    #[must_use]
    pub fn validate_text_size(&self, fields: &TextFields) -> Option<Violation> {
        let (size, limit) = (fields.encoded_size(), self.request_bytes);
        (size > limit).then_some(Violation::TextTooLarge { size, limit })
    }

    /// Validates that files fit into the request together with the text fields. Returns `None` if
    /// the text fields alone are too large.
    #[must_use]
    pub fn validate_files_with_text(
        &self,
        fields: &TextFields,
        files: &[(&FileName, u64)],
    ) -> Option<Violation> {
        let available = self.request_bytes.checked_sub(fields.encoded_size())?;
        if encoded_files_size(files.iter().copied()) <= available {
            return None;
        }
        let names = encoded_files_size(files.iter().map(|(name, _)| (*name, 0)));
        Some(Violation::FilesTooLargeWithText {
            size: files
                .iter()
                .fold(0, |sum: u64, (_, size)| sum.saturating_add(*size)),
            limit: available.saturating_sub(names) / 16 * 9,
        })
    }

    /// Maximum total size of files next to a short message, in bytes before encoding.
    #[must_use]
    pub fn available_file_bytes(&self) -> u64 {
        // One kilobyte for a short message and the file names.
        let available = self.request_bytes.saturating_sub(1 << 10);
        self.total_bytes.min(available / 16 * 9)
    }
}

fn urlencoded_size(text: &str) -> u64 {
    let sizes = text.bytes().map(|byte| match byte {
        b' ' => 1,
        _ if is_form_unreserved(byte) => 1,
        _ => 3,
    });
    sizes.sum()
}

/// Size of the answers: base64 of PHP's `serialize`.
fn answers_size(answers: &CustomFieldAnswers) -> u64 {
    if answers.is_empty() {
        return 0;
    }
    let count = answers.iter().count();
    let mut text = format!("a:{count}:{{");
    for (id, answer) in answers.iter() {
        text.push_str(&format!("i:{id};s:{}:\"{answer}\";", answer.len()));
    }
    text.push('}');
    let chunks = text.as_bytes().chunks(3);
    ANSWERS_PARAMETER + chunks.map(urlencoded_base64_size).sum::<u64>()
}

/// Size of up to three bytes in base64, of which `+`, `/` and `=` are percent-encoded.
fn urlencoded_base64_size(chunk: &[u8]) -> u64 {
    let byte = |index: usize| u32::from(chunk.get(index).copied().unwrap_or_default());
    let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
    let sextets = [18, 12, 6, 0].map(|shift| bits >> shift & 63);
    let unescaped = sextets
        .iter()
        .take(chunk.len() + 1)
        .filter(|sextet| **sextet < 62);
    12 - unescaped.count() as u64 * 2
}

/// Size of a name in ASCII-only JSON that also escapes `~`, `>` and `?`.
fn json_escaped_size(name: &str) -> u64 {
    let sizes = name.chars().map(|c| match c {
        '"' | '\\' => 2,
        ' '..='=' | '@'..='}' => 1,
        _ => 6 * c.len_utf16() as u64,
    });
    sizes.sum()
}

fn base64_size(size: u64) -> u64 {
    size.div_ceil(3).saturating_mul(4)
}

fn decimal_digits(number: u32) -> u64 {
    u64::from(number.checked_ilog10().unwrap_or_default()) + 1
}
