//! The deployment guide and its files agree with the program.

use crate::support::{EXAMPLE_CONFIG, WorkingDirectory};
use std::fs;
use std::path::{Path, PathBuf};

const GUIDE: &str = include_str!("../../../docs/deploy.md");
const PROXIES: &str = include_str!("../../../docs/proxies.md");
const PRIVACY: &str = include_str!("../../../docs/privacy.md");
const UNIT: &str = include_str!("../../../deploy/open-ticket-relay.service");
const CONTAINER: &str = include_str!("../../../deploy/Containerfile");
const RELEASE_CONTAINER: &str = include_str!("../../../deploy/Containerfile.release");

/// Returns the strings in backticks.
fn in_backticks(text: &str) -> impl Iterator<Item = &str> {
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
fn every_log_message_in_the_guide_is_in_the_code() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let code: String = sources(&folder)
        .iter()
        .map(|file| fs::read_to_string(file).unwrap())
        .collect();
    let (_, table) = GUIDE.split_once("| log message |").unwrap();
    let rows = table.lines().filter_map(|line| line.strip_prefix("| `"));
    let mut count = 0;
    for row in rows {
        let cell = row.split(" | ").next().unwrap();
        for message in in_backticks(&format!("`{cell}")) {
            count += 1;
            for part in message.split(" … ") {
                assert!(code.contains(part), "{part}");
            }
        }
    }
    assert!(count > 20, "found {count} messages");
}

#[test]
fn the_guide_and_the_deployment_files_use_existing_options() {
    let output = WorkingDirectory::new(EXAMPLE_CONFIG)
        .command(&["--help"])
        .output()
        .unwrap();
    let help = String::from_utf8(output.stdout).unwrap();
    for text in [GUIDE, UNIT, CONTAINER, RELEASE_CONTAINER] {
        let (_, text) = text.split_once("open-ticket-relay").unwrap();
        let words = text.split([' ', '\n', '"', '`', ',']);
        let options = words.filter(|word| word.starts_with("--"));
        for option in options.filter(|option| !OPTIONS_OF_OTHER_PROGRAMS.contains(option)) {
            let is_known = help.split([' ', '\n']).any(|word| word == option);
            assert!(is_known, "{option}");
        }
    }
}

const OPTIONS_OF_OTHER_PROGRAMS: [&str; 22] = [
    "--create-home",
    "--env-file",
    "--from=build",
    "--from=node",
    "--home-dir",
    "--ignore-missing",
    "--interval=30s",
    "--log-opt",
    "--no-install-recommends",
    "--now",
    "--pattern",
    "--pipe",
    "--profile",
    "--rdb",
    "--scan",
    "--shell",
    "--start-period=10s",
    "--system",
    "--target",
    "--timeout=6s",
    "--uid",
    "--wait",
];

/// Files that operators copy according to the guides.
#[test]
fn the_guides_name_every_deployment_file() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../deploy");
    for entry in fs::read_dir(folder).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let is_internal = matches!(
            name.as_str(),
            "debian" | "Containerfile.release" | "index.html" | "page.css"
        );
        let is_named = GUIDE.contains(&name) || PROXIES.contains(&name);
        assert!(is_internal || is_named, "{name}");
    }
}

/// The page about privacy lists each table of the state.
#[test]
fn every_table_of_the_state_is_in_the_page_about_privacy() {
    let directory = WorkingDirectory::new(EXAMPLE_CONFIG);
    drop(directory.start());
    let state = directory.path().join("open-ticket-state.db");
    let connection = rusqlite::Connection::open(state).unwrap();
    let mut tables = connection
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'table'")
        .unwrap();
    let tables = tables.query_map([], |row| row.get(0)).unwrap();
    let tables: Vec<String> = tables.map(Result::unwrap).collect();
    assert!(tables.len() >= 4, "{tables:?}");
    for table in tables {
        assert!(PRIVACY.contains(&format!("`{table}`")), "{table}");
    }
}

#[test]
fn secrets_are_excluded_from_container_builds() {
    let ignored = include_str!("../../../.dockerignore");
    for pattern in ["*.env", "*.pem", "*.key", "*.db"] {
        assert!(ignored.lines().any(|line| line == pattern), "{pattern}");
    }
    for line in CONTAINER.lines().filter(|line| line.starts_with("FROM ")) {
        let image = line.split(' ').nth(1).unwrap();
        let tag = image.split_once(':').unwrap().1;
        assert!(tag.contains('.'), "{line}: a tag without a version");
    }
    for text in [CONTAINER, RELEASE_CONTAINER] {
        assert!(text.contains("\nHEALTHCHECK "));
    }
}
