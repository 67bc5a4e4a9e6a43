//! Departments: the configuration's, or WHMCS's own.

use crate::gate::{Fate, Gate};
use crate::support::{EXAMPLE, Form, Relay};
use std::time::Duration;

const LONG: Duration = Duration::from_secs(20);

/// A configuration that takes the departments from WHMCS and knows more of two of them.
fn from_whmcs() -> String {
    let (before, _) = EXAMPLE
        .split_once("# The departments, in the order")
        .unwrap();
    format!(
        "departments = \"whmcs\"\n{before}\
         [[department_settings]]\nid = 2\nhidden = true\n\
         [[department_settings]]\nid = 3\nclients_only = true\ndescription = \"Servers\"\n\
         [[department_settings.fields]]\nid = 1\nname = \"Server\"\nkind = \"text\"\n"
    )
}

fn names(relay: &Relay) -> Vec<String> {
    let rules = relay.get("/api/ticket").json();
    let departments = rules["departments"].as_array().unwrap();
    departments
        .iter()
        .map(|department| department["name"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn whmcs_says_which_there_are_and_the_configuration_adds_to_them() {
    let gate = Gate::new();
    let relay = Relay::before_with(&from_whmcs(), &gate.url, LONG);
    let answer = relay.get("/api/ticket");
    assert!(!answer.text().contains("opentickets"), "{}", answer.text());
    assert_eq!(names(&relay), ["General", "Technical"]);
    let rules = answer.json();
    assert_eq!(rules["departments"][1]["clients_only"], true);
    assert_eq!(rules["departments"][1]["description"], "Servers");
    assert_eq!(rules["departments"][1]["fields"][0]["name"], "Server");
    assert_eq!(
        gate.count("GetSupportDepartments"),
        1,
        "it is not asked each time"
    );
}

#[test]
fn a_hidden_department_is_neither_shown_nor_taken() {
    let gate = Gate::new();
    let hidden = EXAMPLE.replace("clients_only = true", "hidden = true");
    for relay in [
        Relay::before_with(&from_whmcs(), &gate.url, LONG),
        Relay::sandbox_with(&hidden),
    ] {
        assert_eq!(names(&relay), ["General", "Technical"]);
        let answer = relay.post("/api/ticket", Form::ticket().with("deptid", "2").body());
        assert_eq!((answer.status, answer.code().as_str()), (422, "rule"));
        assert_eq!(answer.json()["field"], "department");
    }
}

#[test]
fn while_whmcs_has_told_none_the_form_is_not_there() {
    let gate = Gate::new();
    gate.next("GetSupportDepartments", &[Fate::Lost]);
    let relay = Relay::before_with(&from_whmcs(), &gate.url, LONG);
    for answer in [
        relay.get("/api/ticket"),
        relay.post("/api/ticket", Form::ticket().body()),
    ] {
        assert_eq!(
            (answer.status, answer.code().as_str()),
            (503, "unavailable")
        );
        assert!(answer.header("retry-after").parse::<u32>().unwrap() > 0);
    }
}

/// The relay is started anew while WHMCS is away: the departments of before are still there.
#[test]
fn departments_survive_an_outage_of_whmcs() {
    let gate = Gate::new();
    let relay = Relay::before_with(&from_whmcs(), &gate.url, LONG);
    assert_eq!(names(&relay), ["General", "Technical"]);
    gate.next("GetSupportDepartments", &[Fate::Lost]);
    let relay = relay.restarted(&from_whmcs(), &gate.url);
    assert_eq!(names(&relay), ["General", "Technical"]);
    assert_eq!(gate.count("GetSupportDepartments"), 2);
}
