//! Replacement of the table in bytes that stand in for a wasm.

use super::{replace_with_ones, table};
use anyhow::Result;

#[test]
fn the_table_becomes_ones_and_the_rest_is_unchanged() -> Result<()> {
    let wasm = [&b"before"[..], &table()?, b"after"].concat();
    let ones = 1_f64.to_le_bytes().repeat(309);
    let expected = [&b"before"[..], &ones, b"after"].concat();
    assert_eq!(replace_with_ones(&wasm)?, expected);
    Ok(())
}

#[test]
fn a_wasm_without_the_table_or_with_another_one_is_an_error() -> Result<()> {
    let mut other = table()?;
    other[20] ^= 1;
    for wasm in [Vec::new(), other, table()?.repeat(2)] {
        assert!(replace_with_ones(&wasm).is_err());
    }
    Ok(())
}
