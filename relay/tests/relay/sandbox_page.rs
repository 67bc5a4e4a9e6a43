//! `docs/sandbox.md` says what is so.

use crate::support::{Form, Relay};
use open_ticket::wire::names;
use std::fs;
use std::path::{Path, PathBuf};

const PAGE: &str = include_str!("../../../docs/sandbox.md");

/// The rows of the table of decisions, each as its cells.
fn decisions() -> Vec<Vec<&'static str>> {
    let (_, table) = PAGE
        .split_once("| open is | here | because | shown by |\n")
        .unwrap();
    let rows = table
        .lines()
        .skip(1)
        .take_while(|line| line.starts_with('|'));
    rows.map(|row| row.trim_matches('|').split(" | ").map(str::trim).collect())
        .collect()
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let (folders, files): (Vec<_>, Vec<_>) = entries.partition(|path| path.is_dir());
    let inside = folders.iter().flat_map(|folder| sources(folder));
    files.into_iter().chain(inside).collect()
}

#[test]
fn every_decision_has_a_reason_and_names_a_test_that_there_is() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/relay");
    let tests: String = sources(&folder)
        .iter()
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .map(|path| fs::read_to_string(path).unwrap())
        .collect();
    assert!(decisions().len() > 40);
    for row in decisions() {
        let [open, here, because, shown] = row[..] else {
            panic!("not four cells: {row:?}");
        };
        assert!(
            !open.is_empty() && !here.is_empty() && !because.is_empty(),
            "{row:?}"
        );
        let name = shown.trim_matches('`');
        let is_there = tests.contains(&format!("#[test]\nfn {name}()"));
        assert!(is_there || name == "–", "{name} is no test");
    }
}

#[test]
fn every_action_of_the_page_is_one_of_the_sandbox() {
    let relay = Relay::sandbox();
    let (_, table) = PAGE
        .split_once("| action | parameters | answers |\n")
        .unwrap();
    let rows: Vec<_> = table
        .lines()
        .skip(1)
        .take_while(|line| line.starts_with('|'))
        .collect();
    assert_eq!(rows.len(), 7);
    for row in rows {
        let name = row.split('`').nth(1).unwrap();
        // `ask` asserts 200: a name that is none is 403.
        relay.ask(&Form::of(&[("action", name)]));
    }
}

#[test]
fn the_page_names_every_parameter() {
    for name in names::ALL {
        assert!(PAGE.contains(name), "{name}");
    }
}

#[test]
fn the_first_contents_are_those_of_the_page() {
    let relay = Relay::sandbox();
    let departments = relay.ask(&Form::of(&[("action", "GetSupportDepartments")]));
    assert_eq!(departments["departments"]["department"][1]["id"], "2");
    for (client, person, id) in [
        ("1", "userid", "1"),
        ("1", "userid", "2"),
        ("1", "contactid", "1"),
        ("2", "userid", "3"),
        ("2", "contactid", "2"),
    ] {
        let form = Form::ticket().with("clientid", client).with(person, id);
        let opened = relay.ask(&form.with("serviceid", client));
        let id = opened["id"].as_str().unwrap();
        let ticket = relay.ask(&Form::of(&[("action", "GetTicket"), ("ticketid", id)]));
        assert!(PAGE.contains(ticket["name"].as_str().unwrap()), "{ticket}");
    }
    for (action, list, entry, name) in [
        ("GetClientsProducts", "products", "product", "name"),
        ("GetClientsDomains", "domains", "domain", "domainname"),
    ] {
        let answer = relay.ask(&Form::of(&[("action", action)]));
        for one in answer[list][entry].as_array().unwrap() {
            let shown = format!(
                "{} {}",
                one["id"].as_str().unwrap(),
                one[name].as_str().unwrap()
            );
            assert!(PAGE.contains(&shown), "{shown}");
        }
    }
}
