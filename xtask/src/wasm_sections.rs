//! Rewrites single sections of a wasm module.

use anyhow::{Context, Result};
use wasm_encoder::{Module, RawSection};
use wasmparser::{Parser, Payload};

/// Returns the wasm with replaced sections. `replace` writes a section to the new module and returns
/// `true`, or returns `false` for a section that keeps its bytes.
///
/// # Errors
/// The wasm cannot be parsed, or `replace` failed.
pub fn replace_sections(
    wasm: &[u8],
    mut replace: impl FnMut(&Payload, &mut Module) -> Result<bool>,
) -> Result<Vec<u8>> {
    let mut module = Module::new();
    for payload in Parser::new(0).parse_all(wasm) {
        let payload = payload.context("cannot parse the wasm")?;
        if replace(&payload, &mut module)? {
            continue;
        }
        if let Some((id, range)) = payload.as_section() {
            let data = wasm.get(usize::try_from(range.start)?..usize::try_from(range.end)?);
            let data = data.context("a section is outside of the wasm")?;
            module.section(&RawSection { id, data });
        }
    }
    Ok(module.finish())
}
