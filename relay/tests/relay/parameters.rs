//! Every parameter of `OpenTicket` at the relay's door: accepted, refused, missing, twice.

use crate::home::Home;
use crate::support::{Answer, EXAMPLE, Form, Relay, attachments, custom_fields};
use crate::token::{bearer, claims, token};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::fs;

/// A ticket to the department with questions.
fn technical() -> Form {
    Form::ticket()
        .with("deptid", "3")
        .with("customfields", custom_fields(&[(1, "web-1")]))
}

/// What becomes of it: `success`, a `code`, or WHMCS's own message.
fn said(answer: &Answer) -> String {
    let json = answer.json();
    let text = |key: &str| json[key].as_str().unwrap_or_default().to_owned();
    match (text("result").as_str(), text("code").as_str()) {
        ("success", _) => "success".to_owned(),
        (_, "") => text("message"),
        (_, code) => code.to_owned(),
    }
}

const NAME_AND_EMAIL: &str = "Name and email address are required if not a client";

/// A parameter, values that are accepted, values that are refused and how, and what is said where
/// it is missing.
type Row<'a> = (&'a str, &'a [&'a str], &'a [(&'a str, &'a str)], &'a str);

#[test]
fn each_parameter_is_accepted_refused_missing_and_twice() {
    let relay = Relay::sandbox();
    let files = attachments(&[("a.txt", b"abc")]);
    let executable = attachments(&[("a.exe", b"abc")]);
    let (empty, good) = (custom_fields(&[]), custom_fields(&[(1, "web-2")]));
    let unasked = custom_fields(&[(1, "web-2"), (99, "x")]);
    let object = STANDARD.encode("O:8:\"stdClass\":1:{s:5:\"admin\";b:1;}");
    let nested = STANDARD.encode("a:1:{i:1;a:1:{i:0;s:1:\"x\";}}");
    let long = "x".repeat(251);
    let longest = "x".repeat(65_001);
    let rows: &[Row<'_>] = &[
        (
            "action",
            &["OpenTicket"],
            &[
                ("openticket", "forbidden_parameter"),
                ("GetTicket", "forbidden_parameter"),
                ("", "forbidden_parameter"),
            ],
            "malformed",
        ),
        (
            "responsetype",
            &["json"],
            &[("xml", "forbidden_parameter"), ("", "forbidden_parameter")],
            "success",
        ),
        (
            "deptid",
            &["3", " 3 "],
            &[
                ("0", "Department ID not found"),
                ("x", "Department ID not found"),
                ("99", "rule"),
                ("2", "rule"),
                ("3.0", "Department ID not found"),
            ],
            "Department ID not found",
        ),
        (
            "subject",
            &["A", "Zürich 🎫", "a=b&c"],
            &[
                ("", "Subject is required"),
                (" ", "Subject is required"),
                (&long, "rule"),
                ("a\nb", "rule"),
                ("a\0b", "rule"),
            ],
            "Subject is required",
        ),
        (
            "message",
            &["A", "a\r\nb\0", "<script>"],
            &[
                ("", "Message is required"),
                ("\n", "Message is required"),
                (&longest, "rule"),
            ],
            "Message is required",
        ),
        (
            "name",
            &["A", "O'Brien <x>"],
            &[("", NAME_AND_EMAIL), ("a\r\nBcc: b", "rule")],
            NAME_AND_EMAIL,
        ),
        (
            "email",
            &["a@example.com"],
            &[
                ("", NAME_AND_EMAIL),
                ("nonsense", "Email Address Invalid"),
                ("a@b\r\nBcc: c@d", "Email Address Invalid"),
            ],
            NAME_AND_EMAIL,
        ),
        (
            "priority",
            &["Low", "Medium", "High"],
            &[("low", "malformed"), ("Top", "malformed")],
            "success",
        ),
        (
            "serviceid",
            &["", "0"],
            &[("1", "rule"), ("x", "Service ID Not Found")],
            "success",
        ),
        (
            "domainid",
            &["", "0"],
            &[("1", "rule"), ("-1", "Domain ID Not Found")],
            "success",
        ),
        (
            "markdown",
            &["1", "true", "on", "yes", "0", "false", "off", "no", ""],
            &[("2", "malformed"), ("ja", "malformed")],
            "success",
        ),
        (
            "customfields",
            &[&good],
            &[
                (&empty, "rule"),
                (&unasked, "rule"),
                (&object, "malformed"),
                (&nested, "malformed"),
                ("%%%", "malformed"),
            ],
            "rule",
        ),
        (
            "attachments",
            &[&files, ""],
            &[
                (&executable, "rule"),
                ("nonsense", "malformed"),
                ("W10", "malformed"),
            ],
            "success",
        ),
    ];
    assert_eq!(
        rows.iter()
            .map(|row| row.0)
            .collect::<std::collections::BTreeSet<_>>(),
        open_ticket::wire::names::BROWSER.iter().copied().collect(),
        "every parameter has a row"
    );
    for (name, accepted, refused, missing) in rows {
        let send = |form: Form| said(&relay.post("/api/ticket", form.body()));
        for value in *accepted {
            assert_eq!(
                send(technical().with(name, *value)),
                "success",
                "{name}={value:?}"
            );
        }
        for (value, how) in *refused {
            assert_eq!(
                send(technical().with(name, *value)),
                *how,
                "{name}={value:?}"
            );
        }
        assert_eq!(send(technical().without(name)), *missing, "no {name}");
        let once = technical().with(name, accepted[0]);
        let twice = once.and(name, accepted[0]);
        assert_eq!(send(twice), "repeated_parameter", "{name} twice");
    }
}

/// What only an operator's own server may say, in all spellings that PHP makes one name of.
#[test]
fn what_a_browser_may_not_send_reaches_nobody_however_it_is_spelt() {
    let relay = Relay::sandbox();
    let names = open_ticket::wire::names::FORBIDDEN;
    assert_eq!(names.len(), 12);
    let authorization = bearer(&token(&claims(1)));
    for name in names {
        for spelt in [
            (*name).to_owned(),
            format!(" {name}"),
            format!("{name}\0x"),
            format!("{name}[]"),
            format!("{name}[x]"),
            name.replace("id", ".id") + ".",
            name.to_uppercase(),
            format!("{name} "),
        ] {
            for form in [
                Form::ticket().and(&spelt, "2"),
                Form::ticket().and(&spelt, "2").and(&spelt, "2"),
            ] {
                let answer = relay.open_with(&form, &[("authorization", &authorization)]);
                assert_eq!(answer.status, 400, "{spelt:?}");
                let code = answer.code();
                assert!(
                    matches!(code.as_str(), "forbidden_parameter" | "unknown_parameter"),
                    "{spelt:?}: {code}"
                );
            }
        }
    }
    assert_eq!(relay.rows(), 0);
}

#[test]
fn a_files_name_that_cannot_be_is_refused_and_named_in_no_log() {
    let home = Home::new(EXAMPLE);
    let running = home.start();
    for name in [
        "../canary.txt",
        "..\\canary.txt",
        "/etc/canary.txt",
        "canary\0.txt",
        "canary\r\nX: y.txt",
        "canary\u{202e}txt.exe",
        "..",
        "",
    ] {
        let files = attachments(&[(name, b"x")]);
        let answer = running.post("/api/ticket", &Form::ticket().with("attachments", files));
        assert_eq!(answer["code"], "malformed", "{name:?}: {answer}");
        assert!(!answer.to_string().contains("canary"), "{answer}");
        let next = running.post("/api/ticket", &Form::ticket());
        assert_eq!(next["result"], "success");
    }
    let long = format!("{}.txt", "c".repeat(300));
    let files = attachments(&[(&long, b"x")]);
    let answer = running.post("/api/ticket", &Form::ticket().with("attachments", files));
    assert_eq!(answer["code"], "malformed");
    drop(running);
    assert!(!fs::read_to_string(home.log()).unwrap().contains("canary"));
}
