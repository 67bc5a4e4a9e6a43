//! Names of the files in dist/, and reading and writing with errors that name the file.

use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};

/// Folder with the files that a site copies.
pub const DIST: &str = "dist";
/// Script that a page names. It contains the element.
pub const LOADER: &str = "open-ticket.js";
/// The element alone, for the npm package.
pub const ELEMENT: &str = "open-ticket-element.js";
/// Glue code by wasm-bindgen. In dist/, this file and both chunks have a hash in their names
/// (`hashed_names.rs`); in the npm package they have these names.
pub const GLUE: &str = "open-ticket-app.js";
/// Main chunk of the wasm.
pub const MAIN_WASM: &str = "open-ticket-app_bg.wasm";
/// Editor chunk of the wasm, fetched at the first interaction.
pub const EDITOR_WASM: &str = "open-ticket-editor.wasm";

/// Path of a file in dist/.
pub fn dist(name: &str) -> PathBuf {
    Path::new(DIST).join(name)
}

/// Reads a text file.
///
/// # Errors
/// The file cannot be read.
pub fn read(path: impl AsRef<Path>) -> Result<String> {
    let path = path.as_ref();
    fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
}

/// Reads a binary file.
///
/// # Errors
/// The file cannot be read.
pub fn read_bytes(path: impl AsRef<Path>) -> Result<Vec<u8>> {
    let path = path.as_ref();
    fs::read(path).with_context(|| format!("cannot read {}", path.display()))
}

/// Writes a file, and its folder if it is missing.
///
/// # Errors
/// The file cannot be written.
pub fn write(path: impl AsRef<Path>, content: impl AsRef<[u8]>) -> Result<()> {
    let path = path.as_ref();
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, content).with_context(|| format!("cannot write {}", path.display()))
}

/// Copies a file, and creates its folder if it is missing.
///
/// # Errors
/// The file cannot be copied.
pub fn copy(from: impl AsRef<Path>, to: impl AsRef<Path>) -> Result<()> {
    write(to, read_bytes(from)?)
}

/// Returns all files below a folder, sorted.
///
/// # Errors
/// A folder cannot be read.
pub fn files_below(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let entries = fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()));
    for entry in entries? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(files_below(&path)?);
        } else {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}
