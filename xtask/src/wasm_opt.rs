//! Optimizes both chunks with Binaryen's `wasm-opt`, in parallel.

use crate::cargo_build::{run, target_folder};
use crate::files::{read_bytes, write};
use crate::wasm_chunks::Bundle;
use anyhow::{Result, anyhow};
use std::process::Command;
use std::thread;

/// Optimizes for size, twice, orders functions so that they compress well, and removes the sections that
/// only tools read. Repeating until nothing changes (`--converge`) takes 5 s longer, and compresses 0.2 kB worse.
///
/// `--low-memory-unused` lets loads and stores have offsets, since the first KiB of the memory holds
/// no data: rustc places the stack there (`--stack-first`), and it grows down to 0. It saves 0.6 kB.
/// `--merge-similar-functions` saves nothing, and `--dae-optimizing` adds 0.2 kB.
const ARGUMENTS: [&str; 6] = [
    "--low-memory-unused",
    "-Oz",
    "-Oz",
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
        main: main.map_err(|_| anyhow!("the thread for wasm-opt ended early"))??,
        editor: editor?,
        glue: bundle.glue.clone(),
    })
}

fn optimize_chunk(name: &str, wasm: &[u8]) -> Result<Vec<u8>> {
    let folder = target_folder().join("chunks");
    let input = folder.join(format!("{name}.bound.wasm"));
    let output = folder.join(format!("{name}.optimized.wasm"));
    write(&input, wasm)?;
    run(Command::new("node_modules/.bin/wasm-opt")
        .args(ARGUMENTS)
        .arg(&input)
        .arg("-o")
        .arg(&output))?;
    read_bytes(output)
}
