//! The binary's command line.

use crate::support::{DatabaseFolder, Form};

#[test]
fn tickets_opened_by_the_binary_survive_a_kill() {
    let folder = DatabaseFolder::new();
    let mut sandbox = folder.start();
    let opened = sandbox.call(&Form::ticket());
    assert_eq!(opened["result"], "success", "{opened}");
    sandbox.kill();

    let id = opened["id"].as_str().unwrap();
    let form = Form::of(&[("action", "GetTicket"), ("ticketid", id)]);
    assert_eq!(folder.start().call(&form)["tid"], opened["tid"]);
}

#[test]
fn the_binary_listens_on_loopback_addresses_only() {
    let folder = DatabaseFolder::new();
    for address in ["0.0.0.0:0", "192.0.2.1:8081", "[::]:0"] {
        let error = folder.start_error(&["--listen", address]);
        assert!(error.contains("loopback"), "{error}");
        assert!(!folder.database().exists());
    }
}

#[test]
fn an_invalid_option_is_reported() {
    let folder = DatabaseFolder::new();
    for (arguments, message) in [
        (["--listen", "nowhere"], "127.0.0.1:8081"),
        (["--ticket-mask", "%x"], "not %x"),
        (["--max-body-bytes", "many"], "invalid digit"),
        (["--database", "/"], "the database /"),
    ] {
        let error = folder.start_error(&arguments);
        assert!(error.contains(message), "{arguments:?}: {error}");
    }
}

#[test]
fn the_help_describes_every_option() {
    let output = DatabaseFolder::new().command(&["--help"]).output().unwrap();
    let help = String::from_utf8(output.stdout).unwrap();
    for option in [
        "--listen",
        "--database",
        "--ticket-mask",
        "--max-body-bytes",
    ] {
        assert!(help.contains(option), "{option}");
    }
}
