//! The tables of ARCHITECTURE.md: a row per module with what it may use.

use super::sources::{Package, workspace};
use std::{collections::BTreeSet, fs};

/// Row of a table: the allowed uses of one module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    pub module: String,
    /// Modules of the same crate.
    pub modules: BTreeSet<String>,
    /// Modules of the crate `open-ticket`, for the crates that depend on it.
    pub core: BTreeSet<String>,
    /// Other crates, by their names in code.
    pub crates: BTreeSet<String>,
}

/// The text of ARCHITECTURE.md.
pub fn page() -> String {
    fs::read_to_string(workspace().join("ARCHITECTURE.md")).unwrap()
}

/// Returns the rows of the table whose header names the package's folder.
pub fn rows(page: &str, package: Package) -> Vec<Row> {
    let header = format!("| module of `{}/` |", package.folder);
    let mut lines = page.lines().skip_while(|line| !line.starts_with(&header));
    let titles = cells(lines.next().unwrap_or_else(|| panic!("no table: {header}")));
    let column = |title: &str| titles.iter().position(|it| *it == title);
    let (modules, core) = (column("modules"), column("modules of `open-ticket`"));
    let crates = column("crates");
    let read = |cells: &[&str], column: Option<usize>| {
        column.map_or_else(BTreeSet::new, |column| names(cells[column]))
    };
    lines
        .skip(1)
        .take_while(|line| line.starts_with('|'))
        .map(|line| {
            let cells = cells(line);
            Row {
                module: names(cells[0]).pop_first().expect(line),
                modules: read(&cells, modules),
                core: read(&cells, core),
                crates: read(&cells, crates),
            }
        })
        .collect()
}

fn cells(line: &str) -> Vec<&str> {
    line.trim_matches('|').split('|').map(str::trim).collect()
}

/// The names in backticks, with `-` as `_`; other code, such as a path, is ignored.
fn names(cell: &str) -> BTreeSet<String> {
    let quoted = cell.split('`').skip(1).step_by(2);
    let names = quoted.filter(|it| {
        it.chars()
            .all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-')
    });
    names.map(|name| name.replace('-', "_")).collect()
}
