//! Base64 as PHP reads it, in `attachments`, in each of its files and in `customfields`.

use crate::support::{Form, TestSandbox, php};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};

/// Changes base64 into another notation.
type Notation = fn(&str) -> String;

/// Breaks a string into lines of 76 characters, as MIME, Java and the command `base64` do.
fn wrapped(text: &str, line_end: &str) -> String {
    let lines = text.as_bytes().chunks(76);
    let lines: Vec<_> = lines
        .map(|line| std::str::from_utf8(line).unwrap())
        .collect();
    lines.join(line_end) + line_end
}

/// A list of one file, whose data is encoded with `inner`.
fn list(bytes: &[u8], inner: impl Fn(&str) -> String) -> String {
    let data = inner(&STANDARD.encode(bytes));
    STANDARD.encode(json!([{ "name": "a.bin", "data": data }]).to_string())
}

#[test]
fn usual_notations_of_base64_are_accepted_for_the_list_and_for_each_file() {
    let sandbox = TestSandbox::start();
    let notations: [(&str, Notation); 6] = [
        ("lines of 76 characters", |text| wrapped(text, "\r\n")),
        ("lines that end with LF", |text| wrapped(text, "\n")),
        ("blanks", |text| text.replace('a', "a ")),
        ("tabs", |text| format!("\t{text}\t")),
        ("no padding", |text| text.trim_end_matches('=').to_owned()),
        ("all of them", |text| {
            wrapped(text.trim_end_matches('='), " \t\r\n")
        }),
    ];
    for length in [0_usize, 1, 2, 3, 57, 58, 1_000] {
        let bytes: Vec<u8> = (0..length).map(|n| (n * 37 % 256) as u8).collect();
        for (outer_name, outer) in notations {
            for (inner_name, inner) in notations {
                let value = outer(&list(&bytes, inner));
                let opened = sandbox.call(&Form::ticket().with("attachments", value));
                assert_eq!(
                    opened["result"], "success",
                    "{outer_name}, {inner_name}: {opened}"
                );
                let file = sandbox.get_file(&opened, 0);
                let stored = STANDARD.decode(file["data"].as_str().unwrap()).unwrap();
                assert!(stored == bytes, "{outer_name}, {inner_name}");
            }
            let answer = "x".repeat(length + 1);
            let serialized = format!("a:1:{{i:1;s:{}:\"{answer}\";}}", answer.len());
            let form = Form::ticket().with("deptid", "3");
            let form = form.with("customfields", outer(&STANDARD.encode(serialized)));
            let ticket = sandbox.get_ticket(&sandbox.open(&form));
            let stored = &ticket["customfields"]["customfield"][0]["value"];
            assert_eq!(stored, &answer, "{outer_name}");
        }
    }
}

/// Strings that resemble base64.
fn strings() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        6 => "[A-Za-z0-9+/]{1,6}",
        2 => "[ \t\r\n]{1,2}",
        2 => "={1,3}",
        1 => proptest::sample::select(vec!["-", "_", "!", "%", "\u{b}", "\u{c}", "\0", "é", "\u{a0}"])
            .prop_map(str::to_owned),
    ];
    vec(piece, 0..5).prop_map(|pieces| pieces.concat())
}

/// Text that PHP's strict mode accepts is stored, and any other text is refused. For accepted text, both
/// modes return the same bytes, so it does not matter which mode WHMCS uses.
#[test]
fn base64_is_read_as_in_php() {
    let sandbox = TestSandbox::start();
    let mut runner = TestRunner::default();
    let strings: Vec<_> = (0..1_500)
        .map(|_| strings().new_tree(&mut runner).unwrap().current())
        .collect();
    let input: String = strings
        .iter()
        .map(|text| STANDARD.encode(text) + "\n")
        .collect();
    let output = php("base64.php", &[], &input);
    assert_eq!(output.lines().count(), strings.len());
    let mut accepted = 0;
    for (text, line) in strings.iter().zip(output.lines()) {
        let [strict, lenient]: [Option<String>; 2] = serde_json::from_str(line).unwrap();
        let value = STANDARD.encode(json!([{ "name": "a.bin", "data": text }]).to_string());
        let response = sandbox.call(&Form::ticket().with("attachments", value));
        let stored = (response["result"] == "success").then(|| {
            let file = sandbox.get_file(&response, 0);
            file["data"].as_str().unwrap().to_owned()
        });
        assert_eq!(stored, strict, "{text:?}");
        if strict.is_some() {
            accepted += 1;
            assert_eq!(strict, lenient, "{text:?}");
        } else {
            let message = response["message"].as_str().unwrap();
            assert!(message.contains("not base64"), "{text:?}: {message}");
        }
    }
    assert!(
        accepted > 200 && accepted < 1_400,
        "{accepted} of {}",
        strings.len()
    );
}

/// A `+` that is not percent-encoded arrives as a space. PHP skips it, so the bytes would differ.
#[test]
fn a_plus_that_was_not_encoded_is_detected_by_the_padding() {
    let sandbox = TestSandbox::start();
    let list = STANDARD.encode(r#"[{"name":"a>>>>b.txt","data":"YQ=="}]"#);
    assert!(list.contains('+') && list.ends_with('='), "{list}");
    let body = Form::ticket().with_credentials().body();
    let response: Value = sandbox.post(format!("{body}&attachments={list}")).json();
    assert_eq!(response["result"], "error");
    let message = response["message"].as_str().unwrap();
    assert!(message.contains("form-encoded"), "{message}");
    assert_eq!(sandbox.row_count(), 0);
}
