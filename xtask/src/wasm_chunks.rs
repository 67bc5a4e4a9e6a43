//! Splits the wasm at its split point, and generates the glue code for the main chunk.

use crate::cargo_build;
use crate::files::{GLUE, MAIN_WASM, read, read_bytes};
use anyhow::{Context, Result, anyhow};
use std::fs;
use wasm_bindgen_cli_support::Bindgen;
use wasm_split_cli_support::{Options, transform};

/// Name of the binary, and so of its glue code and wasm.
const NAME: &str = "open-ticket-app";

/// The two chunks and the glue code between the main chunk and the page.
#[derive(Clone, Debug)]
pub struct Bundle {
    pub main: Vec<u8>,
    pub editor: Vec<u8>,
    pub glue: String,
}

/// Splits the wasm and binds its main chunk. The editor chunk imports memory, table and stack
/// pointer from the main chunk.
///
/// # Errors
/// The wasm has no split point or cannot be parsed, wasm-bindgen fails, or a file cannot be read,
/// written or deleted.
pub fn split_and_bind(wasm: &[u8]) -> Result<Bundle> {
    let folder = cargo_build::target_folder().join("chunks");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    let main = folder.join(format!("{NAME}.wasm"));
    let glue_path = format!("./{NAME}.js");
    let mut options = Options::new(wasm);
    options.output_dir = &folder;
    options.main_out_path = &main;
    options.main_module = &glue_path;
    transform(options).map_err(|error| anyhow!("cannot split the wasm: {error:#}"))?;

    let bound = folder.join("bound");
    Bindgen::new()
        .input_path(&main)
        .web(true)?
        .typescript(false)
        .omit_default_module_path(false)
        // The exports that the editor chunk imports.
        .keep_lld_exports(true)
        .generate(&bound)
        .context("wasm-bindgen failed")?;
    Ok(Bundle {
        main: read_bytes(bound.join(MAIN_WASM))?,
        editor: read_bytes(folder.join("split_editor.wasm"))?,
        glue: read(bound.join(GLUE))?,
    })
}
