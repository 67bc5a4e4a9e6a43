//! The operator's guide and its files, held against the program.

use crate::home::Home;
use crate::support::EXAMPLE;
use std::fs;
use std::path::{Path, PathBuf};

const GUIDE: &str = include_str!("../../../docs/deploy.md");
const UNIT: &str = include_str!("../../../deploy/open-ticket-relay.service");
const CONTAINER: &str = include_str!("../../../deploy/Containerfile");

/// What stands in backticks.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    entries
        .flat_map(|path| match path.is_dir() {
            true => sources(&path),
            false => vec![path],
        })
        .collect()
}

#[test]
fn every_line_of_the_log_that_the_guide_explains_is_in_the_code() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let code: String = sources(&folder)
        .iter()
        .map(|file| fs::read_to_string(file).unwrap())
        .collect();
    let (_, table) = GUIDE.split_once("| the log says |").unwrap();
    let rows = table.lines().filter_map(|line| line.strip_prefix("| `"));
    let mut count = 0;
    for row in rows {
        let cell = row.split(" | ").next().unwrap();
        for sentence in quoted(&format!("`{cell}")) {
            count += 1;
            for part in sentence.split(" … ") {
                assert!(code.contains(part), "{part}");
            }
        }
    }
    assert!(count > 20, "{count} sentences were found");
}

#[test]
fn the_files_for_operators_use_options_that_there_are() {
    let output = Home::new(EXAMPLE).command(&["--help"]).output().unwrap();
    let help = String::from_utf8(output.stdout).unwrap();
    for text in [GUIDE, UNIT, CONTAINER] {
        let (_, text) = text.split_once("open-ticket-relay").unwrap();
        let words = text.split([' ', '\n', '"', '`', ',']);
        let options = words.filter(|word| word.starts_with("--"));
        for option in options.filter(|option| !THEIRS.contains(option)) {
            let known = help.split([' ', '\n']).any(|word| word == option);
            assert!(known, "{option}");
        }
    }
}

/// Options of other programs.
const THEIRS: [&str; 10] = [
    "--create-home",
    "--env-file",
    "--from=build",
    "--from=node",
    "--home-dir",
    "--no-install-recommends",
    "--now",
    "--shell",
    "--system",
    "--uid",
];
