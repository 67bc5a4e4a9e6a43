//! Departments from the configuration or from WHMCS.

use crate::support::{EXAMPLE_CONFIG, Fault, FaultProxy, Relay};
use open_ticket_test_support::Form;
use std::time::Duration;

const TIMEOUT: Duration = Duration::from_secs(20);

/// Returns a configuration with departments from WHMCS and overrides for two of them.
fn config_from_whmcs() -> String {
    let (before, _) = EXAMPLE_CONFIG
        .split_once("# Departments, in the order")
        .unwrap();
    format!(
        "departments = \"whmcs\"\n{before}\
         [[department_overrides]]\nid = 2\nhidden = true\n\
         [[department_overrides]]\nid = 3\nclients_only = true\ndescription = \"Servers\"\n\
         [[department_overrides.fields]]\nid = 1\nname = \"Server\"\nkind = \"text\"\n"
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
fn departments_come_from_whmcs_with_overrides_from_the_configuration() {
    let proxy = FaultProxy::new();
    let relay = Relay::for_api_with_config(&config_from_whmcs(), &proxy.url, TIMEOUT);
    let response = relay.get("/api/ticket");
    assert!(
        !response.text().contains("opentickets"),
        "{}",
        response.text()
    );
    assert_eq!(names(&relay), ["General", "Technical"]);
    let rules = response.json();
    assert_eq!(rules["departments"][1]["clients_only"], true);
    assert_eq!(rules["departments"][1]["description"], "Servers");
    assert_eq!(rules["departments"][1]["fields"][0]["name"], "Server");
    assert_eq!(
        proxy.request_count("GetSupportDepartments"),
        1,
        "the departments are cached"
    );
}

#[test]
fn a_hidden_department_is_neither_shown_nor_accepted() {
    let proxy = FaultProxy::new();
    let hidden = EXAMPLE_CONFIG.replace("clients_only = true", "hidden = true");
    for relay in [
        Relay::for_api_with_config(&config_from_whmcs(), &proxy.url, TIMEOUT),
        Relay::with_sandbox_and_config(&hidden),
    ] {
        assert_eq!(names(&relay), ["General", "Technical"]);
        let response = relay.post("/api/ticket", Form::ticket().with("deptid", "2").body());
        assert_eq!((response.status, response.code().as_str()), (422, "rule"));
        assert_eq!(response.json()["field"], "department");
    }
}

#[test]
fn the_form_is_unavailable_until_whmcs_returns_departments() {
    let proxy = FaultProxy::new();
    proxy.inject("GetSupportDepartments", Fault::RequestLost);
    let relay = Relay::for_api_with_config(&config_from_whmcs(), &proxy.url, TIMEOUT);
    for response in [
        relay.get("/api/ticket"),
        relay.post("/api/ticket", Form::ticket().body()),
    ] {
        assert_eq!(
            (response.status, response.code().as_str()),
            (503, "unavailable")
        );
        assert!(response.header("retry-after").parse::<u32>().unwrap() > 0);
    }
}

/// The relay restarts while WHMCS is unavailable, and uses the stored departments.
#[test]
fn departments_survive_a_restart_while_whmcs_is_unavailable() {
    let proxy = FaultProxy::new();
    let relay = Relay::for_api_with_config(&config_from_whmcs(), &proxy.url, TIMEOUT);
    assert_eq!(names(&relay), ["General", "Technical"]);
    proxy.inject("GetSupportDepartments", Fault::RequestLost);
    let relay = relay.restart(&config_from_whmcs(), &proxy.url);
    assert_eq!(names(&relay), ["General", "Technical"]);
    assert_eq!(proxy.request_count("GetSupportDepartments"), 2);
}
