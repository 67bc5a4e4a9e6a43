//! A search that finds no ticket proves that none was opened only if it could see the ticket. The
//! WHMCS add-on is tested with the same cases (`integrations/whmcs/tests/unit/SearchProofTest.php`).

use crate::support::{EXAMPLE_CONFIG, Fault, FaultProxy, Relay};
use open_ticket_test_support::Form;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};
use std::time::Duration;

const CASES: &str = include_str!("../../../integrations/whmcs/tests/search-proofs.json");

const REFUSAL: &str = r#"{"result":"error","message":"Closed on Sundays"}"#;

/// Response for the ticket of another submission.
const OF_ANOTHER_KEY: &str = r#"{"result":"success","id":"77","tid":"T","c":"c"}"#;

const NOT_ALLOWED: &str = r#"{"result":"error","message":"Not allowed"}"#;

/// Returns a response of `GetTickets`. The tickets are of another person unless a case says otherwise. The
/// last ticket of a case is repeated until the list has its length.
fn list(case: &Value, name: &str) -> String {
    let mut tickets = case[format!("of_{name}")]
        .as_array()
        .cloned()
        .unwrap_or_default();
    if let Some(length) = case[format!("length_of_{name}")].as_u64() {
        let last = tickets.last().unwrap().clone();
        tickets.resize(usize::try_from(length).unwrap(), last);
    }
    for (ticket, id) in tickets.iter_mut().zip(1..) {
        let mut complete = json!({
            "id": id, "tid": "T", "c": "c", "userid": 0, "email": "eve@example.com",
            "subject": "Another", "date": "2199-01-01 00:00:00", "lastreply": "2199-01-01 00:00:00",
        });
        let values = ticket.as_object_mut().unwrap();
        complete.as_object_mut().unwrap().append(values);
        *ticket = complete;
    }
    let total = case[format!("total_of_{name}")].as_u64();
    let total = total.unwrap_or(tickets.len() as u64);
    let list = json!({
        "result": "success", "totalresults": total, "tickets": { "ticket": tickets },
    });
    list.to_string()
}

fn departments(case: &Value) -> String {
    match case["departments"].as_array() {
        None => NOT_ALLOWED.to_owned(),
        Some(departments) => json!({
            "result": "success", "totalresults": departments.len(),
            "departments": { "department": departments },
        })
        .to_string(),
    }
}

/// Returns a response of `GetTicket` for a listed ticket.
fn ticket(case: &Value, id: usize) -> String {
    let lists = [&case["of_requester"], &case["of_department"]];
    let message = lists
        .iter()
        .find_map(|list| list[id - 1]["message"].as_str());
    json!({
        "result": "success", "tid": "T", "c": "c",
        "replies": { "reply": [{ "replyid": 0, "message": message.unwrap_or("Another message") }] },
    })
    .to_string()
}

#[test]
fn the_refusal_of_a_hook_is_definite_if_the_search_could_see_the_ticket() {
    assert_outcomes(EXAMPLE_CONFIG, |case| case["is_proof"].as_bool().unwrap());
}

/// The date of a ticket may then be up to 26 hours before its latest possible time.
#[test]
fn without_a_time_zone_another_subject_leaves_the_outcome_unknown_only_with_the_sent_words() {
    assert_outcomes(&EXAMPLE_CONFIG.replace("timezone = \"UTC\"", ""), |case| {
        let value = &case["is_proof_without_time_zone"];
        value.as_bool().or(case["is_proof"].as_bool()).unwrap()
    });
}

/// Runs all cases with one relay.
fn assert_outcomes(config: &str, is_proof: fn(&Value) -> bool) {
    let cases: Vec<Value> = serde_json::from_str(CASES).unwrap();
    assert!(cases.len() > 70);
    let proxy = FaultProxy::new();
    let has_time_zone = config.contains("timezone");
    let config = config
        .replace("per_hour = 20", "per_hour = 0")
        .replace("per_day = 240", "per_day = 0");
    let relay = Relay::for_api_with_config(&config, &proxy.url, Duration::from_secs(20));
    // From now on, the relay has the departments of the rules.
    assert_eq!(relay.get("/api/ticket").status, 200);
    let current: Arc<Mutex<Value>> = Arc::default();
    let case = Arc::clone(&current);
    proxy.rewrite("GetTickets", move |body, response| {
        let name = match body.contains("email=") {
            true => "requester",
            false => "department",
        };
        // Each page is the first one.
        response.with("200 OK", list(&case.lock().unwrap(), name))
    });
    let case = Arc::clone(&current);
    proxy.rewrite("GetSupportDepartments", move |_, response| {
        response.with("200 OK", departments(&case.lock().unwrap()))
    });
    let case = Arc::clone(&current);
    proxy.rewrite("GetTicket", move |body, response| {
        let ticket = ticket(&case.lock().unwrap(), ticket_id(body).parse().unwrap());
        response.with("200 OK", ticket)
    });
    let opened = Fault::ResponseReturned(|response| response.with("200 OK", OF_ANOTHER_KEY));
    proxy.inject("OpenTicket", opened);
    let other_key = "00000000-0000-4000-8000-000000000000";
    let other = relay.open_ticket(&Form::ticket(), other_key);
    assert_eq!(other.json()["id"], "77", "{}", other.text());
    let reads = proxy.record("GetTicket");
    for (case, number) in cases.into_iter().zip(1..) {
        let name = case["name"].as_str().unwrap().to_owned();
        let is_proof = is_proof(&case);
        let expected_reads = case["reads"].as_u64().filter(|_| has_time_zone);
        let sent = case["sent"]
            .as_str()
            .unwrap_or("How does it work?")
            .to_owned();
        let subject = format!("Subject {number}");
        let three_hours_ago = jiff::Timestamp::now() - jiff::SignedDuration::from_hours(3);
        let case = case
            .to_string()
            .replace("$SUBJECT", &subject)
            .replace("$OF_ANOTHER_KEY", "77")
            .replace(
                "$THREE_HOURS_AGO",
                &three_hours_ago.strftime("%F %T").to_string(),
            );
        *current.lock().unwrap() = serde_json::from_str(&case).unwrap();
        let refuse = Fault::ResponseReturned(|response| response.with("200 OK", REFUSAL));
        proxy.inject("OpenTicket", refuse);
        let key = format!("00000000-0000-4000-8000-{number:012}");
        let form = Form::ticket()
            .with("subject", subject)
            .with("message", sent);
        let response = relay.open_ticket(&form, &key);
        let state = relay.get(&format!("/api/ticket/{key}")).json()["state"].clone();
        if is_proof {
            let message = response.json()["message"].clone();
            assert_eq!(message, "Closed on Sundays", "{name}: {}", response.text());
            assert_eq!(state, "not_opened", "{name}");
        } else {
            assert_eq!(response.code(), "unknown", "{name}: {}", response.text());
            assert_eq!(state, "unknown", "{name}");
        }
        let read = std::mem::take(&mut *reads.lock().unwrap());
        let ids: BTreeSet<_> = read.iter().map(|body| ticket_id(body)).collect();
        assert_eq!(ids.len(), read.len(), "{name}: a message was read twice");
        if let Some(expected) = expected_reads {
            assert_eq!(read.len() as u64, expected, "{name}");
        }
    }
}

fn ticket_id(body: &str) -> &str {
    let id = body.split("ticketid=").nth(1).unwrap();
    id.split('&').next().unwrap()
}
