//! Build tasks: `cargo xtask dist` builds the files that embed the form.

mod cargo_build;
mod compress;
mod dist;
mod esbuild;
mod files;
mod function_order;
mod function_stubs;
mod hashed_names;
mod inputs;
mod integrity;
mod loader_text;
mod npm_package;
mod pages;
mod powers_of_ten;
mod scripts;
mod short_imports;
mod size_budget;
mod unused_classes;
mod wasm_chunks;
mod wasm_opt;
mod wasm_sections;
mod whmcs_addon;
mod zip_file;

use clap::{Parser, Subcommand};
use std::env;
use std::path::Path;

/// Build tasks of open-ticket
#[derive(Parser)]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Build dist/ if its inputs have changed
    Dist,
    /// Write the WHMCS add-on as a ZIP file into dist/whmcs/
    Whmcs,
    /// Print the sizes of dist/ and fail above the budget
    CheckSizes,
    /// Write the loader's UI text from locales/en.json into the element's script
    LoaderText {
        /// Compare only, and fail if the script is outdated
        #[arg(long)]
        check: bool,
    },
}

fn main() -> anyhow::Result<()> {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    env::set_current_dir(workspace)?;
    match Arguments::parse().task {
        Task::Dist => dist::build(),
        Task::Whmcs => whmcs_addon::write_zip(),
        Task::CheckSizes => size_budget::check(),
        Task::LoaderText { check: true } => loader_text::check(),
        Task::LoaderText { check: false } => loader_text::update(),
    }
}
