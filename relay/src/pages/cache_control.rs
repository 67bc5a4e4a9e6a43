//! Caching of the form's files by browsers and proxies.

use axum::http::StatusCode;

/// `Cache-Control` of files whose name contains a hash of their content.
const FOREVER: &str = "public, max-age=31536000, immutable";

/// `Cache-Control` of all other files, which have the same name in every build, and of errors: a file
/// that is missing now may be copied later.
const REVALIDATE: &str = "no-cache";

/// Length of the hash in a file name, in hexadecimal digits (`xtask/src/hashed_names.rs`).
const HASH_LENGTH: usize = 8;

/// Returns the `Cache-Control` header of a response to a path.
pub fn cache_control(path: &str, status: StatusCode) -> &'static str {
    let is_file = status.is_success() || status == StatusCode::NOT_MODIFIED;
    if is_file && has_hash(path) {
        FOREVER
    } else {
        REVALIDATE
    }
}

/// Returns `true` for the path of a file such as `/open-ticket-app-1a2b3c4d.js`.
fn has_hash(path: &str) -> bool {
    let name = path.rsplit_once('/').map_or(path, |(_, name)| name);
    let stem = name
        .strip_suffix(".js")
        .or_else(|| name.strip_suffix(".wasm"));
    let hash = stem
        .and_then(|stem| stem.strip_prefix("open-ticket-"))
        .and_then(|stem| stem.rsplit_once('-'))
        .map(|(_, hash)| hash);
    hash.is_some_and(|hash| {
        hash.len() == HASH_LENGTH
            && hash
                .bytes()
                .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
    })
}
