//! Names of files in dist/ with a hash of their content.

use crate::files::{EDITOR_WASM, GLUE, MAIN_WASM};
use sha2::{Digest, Sha256};
use std::fmt::Write;

/// Returns the name of a file with a hash of its content: `open-ticket-app-1a2b3c4d.js`. Files of
/// two builds with the same name are equal, so that they can be cached forever.
pub fn hashed_name(name: &str, content: &[u8]) -> String {
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
    let stem = stem.trim_end_matches("_bg");
    let mut hash = String::new();
    for byte in Sha256::digest(content).iter().take(4) {
        // Writing to a string cannot fail.
        let _ = write!(hash, "{byte:02x}");
    }
    format!("{stem}-{hash}.{extension}")
}

/// Returns the name of a file without the hash, which is the same in every build.
pub fn logical_name(name: &str) -> String {
    // Without the `_bg`, which `hashed_name` removes.
    for logical in [GLUE, MAIN_WASM, EDITOR_WASM] {
        let (stem, extension) = logical.rsplit_once('.').unwrap_or((logical, ""));
        let hash = name
            .strip_prefix(stem.trim_end_matches("_bg"))
            .and_then(|rest| rest.strip_prefix('-'))
            .and_then(|rest| rest.strip_suffix(extension))
            .and_then(|rest| rest.strip_suffix('.'));
        if hash.is_some_and(|hash| hash.len() == 8) {
            return logical.to_owned();
        }
    }
    name.to_owned()
}
