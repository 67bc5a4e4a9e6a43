//! Replaces the powers of ten with which `serde_json` converts fractions.
//!
//! No format of the project has fractions: a number is read with `as_u64`, which returns `None` for a
//! fraction of any value, and clippy forbids `as_f64`. The table of 309 numbers, which cannot be
//! compressed, is 2.4 kB of a first visit. Filled with ones it is a few bytes. Fractions then lose
//! their exponent, so that they remain finite, as JSON requires.
//!
//! The crate's feature `arbitrary_precision` omits the table too, but its errors contain the
//! formatting of fractions, which is larger.

use anyhow::{Result, bail};

#[cfg(test)]
mod tests;

/// Largest exponent of ten that is finite.
const MAX_EXPONENT: i32 = 308;

/// Returns the linked wasm with ones in place of the powers of ten.
///
/// # Errors
/// The wasm does not contain the table exactly once.
pub fn replace_with_ones(wasm: &[u8]) -> Result<Vec<u8>> {
    let table = table()?;
    let mut found = wasm
        .windows(table.len())
        .enumerate()
        .filter(|(_, bytes)| *bytes == table);
    let (Some((start, _)), None) = (found.next(), found.next()) else {
        bail!("the wasm should contain serde_json's powers of ten exactly once");
    };
    let mut replaced = wasm.to_vec();
    for power in replaced[start..start + table.len()].chunks_mut(size_of::<f64>()) {
        power.copy_from_slice(&1_f64.to_le_bytes());
    }
    Ok(replaced)
}

/// The table's bytes. Its numbers equal the numbers that Rust parses from the same literals.
fn table() -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    for exponent in 0..=MAX_EXPONENT {
        let power: f64 = format!("1e{exponent}").parse()?;
        bytes.extend(power.to_le_bytes());
    }
    Ok(bytes)
}
