//! Kills of the process at random times under load: no stored ticket is partial, and no confirmed
//! ticket is lost.
//!
//! Environment variables: `KILLS` is the number of kills (default: 5), and `SEED` is the seed of the
//! random numbers (default: 1).

use crate::support::{DatabaseFolder, Form, SandboxProcess, attachments, client, custom_fields};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use open_ticket_test_support::Xorshift;
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// Number of concurrent clients.
const CLIENTS: usize = 4;

/// A ticket whose contents are derived from its number, which is its subject.
struct TestTicket {
    number: u64,
    files: Vec<(String, Vec<u8>)>,
    answers: Vec<(u32, String)>,
}

impl TestTicket {
    fn new(seed: u64, number: u64) -> Self {
        let mut random = Xorshift::new(seed ^ number.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 1);
        let files = (0..1 + random.below(4))
            .map(|index| {
                let size = random.below(40_000);
                let bytes = (0..size).map(|_| random.next_u64() as u8).collect();
                (format!("{number}-{index}.bin"), bytes)
            })
            .collect();
        let answers = vec![
            (1, format!("web-{number}")),
            (3, format!("secret {}", random.next_u64())),
        ];
        Self {
            number,
            files,
            answers,
        }
    }

    fn form(&self) -> Form {
        let files: Vec<_> = self
            .files
            .iter()
            .map(|(name, bytes)| (name.as_str(), bytes.as_slice()))
            .collect();
        let answers: Vec<_> = self
            .answers
            .iter()
            .map(|(field, answer)| (*field, answer.as_str()))
            .collect();
        Form::ticket()
            .with("deptid", "3")
            .with("subject", self.number.to_string())
            .with("message", format!("message of {}", self.number))
            .with("customfields", custom_fields(&answers))
            .with("attachments", attachments(&files))
            .with_credentials()
    }
}

/// Returns the number in an environment variable.
fn environment_number(variable: &str, default: u64) -> u64 {
    std::env::var(variable).map_or(default, |text| {
        text.parse()
            .unwrap_or_else(|_| panic!("{variable} must be a number, not {text}"))
    })
}

/// Opens tickets with [`CLIENTS`] clients, and kills the process `delay` after the first confirmation.
/// Returns the ids of the confirmed tickets, by number.
fn load_until_killed(
    mut sandbox: SandboxProcess,
    seed: u64,
    next_number: &AtomicU64,
    delay: Duration,
) -> BTreeMap<u64, String> {
    let confirmed = Mutex::new(BTreeMap::new());
    let url = sandbox.api_url();
    std::thread::scope(|scope| {
        for _ in 0..CLIENTS {
            scope.spawn(|| {
                let client = client();
                loop {
                    let ticket = TestTicket::new(seed, next_number.fetch_add(1, Ordering::Relaxed));
                    let request = client
                        .post(&url)
                        .header("content-type", "application/x-www-form-urlencoded")
                        .body(ticket.form().body());
                    // The kill closes the connection, perhaps in the middle of a response.
                    let Ok(response) = request.send().and_then(|response| response.text()) else {
                        return;
                    };
                    let response: Value = serde_json::from_str(&response).unwrap();
                    assert_eq!(response["result"], "success", "{response}");
                    let id = response["id"].as_str().unwrap().to_owned();
                    confirmed.lock().unwrap().insert(ticket.number, id);
                }
            });
        }
        // Waits for a confirmed ticket: otherwise, the kill could come before the load.
        while confirmed.lock().unwrap().is_empty() {
            std::thread::yield_now();
        }
        std::thread::sleep(delay);
        sandbox.kill();
    });
    confirmed.into_inner().unwrap()
}

/// Returns the ids of all stored tickets, by number.
fn stored_ids(sandbox: &SandboxProcess) -> BTreeMap<u64, String> {
    let mut stored = BTreeMap::new();
    loop {
        let form = Form::of(&[("action", "GetTickets"), ("limitnum", "1000")])
            .with("limitstart", stored.len().to_string())
            .with("ignore_dept_assignments", "1");
        let response = sandbox.call(&form);
        let tickets = response["tickets"]["ticket"].as_array().unwrap();
        for ticket in tickets {
            let number = ticket["subject"].as_str().unwrap().parse().unwrap();
            let id = ticket["id"].as_str().unwrap().to_owned();
            assert_eq!(stored.insert(number, id), None, "a ticket is stored twice");
        }
        if tickets.is_empty() {
            return stored;
        }
    }
}

/// Asserts that the message, every answer and every file are stored.
fn assert_complete(sandbox: &SandboxProcess, ticket: &TestTicket, id: &str) {
    let call = |pairs: &[(&str, &str)]| sandbox.call(&Form::of(pairs));
    let stored = call(&[("action", "GetTicket"), ("ticketid", id)]);
    let reply = &stored["replies"]["reply"][0];
    assert_eq!(reply["message"], format!("message of {}", ticket.number));
    let answers: Vec<_> = stored["customfields"]["customfield"]
        .as_array()
        .unwrap()
        .iter()
        .map(|answer| {
            let field = answer["id"].as_str().unwrap().parse().unwrap();
            (field, answer["value"].as_str().unwrap().to_owned())
        })
        .collect();
    assert_eq!(answers, ticket.answers, "ticket {}", ticket.number);
    let listed = reply["attachments"].as_array().unwrap().len();
    assert_eq!(listed, ticket.files.len(), "ticket {}", ticket.number);
    for (index, (name, bytes)) in ticket.files.iter().enumerate() {
        let file = call(&[
            ("action", "GetTicketAttachment"),
            ("type", "ticket"),
            ("relatedid", id),
            ("index", &index.to_string()),
        ]);
        assert_eq!(file["filename"], **name);
        assert!(
            STANDARD.decode(file["data"].as_str().unwrap()).unwrap() == *bytes,
            "ticket {}, file {index}",
            ticket.number
        );
    }
}

#[test]
fn a_kill_leaves_no_partial_ticket_and_loses_no_confirmed_one() {
    let (kills, seed) = (
        environment_number("KILLS", 5),
        environment_number("SEED", 1),
    );
    let folder = DatabaseFolder::new();
    let next_number = AtomicU64::new(0);
    let mut random = Xorshift::new(seed.wrapping_add(0x5851_f42d_4c95_7f2d) | 1);
    let mut confirmed = BTreeMap::new();
    let mut checked = BTreeMap::new();
    for kill in 1..=kills {
        let delay = Duration::from_micros(random.below(250_000));
        let before = confirmed.len();
        confirmed.extend(load_until_killed(folder.start(), seed, &next_number, delay));

        let restarted = folder.start();
        let stored = stored_ids(&restarted);
        for (number, id) in &confirmed {
            assert_eq!(
                stored.get(number),
                Some(id),
                "ticket {number} was confirmed"
            );
        }
        for (number, id) in &stored {
            if checked.insert(*number, id.clone()).is_none() {
                assert_complete(&restarted, &TestTicket::new(seed, *number), id);
            }
        }
        assert_eq!(checked, stored, "no stored ticket disappears");
        println!(
            "kill {kill}: {} more tickets confirmed, {} stored in total",
            confirmed.len() - before,
            stored.len()
        );
    }
    println!(
        "seed {seed}, {kills} kills: {} tickets sent, {} confirmed, {} stored, all of them complete",
        next_number.into_inner(),
        confirmed.len(),
        checked.len()
    );
}
