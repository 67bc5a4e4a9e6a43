//! The UI text of the loader, `loader.*` in locales/en.json, as a constant in loader-text.js.
//!
//! The script must work without a build step: `trunk build` copies it unchanged. `cargo xtask dist`
//! bundles it into the element's script, because a second file would be a second request.

use crate::files::{read, write};
use anyhow::{Context, Result, bail};
use regex_lite::Regex;
use serde_json::{Map, Value, from_str, to_string};

const LOCALE: &str = "locales/en.json";
const SCRIPT: &str = "src/embed/loader-text.js";
const BLOCK: &str = r"\nexport const TEXT = (\{\n(?: {2}.*\n)*\});\n";

/// Writes the current text into the script.
///
/// # Errors
/// The script has no such constant, or a file cannot be read or written.
pub fn update() -> Result<()> {
    let (script, range) = script_and_block()?;
    let updated = [&script[..range.start], &block()?, &script[range.end..]].concat();
    write(SCRIPT, updated)
}

/// Compares the script with the locale file.
///
/// # Errors
/// The script has other text, or a file cannot be read.
pub fn check() -> Result<()> {
    let (script, range) = script_and_block()?;
    if script[range] != block()? {
        bail!("{SCRIPT} differs from {LOCALE}: run `cargo xtask loader-text`");
    }
    Ok(())
}

fn script_and_block() -> Result<(String, std::ops::Range<usize>)> {
    let script = read(SCRIPT)?;
    let found = Regex::new(BLOCK)?
        .captures(&script)
        .and_then(|it| it.get(1));
    let range = found
        .with_context(|| format!("{SCRIPT} has no TEXT"))?
        .range();
    Ok((script, range))
}

fn block() -> Result<String> {
    let texts: Map<String, Value> = from_str(&read(LOCALE)?)?;
    let mut block = "{\n".to_owned();
    for (key, text) in texts {
        if let Some(name) = key.strip_prefix("loader.") {
            block.push_str(&format!("  {name}: {},\n", to_string(&text)?));
        }
    }
    Ok(block + "}")
}
