//! ZIP files (PKWARE APPNOTE.TXT 6.3.10), deflated and without times.

use anyhow::Result;
use flate2::{Compression, Crc, write::DeflateEncoder};
use std::io::Write;

/// First of January 1980, the earliest date of the format: the bytes depend on the contents alone.
const DATE: u16 = 1 << 5 | 1;
/// Version 2.0, which introduced deflate.
const VERSION: u16 = 20;
/// Made on Unix, so that the permissions are used.
const MADE_BY: u16 = 3 << 8 | VERSION;
/// Names are UTF-8.
const FLAGS: u16 = 1 << 11;
/// Deflate.
const METHOD: u16 = 8;
/// A regular file, readable by all and writable by its owner.
const MODE: u32 = 0o100_644 << 16;

/// A ZIP file that is written in memory.
#[derive(Default)]
pub struct ZipFile {
    bytes: Vec<u8>,
    directory: Vec<u8>,
    count: u16,
}

impl ZipFile {
    /// Adds a file.
    ///
    /// # Errors
    /// The file is larger than the format allows.
    pub fn add(&mut self, name: &str, content: &[u8]) -> Result<()> {
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(content)?;
        let deflated = encoder.finish()?;
        let mut crc = Crc::new();
        crc.update(content);
        let mut common = Vec::new();
        for value in [VERSION, FLAGS, METHOD, 0, DATE] {
            common.extend(value.to_le_bytes());
        }
        for value in [
            crc.sum(),
            u32::try_from(deflated.len())?,
            u32::try_from(content.len())?,
        ] {
            common.extend(value.to_le_bytes());
        }
        common.extend(u16::try_from(name.len())?.to_le_bytes());
        // No extra field.
        common.extend([0; 2]);

        let offset = u32::try_from(self.bytes.len())?;
        self.bytes.extend(b"PK\x03\x04");
        self.bytes.extend(&common);
        self.bytes.extend(name.as_bytes());
        self.bytes.extend(deflated);

        self.directory.extend(b"PK\x01\x02");
        self.directory.extend(MADE_BY.to_le_bytes());
        self.directory.extend(&common);
        // No comment, on the first disk, binary.
        self.directory.extend([0; 6]);
        self.directory.extend(MODE.to_le_bytes());
        self.directory.extend(offset.to_le_bytes());
        self.directory.extend(name.as_bytes());
        self.count = self.count.checked_add(1).ok_or_else(too_many)?;
        Ok(())
    }

    /// Completes the file.
    pub fn finish(mut self) -> Vec<u8> {
        let offset = self.bytes.len() as u32;
        let size = self.directory.len() as u32;
        self.bytes.append(&mut self.directory);
        self.bytes.extend(b"PK\x05\x06\0\0\0\0");
        self.bytes.extend(self.count.to_le_bytes());
        self.bytes.extend(self.count.to_le_bytes());
        self.bytes.extend(size.to_le_bytes());
        self.bytes.extend(offset.to_le_bytes());
        // No comment.
        self.bytes.extend([0; 2]);
        self.bytes
    }
}

fn too_many() -> anyhow::Error {
    anyhow::anyhow!("a ZIP file has at most 65535 files")
}
