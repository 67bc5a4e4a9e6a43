//! PHP itself reads what we write, and we read what PHP writes.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by a panic, and so do the functions it shares"
)]

#[path = "php/arrays.rs"]
mod arrays;
#[path = "php/files.rs"]
mod files;
#[path = "php/moments.rs"]
mod moments;
#[path = "php/oracle.rs"]
mod oracle;
#[path = "wire/tickets.rs"]
mod tickets;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use open_ticket::ticket::{
    Attachment, ClientId, Closure, CustomFields, DepartmentId, FileName, Message, Requester,
    Subject, Ticket,
};
use open_ticket::wire::php::{Key, Value, serialize, unserialize};
use open_ticket::wire::{self, names, urlencoded};
use oracle::Php;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::{TestCaseError, TestRunner};
use serde_json::json;

/// Runs a property on many values, against one PHP process.
fn for_all<S: Strategy>(values: S, property: impl Fn(&Php, S::Value) -> Result<(), TestCaseError>) {
    let php = Php::start();
    let run = TestRunner::new(ProptestConfig {
        failure_persistence: None,
        ..Default::default()
    })
    .run(&values, |value| property(&php, value));
    run.unwrap_or_else(|error| panic!("{error}"));
}

/// Keys and values, some of which PHP takes for integers.
fn array() -> impl Strategy<Value = Vec<(Key, Value)>> {
    let number = || {
        prop_oneof![
            -3..9_i64,
            any::<i64>(),
            proptest::sample::select(vec![i64::MIN, i64::MAX])
        ]
    };
    let text = || {
        prop_oneof![
            "[-+ 0]{0,2}[0-9]{0,2}",
            "-?92233720368547758[0-9]{2}",
            tickets::text()
        ]
    };
    let key = prop_oneof![
        number().prop_map(Key::Int),
        text().prop_map(|text| Key::from(&*text))
    ];
    let value = prop_oneof![number().prop_map(Value::Int), text().prop_map(Value::Str)];
    vec((key, value), 0..8)
}

fn answers(fields: &CustomFields) -> Vec<(Key, Value)> {
    let pair = |(id, answer): (open_ticket::ticket::FieldId, &str)| {
        (Key::Int(id.get().into()), Value::Str(answer.to_owned()))
    };
    fields.iter().map(pair).collect()
}

#[test]
fn php_finds_in_our_bodies_what_was_put_in() {
    for_all(tickets::ticket(), |php, ticket| {
        let body = wire::encode(&ticket);
        let seen = php.ask(&json!({ "ask": "posted", "body": STANDARD.encode(&body) }));
        let sent: Vec<_> = urlencoded::parse(body.as_bytes())
            .unwrap()
            .into_iter()
            .map(|(name, value)| (Key::Str(name), Value::Str(value)))
            .collect();
        prop_assert_eq!(oracle::pairs(&seen["post"]), Some(sent));
        prop_assert_eq!(
            oracle::pairs(&seen["fields"]).unwrap_or_default(),
            answers(&ticket.custom_fields)
        );
        let files: Vec<_> = seen["files"].as_array().into_iter().flatten().collect();
        prop_assert_eq!(files.len(), ticket.attachments.len());
        for (file, sent) in files.into_iter().zip(&ticket.attachments) {
            prop_assert_eq!(oracle::text(&file[0]), sent.name().as_str());
            prop_assert_eq!(&oracle::bytes(&file[1]), sent.body());
        }
        Ok(())
    });
}

#[test]
fn a_body_that_php_writes_is_the_same_ticket() {
    for_all(tickets::ticket(), |php, ticket| {
        let packed = [names::CUSTOM_FIELDS, names::ATTACHMENTS];
        let post: Vec<_> = urlencoded::parse(wire::encode(&ticket).as_bytes())
            .unwrap()
            .iter()
            .filter(|(name, _)| !packed.contains(&name.as_str()))
            .map(|(name, value)| (oracle::of_text(name), oracle::of_text(value)))
            .collect();
        let fields: Vec<_> = answers(&ticket.custom_fields)
            .iter()
            .map(|(key, value)| (oracle::of_key(key), oracle::of_value(value)))
            .collect();
        let files: Vec<_> = ticket
            .attachments
            .iter()
            .map(|file| {
                (
                    STANDARD.encode(file.name().as_str()),
                    STANDARD.encode(file.body()),
                )
            })
            .collect();
        let question = json!({ "ask": "written", "post": post, "fields": fields, "files": files });
        let body = oracle::bytes(&php.ask(&question));
        prop_assert_eq!(wire::decode(&body), Ok(ticket));
        Ok(())
    });
}

#[test]
fn the_documentation_s_own_request_as_php_builds_it_is_the_ticket_it_says() {
    let body = oracle::bytes(&Php::start().ask(&json!({ "ask": "sample" })));
    let mut expected = Ticket::new(
        DepartmentId::new(1).unwrap(),
        Requester::Client {
            id: ClientId::new(1).unwrap(),
            person: None,
        },
        Subject::parse("This is a sample ticket").unwrap(),
        Message::markdown("This is a **sample** ticket message").unwrap(),
    );
    expected.privileges.closure = Closure::Prevented;
    expected.attachments.push(Attachment::from_bytes(
        FileName::parse("sample_text_file.txt").unwrap(),
        b"This is a sample text file contents".to_vec(),
    ));
    assert_eq!(wire::decode(&body), Ok(expected));
}

#[test]
fn php_takes_our_booleans_as_they_are_meant() {
    let php = Php::start();
    let truth = |text: &str| php.ask(&json!({ "ask": "truth", "text": STANDARD.encode(text) }));
    assert_eq!(truth("1"), true);
    assert_eq!(truth("0"), false);
    // Why a Boolean that is false is never sent as this word.
    assert_eq!(truth("false"), true);
}

#[test]
fn arrays_are_serialized_byte_for_byte_as_php_does() {
    for_all(array(), |php, array| {
        // What is left of repeated keys is PHP's own business here.
        let array = unserialize(&serialize(&array)).unwrap();
        prop_assert_eq!(serialize(&array), php.serialize(&array));
        Ok(())
    });
}

#[test]
fn php_and_we_unserialize_what_php_serialized() {
    for_all(array(), |php, array| {
        let bytes = php.serialize(&array);
        prop_assert_eq!(unserialize(&bytes).ok(), php.unserialize(&bytes));
        Ok(())
    });
}

#[test]
fn repeated_keys_end_as_in_php() {
    for_all(vec((0..4_i64, 0..9_i64), 0..9), |php, pairs| {
        let pairs = pairs
            .into_iter()
            .map(|(key, value)| (Key::Int(key), Value::Int(value)));
        let bytes = serialize(&pairs.collect::<Vec<_>>());
        prop_assert_eq!(unserialize(&bytes).ok(), php.unserialize(&bytes));
        Ok(())
    });
}

/// Arrays with something changed: most are broken, some still mean something.
#[test]
fn whatever_we_unserialize_php_does_with_the_same_result() {
    let change = (
        any::<proptest::sample::Index>(),
        proptest::sample::select(b"0123456789-+:;{}\"aisSbdNOR\xff".to_vec()),
    );
    for_all((array(), vec(change, 0..3)), |php, (array, changes)| {
        let mut bytes = serialize(&array);
        for (place, byte) in changes {
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        if let Ok(array) = unserialize(&bytes) {
            prop_assert_eq!(Some(array), php.unserialize(&bytes));
        }
        Ok(())
    });
}

/// What we refuse beyond PHP: numbers that `serialize` never writes so, escaped and other kinds of
/// values, texts that are not UTF-8, and what stands behind the array.
#[test]
fn what_php_refuses_is_refused_and_a_little_more() {
    let php = Php::start();
    for bytes in [
        &b"a:1:{i:1;s:2:\"a\";}"[..],
        b"a:1:{i:1;s:+1:\"a\";}",
        b"a:+1:{i:1;s:1:\"a\";}",
        b"a:-1:{}",
        b"a:2:{i:1;s:1:\"a\";}",
        b"a:0:{i:1;s:1:\"a\";}",
        b"a:1:{i:1;s:1:\"a\"}",
        b"a:1:{i:1;s:1:\"a\";",
        b"a:1:{a:0:{}i:1;}",
        b"a:1:{i:1;R:9;}",
        b"a:99999999999:{}",
        b"",
    ] {
        let shown = String::from_utf8_lossy(bytes);
        assert_eq!(php.unserialize(bytes), None, "{shown}");
        assert!(unserialize(bytes).is_err(), "{shown}");
    }
    for bytes in [
        &b"a:1:{i:+1;i:1;}"[..],
        b"a:1:{i:01;i:1;}",
        b"a:1:{i:-0;i:1;}",
        b"a:01:{i:1;i:1;}",
        b"a:1:{i:1;s:01:\"a\";}",
        b"a:1:{i:1;S:1:\"\\61\";}",
        b"a:1:{i:9223372036854775808;i:1;}",
        b"a:0:{}x",
    ] {
        let shown = String::from_utf8_lossy(bytes);
        assert!(php.unserialize(bytes).is_some(), "{shown}");
        assert!(unserialize(bytes).is_err(), "{shown}");
    }
}
