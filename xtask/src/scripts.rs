//! Writes the chunks, the scripts and integrity.json into dist/.

use crate::esbuild;
use crate::files::{EDITOR_WASM, ELEMENT, GLUE, LOADER, MAIN_WASM, copy, dist, read, write};
use crate::hashed_names::hashed_name;
use crate::integrity::{hash, hashes};
use crate::wasm_chunks::Bundle;
use anyhow::{Context, Result, bail};
use serde_json::{Value, json, to_string_pretty};
use std::path::Path;

/// Folder of the element's scripts.
pub const EMBED: &str = "src/embed";

/// Types and the custom elements manifest.
const DESCRIPTIONS: [&str; 2] = ["open-ticket.d.ts", "custom-elements.json"];

/// Writes the bundle as a site copies it. The loader contains the names and hashes of the files
/// that it fetches, and integrity.json the names and hashes of all files.
///
/// # Errors
/// A script does not have the expected content, or a file cannot be written.
pub fn write_all(bundle: &Bundle) -> Result<()> {
    let embed = Path::new(EMBED);
    let element = read(embed.join(ELEMENT))?;
    write(dist(ELEMENT), esbuild::bundle(&element, embed)?)?;

    let mut loader = read(embed.join(LOADER))?;
    let mut names = vec![ELEMENT.to_owned(), LOADER.to_owned()];
    for (logical, content) in [
        (GLUE, bundle_glue(&bundle.glue)?.as_bytes()),
        (MAIN_WASM, &bundle.main),
        (EDITOR_WASM, &bundle.editor),
    ] {
        let name = hashed_name(logical, content);
        write(dist(&name), content)?;
        let file = format!("{{ name: \"{logical}\", integrity: \"\" }}");
        let hashed = json!({ "name": name, "integrity": hash(&name)? }).to_string();
        loader = replace_once(LOADER, &loader, &file, &hashed)?;
        names.push(name);
    }
    write(dist(LOADER), esbuild::bundle(&loader, embed)?)?;

    names.sort();
    let all = to_string_pretty(&Value::Object(hashes(&names)?))?;
    write(dist("integrity.json"), all + "\n")?;
    for name in DESCRIPTIONS {
        copy(Path::new("npm").join(name), dist(name))?;
    }
    Ok(())
}

/// wasm-bindgen's functions that fetch, compile and start the wasm, at the end of the glue code.
const GENERATED_START: &str = "async function __wbg_load(";

/// Starts the wasm once, even if several loaders share this module. Unlike wasm-bindgen's
/// functions, `compile` names the cause if the source is not wasm, and the code contains no URL of
/// the wasm.
const START: &str = r#"
import { compile } from "./compile-wasm.js";
async function instantiate(source) {
    const module = await compile(source);
    return __wbg_finalize_init(await WebAssembly.instantiate(module, __wbg_get_imports()), module);
}
let started;
export default function start({ module_or_path } = {}) {
    started ??= instantiate(module_or_path).catch((error) => {
        started = undefined;
        throw error;
    });
    return started;
}
"#;

/// Replaces the splitter's own loader in the glue code with src/embed/load-editor-chunk.js and the start of
/// the wasm with src/embed/compile-wasm.js, guards the exports of the wasm with
/// src/embed/guarded-exports.js, and minifies it.
///
/// # Errors
/// The glue code does not have the expected content.
pub fn bundle_glue(glue: &str) -> Result<String> {
    let generated = "import * as import1 from \"./__wasm_split.js\"";
    let ours = "import { guard } from \"./guarded-exports.js\";
import { editorChunkLoader } from \"./load-editor-chunk.js\";
export { onPanic } from \"./guarded-exports.js\";
const { setSource, load, whenLoaded } = editorChunkLoader(() => wasmInstance.exports);
const import1 = { __wasm_split_load_editor: load };
export { setSource as setEditorSource, whenLoaded as whenEditorLoaded };";
    let glue = replace_once(GLUE, glue, generated, ours)?;
    let (exports, guarded) = (
        "wasm = instance.exports;",
        "wasm = guard(instance.exports);",
    );
    let glue = replace_once(GLUE, &glue, exports, guarded)?;
    // Pages with MooTools have another class of this name.
    let (is_window, is_global) = ("instanceof Window", "=== globalThis");
    let mut glue = replace_once(GLUE, &glue, is_window, is_global)?;
    let start = glue.find(GENERATED_START);
    glue.truncate(start.with_context(|| format!("{GLUE} has no {GENERATED_START:?}"))?);
    esbuild::bundle(&(glue + START), Path::new(EMBED))
}

/// Replaces the only occurrence of `search`.
///
/// # Errors
/// `search` does not occur exactly once.
pub fn replace_once(name: &str, code: &str, search: &str, replacement: &str) -> Result<String> {
    if code.matches(search).count() != 1 {
        bail!("{name} should contain {search:?} exactly once");
    }
    Ok(code.replace(search, replacement))
}
