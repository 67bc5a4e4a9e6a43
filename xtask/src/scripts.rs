//! Writes the chunks, the scripts and integrity.json into dist/.

use crate::esbuild;
use crate::files::{EDITOR_WASM, ELEMENT, GLUE, LOADER, MAIN_WASM, copy, dist, read, write};
use crate::integrity::hashes;
use crate::wasm_chunks::Bundle;
use anyhow::{Result, bail};
use serde_json::{Value, to_string, to_string_pretty};
use std::path::Path;

/// Folder of the element's scripts.
const EMBED: &str = "src/embed";

/// Types and the custom elements manifest.
const DESCRIPTIONS: [&str; 2] = ["open-ticket.d.ts", "custom-elements.json"];

/// Writes the bundle as a site copies it. The loader contains the hashes of the files that it
/// fetches, and integrity.json those of all.
///
/// # Errors
/// A script does not have the expected content, or a file cannot be written.
pub fn write_all(bundle: &Bundle) -> Result<()> {
    write(dist(MAIN_WASM), &bundle.main)?;
    write(dist(EDITOR_WASM), &bundle.editor)?;
    write(dist(GLUE), bundle_glue(&bundle.glue)?)?;
    let embed = Path::new(EMBED);
    let element = read(embed.join(ELEMENT))?;
    write(dist(ELEMENT), esbuild::bundle(&element, embed)?)?;

    let fetched = hashes(&[GLUE, MAIN_WASM, EDITOR_WASM])?;
    let integrity = format!("const INTEGRITY = {};", to_string(&fetched)?);
    let loader = read(embed.join(LOADER))?;
    let loader = replace_once(LOADER, &loader, "const INTEGRITY = {};", &integrity)?;
    write(dist(LOADER), esbuild::bundle(&loader, embed)?)?;

    let all = hashes(&[GLUE, MAIN_WASM, ELEMENT, EDITOR_WASM, LOADER])?;
    let all = to_string_pretty(&Value::Object(all))?;
    write(dist("integrity.json"), all + "\n")?;
    for name in DESCRIPTIONS {
        copy(Path::new("npm").join(name), dist(name))?;
    }
    Ok(())
}

/// Replaces the splitter's own loader in the glue code with src/embed/lazy-wasm.js, and minifies it.
///
/// # Errors
/// The glue code does not have the expected content.
pub fn bundle_glue(glue: &str) -> Result<String> {
    let generated = "import * as import1 from \"./__wasm_split.js\"";
    let ours = "import { lazyWasm } from \"./lazy-wasm.js\";
const { setSource, load } = lazyWasm(() => initSync());
const import1 = { __wasm_split_load_editor: load };
export { setSource as setEditorSource };";
    let glue = replace_once(GLUE, glue, generated, ours)?;
    esbuild::bundle(&glue, Path::new(EMBED))
}

/// Replaces the only occurrence of a text.
///
/// # Errors
/// The text does not occur exactly once.
pub fn replace_once(name: &str, code: &str, search: &str, replacement: &str) -> Result<String> {
    if code.matches(search).count() != 1 {
        bail!("{name} should contain {search:?} exactly once");
    }
    Ok(code.replace(search, replacement))
}
