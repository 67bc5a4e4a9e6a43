//! PHP at the sandbox's door: WHMCS's own example, PHP's own uploads, PHP's own reading of bodies.

use crate::support::{API, Form, Relay};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde_json::Value;
use std::io::Write;
use std::process::{Command, Stdio};

/// What a script of this folder prints, given these arguments and this input.
fn php(script: &str, arguments: &[&str], input: &str) -> String {
    let script = format!("{}/tests/relay/{script}", env!("CARGO_MANIFEST_DIR"));
    let mut child = Command::new("php")
        .args(["-d", "max_input_vars=1000", &script])
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| {
            panic!("this test asks PHP itself; `make test` installs it: {error}")
        });
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_owned();
    let writer = std::thread::spawn(move || stdin.write_all(input.as_bytes()));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    assert!(output.status.success());
    String::from_utf8(output.stdout).unwrap()
}

fn read(relay: &Relay, opened: &Value) -> Value {
    let id = opened["id"].as_str().unwrap();
    relay.ask(&Form::of(&[("action", "GetTicket"), ("ticketid", id)]))
}

fn file(relay: &Relay, opened: &Value, index: &str) -> (String, Vec<u8>) {
    let file = relay.ask(&Form::of(&[
        ("action", "GetTicketAttachment"),
        ("type", "ticket"),
        ("relatedid", opened["id"].as_str().unwrap()),
        ("index", index),
    ]));
    let name = file["filename"].as_str().unwrap().to_owned();
    (
        name,
        STANDARD.decode(file["data"].as_str().unwrap()).unwrap(),
    )
}

#[test]
fn the_references_own_example_opens_its_ticket() {
    let relay = Relay::sandbox();
    let printed = php("openticket.php", &[&format!("{}{API}", relay.base)], "");
    let opened: Value = serde_json::from_str(&printed).unwrap();
    assert_eq!(opened["result"], "success");
    let names: Vec<_> = opened.as_object().unwrap().keys().collect();
    assert_eq!(names, ["c", "id", "result", "tid"]);
    assert!(opened.as_object().unwrap().values().all(Value::is_string));

    let ticket = read(&relay, &opened);
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
        file(&relay, &opened, "0"),
        (
            "sample_text_file.txt".to_owned(),
            b"This is a sample text file contents".to_vec()
        )
    );
    let page = relay.get(&format!(
        "/sandbox/viewticket.php?tid={}&c={}",
        opened["tid"].as_str().unwrap(),
        opened["c"].as_str().unwrap()
    ));
    assert!(
        page.text()
            .contains("This is a <strong>sample</strong> ticket message")
    );
}

#[test]
fn files_of_a_multipart_post_by_php_are_taken() {
    let relay = Relay::sandbox();
    let folder = relay.folder.path().to_str().unwrap();
    let printed = php("upload.php", &[&format!("{}{API}", relay.base), folder], "");
    let opened: Value = serde_json::from_str(&printed).unwrap();
    assert_eq!(opened["result"], "success", "{opened}");

    let ticket = read(&relay, &opened);
    assert_eq!(ticket["name"], "Zoë O'Hara");
    assert_eq!(ticket["subject"], "a+b & c=d 100% 🎫");
    assert_eq!(ticket["replies"]["reply"][0]["message"], "one\r\ntwo");
    let answers = &ticket["customfields"]["customfield"];
    assert_eq!(answers[0]["value"], "web-1");
    assert_eq!(answers[1]["value"], "Zürich 🎫");
    let all: Vec<u8> = (0..=255).collect();
    assert_eq!(
        file(&relay, &opened, "0"),
        ("all.bin".to_owned(), all.clone())
    );
    assert_eq!(
        file(&relay, &opened, "1"),
        ("empty.txt".to_owned(), Vec::new())
    );
    assert_eq!(
        file(&relay, &opened, "2"),
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

/// Names and values around `subject` in all the ways that PHP reads names.
fn ends_of_bodies() -> impl Strategy<Value = String> {
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
    let joint = proptest::sample::select(vec!["&", "&&", "&=&", ";"]);
    let pair =
        (joint, name, value).prop_map(|(joint, name, value)| format!("{joint}{name}{value}"));
    vec(pair, 1..5).prop_map(|pairs| pairs.concat())
}

#[test]
fn names_and_values_are_read_as_php_reads_them() {
    let relay = Relay::sandbox();
    let good = Form::ticket().without("subject").with_credentials();
    let good = good.and("x", "1").body();
    let mut runner = TestRunner::default();
    let bodies: Vec<_> = (0..600)
        .map(|_| good.clone() + &ends_of_bodies().new_tree(&mut runner).unwrap().current())
        .collect();
    let questions: String = bodies
        .iter()
        .map(|body| STANDARD.encode(body) + "\n")
        .collect();
    let answers = php("parse.php", &[], &questions);
    assert_eq!(answers.lines().count(), bodies.len());
    for (body, expected) in bodies.iter().zip(answers.lines()) {
        let opened = relay.post(API, body.as_bytes()).json();
        let said = if opened["result"] == "success" {
            read(&relay, &opened)["subject"]
                .as_str()
                .unwrap()
                .to_owned()
        } else {
            opened["message"].as_str().unwrap().to_owned()
        };
        let expected = match expected.strip_prefix('=') {
            None if expected == "array" => "subject must be a text, not an array".to_owned(),
            None | Some("") => "Subject is required".to_owned(),
            Some(text) => match String::from_utf8(STANDARD.decode(text).unwrap()).unwrap() {
                text if text.contains(char::is_control) => {
                    "subject holds a control character".to_owned()
                }
                text => text,
            },
        };
        assert_eq!(said, expected, "{body}");
    }
}
