//! Writes the npm package into dist/npm.

use crate::files::{EDITOR_WASM, ELEMENT, GLUE, MAIN_WASM, copy, dist, files_below, read, write};
use crate::integrity::hash;
use crate::scripts::{bundle_glue, replace_once};
use crate::wasm_chunks::Bundle;
use anyhow::Result;
use std::path::Path;

/// Folders and files that the package contains unchanged.
const COPIED: [&str; 4] = ["npm", "locales", "LICENSE-APACHE", "LICENSE-MIT"];

/// The entry points that fetch the editor chunk and check it.
const ENTRY_POINTS: [&str; 2] = ["index.js", "slim.js"];

/// Writes the package, with the version of this crate.
///
/// # Errors
/// A script does not have the expected content, or a file cannot be written.
pub fn write_package(bundle: &Bundle) -> Result<()> {
    let package = dist("npm");
    for name in COPIED {
        let path = Path::new(name);
        if !path.is_dir() {
            copy(path, package.join(name))?;
            continue;
        }
        for file in files_below(path)? {
            // npm/ is the package itself, locales/ a folder in it.
            let inside = if name == "npm" {
                file.strip_prefix(path)?
            } else {
                &file
            };
            copy(&file, package.join(inside))?;
        }
    }
    for name in [ELEMENT, MAIN_WASM, EDITOR_WASM] {
        copy(dist(name), package.join(name))?;
    }
    // The entry points pass the URL of the wasm. With this default URL in the glue code, every
    // bundler would include the wasm for `/slim` too.
    let default_url = format!("new URL('{MAIN_WASM}', import.meta.url)");
    let glue = replace_once(GLUE, &bundle.glue, &default_url, "undefined")?;
    write(package.join(GLUE), bundle_glue(&glue)?)?;
    let integrity = format!("const INTEGRITY = \"{}\";", hash(EDITOR_WASM)?);
    for name in ENTRY_POINTS {
        let code = read(Path::new("npm").join(name))?;
        let code = replace_once(name, &code, "const INTEGRITY = \"\";", &integrity)?;
        write(package.join(name), code)?;
    }
    // Edited as text: the order of `exports` has a meaning.
    let name = "  \"name\": \"open-ticket\",\n";
    let version = format!("{name}  \"version\": \"{}\",\n", env!("CARGO_PKG_VERSION"));
    let manifest = read("npm/package.json")?;
    let manifest = replace_once("npm/package.json", &manifest, name, &version)?;
    write(package.join("package.json"), manifest)
}
