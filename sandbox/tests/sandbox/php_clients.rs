//! PHP as a client, and as the reference for parsing request bodies.

use crate::support::{Form, TestSandbox, php};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde_json::Value;

/// Returns the name and the bytes of a file.
fn file(sandbox: &TestSandbox, opened: &Value, index: usize) -> (String, Vec<u8>) {
    let file = sandbox.get_file(opened, index);
    let name = file["filename"].as_str().unwrap().to_owned();
    let bytes = STANDARD.decode(file["data"].as_str().unwrap());
    (name, bytes.unwrap())
}

#[test]
fn the_example_of_whmcs_opens_a_ticket() {
    let sandbox = TestSandbox::start();
    let printed = php("open_ticket.php", &[&sandbox.api_url()], "");
    let opened: Value = serde_json::from_str(&printed).unwrap();
    assert_eq!(opened["result"], "success");
    let names: Vec<_> = opened.as_object().unwrap().keys().collect();
    assert_eq!(names, ["c", "id", "result", "tid"]);
    assert!(opened.as_object().unwrap().values().all(Value::is_string));

    let ticket = sandbox.get_ticket(&opened);
    assert_eq!(ticket["tid"], opened["tid"]);
    assert_eq!(ticket["c"], opened["c"]);
    assert_eq!(ticket["deptid"], "1");
    assert_eq!(ticket["userid"], "1");
    assert_eq!(ticket["name"], "Ada Lovelace");
    assert_eq!(ticket["subject"], "This is a sample ticket");
    assert_eq!(ticket["priority"], "Medium");
    assert_eq!(ticket["preventClientClosure"], "1");
    let reply = &ticket["replies"]["reply"][0];
    assert_eq!(reply["message"], "This is a **sample** ticket message");
    assert_eq!(reply["attachments"].as_array().unwrap().len(), 1);
    assert_eq!(
        file(&sandbox, &opened, 0),
        (
            "sample_text_file.txt".to_owned(),
            b"This is a sample text file contents".to_vec()
        )
    );
    let page = sandbox.ticket_page(&opened);
    assert!(
        page.text()
            .contains("This is a <strong>sample</strong> ticket message")
    );
}

#[test]
fn files_uploaded_by_php_are_stored() {
    let sandbox = TestSandbox::start();
    let printed = php(
        "upload_files.php",
        &[&sandbox.api_url(), sandbox.folder()],
        "",
    );
    let opened: Value = serde_json::from_str(&printed).unwrap();
    assert_eq!(opened["result"], "success", "{opened}");

    let ticket = sandbox.get_ticket(&opened);
    assert_eq!(ticket["name"], "Zoë O'Hara");
    assert_eq!(ticket["subject"], "a+b & c=d 100% 🎫");
    assert_eq!(ticket["replies"]["reply"][0]["message"], "one\r\ntwo");
    let answers = &ticket["customfields"]["customfield"];
    assert_eq!(answers[0]["value"], "web-1");
    assert_eq!(answers[1]["value"], "Zürich 🎫");
    let all: Vec<u8> = (0..=255).collect();
    assert_eq!(
        file(&sandbox, &opened, 0),
        ("all.bin".to_owned(), all.clone())
    );
    assert_eq!(
        file(&sandbox, &opened, 1),
        ("empty.txt".to_owned(), Vec::new())
    );
    assert_eq!(
        file(&sandbox, &opened, 2),
        ("Zürich 100%.txt".to_owned(), all)
    );
    assert_eq!(
        ticket["replies"]["reply"][0]["attachments"]
            .as_array()
            .unwrap()
            .len(),
        3
    );
}

/// Ends of bodies: pairs whose names resemble `subject`, in spellings that PHP treats differently.
fn body_ends() -> impl Strategy<Value = String> {
    let name = proptest::sample::select(vec![
        "subject",
        " subject",
        "%20subject",
        "+subject",
        "subject ",
        "subject+",
        "subject%00",
        "subject%00x",
        "subject[",
        "subject[]",
        "subject[a]",
        "subject[a",
        "subject]",
        "sub.ject",
        "subject.",
        "Subject",
        "%73ubject",
        "subject%5B%5D",
        "subject%5B",
        "[subject]",
        "x",
        "%00subject",
        "subject[a][b]",
        "subject[]x",
        "%09subject",
        "",
        "subject%",
        "subject%3D",
    ]);
    let value = proptest::sample::select(vec![
        "=one",
        "=two+three",
        "=%C3%BC",
        "=a%b",
        "=%zz",
        "=",
        "",
        "=a=b",
        "==",
        "=%26",
        "=[",
    ]);
    let separator = proptest::sample::select(vec!["&", "&&", "&=&", ";"]);
    let pair = (separator, name, value)
        .prop_map(|(separator, name, value)| format!("{separator}{name}{value}"));
    vec(pair, 1..5).prop_map(|pairs| pairs.concat())
}

#[test]
fn names_and_values_are_parsed_as_in_php() {
    let sandbox = TestSandbox::start();
    let valid = Form::ticket().without("subject").with_credentials();
    let valid = valid.and("x", "1").body();
    let mut runner = TestRunner::default();
    let bodies: Vec<_> = (0..600)
        .map(|_| valid.clone() + &body_ends().new_tree(&mut runner).unwrap().current())
        .collect();
    let input: String = bodies
        .iter()
        .map(|body| STANDARD.encode(body) + "\n")
        .collect();
    let output = php("parse_str.php", &[], &input);
    assert_eq!(output.lines().count(), bodies.len());
    for (body, expected) in bodies.iter().zip(output.lines()) {
        let opened = sandbox.post(body.as_bytes()).json();
        let actual = if opened["result"] == "success" {
            sandbox.get_ticket(&opened)["subject"]
                .as_str()
                .unwrap()
                .to_owned()
        } else {
            opened["message"].as_str().unwrap().to_owned()
        };
        let expected = match expected.strip_prefix('=') {
            None if expected == "array" => "subject must be a string, not an array".to_owned(),
            None | Some("") => "Subject is required".to_owned(),
            Some(text) => match String::from_utf8(STANDARD.decode(text).unwrap()).unwrap() {
                text if text.contains(char::is_control) => {
                    "subject contains a control character".to_owned()
                }
                text => text,
            },
        };
        assert_eq!(actual, expected, "{body}");
    }
}
