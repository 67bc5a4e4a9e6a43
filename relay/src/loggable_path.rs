//! Paths of requests, as they may appear in the log.

use percent_encoding::percent_decode_str;
use std::fmt::Write;

/// Maximum length of a path in the log, in characters.
const MAX_PATH_CHARS: usize = 200;

/// Minimum number of hexadecimal digits in a row, hyphens not counted, that may be a key. Names of
/// files have fewer.
const KEY_DIGITS: usize = 32;

/// Maximum number of times that a path is decoded. Each pass removes one layer of encoding.
const MAX_DECODE_PASSES: usize = 8;

/// Returns the text to log for a path that has no route: bounded, in printable ASCII, and without
/// anything that looks like an idempotency key. A path of the API is replaced as a whole.
pub fn loggable_path(path: &str) -> String {
    let decoded = decode_fully(path);
    if decoded.trim_start_matches('/').starts_with("api/") {
        return "/api/…".to_owned();
    }
    match replace_keys(&decoded) {
        Some(replaced) => escape(&replaced, MAX_PATH_CHARS),
        None => escape(path, MAX_PATH_CHARS),
    }
}

/// Returns the text with all bytes except printable ASCII percent-encoded, and truncated: lines of the
/// log cannot be forged, and bidirectional characters cannot reorder them.
pub fn escape(text: &str, max_chars: usize) -> String {
    let mut escaped = String::new();
    for byte in text.bytes() {
        let start = escaped.len();
        match byte {
            b'!'..=b'~' => escaped.push(char::from(byte)),
            // Writing to a `String` cannot fail.
            _ => drop(write!(escaped, "%{byte:02X}")),
        }
        if escaped.len() > max_chars {
            escaped.truncate(start);
            escaped.push('…');
            break;
        }
    }
    escaped
}

/// Decodes percent-encoding until none is left, as a chain of proxies might.
fn decode_fully(path: &str) -> String {
    let mut current = path.to_owned();
    for _ in 0..MAX_DECODE_PASSES {
        let decoded = percent_decode_str(&current)
            .decode_utf8_lossy()
            .into_owned();
        if decoded == current {
            break;
        }
        current = decoded;
    }
    current
}

/// Replaces each run of hexadecimal digits and hyphens that is long enough for a key. Returns `None`
/// if there is none.
fn replace_keys(text: &str) -> Option<String> {
    let is_part = |c: char| c.is_ascii_hexdigit() || c == '-';
    let (mut replaced, mut has_key) = (String::new(), false);
    let mut rest = text;
    while !rest.is_empty() {
        let run_end = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
        let (run, after) = rest.split_at(run_end);
        if run.chars().filter(char::is_ascii_hexdigit).count() >= KEY_DIGITS {
            replaced.push_str("{key}");
            has_key = true;
        } else {
            replaced.push_str(run);
        }
        let other_end = after.find(is_part).unwrap_or(after.len());
        let (other, next) = after.split_at(other_end);
        replaced.push_str(other);
        rest = next;
    }
    has_key.then_some(replaced)
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &str = "3f0e8b1c-52a4-4d6f-9c3e-7a1b2c3d4e5f";

    #[test]
    fn no_spelling_of_a_path_shows_a_key() {
        let encoded = KEY.replace('3', "%33");
        for path in [
            format!("/api/ticket/{KEY}/x"),
            format!("//api/ticket/{KEY}"),
            format!("/support/api/ticket/{KEY}"),
            format!("/API/ticket/{}", KEY.to_uppercase()),
            format!("/api%2Fticket%2F{KEY}"),
            format!("/x/{encoded}"),
            format!("/x/{}", encoded.replace('%', "%25")),
            format!("/x/{}", KEY.replace('-', "")),
            format!("/x{KEY}y"),
        ] {
            let logged = loggable_path(&path).to_lowercase();
            assert!(!logged.contains("52a4"), "{path}: {logged}");
            assert!(!logged.contains("7a1b"), "{path}: {logged}");
        }
    }

    #[test]
    fn other_paths_are_logged_in_printable_ascii() {
        for (path, expected) in [
            ("/open-ticket.js", "/open-ticket.js"),
            ("/a%20b", "/a%20b"),
            ("/\u{202e}fdp.exe", "/%E2%80%AEfdp.exe"),
            ("/a\u{1b}[31m\n", "/a%1B[31m%0A"),
            ("/deadbeef-cafe.png", "/deadbeef-cafe.png"),
        ] {
            assert_eq!(loggable_path(path), expected);
        }
    }

    #[test]
    fn a_long_path_is_truncated() {
        let logged = loggable_path(&format!("/{}", "\u{202e}x".repeat(10_000)));
        assert!(logged.len() <= MAX_PATH_CHARS + '…'.len_utf8(), "{logged}");
        assert!(logged.ends_with('…'));
    }
}
