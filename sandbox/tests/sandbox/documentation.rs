//! Comparison of `docs/sandbox.md` with the sandbox.

use crate::support::{Form, TestSandbox};
use open_ticket::wire::parameter_names;
use std::fs;
use std::path::{Path, PathBuf};

const DOCUMENTATION: &str = include_str!("../../../docs/sandbox.md");

/// Returns the cells of each row in the table of decisions on undocumented behaviour.
fn decisions() -> Vec<Vec<&'static str>> {
    let (_, table) = DOCUMENTATION
        .split_once("| Undocumented | Sandbox | Reason | Test |\n")
        .unwrap();
    let rows = table
        .lines()
        .skip(1)
        .take_while(|line| line.starts_with('|'));
    rows.map(|row| row.trim_matches('|').split(" | ").map(str::trim).collect())
        .collect()
}

fn source_files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let (folders, files): (Vec<_>, Vec<_>) = entries.partition(|path| path.is_dir());
    let nested = folders.iter().flat_map(|folder| source_files(folder));
    files.into_iter().chain(nested).collect()
}

#[test]
fn every_decision_has_a_reason_and_names_an_existing_test() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sandbox");
    let tests: String = source_files(&folder)
        .iter()
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .map(|path| fs::read_to_string(path).unwrap())
        .collect();
    assert!(decisions().len() > 40);
    for row in decisions() {
        let [undocumented, decision, reason, test] = row[..] else {
            panic!("not four cells: {row:?}");
        };
        assert!(
            !undocumented.is_empty() && !decision.is_empty() && !reason.is_empty(),
            "{row:?}"
        );
        let name = test.trim_matches('`');
        let exists = tests.contains(&format!("#[test]\nfn {name}()"));
        assert!(exists || name == "–", "the test {name} does not exist");
    }
}

#[test]
fn every_documented_action_exists() {
    let sandbox = TestSandbox::start();
    let (_, table) = DOCUMENTATION
        .split_once("| Action | Parameters | Response |\n")
        .unwrap();
    let rows: Vec<_> = table
        .lines()
        .skip(1)
        .take_while(|line| line.starts_with('|'))
        .collect();
    assert_eq!(rows.len(), 7);
    for row in rows {
        let name = row.split('`').nth(1).unwrap();
        // `call` asserts the status 200; an unknown action gets 403.
        sandbox.call(&Form::of(&[("action", name)]));
    }
}

#[test]
fn every_parameter_is_documented() {
    for name in parameter_names::ALL {
        assert!(DOCUMENTATION.contains(name), "{name}");
    }
}

#[test]
fn the_sample_data_is_documented() {
    let sandbox = TestSandbox::start();
    let departments = sandbox.call(&Form::of(&[
        ("action", "GetSupportDepartments"),
        ("ignore_dept_assignments", "1"),
    ]));
    assert_eq!(departments["departments"]["department"][1]["id"], "2");
    for (client, person, id) in [
        ("1", "userid", "1"),
        ("1", "userid", "2"),
        ("1", "contactid", "1"),
        ("2", "userid", "3"),
        ("2", "contactid", "2"),
    ] {
        let form = Form::ticket().with("clientid", client).with(person, id);
        let opened = sandbox.call(&form.with("serviceid", client));
        let ticket = sandbox.get_ticket(&opened);
        assert!(
            DOCUMENTATION.contains(ticket["name"].as_str().unwrap()),
            "{ticket}"
        );
    }
    for (action, list, item, name) in [
        ("GetClientsProducts", "products", "product", "name"),
        ("GetClientsDomains", "domains", "domain", "domainname"),
    ] {
        let response = sandbox.call(&Form::of(&[("action", action)]));
        for entry in response[list][item].as_array().unwrap() {
            let documented = format!(
                "{} {}",
                entry["id"].as_str().unwrap(),
                entry[name].as_str().unwrap()
            );
            assert!(DOCUMENTATION.contains(&documented), "{documented}");
        }
    }
}
