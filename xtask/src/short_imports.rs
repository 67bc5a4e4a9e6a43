//! Shortens the names of the functions that the main chunk imports from its glue code.
//!
//! wasm-bindgen's names consist of a method name and a hash, which does not compress. They occur in the
//! wasm and in the glue code, and are 5 % of a first visit's download. Functions that wasm-opt
//! removed as unused are also removed from the glue code.

use crate::wasm_chunks::Bundle;
use crate::wasm_sections::replace_sections;
use anyhow::{Context, Result, bail};
use regex_lite::{Captures, Regex};
use std::collections::{BTreeMap, BTreeSet};
use wasm_encoder::reencode::{Reencode, RoundtripReencoder};
use wasm_encoder::{EntityType, ImportSection};
use wasmparser::{Import, Payload, TypeRef};

/// A function in the import object of wasm-bindgen's glue code, recognized by its indentation.
const GLUE_FUNCTION: &str = r"(?m)^ {8}(\w+): function\([\s\S]*?^ {8}(?:\}, arguments\); )?\},\n";

/// Returns the bundle with short import names in its main chunk and its glue code.
///
/// # Errors
/// The wasm cannot be parsed, or imports nothing from the glue code.
pub fn shorten(bundle: &Bundle) -> Result<Bundle> {
    let function = Regex::new(GLUE_FUNCTION)?;
    let in_glue: BTreeSet<&str> = function
        .captures_iter(&bundle.glue)
        .filter_map(|found| Some(found.get(1)?.as_str()))
        .collect();
    let mut short_names = ShortNames::default();
    let main = rename_imports(&bundle.main, |name| {
        // The loader of the editor chunk is not in the import object, and keeps its name.
        if in_glue.contains(name) {
            short_names.get(name)
        } else {
            name.to_owned()
        }
    })?;
    if short_names.0.is_empty() {
        bail!("the wasm imports nothing from its glue code");
    }
    let glue = function.replace_all(&bundle.glue, |found: &Captures| {
        let name = &found[1];
        let short = short_names.0.get(name);
        // `name() {}` is shorter than `name: function() {}`.
        let long = format!("{name}: function(");
        short.map_or_else(String::new, |short| {
            found[0].replacen(&long, &format!("{short}("), 1)
        })
    });
    Ok(Bundle {
        main,
        editor: bundle.editor.clone(),
        glue: glue.into_owned(),
    })
}

/// Short names by long names, in the order of their first use.
#[derive(Default)]
struct ShortNames(BTreeMap<String, String>);

impl ShortNames {
    fn get(&mut self, name: &str) -> String {
        let next = format!("_{}", in_base_36(self.0.len()));
        self.0.entry(name.to_owned()).or_insert(next).clone()
    }
}

fn in_base_36(number: usize) -> String {
    const DIGITS: &[u8; 36] = b"0123456789abcdefghijklmnopqrstuvwxyz";
    let mut digits = Vec::new();
    let mut rest = number;
    loop {
        digits.push(char::from(DIGITS[rest % 36]));
        rest /= 36;
        if rest == 0 {
            return digits.into_iter().rev().collect();
        }
    }
}

/// Returns the wasm with renamed imports. All other sections keep their bytes.
fn rename_imports(wasm: &[u8], mut rename: impl FnMut(&str) -> String) -> Result<Vec<u8>> {
    replace_sections(wasm, |payload, module| {
        let Payload::ImportSection(section) = payload else {
            return Ok(false);
        };
        let mut imports = ImportSection::new();
        for import in section.clone().into_imports() {
            let Import {
                module: source,
                name,
                ty,
            } = import?;
            let TypeRef::Func(_) = ty else {
                bail!("the import {name} is not a function");
            };
            let ty: EntityType = RoundtripReencoder
                .entity_type(ty)
                .context("cannot encode an import")?;
            imports.import(source, &rename(name), ty);
        }
        module.section(&imports);
        Ok(true)
    })
}
