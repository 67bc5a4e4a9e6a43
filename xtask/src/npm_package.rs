//! Writes the npm package into dist/npm.

use crate::esbuild;
use crate::files::{EDITOR_WASM, ELEMENT, GLUE, MAIN_WASM, copy, dist, files_below, read, write};
use crate::hashed_names::hashed_name;
use crate::integrity::hash;
use crate::scripts::{EMBED, bundle_glue, replace_once};
use crate::wasm_chunks::Bundle;
use anyhow::Result;
use std::path::Path;

/// Folders and files that the package contains unchanged.
const COPIED: [&str; 4] = ["npm", "locales", "LICENSE-APACHE", "LICENSE-MIT"];

/// Script with which the entry points fetch the chunks.
const FETCH: &str = "fetch-file.js";

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
    copy(dist(ELEMENT), package.join(ELEMENT))?;
    // Bundlers add their own hashes to these names.
    write(package.join(MAIN_WASM), &bundle.main)?;
    write(package.join(EDITOR_WASM), &bundle.editor)?;
    write(package.join(GLUE), bundle_glue(&bundle.glue)?)?;
    let embed = Path::new(EMBED);
    let fetch = esbuild::bundle(&read(embed.join(FETCH))?, embed)?;
    write(package.join(FETCH), fetch)?;
    let editor = hashed_name(EDITOR_WASM, &bundle.editor);
    let integrity = format!("const INTEGRITY = \"{}\";", hash(&editor)?);
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
