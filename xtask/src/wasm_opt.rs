//! Optimizes both chunks with Binaryen's `wasm-opt`, in parallel.

use crate::cargo_build::{run, target_folder};
use crate::files::{read_bytes, write};
use crate::function_order;
use crate::wasm_chunks::Bundle;
use anyhow::{Result, anyhow};
use std::process::Command;
use std::thread;

/// Optimizes for size, twice. Repeating until nothing changes (`--converge`) takes 5 s longer, and
/// compresses 0.2 kB worse.
///
/// `--low-memory-unused` lets loads and stores have offsets, since the first KiB of the memory holds
/// no data: rustc places the stack there (`--stack-first`), and it grows down to 0. The option saves 0.6 kB.
/// `--merge-similar-functions` saves nothing, and `--dae-optimizing` adds 0.2 kB.
const OPTIMIZE: [&str; 3] = ["--low-memory-unused", "-Oz", "-Oz"];

/// Applies the order of `function_order`, and removes the sections that only tools read.
const ORDER: [&str; 3] = [
    "--reorder-functions-by-name",
    "--strip-producers",
    "--strip-target-features",
];

/// Returns the bundle with optimized chunks.
///
/// # Errors
/// `wasm-opt` is missing or failed.
pub fn optimize(bundle: &Bundle) -> Result<Bundle> {
    let (main, editor) = thread::scope(|scope| {
        let main = scope.spawn(|| optimize_chunk("main", &bundle.main));
        let editor = optimize_chunk("editor", &bundle.editor);
        (main.join(), editor)
    });
    Ok(Bundle {
        main: main.map_err(|_| anyhow!("the thread for wasm-opt panicked"))??,
        editor: editor?,
        glue: bundle.glue.clone(),
    })
}

fn optimize_chunk(name: &str, wasm: &[u8]) -> Result<Vec<u8>> {
    let bound = format!("{name}.bound.wasm");
    let optimized = wasm_opt(&OPTIMIZE, wasm, &bound, &format!("{name}.optimized.wasm"))?;
    let named = function_order::name_by_position(&optimized)?;
    let names = format!("{name}.named.wasm");
    wasm_opt(&ORDER, &named, &names, &format!("{name}.ordered.wasm"))
}

/// Writes the input, and returns the output of `wasm-opt`.
fn wasm_opt(arguments: &[&str], wasm: &[u8], input: &str, output: &str) -> Result<Vec<u8>> {
    let folder = target_folder().join("chunks");
    let (input, output) = (folder.join(input), folder.join(output));
    write(&input, wasm)?;
    run(Command::new("node_modules/.bin/wasm-opt")
        .args(arguments)
        .arg(&input)
        .arg("-o")
        .arg(&output))?;
    read_bytes(output)
}
