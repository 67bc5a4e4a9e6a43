//! `wasm-bindgen`, which Trunk calls. rustc rejects the name for a crate, since it would be an
//! outdated version of the library; tools/install creates a link with that name.

use std::env;

fn main() -> anyhow::Result<()> {
    wasm_bindgen_cli::wasm_bindgen::run_cli_with_args(env::args_os())
}
