//! Arbitrary and corrupted input: no parser panics.

use super::{fixtures, tickets};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use open_ticket::ticket::{OpenedTicket, Ticket};
use open_ticket::wire::php_serialize::{Key, Value, serialize, unserialize};
use open_ticket::wire::{self, attachments, parameter_names, rules_json, urlencoded};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;

/// Runs every parser on the same bytes. Everything that is decoded can be encoded again.
fn parse_all(bytes: &[u8]) {
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
    let _ = wire::decode_response(&text);
    let _ = wire::refusal_from_message(&text);
    if let Ok(decoded) = rules_json::decode(&text) {
        assert_eq!(
            rules_json::decode(&rules_json::encode(&decoded)),
            Ok(decoded)
        );
    }
}

/// Changes some bytes and removes some.
fn corrupted(mut bytes: Vec<u8>, changes: &[(Index, u8)], cut: Option<(Index, usize)>) -> Vec<u8> {
    if bytes.is_empty() {
        return bytes;
    }
    for (index, byte) in changes {
        let index = index.index(bytes.len());
        bytes[index] = *byte;
    }
    if let Some((start, length)) = cut {
        let start = start.index(bytes.len());
        bytes.drain(start..bytes.len().min(start + length));
    }
    bytes
}

/// Bytes to change with their positions, and the position and length of a part to remove.
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
    fn arbitrary_bytes_are_decoded_or_refused(bytes in vec(any::<u8>(), 0..200)) {
        parse_all(&bytes);
    }

    #[test]
    fn arbitrary_syntax_characters_are_decoded_or_refused(text in "[aisOR:;{}\"\\[\\],&=%+0-9-]{0,60}") {
        parse_all(text.as_bytes());
        parse_all(format!("a:1:{{{text}}}").as_bytes());
    }

    #[test]
    fn a_corrupted_body_is_decoded_or_refused(
        ticket in tickets::ticket(),
        (changes, cut) in changes(),
    ) {
        parse_all(&corrupted(wire::encode(&ticket).into_bytes(), &changes, cut));
    }

    #[test]
    fn corrupted_answers_and_files_are_decoded_or_refused(
        ticket in tickets::ticket(),
        (changes, cut) in changes(),
    ) {
        let array: Vec<_> = ticket
            .custom_fields
            .iter()
            .map(|(id, answer)| (Key::Int(id.get().into()), Value::Str(answer.to_owned())))
            .collect();
        parse_all(&corrupted(serialize(&array), &changes, cut));
        let files = files_json(&ticket);
        parse_all(&corrupted(files, &changes, cut));
    }

    #[test]
    fn corrupted_responses_and_rules_are_decoded_or_refused((changes, cut) in changes()) {
        let opened = OpenedTicket::new(1, "516757", "KPqH7yG3").unwrap();
        parse_all(&corrupted(wire::encode_success(&opened).into_bytes(), &changes, cut));
        let rules = rules_json::encode(&fixtures::rules_for_a_client());
        parse_all(&corrupted(rules.into_bytes(), &changes, cut));
    }
}

fn files_json(ticket: &Ticket) -> Vec<u8> {
    let pairs = urlencoded::parse(wire::encode(ticket).as_bytes()).unwrap();
    let value = pairs
        .iter()
        .find(|(name, _)| name == parameter_names::ATTACHMENTS);
    value
        .map(|(_, value)| STANDARD.decode(value).unwrap())
        .unwrap_or_default()
}

#[test]
fn a_huge_count_or_length_does_not_allocate_memory() {
    for bytes in [
        "a:9223372036854775807:{i:1;i:1;",
        "a:1:{s:9223372036854775807:\"x\";i:1;}",
        "a:1:{i:1;s:4294967296:\"x\";}",
    ] {
        assert!(unserialize(bytes.as_bytes()).is_err(), "{bytes}");
    }
}

#[test]
fn deeply_nested_brackets_do_not_exhaust_the_stack() {
    for bracket in ["[", "{\"departments\":", "a:1:{i:1;"] {
        parse_all(bracket.repeat(100_000).as_bytes());
    }
}

/// A hundred thousand different keys, each of them twice.
#[test]
fn many_repeated_keys_are_merged() {
    let keys = 1..=100_000_u32;
    let pairs = keys
        .clone()
        .chain(keys)
        .map(|id| (Key::Int(id.into()), Value::Int(1)));
    let bytes = serialize(&pairs.collect::<Vec<_>>());
    assert_eq!(unserialize(&bytes).map(|array| array.len()), Ok(100_000));
}
