//! Stubs in a small wasm with three functions that call each other: a `Debug` implementation, a method
//! of a class and a function that is used.

use super::{Functions, insert};
use anyhow::{Context, Result};
use std::borrow::Cow;
use std::collections::BTreeSet;
use wasm_encoder::{
    CodeSection, CustomSection, Encode, ExportKind, ExportSection, Function, FunctionSection,
    Module, NameMap, NameSection, TypeSection, ValType,
};
use wasmparser::{KnownCustom, Operator, Parser, Payload, validate};

const DEBUG_NAMES: [&str; 2] = [
    "_RNvXs_NtNtCsgX_4core3ops5rangeINtB4_5RangejENtNtB8_3fmt5Debug3fmtB8_",
    "_ZN60_$LT$Entry$u20$as$u20$core..fmt..Debug$GT$3fmt17h0123456789abcdefE",
];
const NO_DEBUG: &str = "_ZN4core3fmt7Display3fmt17h0123456789abcdefE";

/// Offset of the operand of `call` in a body.
const OPERAND: usize = 2;

fn module(debug_name: &str, relocation_targets: &[usize]) -> Module {
    let mut types = TypeSection::new();
    types
        .ty()
        .function([ValType::I32, ValType::I32], [ValType::I32]);
    types.ty().function([], []);
    let mut functions = FunctionSection::new();
    let mut code = CodeSection::new();
    for (ty, result) in [(0, &[0x41, 0x07][..]), (1, &[]), (1, &[])] {
        functions.function(ty);
        let mut body = Function::new([]);
        // A call of the third function, whose index takes five bytes, as a linker writes it.
        body.raw([0x10, 0x82, 0x80, 0x80, 0x80, 0x00]);
        body.raw(result.iter().copied());
        body.raw([0x0b]);
        code.function(&body);
    }
    let mut exports = ExportSection::new();
    exports.export("stream_pull_0123456789abcdef", ExportKind::Func, 1);
    exports.export("mount_0123456789abcdef", ExportKind::Func, 2);
    let mut names = NameMap::new();
    names.append(0, debug_name);
    names.append(1, "stream_pull");
    names.append(2, "mount");
    let mut name_section = NameSection::new();
    name_section.functions(&names);
    let mut relocations = Vec::new();
    3_u32.encode(&mut relocations);
    relocation_targets.len().encode(&mut relocations);
    for target in relocation_targets {
        // R_WASM_FUNCTION_INDEX_LEB of the third symbol.
        relocations.push(0);
        target.encode(&mut relocations);
        2_u32.encode(&mut relocations);
    }

    let mut module = Module::new();
    module.section(&types).section(&functions);
    module.section(&exports).section(&code);
    module.section(&CustomSection {
        name: Cow::Borrowed("reloc.CODE"),
        data: Cow::Owned(relocations),
    });
    module.section(&name_section);
    module
}

/// A wasm with a relocation in each function.
fn wasm(debug_name: &str) -> Result<Vec<u8>> {
    let without_relocations = module(debug_name, &[]).finish();
    let functions = Functions::read(&without_relocations)?;
    let starts = functions.bodies.iter().map(|body| body.start);
    let targets: Vec<_> = starts
        .map(|start| start - functions.code_start + OPERAND)
        .collect();
    Ok(module(debug_name, &targets).finish())
}

/// Returns the operators of each function, without padding.
fn operators(wasm: &[u8]) -> Result<Vec<Vec<String>>> {
    let mut functions = Vec::new();
    for payload in Parser::new(0).parse_all(wasm) {
        if let Payload::CodeSectionEntry(body) = payload? {
            let mut operators = Vec::new();
            for operator in body.get_operators_reader()? {
                match operator? {
                    Operator::Nop => {}
                    operator => operators.push(format!("{operator:?}")),
                }
            }
            functions.push(operators);
        }
    }
    Ok(functions)
}

fn relocation_offsets(wasm: &[u8]) -> Result<Vec<u32>> {
    for payload in Parser::new(0).parse_all(wasm) {
        if let Payload::CustomSection(section) = payload?
            && let KnownCustom::Reloc(relocations) = section.as_known()
        {
            let entries = relocations.entries().into_iter();
            return entries.map(|entry| Ok(entry?.offset)).collect();
        }
    }
    Ok(Vec::new())
}

fn unused() -> BTreeSet<String> {
    BTreeSet::from(["stream_pull".to_owned()])
}

#[test]
fn unused_functions_become_stubs_without_relocations() -> Result<()> {
    for name in DEBUG_NAMES {
        let wasm = wasm(name)?;
        let stubbed = insert(&wasm, &unused())?;
        validate(&stubbed)?;
        let (before, after) = (operators(&wasm)?, operators(&stubbed)?);
        assert_eq!(after[0], ["I32Const { value: 0 }", "End"]);
        assert_eq!(after[1], ["Unreachable", "End"]);
        assert_eq!(after[2], before[2]);
        let offsets = relocation_offsets(&wasm)?;
        let of_used = offsets.last().context("no relocation")?;
        assert_eq!(relocation_offsets(&stubbed)?, [*of_used]);
    }
    Ok(())
}

#[test]
fn a_wasm_without_the_expected_functions_is_an_error() -> Result<()> {
    assert!(insert(&wasm(NO_DEBUG)?, &unused()).is_err());
    let missing = BTreeSet::from(["stream_push".to_owned()]);
    assert!(insert(&wasm(DEBUG_NAMES[0])?, &missing).is_err());
    Ok(())
}
