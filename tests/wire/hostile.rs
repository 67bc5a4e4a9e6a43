//! Bytes that mean nothing, and bytes that nearly mean something: no parser panics.

use super::{fixtures, tickets};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use open_ticket::ticket::{Opened, Ticket};
use open_ticket::wire::php::{Key, Value, serialize, unserialize};
use open_ticket::wire::{self, attachments, names, rules, urlencoded};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;

/// Everything that reads, over the same bytes. What is read can be written again.
fn read_all(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let _ = urlencoded::parse(bytes);
    if let Ok(ticket) = wire::decode(bytes) {
        assert_eq!(wire::decode(wire::encode(&ticket).as_bytes()), Ok(ticket));
    }
    if let Ok(array) = unserialize(bytes) {
        assert_eq!(unserialize(&serialize(&array)), Ok(array));
    }
    let _ = attachments::decode(&text);
    let _ = attachments::decode(&STANDARD.encode(bytes));
    let _ = wire::read_reply(&text);
    let _ = wire::refusal_of_message(&text);
    if let Ok(read) = rules::decode(&text) {
        assert_eq!(rules::decode(&rules::encode(&read)), Ok(read));
    }
}

/// Some bytes changed, some cut out.
fn spoiled(mut bytes: Vec<u8>, changes: &[(Index, u8)], cut: Option<(Index, usize)>) -> Vec<u8> {
    if bytes.is_empty() {
        return bytes;
    }
    for (place, byte) in changes {
        let place = place.index(bytes.len());
        bytes[place] = *byte;
    }
    if let Some((place, length)) = cut {
        let start = place.index(bytes.len());
        bytes.drain(start..bytes.len().min(start + length));
    }
    bytes
}

/// Where which byte is put, and where how many are cut out.
type Changes = (Vec<(Index, u8)>, Option<(Index, usize)>);

fn changes() -> impl Strategy<Value = Changes> {
    let byte = prop_oneof![
        any::<u8>(),
        proptest::sample::select(b"0123456789-+:;{}\"[],&=%".to_vec())
    ];
    (
        vec((any::<Index>(), byte), 0..4),
        proptest::option::of((any::<Index>(), 0..9_usize)),
    )
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes in vec(any::<u8>(), 0..200)) {
        read_all(&bytes);
    }

    #[test]
    fn any_marks_of_the_formats_are_read_or_refused(text in "[aisOR:;{}\"\\[\\],&=%+0-9-]{0,60}") {
        read_all(text.as_bytes());
        read_all(format!("a:1:{{{text}}}").as_bytes());
    }

    #[test]
    fn a_spoiled_body_is_read_or_refused(
        ticket in tickets::ticket(),
        (changes, cut) in changes(),
    ) {
        read_all(&spoiled(wire::encode(&ticket).into_bytes(), &changes, cut));
    }

    #[test]
    fn spoiled_answers_and_files_are_read_or_refused(
        ticket in tickets::ticket(),
        (changes, cut) in changes(),
    ) {
        let array: Vec<_> = ticket
            .custom_fields
            .iter()
            .map(|(id, answer)| (Key::Int(id.get().into()), Value::Str(answer.to_owned())))
            .collect();
        read_all(&spoiled(serialize(&array), &changes, cut));
        let files = files_json(&ticket);
        read_all(&spoiled(files, &changes, cut));
    }

    #[test]
    fn spoiled_replies_and_rules_are_read_or_refused((changes, cut) in changes()) {
        let opened = Opened::new(1, "516757", "KPqH7yG3").unwrap();
        read_all(&spoiled(wire::write_opened(&opened).into_bytes(), &changes, cut));
        let rules = rules::encode(&fixtures::rules_for_a_client());
        read_all(&spoiled(rules.into_bytes(), &changes, cut));
    }
}

fn files_json(ticket: &Ticket) -> Vec<u8> {
    let pairs = urlencoded::parse(wire::encode(ticket).as_bytes()).unwrap();
    let value = pairs.iter().find(|(name, _)| name == names::ATTACHMENTS);
    value
        .map(|(_, value)| STANDARD.decode(value).unwrap())
        .unwrap_or_default()
}

#[test]
fn a_count_or_a_length_beyond_all_memory_reserves_none() {
    for bytes in [
        "a:9223372036854775807:{i:1;i:1;",
        "a:1:{s:9223372036854775807:\"x\";i:1;}",
        "a:1:{i:1;s:4294967296:\"x\";}",
    ] {
        assert!(unserialize(bytes.as_bytes()).is_err(), "{bytes}");
    }
}

#[test]
fn brackets_without_end_do_not_exhaust_the_stack() {
    for bracket in ["[", "{\"departments\":", "a:1:{i:1;"] {
        read_all(bracket.repeat(100_000).as_bytes());
    }
}

/// A hundred thousand different keys, then all of them again.
#[test]
fn many_repeated_keys_are_read_as_one_each() {
    let keys = 1..=100_000_u32;
    let pairs = keys
        .clone()
        .chain(keys)
        .map(|id| (Key::Int(id.into()), Value::Int(1)));
    let bytes = serialize(&pairs.collect::<Vec<_>>());
    assert_eq!(unserialize(&bytes).map(|array| array.len()), Ok(100_000));
}
