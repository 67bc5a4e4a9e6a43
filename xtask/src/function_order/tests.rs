//! The order of functions in small modules.

use super::{by_similarity, name_by_position};
use anyhow::{Context, Result};
use std::collections::BTreeMap;
use wasm_encoder::{
    CodeSection, EntityType, Function, FunctionSection, ImportSection, Module, TypeSection,
};
use wasmparser::{KnownCustom, Name, Parser, Payload, validate};

/// Two groups of similar functions, mixed.
const BODIES: [&[u8]; 6] = [
    b"increment the counter",
    b"show the message",
    b"increment the counters",
    b"show the messages",
    b"increment a counter",
    b"show a message",
];

/// A module with one import and functions that return constants.
fn module(constants: &[i32]) -> Vec<u8> {
    let mut types = TypeSection::new();
    types.ty().function([], [wasm_encoder::ValType::I32]);
    let mut imports = ImportSection::new();
    imports.import("page", "now", EntityType::Function(0));
    let (mut functions, mut code) = (FunctionSection::new(), CodeSection::new());
    for constant in constants {
        functions.function(0);
        let mut body = Function::new([]);
        body.instructions()
            .i32_const(*constant)
            .i32_const(*constant)
            .i32_add()
            .end();
        code.function(&body);
    }
    let mut module = Module::new();
    module.section(&types).section(&imports).section(&functions);
    module.section(&code);
    module.finish()
}

fn function_names(wasm: &[u8]) -> Result<BTreeMap<u32, String>> {
    for payload in Parser::new(0).parse_all(wasm) {
        let Payload::CustomSection(section) = payload? else {
            continue;
        };
        let KnownCustom::Name(names) = section.as_known() else {
            continue;
        };
        for name in names {
            if let Name::Function(map) = name? {
                let names = map.into_iter().map(|name| {
                    let name = name?;
                    Ok((name.index, name.name.to_owned()))
                });
                return names.collect();
            }
        }
    }
    None.context("the wasm has no names")
}

#[test]
fn similar_functions_are_neighbours() {
    let order = by_similarity(&BODIES);
    let groups: Vec<usize> = order.iter().map(|index| index % 2).collect();
    assert_eq!(groups, [0, 0, 0, 1, 1, 1]);
}

#[test]
fn each_function_has_one_position_even_if_it_is_shorter_than_a_sequence() {
    let mut bodies = BODIES.to_vec();
    bodies.extend([&b""[..], b"a", b"abc", b"abc", b"increment the counter"]);
    let mut order = by_similarity(&bodies);
    order.sort_unstable();
    assert_eq!(order, (0..bodies.len()).collect::<Vec<_>>());
    assert_eq!(by_similarity(&[]), Vec::<usize>::new());
}

#[test]
fn the_order_does_not_depend_on_the_order_of_the_input() -> Result<()> {
    let named = |constants: [i32; 3]| -> Result<BTreeMap<String, i32>> {
        let names = function_names(&name_by_position(&module(&constants))?)?;
        Ok(names.into_values().zip(constants).collect())
    };
    assert_eq!(named([1, 70_000, 2])?, named([70_000, 2, 1])?);
    Ok(())
}

#[test]
fn functions_are_named_after_the_imports_and_their_code_is_unchanged() -> Result<()> {
    let module = module(&[7, 8, 9]);
    let named = name_by_position(&module)?;
    validate(&named)?;
    assert!(named.starts_with(&module));
    let names: Vec<u32> = function_names(&named)?.into_keys().collect();
    assert_eq!(names, [1, 2, 3]);
    Ok(())
}

#[test]
fn bytes_that_are_not_wasm_are_an_error() {
    assert!(name_by_position(b"not wasm").is_err());
}
