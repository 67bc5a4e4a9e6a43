//! Killed at any moment under load: no half ticket is there, and no answered one is missing.
//!
//! `KILLS` says how many times (5 without it), `SEED` where the randomness begins.

use crate::home::{Home, Running};
use crate::support::{API, EXAMPLE, Form, attachments, client, custom_fields};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// How many clients send at once.
const CLIENTS: usize = 4;

/// Everything about a ticket follows from its number in this test, and that is its subject.
struct Sent {
    number: u64,
    files: Vec<(String, Vec<u8>)>,
    answers: Vec<(u32, String)>,
}

impl Sent {
    fn of(seed: u64, number: u64) -> Self {
        let mut random = Random(seed ^ number.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 1);
        let files = (0..1 + random.below(4))
            .map(|index| {
                let size = random.below(40_000);
                let bytes = (0..size).map(|_| random.next() as u8).collect();
                (format!("{number}-{index}.bin"), bytes)
            })
            .collect();
        let answers = vec![
            (1, format!("web-{number}")),
            (3, format!("secret {}", random.next())),
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

/// Xorshift: the same numbers for the same seed.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound
    }
}

fn number_from(variable: &str, default: u64) -> u64 {
    std::env::var(variable).map_or(default, |text| {
        text.parse()
            .unwrap_or_else(|_| panic!("{variable} must be a number, not {text}"))
    })
}

/// Sends tickets from several clients until the program is killed; answers ids by number.
fn load_until_killed(
    mut running: Running,
    seed: u64,
    next: &AtomicU64,
    delay: Duration,
) -> BTreeMap<u64, String> {
    let answered = Mutex::new(BTreeMap::new());
    let url = format!("http://{}{API}", running.address);
    std::thread::scope(|scope| {
        for _ in 0..CLIENTS {
            scope.spawn(|| {
                let client = client();
                loop {
                    let sent = Sent::of(seed, next.fetch_add(1, Ordering::Relaxed));
                    let request = client
                        .post(&url)
                        .header("content-type", "application/x-www-form-urlencoded")
                        .body(sent.form().body());
                    // The kill ends the connection, in the middle of an answer perhaps.
                    let Ok(answer) = request.send().and_then(|answer| answer.text()) else {
                        return;
                    };
                    let answer: Value = serde_json::from_str(&answer).unwrap();
                    assert_eq!(answer["result"], "success", "{answer}");
                    let id = answer["id"].as_str().unwrap().to_owned();
                    answered.lock().unwrap().insert(sent.number, id);
                }
            });
        }
        // The load is under way once a ticket has been answered; then any moment will do.
        while answered.lock().unwrap().is_empty() {
            std::thread::yield_now();
        }
        std::thread::sleep(delay);
        running.child.kill().unwrap();
        running.child.wait().unwrap();
    });
    answered.into_inner().unwrap()
}

/// Every ticket that is there, by its number in this test.
fn stored(running: &Running) -> BTreeMap<u64, String> {
    let mut stored = BTreeMap::new();
    loop {
        let form = Form::of(&[("action", "GetTickets"), ("limitnum", "1000")])
            .with("limitstart", stored.len().to_string());
        let answer = running.post(API, &form.with_credentials());
        let tickets = answer["tickets"]["ticket"].as_array().unwrap();
        for ticket in tickets {
            let number = ticket["subject"].as_str().unwrap().parse().unwrap();
            let id = ticket["id"].as_str().unwrap().to_owned();
            assert_eq!(stored.insert(number, id), None, "a ticket is there twice");
        }
        if tickets.is_empty() {
            return stored;
        }
    }
}

/// The ticket is all that was sent: its text, every answer, every file to the last byte.
fn assert_whole(running: &Running, sent: &Sent, id: &str) {
    let ask = |pairs: &[(&str, &str)]| running.post(API, &Form::of(pairs).with_credentials());
    let ticket = ask(&[("action", "GetTicket"), ("ticketid", id)]);
    let reply = &ticket["replies"]["reply"][0];
    assert_eq!(reply["message"], format!("message of {}", sent.number));
    let answers: Vec<_> = ticket["customfields"]["customfield"]
        .as_array()
        .unwrap()
        .iter()
        .map(|answer| {
            let field = answer["id"].as_str().unwrap().parse().unwrap();
            (field, answer["value"].as_str().unwrap().to_owned())
        })
        .collect();
    assert_eq!(answers, sent.answers, "ticket {}", sent.number);
    let listed = reply["attachments"].as_array().unwrap().len();
    assert_eq!(listed, sent.files.len(), "ticket {}", sent.number);
    for (index, (name, bytes)) in sent.files.iter().enumerate() {
        let file = ask(&[
            ("action", "GetTicketAttachment"),
            ("type", "ticket"),
            ("relatedid", id),
            ("index", &index.to_string()),
        ]);
        assert_eq!(file["filename"], **name);
        assert!(
            STANDARD.decode(file["data"].as_str().unwrap()).unwrap() == *bytes,
            "ticket {}, file {index}",
            sent.number
        );
    }
}

#[test]
fn no_kill_leaves_half_a_ticket_or_loses_an_answered_one() {
    let (kills, seed) = (number_from("KILLS", 5), number_from("SEED", 1));
    let home = Home::new(EXAMPLE);
    let next = AtomicU64::new(0);
    let mut random = Random(seed.wrapping_add(0x5851_f42d_4c95_7f2d) | 1);
    let mut answered = BTreeMap::new();
    let mut seen = BTreeMap::new();
    for kill in 1..=kills {
        let delay = Duration::from_micros(random.below(250_000));
        let before = answered.len();
        answered.extend(load_until_killed(home.start(), seed, &next, delay));

        let again = home.start();
        let stored = stored(&again);
        for (number, id) in &answered {
            assert_eq!(stored.get(number), Some(id), "ticket {number} was answered");
        }
        for (number, id) in &stored {
            if seen.insert(*number, id.clone()).is_none() {
                assert_whole(&again, &Sent::of(seed, *number), id);
            }
        }
        assert_eq!(seen, stored, "what was there stays");
        println!(
            "kill {kill}: {} more tickets answered, {} stored in all",
            answered.len() - before,
            stored.len()
        );
    }
    println!(
        "seed {seed}, {kills} kills: {} tickets begun, {} answered, {} stored, all of them whole",
        next.into_inner(),
        answered.len(),
        seen.len()
    );
}
