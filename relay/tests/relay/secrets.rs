//! Secrets from environment variables, files and systemd's credentials.

use crate::support::{EXAMPLE_CONFIG, WorkingDirectory};
use std::fs;
use std::process::Command;

const URL: &str = "https://whmcs.example.com/includes/api.php";

/// Runs `--check-config` for WHMCS with these variables. Returns its error output, empty if the check
/// succeeds.
fn check(directory: &WorkingDirectory, variables: &[(&str, &str)]) -> String {
    let mut command: Command = directory.command(&["--check-config", "--whmcs", URL]);
    let output = command.envs(variables.iter().copied()).output().unwrap();
    let error = String::from_utf8(output.stderr).unwrap();
    let has_error = error.contains("open-ticket: ");
    assert_eq!(output.status.success(), !has_error, "{error}");
    if has_error { error } else { String::new() }
}

fn with_files(files: &[(&str, &str)]) -> WorkingDirectory {
    let directory = WorkingDirectory::new(EXAMPLE_CONFIG);
    for (name, content) in files {
        fs::write(directory.path().join(name), content).unwrap();
    }
    directory
}

#[test]
fn a_secret_can_be_in_a_file_with_a_line_break_at_the_end() {
    let directory = with_files(&[("id", "identifier\n"), ("secret", "hunter2\r\n")]);
    let variables = [
        ("OPEN_TICKET_IDENTIFIER_FILE", "id"),
        ("OPEN_TICKET_SECRET_FILE", "secret"),
    ];
    assert_eq!(check(&directory, &variables), "");
}

#[test]
fn a_secret_can_be_a_credential_of_systemd() {
    let directory = with_files(&[
        ("OPEN_TICKET_IDENTIFIER", "identifier\n"),
        ("OPEN_TICKET_SECRET", "hunter2\n"),
    ]);
    let folder = directory.path().to_str().unwrap().to_owned();
    // Variables of an unedited template are blank.
    let variables = [
        ("CREDENTIALS_DIRECTORY", folder.as_str()),
        ("OPEN_TICKET_SECRET", ""),
    ];
    assert_eq!(check(&directory, &variables), "");
}

#[test]
fn a_wrong_secret_is_rejected_with_its_source_and_never_printed() {
    let long = "hunter2".repeat(10_000);
    let files = [
        ("id", "identifier"),
        ("empty", "\n"),
        ("two-lines", "hunter2\nhunter2\n"),
        ("quoted", "\"hunter2\"\n"),
        ("marked", "\u{feff}hunter2\r\n"),
        ("long", long.as_str()),
    ];
    let directory = with_files(&files);
    let not_utf8 = directory.path().join("not-utf8");
    fs::write(not_utf8, b"hunter2\xff").unwrap();
    for (name, value, expected) in [
        ("OPEN_TICKET_SECRET", "\"hunter2\"", "quotation marks"),
        ("OPEN_TICKET_SECRET", "'hunter2'", "quotation marks"),
        ("OPEN_TICKET_SECRET", "…", "placeholder"),
        ("OPEN_TICKET_SECRET", "hunter2\nhunter2", "line break"),
        ("OPEN_TICKET_SECRET", "", "OPEN_TICKET_SECRET_FILE"),
        ("OPEN_TICKET_SECRET_FILE", "missing", "cannot read missing"),
        ("OPEN_TICKET_SECRET_FILE", "empty", "is empty"),
        ("OPEN_TICKET_SECRET_FILE", "two-lines", "line break"),
        ("OPEN_TICKET_SECRET_FILE", "quoted", "quotation marks"),
        ("OPEN_TICKET_SECRET_FILE", "marked", "byte order mark"),
        ("OPEN_TICKET_SECRET_FILE", "long", "longer than"),
        ("OPEN_TICKET_SECRET_FILE", "not-utf8", "UTF-8"),
        ("OPEN_TICKET_SECRET_FILE", ".", "cannot read"),
    ] {
        let error = check(
            &directory,
            &[("OPEN_TICKET_IDENTIFIER", "identifier"), (name, value)],
        );
        assert!(error.contains(name), "{name}={value:.20}: {error}");
        assert!(error.contains(expected), "{name}={value:.20}: {error}");
        assert!(!error.contains("hunter2"), "{error}");
    }
}

#[test]
fn a_secret_with_two_sources_is_rejected_with_both_names() {
    let directory = with_files(&[("id", "identifier"), ("OPEN_TICKET_SECRET", "hunter2")]);
    let folder = directory.path().to_str().unwrap().to_owned();
    for (name, value) in [
        ("OPEN_TICKET_SECRET_FILE", "id"),
        ("CREDENTIALS_DIRECTORY", folder.as_str()),
    ] {
        let variables = [
            ("OPEN_TICKET_IDENTIFIER", "identifier"),
            ("OPEN_TICKET_SECRET", "hunter2"),
            (name, value),
        ];
        let error = check(&directory, &variables);
        assert!(error.contains("both set"), "{error}");
        assert!(error.contains("OPEN_TICKET_SECRET"), "{error}");
    }
}

#[test]
fn all_secrets_are_checked_together() {
    let directory = WorkingDirectory::new(EXAMPLE_CONFIG);
    let error = check(
        &directory,
        &[
            ("OPEN_TICKET_SIGNING_KEY", "short"),
            ("OPEN_TICKET_IDENTIFIER", "\"quoted\""),
        ],
    );
    assert!(error.contains("OPEN_TICKET_SIGNING_KEY"), "{error}");
    assert!(error.contains("OPEN_TICKET_IDENTIFIER"), "{error}");
}

#[test]
fn the_location_of_the_state_can_be_in_a_file() {
    let directory = with_files(&[("state", "redis://:hunter2@\n")]);
    let mut command = directory.command(&["--check-config", "--sandbox"]);
    let output = command
        .env("OPEN_TICKET_STATE_FILE", "state")
        .output()
        .unwrap();
    let error = String::from_utf8(output.stderr).unwrap();
    assert!(error.contains("cannot parse the Redis URL"), "{error}");
    assert!(!error.contains("hunter2"), "{error}");
}
