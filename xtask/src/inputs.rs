//! Detects whether dist/ is up to date, by a checksum of its inputs.

use crate::cargo_build;
use crate::files;
use anyhow::Result;
use sha2::{Digest, Sha256};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Files and folders that dist/ is built from.
const INPUTS: [&str; 17] = [
    "src",
    "style",
    "locales",
    "npm",
    "xtask/src",
    "xtask/Cargo.toml",
    "build.rs",
    "deploy/index.html",
    "deploy/page.css",
    "index.html",
    "Cargo.toml",
    "Cargo.lock",
    "package-lock.json",
    "LICENSE-APACHE",
    "LICENSE-MIT",
    ".cargo",
    "README.md",
];

/// Written last, so its presence shows that dist/ is complete.
const LAST_FILE: &str = "dist/sizes.json";

/// Checksum of the compiler's version and all inputs.
///
/// # Errors
/// An input cannot be read.
pub fn checksum() -> Result<String> {
    let mut hash = Sha256::new();
    hash.update(Command::new("rustc").arg("-vV").output()?.stdout);
    for input in INPUTS {
        let path = Path::new(input);
        let paths = if path.is_dir() {
            files::files_below(path)?
        } else {
            vec![path.to_owned()]
        };
        for path in paths {
            let content = files::read_bytes(&path)?;
            hash.update(path.to_string_lossy().as_bytes());
            hash.update(content.len().to_le_bytes());
            hash.update(content);
        }
    }
    Ok(hash.finalize().iter().fold(String::new(), |mut hex, byte| {
        // Writing to a string cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    }))
}

/// Returns `true` if dist/ was built from inputs with this checksum.
pub fn is_current(checksum: &str) -> bool {
    Path::new(LAST_FILE).is_file()
        && fs::read_to_string(checksum_file()).is_ok_and(|built| built == checksum)
}

/// Marks dist/ as outdated.
///
/// # Errors
/// The stored checksum cannot be removed.
pub fn mark_outdated() -> Result<()> {
    match fs::remove_file(checksum_file()) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}

/// Marks dist/ as built from inputs with this checksum.
///
/// # Errors
/// The checksum cannot be stored.
pub fn mark_current(checksum: &str) -> Result<()> {
    files::write(checksum_file(), checksum)
}

fn checksum_file() -> PathBuf {
    cargo_build::target_folder().join("dist.checksum")
}
