//! Compiles the form to wasm, reproducibly.

use crate::files::read_bytes;
use anyhow::{Context, Result, bail};
use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

const TARGET: &str = "wasm32-unknown-unknown";

/// Separator of `CARGO_ENCODED_RUSTFLAGS`.
const FLAG_SEPARATOR: &str = "\u{1f}";

/// The folder for build output: `CARGO_TARGET_DIR`, or `target`.
pub fn target_folder() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| "target".into(), PathBuf::from)
}

/// Compiles the bundle in the release profile, with the split point. Returns the wasm.
///
/// # Errors
/// Cargo failed.
pub fn wasm() -> Result<Vec<u8>> {
    // Creates the registry folders that `flags` lists.
    run(Command::new(cargo()).args(["fetch", "--quiet", "--locked", "--target", TARGET]))?;
    run(Command::new(cargo())
        .args([
            "build",
            "--quiet",
            "--locked",
            "--release",
            "--target",
            TARGET,
        ])
        .args(["--package", "open-ticket", "--bin", "open-ticket-app"])
        .args(["--features", "split"])
        .env("CARGO_ENCODED_RUSTFLAGS", flags()?.join(FLAG_SEPARATOR))
        .env_remove("RUSTFLAGS"))?;
    read_bytes(
        target_folder()
            .join(TARGET)
            .join("release/open-ticket-app.wasm"),
    )
}

fn cargo() -> String {
    env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned())
}

/// Compiler flags for a reproducible build: panics name source files, so this machine's paths are
/// removed from the wasm. `RUSTFLAGS` are kept.
fn flags() -> Result<Vec<String>> {
    let given = env::var("CARGO_ENCODED_RUSTFLAGS").unwrap_or_default();
    let mut flags: Vec<String> = given
        .split(FLAG_SEPARATOR)
        .filter(|flag| !flag.is_empty())
        .map(str::to_owned)
        .collect();
    let plain = env::var("RUSTFLAGS").unwrap_or_default();
    flags.extend(plain.split_whitespace().map(str::to_owned));

    let mut remap = |from: &Path, to: &str| {
        flags.push(format!("--remap-path-prefix={}={to}", from.display()));
    };
    // The path that rustc uses if the rust-src component is not installed.
    let sysroot = output(Command::new("rustc").args(["--print", "sysroot"]))?;
    let version = output(Command::new("rustc").arg("-vV"))?;
    let commit = version
        .lines()
        .find_map(|line| line.strip_prefix("commit-hash: "));
    let std_sources = Path::new(sysroot.trim()).join("lib/rustlib/src/rust");
    remap(
        &std_sources,
        &format!("/rustc/{}", commit.unwrap_or_default()),
    );
    let home = env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(env::home_dir()?.join(".cargo")));
    let registries = home.context("no home folder")?.join("registry/src");
    for registry in registries.read_dir().into_iter().flatten() {
        remap(&registry?.path(), "crates");
    }
    remap(&env::current_dir()?.canonicalize()?, "open-ticket");
    if let Ok(target) = target_folder().canonicalize() {
        remap(&target, "target");
    }
    // The splitter needs relocations.
    flags.push("-Clink-args=--emit-relocs".to_owned());
    Ok(flags)
}

/// Runs a command that prints its own errors.
///
/// # Errors
/// The command is missing or failed.
pub fn run(command: &mut Command) -> Result<()> {
    let name = command.get_program().to_string_lossy().into_owned();
    let status = command
        .status()
        .with_context(|| format!("cannot run {name}"))?;
    if !status.success() {
        bail!("{name} failed: {status}");
    }
    Ok(())
}

fn output(command: &mut Command) -> Result<String> {
    let output = command.output().context("cannot run rustc")?;
    Ok(String::from_utf8(output.stdout)?)
}
