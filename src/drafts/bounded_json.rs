//! JSON whose values take a bounded amount of memory.

use serde_json::Value;

/// Maximum number of structural characters (RFC 8259, section 2) outside of strings. A draft with
/// 1,000 files has about 20,000. A value takes up to 100 times the memory of its shortest text, so
/// without a limit 8 MB of `{"":0},` would take 640 MB.
const MAX_STRUCTURE: usize = 50_000;

/// Parses JSON. Returns `None` if the text is not JSON or has too many values.
pub(super) fn parse_bounded(text: &str) -> Option<Value> {
    if count_structure(text) > MAX_STRUCTURE {
        return None;
    }
    serde_json::from_str(text).ok()
}

fn count_structure(text: &str) -> usize {
    let (mut count, mut is_string, mut is_escaped) = (0, false, false);
    for byte in text.bytes() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = is_string,
            b'"' => is_string = !is_string,
            b'[' | b'{' | b':' | b',' if !is_string => count += 1,
            _ => {}
        }
    }
    count
}
