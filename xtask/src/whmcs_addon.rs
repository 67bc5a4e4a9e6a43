//! The WHMCS add-on as a ZIP file, with the built form in it, and its checksum.

use crate::files::{
    DIST, EDITOR_WASM, GLUE, LOADER, MAIN_WASM, dist, files_below, read_bytes, write,
};
use crate::hashed_names::logical_name;
use crate::zip_file::ZipFile;
use anyhow::{Context, Result};
use sha2::{Digest, Sha256};
use std::fmt::Write;
use std::fs;
use std::path::Path;

/// Folder of the add-on's sources. The ZIP file has the paths below it, as in WHMCS.
const SOURCES: &str = "integrations/whmcs";

/// Folder of the add-on in WHMCS.
const ADDON: &str = "modules/addons/open_ticket";

/// Folder of the presets, which the add-on serves for the themes of WHMCS.
const THEMES: &str = "npm/themes";

/// Files of the form that the add-on serves.
const FORM: [&str; 4] = [LOADER, GLUE, MAIN_WASM, EDITOR_WASM];

/// Writes `dist/whmcs/open-ticket-whmcs-VERSION.zip` and its SHA-256, unless they are up to date. The
/// same inputs give the same bytes.
///
/// # Errors
/// dist/ is not built, or a file cannot be read or written.
pub fn write_zip() -> Result<()> {
    let mut zip = ZipFile::default();
    for path in files_below(&Path::new(SOURCES).join(ADDON))? {
        let name = path.strip_prefix(SOURCES)?.to_string_lossy().into_owned();
        zip.add(&name, &read_bytes(&path)?)?;
    }
    for name in ["LICENSE-APACHE", "LICENSE-MIT"] {
        zip.add(&format!("{ADDON}/{name}"), &read_bytes(name)?)?;
    }
    for logical in FORM {
        let name = built_name(logical)?;
        zip.add(&format!("{ADDON}/assets/{name}"), &read_bytes(dist(&name))?)?;
    }
    for path in files_below(Path::new(THEMES))? {
        let name = path.strip_prefix(THEMES)?.to_string_lossy().into_owned();
        zip.add(&format!("{ADDON}/assets/{name}"), &read_bytes(&path)?)?;
    }
    let bytes = zip.finish();
    let name = format!("open-ticket-whmcs-{}.zip", env!("CARGO_PKG_VERSION"));
    let mut checksum = String::new();
    for byte in Sha256::digest(&bytes) {
        write!(checksum, "{byte:02x}")?;
    }
    let folder = dist("whmcs");
    // Not written again: a test may read the file at the same time.
    if fs::read(folder.join(&name)).is_ok_and(|written| written == bytes) {
        return Ok(());
    }
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    write(folder.join(&name), bytes)?;
    // The format of `sha256sum --check`.
    write(
        folder.join(format!("{name}.sha256")),
        format!("{checksum}  {name}\n"),
    )
}

/// Returns the name in dist/, which may have a hash, of a file of the form.
fn built_name(logical: &str) -> Result<String> {
    let files = fs::read_dir(DIST).context("dist/ is not built: run `make dist`")?;
    for file in files {
        let name = file?.file_name().to_string_lossy().into_owned();
        let is_source = name.ends_with(".js") || name.ends_with(".wasm");
        if is_source && logical_name(&name) == logical_name(logical) {
            return Ok(name);
        }
    }
    anyhow::bail!("dist/ has no {logical}")
}
