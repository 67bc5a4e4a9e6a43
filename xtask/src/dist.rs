//! Builds dist/: the form in two wasm chunks, the loader, the pages and the npm package.

use crate::files::{DIST, LOADER};
use crate::{
    cargo_build, compress, function_stubs, inputs, integrity, loader_text, npm_package, pages,
    powers_of_ten, scripts, short_imports, unused_classes, wasm_chunks, wasm_opt,
};
use anyhow::Result;
use std::fs;
use std::path::Path;
use std::time::Instant;

/// Builds dist/ unless its inputs are unchanged since the last build.
///
/// # Errors
/// A step failed. dist/ is then incomplete, and the next build starts again.
pub fn build() -> Result<()> {
    let checksum = inputs::checksum()?;
    if inputs::is_current(&checksum) {
        return Ok(());
    }
    inputs::mark_outdated()?;
    loader_text::check()?;

    let wasm = step("compile to wasm", cargo_build::wasm)?;
    let chunks = step("split and bind", || {
        let wasm = powers_of_ten::replace_with_ones(&wasm)?;
        // The glue code shows which classes are unused.
        let glue = wasm_chunks::split_and_bind(&wasm)?.glue;
        let unused = unused_classes::exports(&glue)?;
        wasm_chunks::split_and_bind(&function_stubs::insert(&wasm, &unused)?)
    })?;
    let optimized = step("optimize the wasm", || {
        wasm_opt::optimize(&unused_classes::remove(&chunks)?)
    })?;
    step("write dist/", || {
        if Path::new(DIST).exists() {
            fs::remove_dir_all(DIST)?;
        }
        let bundle = short_imports::shorten(&optimized)?;
        pages::write_pages()?;
        scripts::write_all(&bundle)?;
        npm_package::write_package(&bundle)
    })?;
    step("compress", compress::compress_all)?;
    inputs::mark_current(&checksum)?;

    let snippet = snippet(&integrity::hash(LOADER)?);
    println!("To embed the form:\n\n{snippet}\n");
    Ok(())
}

/// Runs a step and prints how long it took.
fn step<T>(name: &str, run: impl FnOnce() -> Result<T>) -> Result<T> {
    let start = Instant::now();
    let result = run()?;
    println!("dist: {name}: {:.1} s", start.elapsed().as_secs_f32());
    Ok(result)
}

/// Returns the script element that embeds the form; `hash` is the loader's.
fn snippet(hash: &str) -> String {
    format!(
        "<script type=\"module\" src=\"/open-ticket/open-ticket.js\"\n  integrity=\"{hash}\"></script>"
    )
}
