//! Replaces functions of the linked wasm that the form never calls, so that the splitter leaves out
//! the code and the data that only they reach.
//!
//! Two kinds of functions are kept alive by an export or an address alone. The first are methods of
//! classes that are never created: their stubs trap. The second are functions that format a value for
//! `{:?}` in panic messages, which are never read, because the panic hook reports the location only:
//! their stubs write nothing, as with rustc's unstable `-Zfmt-debug=none`. With the code and data that
//! only they reach, the two kinds are 16 kB and 9 kB of the main chunk before compression, and 7.8 kB
//! (brotli) of a first visit.

use crate::wasm_sections::replace_sections;
use anyhow::{Context, Result, bail};
use regex_lite::Regex;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use wasm_encoder::{CustomSection, Encode};
use wasmparser::{
    CompositeInnerType, ExternalKind, KnownCustom, Name, Parser, Payload, TypeRef, ValType,
};

#[cfg(test)]
mod tests;

/// Implementations of `Debug::fmt` by their mangled names, in both of rustc's schemes.
const DEBUG_FMT: &str = r"^_R\w*5Debug3fmt|core\.\.fmt\.\.Debug\$GT\$3fmt17h";

/// Hash that wasm-bindgen appends to the name of an export in the linked wasm.
const EXPORT_HASH: &str = "_[0-9a-f]{16}$";

const UNREACHABLE: u8 = 0x00;
const NOP: u8 = 0x01;
const END: u8 = 0x0b;
const I32_CONST_0: [u8; 2] = [0x41, 0x00];

/// The instructions of a stub.
#[derive(Clone, Copy)]
enum Stub {
    /// Ends the program.
    Trap,
    /// Returns `Ok(())`.
    ReturnOk,
}

/// The functions of a linked wasm.
#[derive(Default)]
struct Functions<'a> {
    /// Number of imports, which have the first indices.
    imports: u32,
    /// Indices of types that return one `i32`.
    types_with_i32: BTreeSet<u32>,
    /// Types of the defined functions.
    types: Vec<u32>,
    /// Bodies of the defined functions, as ranges of the file.
    bodies: Vec<Range<usize>>,
    exports: BTreeMap<&'a str, u32>,
    names: BTreeMap<u32, &'a str>,
    /// Start of the code section, from which relocations count.
    code_start: usize,
}

/// Replaces the functions that implement `Debug`, and the exports with the given names.
///
/// # Errors
/// The wasm has no names or no relocations, cannot be parsed, or lacks one of the exports.
pub fn insert(wasm: &[u8], unused_exports: &BTreeSet<String>) -> Result<Vec<u8>> {
    let functions = Functions::read(wasm)?;
    let mut stubs = functions.debug_implementations()?;
    let hash = Regex::new(EXPORT_HASH)?;
    let mut missing = unused_exports.clone();
    for (name, index) in &functions.exports {
        let name = hash.replace(name, "");
        if missing.remove(name.as_ref()) {
            stubs.insert(*index, Stub::Trap);
        }
    }
    if !missing.is_empty() {
        bail!("the wasm does not export {missing:?}");
    }

    let mut stubbed = wasm.to_vec();
    let mut ranges = Vec::new();
    for (index, stub) in stubs {
        let body = functions.body(index).context("an export is an import")?;
        write_stub(&mut stubbed[body.clone()], stub)?;
        ranges.push(body.start - functions.code_start..body.end - functions.code_start);
    }
    without_relocations(&stubbed, &ranges)
}

impl<'a> Functions<'a> {
    fn read(wasm: &'a [u8]) -> Result<Self> {
        let mut functions = Self::default();
        for payload in Parser::new(0).parse_all(wasm) {
            functions.add(payload.context("cannot parse the wasm")?)?;
        }
        Ok(functions)
    }

    fn add(&mut self, payload: Payload<'a>) -> Result<()> {
        match payload {
            Payload::TypeSection(section) => {
                let groups = section.into_iter().collect::<Result<Vec<_>, _>>()?;
                let types = groups.into_iter().flat_map(|group| group.into_types());
                for (index, ty) in (0..).zip(types) {
                    if let CompositeInnerType::Func(ty) = &ty.composite_type.inner
                        && ty.results() == [ValType::I32]
                    {
                        self.types_with_i32.insert(index);
                    }
                }
            }
            Payload::ImportSection(section) => {
                for import in section.into_imports() {
                    self.imports += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                }
            }
            Payload::FunctionSection(section) => {
                self.types = section.into_iter().collect::<Result<_, _>>()?;
            }
            Payload::ExportSection(section) => {
                for export in section {
                    let export = export?;
                    if export.kind == ExternalKind::Func {
                        self.exports.insert(export.name, export.index);
                    }
                }
            }
            Payload::CodeSectionStart { range, .. } => {
                self.code_start = usize::try_from(range.start)?;
            }
            Payload::CodeSectionEntry(body) => {
                let range = body.range();
                self.bodies
                    .push(usize::try_from(range.start)?..usize::try_from(range.end)?);
            }
            Payload::CustomSection(section) => {
                let KnownCustom::Name(subsections) = section.as_known() else {
                    return Ok(());
                };
                for subsection in subsections {
                    // The parser reports subsections that it does not know as an error.
                    let Ok(Name::Function(names)) = subsection else {
                        continue;
                    };
                    for name in names {
                        let name = name?;
                        self.names.insert(name.index, name.name);
                    }
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn debug_implementations(&self) -> Result<BTreeMap<u32, Stub>> {
        let debug_fmt = Regex::new(DEBUG_FMT)?;
        let mut found = BTreeMap::new();
        for (index, name) in &self.names {
            if debug_fmt.is_match(name) && self.returns_i32(*index) {
                found.insert(*index, Stub::ReturnOk);
            }
        }
        if found.is_empty() {
            bail!("no function of the wasm implements Debug: does it contain names?");
        }
        Ok(found)
    }

    fn returns_i32(&self, index: u32) -> bool {
        let ty = index
            .checked_sub(self.imports)
            .and_then(|index| self.types.get(usize::try_from(index).ok()?));
        ty.is_some_and(|ty| self.types_with_i32.contains(ty))
    }

    fn body(&self, index: u32) -> Option<Range<usize>> {
        let index = usize::try_from(index.checked_sub(self.imports)?).ok()?;
        self.bodies.get(index).cloned()
    }
}

/// Writes a stub over a body. The body keeps its length, so that the offsets of relocations stay
/// valid; `wasm-opt` removes the padding.
fn write_stub(body: &mut [u8], stub: Stub) -> Result<()> {
    let result: &[u8] = match stub {
        Stub::Trap => &[UNREACHABLE],
        Stub::ReturnOk => &I32_CONST_0,
    };
    body.fill(NOP);
    let (end, rest) = body.split_last_mut().context("a body is empty")?;
    *end = END;
    let (locals, instructions) = rest.split_first_mut().context("a body is too short")?;
    *locals = 0;
    let start = instructions.len().checked_sub(result.len());
    let start = start.context("a body is too short")?;
    instructions[start..].copy_from_slice(result);
    Ok(())
}

/// Returns the wasm without the relocations in the given ranges of its code section.
fn without_relocations(wasm: &[u8], ranges: &[Range<usize>]) -> Result<Vec<u8>> {
    let mut is_found = false;
    let rewritten = replace_sections(wasm, |payload, module| {
        let Payload::CustomSection(section) = payload else {
            return Ok(false);
        };
        let (KnownCustom::Reloc(relocations), "reloc.CODE") = (section.as_known(), section.name())
        else {
            return Ok(false);
        };
        is_found = true;
        let entries: Vec<_> = relocations
            .entries()
            .into_iter_with_offsets()
            .collect::<Result<_, _>>()?;
        let section_end = usize::try_from(section.range().end)?;
        let (mut kept, mut count) = (Vec::<u8>::new(), 0_u32);
        for (position, (start, entry)) in entries.iter().enumerate() {
            let target = usize::try_from(entry.offset)?;
            if ranges.iter().any(|range| range.contains(&target)) {
                continue;
            }
            let next = entries.get(position + 1);
            let end = next.map_or(Ok(section_end), |(next, _)| usize::try_from(*next))?;
            let bytes = wasm.get(usize::try_from(*start)?..end);
            kept.extend(bytes.context("a relocation is outside of the wasm")?);
            count += 1;
        }
        let mut data = Vec::new();
        relocations.section_index().encode(&mut data);
        count.encode(&mut data);
        data.extend(kept);
        module.section(&CustomSection {
            name: Cow::Borrowed(section.name()),
            data: Cow::Borrowed(&data),
        });
        Ok(true)
    })?;
    if !is_found {
        bail!("the wasm has no relocations");
    }
    Ok(rewritten)
}
