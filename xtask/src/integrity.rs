//! Subresource Integrity hashes of the files in dist/.

use crate::files::{dist, read_bytes};
use anyhow::Result;
use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::{Map, Value};
use sha2::{Digest, Sha384};

/// Returns the hash of a file in dist/, in the format of the `integrity` attribute.
///
/// # Errors
/// The file cannot be read.
pub fn hash(name: &str) -> Result<String> {
    let digest = Sha384::digest(read_bytes(dist(name))?);
    Ok(format!("sha384-{}", STANDARD.encode(digest)))
}

/// Returns the hashes of files in dist/, by name.
///
/// # Errors
/// A file cannot be read.
pub fn hashes(names: &[String]) -> Result<Map<String, Value>> {
    let entries = names
        .iter()
        .map(|name| Ok((name.clone(), Value::String(hash(name)?))));
    entries.collect()
}
