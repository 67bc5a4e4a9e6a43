//! Bundles and minifies scripts with esbuild.

use anyhow::{Context, Result, bail};
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

/// Bundles a script with its imports, which are relative to `folder`, and minifies it.
///
/// # Errors
/// esbuild is missing, or the script has an error, which esbuild prints.
pub fn bundle(code: &str, folder: &Path) -> Result<String> {
    let program = Path::new("node_modules/.bin/esbuild").canonicalize();
    let mut esbuild = Command::new(program.context("esbuild is missing: run `npm ci`")?)
        .args(["--bundle", "--minify", "--format=esm", "--target=es2022"])
        .arg("--log-level=warning")
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .context("cannot run esbuild")?;
    let mut input = esbuild.stdin.take().context("esbuild has no input")?;
    input.write_all(code.as_bytes())?;
    drop(input);
    let output = esbuild.wait_with_output()?;
    if !output.status.success() {
        bail!("esbuild failed: {}", output.status);
    }
    Ok(String::from_utf8(output.stdout)?)
}
