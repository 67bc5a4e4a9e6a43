//! Text of a draft that cannot be restored: it is of a later version or truncated, or there is another draft.

use super::SavedDraft;

impl SavedDraft {
    /// Returns the subject, the message and the answers, as paragraphs; `None` if all are empty.
    #[must_use]
    pub fn to_text(&self) -> Option<String> {
        recover_text(&self.encode())
    }
}

/// Maximum length of an escape at the end of truncated text: a surrogate pair, `\uD83C\uDFAB`.
const MAX_ESCAPE: usize = 12;

/// Returns the subject, the message and the answers that the text of a draft contains, as
/// paragraphs; `None` if it contains none. A key cannot occur in a string, because quotes are
/// escaped in strings.
pub(super) fn recover_text(text: &str) -> Option<String> {
    let mut found = Vec::new();
    for key in ["\"subject\":", "\"message\":"] {
        let value = text.split_once(key).map(|(_, value)| value.trim_start());
        let value = value.and_then(|value| value.strip_prefix('"'));
        found.extend(value.map(|value| read_string(value).0));
    }
    let answers = text.split_once("\"answers\":{").map(|(_, answers)| answers);
    let mut rest = answers.unwrap_or_default();
    while let Some(key) = rest.strip_prefix('"') {
        let (_, after) = read_string(key);
        let Some(answer) = after.strip_prefix(":\"") else {
            break;
        };
        let (answer, after) = read_string(answer);
        found.push(answer);
        rest = after.strip_prefix(',').unwrap_or_default();
    }
    found.retain(|text| !text.trim().is_empty());
    (!found.is_empty()).then(|| found.join("\n\n"))
}

/// Reads a JSON string after its opening quote, up to its end or the end of the text. Returns
/// the string and the rest.
fn read_string(text: &str) -> (String, &str) {
    let mut is_escaped = false;
    let end = text.bytes().position(|byte| {
        let is_end = byte == b'"' && !is_escaped;
        is_escaped = byte == b'\\' && !is_escaped;
        is_end
    });
    let (string, rest) = match end {
        Some(end) => (&text[..end], &text[end + 1..]),
        None => (text, ""),
    };
    let complete = (0..=MAX_ESCAPE).find_map(|cut| {
        let string = string.get(..string.len().checked_sub(cut)?)?;
        serde_json::from_str(&format!("\"{string}\"")).ok()
    });
    (complete.unwrap_or_else(|| string.to_owned()), rest)
}
