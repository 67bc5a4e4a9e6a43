//! The size budget of the bundle.

use crate::files::{LOADER, dist, read};
use anyhow::{Context, Result, bail};
use serde_json::{Value, from_str};

/// Budget for a first visit, in bytes (brotli): the last measured size plus a small margin.
const FIRST_VISIT_BUDGET: u64 = 148_500;
/// Budget for a visit with the editor, in bytes (brotli).
const WITH_EDITOR_BUDGET: u64 = 376_300;
/// Goal for a first visit, in bytes (brotli).
const FIRST_VISIT_GOAL: u64 = 120_000;
/// Budget for the loader, which every page fetches, in bytes (gzip).
const LOADER_BUDGET: u64 = 5_045;

/// Prints the sizes in dist/sizes.json.
///
/// # Errors
/// dist/ is not built, or a size exceeds its budget.
pub fn check() -> Result<()> {
    let sizes = read(dist("sizes.json")).context("dist/ is not built: run `make dist`")?;
    let sizes: Value = from_str(&sizes)?;
    println!("{:30}{:>10}{:>10}{:>10}", "", "raw", "gzip", "brotli");
    for (name, size) in sizes["files"].as_object().into_iter().flatten() {
        print_row(name, size);
    }
    print_row("first visit", &sizes["first_visit"]);
    print_row("visit with the editor", &sizes["with_editor"]);
    println!("budget for the loader: {} (gzip)", in_kb(LOADER_BUDGET));
    println!(
        "budget for a first visit: {}, goal {} (brotli)",
        in_kb(FIRST_VISIT_BUDGET),
        in_kb(FIRST_VISIT_GOAL)
    );
    println!(
        "budget for a visit with the editor: {} (brotli)",
        in_kb(WITH_EDITOR_BUDGET)
    );

    let bytes = |size: &Value| size.as_u64().context("dist/sizes.json lacks a size");
    let mut exceeded = Vec::new();
    for (name, size, budget) in [
        (
            "a first visit",
            &sizes["first_visit"]["brotli"],
            FIRST_VISIT_BUDGET,
        ),
        (
            "a visit with the editor",
            &sizes["with_editor"]["brotli"],
            WITH_EDITOR_BUDGET,
        ),
        ("the loader", &sizes["files"][LOADER]["gzip"], LOADER_BUDGET),
    ] {
        let over = bytes(size)?.saturating_sub(budget);
        if over > 0 {
            exceeded.push(format!("{name} exceeds its budget by {over} bytes"));
        }
    }
    if exceeded.is_empty() {
        Ok(())
    } else {
        bail!(exceeded.join("\n"))
    }
}

fn print_row(name: &str, size: &Value) {
    let column = |encoding: &str| in_kb(size[encoding].as_u64().unwrap_or(0));
    println!(
        "{name:30}{:>10}{:>10}{:>10}",
        column("raw"),
        column("gzip"),
        column("brotli")
    );
}

/// A size in kB with one decimal place.
fn in_kb(bytes: u64) -> String {
    let tenths = (bytes + 50) / 100;
    format!("{}.{} kB", tenths / 10, tenths % 10)
}
