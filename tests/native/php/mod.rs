//! Comparison with PHP: PHP decodes our requests, and we decode the requests of PHP.

mod arrays;
mod creation_dates;
mod files;
mod reference;
use crate::fixtures::tickets;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use open_ticket::ticket::{
    Attachment, ClientId, ClosurePolicy, CustomFieldAnswers, DepartmentId, FileName, Message,
    Requester, Subject, Ticket,
};
use open_ticket::wire::php_serialize::{Key, Value, serialize, unserialize};
use open_ticket::wire::{self, parameter_names, urlencoded};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::{TestCaseError, TestRunner};
use reference::Php;
use serde_json::json;

/// Runs a property test against one PHP process.
fn for_all<S: Strategy>(values: S, property: impl Fn(&Php, S::Value) -> Result<(), TestCaseError>) {
    let php = Php::start();
    let run = TestRunner::new(ProptestConfig {
        failure_persistence: None,
        ..Default::default()
    })
    .run(&values, |value| property(&php, value));
    run.unwrap_or_else(|error| panic!("{error}"));
}

/// Keys and values, some of which PHP converts to integers.
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

fn answers(fields: &CustomFieldAnswers) -> Vec<(Key, Value)> {
    let pair = |(id, answer): (open_ticket::ticket::FieldId, &str)| {
        (Key::Int(id.get().into()), Value::Str(answer.to_owned()))
    };
    fields.iter().map(pair).collect()
}

#[test]
fn php_decodes_the_tickets_that_we_encode() {
    for_all(tickets::ticket(), |php, ticket| {
        let body = wire::encode(&ticket);
        let decoded =
            php.call(&json!({ "operation": "decode_request", "body": STANDARD.encode(&body) }));
        let sent: Vec<_> = urlencoded::parse(body.as_bytes())
            .unwrap()
            .into_iter()
            .map(|(name, value)| (Key::Str(name), Value::Str(value)))
            .collect();
        prop_assert_eq!(reference::pairs(&decoded["post"]), Some(sent));
        prop_assert_eq!(
            reference::pairs(&decoded["fields"]).unwrap_or_default(),
            answers(&ticket.custom_fields)
        );
        let files: Vec<_> = decoded["files"].as_array().into_iter().flatten().collect();
        prop_assert_eq!(files.len(), ticket.attachments.len());
        for (file, sent) in files.into_iter().zip(&ticket.attachments) {
            prop_assert_eq!(reference::text(&file[0]), sent.name().as_str());
            prop_assert_eq!(&reference::bytes(&file[1]), sent.body());
        }
        Ok(())
    });
}

#[test]
fn we_decode_the_tickets_that_php_encodes() {
    for_all(tickets::ticket(), |php, ticket| {
        let encoded_twice = [parameter_names::CUSTOM_FIELDS, parameter_names::ATTACHMENTS];
        let post: Vec<_> = urlencoded::parse(wire::encode(&ticket).as_bytes())
            .unwrap()
            .iter()
            .filter(|(name, _)| !encoded_twice.contains(&name.as_str()))
            .map(|(name, value)| (reference::string_json(name), reference::string_json(value)))
            .collect();
        let fields: Vec<_> = answers(&ticket.custom_fields)
            .iter()
            .map(|(key, value)| (reference::key_json(key), reference::value_json(value)))
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
        let request = json!({ "operation": "encode_request", "post": post, "fields": fields, "files": files });
        let body = reference::bytes(&php.call(&request));
        prop_assert_eq!(wire::decode(&body), Ok(ticket));
        Ok(())
    });
}

#[test]
fn the_sample_request_of_whmcs_s_documentation_built_by_php_is_decoded() {
    let body = reference::bytes(&Php::start().call(&json!({ "operation": "sample_request" })));
    let mut expected = Ticket::new(
        DepartmentId::new(1).unwrap(),
        Requester::Client {
            id: ClientId::new(1).unwrap(),
            person: None,
        },
        Subject::parse("This is a sample ticket").unwrap(),
        Message::markdown("This is a **sample** ticket message").unwrap(),
    );
    expected.privileges.closure = ClosurePolicy::Prevented;
    expected.attachments.push(Attachment::from_bytes(
        FileName::parse("sample_text_file.txt").unwrap(),
        b"This is a sample text file contents".to_vec(),
    ));
    assert_eq!(wire::decode(&body), Ok(expected));
}

#[test]
fn php_decodes_our_booleans_correctly() {
    let php = Php::start();
    let truth =
        |text: &str| php.call(&json!({ "operation": "is_truthy", "text": STANDARD.encode(text) }));
    assert_eq!(truth("1"), true);
    assert_eq!(truth("0"), false);
    // The reason why a false Boolean is never encoded as `false`.
    assert_eq!(truth("false"), true);
}

#[test]
fn arrays_are_serialized_byte_for_byte_as_in_php() {
    for_all(array(), |php, array| {
        // Merges repeated keys, which PHP does before it serializes.
        let array = unserialize(&serialize(&array)).unwrap();
        prop_assert_eq!(serialize(&array), php.serialize(&array));
        Ok(())
    });
}

#[test]
fn we_unserialize_what_php_serializes() {
    for_all(array(), |php, array| {
        let bytes = php.serialize(&array);
        prop_assert_eq!(unserialize(&bytes).ok(), php.unserialize(&bytes));
        Ok(())
    });
}

#[test]
fn repeated_keys_are_merged_as_in_php() {
    for_all(vec((0..4_i64, 0..9_i64), 0..9), |php, pairs| {
        let pairs = pairs
            .into_iter()
            .map(|(key, value)| (Key::Int(key), Value::Int(value)));
        let bytes = serialize(&pairs.collect::<Vec<_>>());
        prop_assert_eq!(unserialize(&bytes).ok(), php.unserialize(&bytes));
        Ok(())
    });
}

/// Corrupted arrays: most are invalid, some are still valid.
#[test]
fn php_accepts_what_we_accept_with_the_same_result() {
    let change = (
        any::<proptest::sample::Index>(),
        proptest::sample::select(b"0123456789-+:;{}\"aisSbdNOR\xff".to_vec()),
    );
    for_all((array(), vec(change, 0..3)), |php, (array, changes)| {
        let mut bytes = serialize(&array);
        for (index, byte) in changes {
            let index = index.index(bytes.len());
            bytes[index] = byte;
        }
        if let Ok(array) = unserialize(&bytes) {
            prop_assert_eq!(Some(array), php.unserialize(&bytes));
        }
        Ok(())
    });
}

/// We refuse more than PHP: numbers in a format that `serialize` never writes, escaped strings,
/// strings that are not UTF-8, and bytes after the array.
#[test]
fn we_refuse_what_php_refuses_and_more() {
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
