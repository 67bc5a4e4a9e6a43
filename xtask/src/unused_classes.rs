//! Removes classes from the glue code that are never instantiated.
//!
//! wasm-bindgen exports every struct with `#[wasm_bindgen]` in the dependencies, with its methods.
//! Leptos contains three classes for the streams of server functions, which the form does not use.
//! Their exports would keep the methods' code in the wasm, so `function_stubs` replaces the methods first.

use crate::wasm_chunks::Bundle;
use crate::wasm_sections::replace_sections;
use anyhow::{Context, Result};
use regex_lite::Regex;
use std::collections::BTreeSet;
use wasm_encoder::ExportSection;
use wasm_encoder::reencode::{Reencode, RoundtripReencoder};
use wasmparser::Payload;

/// A class in wasm-bindgen's glue code.
const CLASS: &str = r"(?ms)^export class (\w+) \{\n(.*?)^\}\n";

/// A call of a function that the wasm exports.
const WASM_CALL: &str = r"\bwasm\.(\w+)\(";

/// Returns the names of the exports that only the methods of unused classes call.
///
/// # Errors
/// The glue code does not have the expected content.
pub fn exports(glue: &str) -> Result<BTreeSet<String>> {
    Ok(split_off(glue)?.1)
}

/// Returns the bundle without the classes that have neither a constructor nor the function with which
/// wasm-bindgen wraps a pointer, and without the exports that only their methods call.
///
/// # Errors
/// The wasm cannot be parsed.
pub fn remove(bundle: &Bundle) -> Result<Bundle> {
    let (glue, exports) = split_off(&bundle.glue)?;
    Ok(Bundle {
        main: without_exports(&bundle.main, &exports)?,
        editor: bundle.editor.clone(),
        glue,
    })
}

/// Returns the glue code without unused classes, and the exports that only they call.
fn split_off(bundled: &str) -> Result<(String, BTreeSet<String>)> {
    let mut glue = bundled.to_owned();
    let mut exports = BTreeSet::new();
    let calls = Regex::new(WASM_CALL)?;
    for class in Regex::new(CLASS)?.captures_iter(bundled) {
        let (name, body) = (&class[1], &class[2]);
        if body.contains("static __wrap(") || body.contains("constructor(") {
            continue;
        }
        let dispose = format!(r"(?m)^if \(Symbol\.dispose\) {name}\.prototype.*\n");
        let finalization =
            format!(r"(?ms)^const {name}Finalization = .*?new FinalizationRegistry\((.*?)\);\n");
        let finalization = Regex::new(&finalization)?;
        let callback = finalization
            .captures(&glue)
            .with_context(|| format!("the class {name} has no finalization"))?;
        for code in [body, &callback[1]] {
            exports.extend(calls.captures_iter(code).map(|call| call[1].to_owned()));
        }
        glue = glue.replacen(&class[0], "", 1);
        glue = finalization.replace(&glue, "").into_owned();
        glue = Regex::new(&dispose)?.replace(&glue, "").into_owned();
    }
    for call in calls.captures_iter(&glue) {
        exports.remove(&call[1]);
    }
    Ok((glue, exports))
}

fn without_exports(wasm: &[u8], removed: &BTreeSet<String>) -> Result<Vec<u8>> {
    replace_sections(wasm, |payload, module| {
        let Payload::ExportSection(section) = payload else {
            return Ok(false);
        };
        let mut exports = ExportSection::new();
        for export in section.clone() {
            let export = export?;
            if !removed.contains(export.name) {
                let kind = RoundtripReencoder
                    .export_kind(export.kind)
                    .context("cannot encode an export")?;
                exports.export(export.name, kind, export.index);
            }
        }
        module.section(&exports);
        Ok(true)
    })
}
