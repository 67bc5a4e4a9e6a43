//! The index as a file in memory, compressed once.

use crate::hex::hex;
use axum::body::Bytes;
use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};
use std::io::Write as _;

/// Number of bytes of the hash that names a version.
const HASH_BYTES: usize = 8;

/// Parameters of brotli: buffer, quality and window, the best for a file of this size.
const BROTLI: (usize, u32, u32) = (4096, 11, 22);

/// An index in all encodings.
#[derive(Debug)]
pub struct IndexFile {
    /// Hexadecimal hash of the content.
    pub hash: String,
    identity: Bytes,
    gzip: Option<Bytes>,
    brotli: Option<Bytes>,
}

impl IndexFile {
    /// Compresses the JSON of an index.
    #[must_use]
    pub fn new(json: String) -> Self {
        let digest = Sha256::digest(json.as_bytes());
        Self {
            hash: hex(&digest[..HASH_BYTES]),
            gzip: compress_gzip(json.as_bytes()),
            brotli: compress_brotli(json.as_bytes()),
            identity: json.into(),
        }
    }

    /// Returns the content and its `Content-Encoding`, for the value of an `Accept-Encoding` header.
    #[must_use]
    pub fn encoded_for(&self, accept_encoding: &str) -> (Bytes, Option<&'static str>) {
        let encodings = [("br", &self.brotli), ("gzip", &self.gzip)];
        for (name, content) in encodings {
            if let Some(content) = content.as_ref().filter(|_| accepts(accept_encoding, name)) {
                return (content.clone(), Some(name));
            }
        }
        (self.identity.clone(), None)
    }
}

/// Returns `true` if the header lists an encoding, unless its weight is 0 (RFC 9110, section 12.5.3).
fn accepts(header: &str, encoding: &str) -> bool {
    header.split(',').any(|item| {
        let (name, parameters) = item.split_once(';').unwrap_or((item, ""));
        let weight = parameters.trim().strip_prefix("q=");
        let is_refused = weight.is_some_and(|weight| weight.parse() == Ok(0.0));
        name.trim().eq_ignore_ascii_case(encoding) && !is_refused
    })
}

fn compress_gzip(bytes: &[u8]) -> Option<Bytes> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).ok()?;
    encoder.finish().ok().map(Bytes::from)
}

fn compress_brotli(bytes: &[u8]) -> Option<Bytes> {
    let (buffer, quality, window) = BROTLI;
    let mut writer = brotli::CompressorWriter::new(Vec::new(), buffer, quality, window);
    writer.write_all(bytes).ok()?;
    writer.flush().ok()?;
    Some(writer.into_inner().into())
}
