//! Every parameter of `OpenTicket`: valid, invalid, missing and repeated.

use crate::support::{EXAMPLE_CONFIG, Relay, WorkingDirectory, bearer, claims, token};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use open_ticket_test_support::{Form, HttpResponse, attachments, custom_fields};
use std::fs;

/// Returns a ticket for the department with custom fields.
fn technical_ticket() -> Form {
    Form::ticket()
        .with("deptid", "3")
        .with("customfields", custom_fields(&[(1, "web-1")]))
}

/// Returns `success`, a `code`, or WHMCS's own message.
fn result(response: &HttpResponse) -> String {
    let json = response.json();
    let text = |key: &str| json[key].as_str().unwrap_or_default().to_owned();
    match (text("result").as_str(), text("code").as_str()) {
        ("success", _) => "success".to_owned(),
        (_, "") => text("message"),
        (_, code) => code.to_owned(),
    }
}

const NAME_AND_EMAIL: &str = "Name and email address are required if not a client";

/// Parameter, valid values, invalid values with their results, and the result if it is missing.
type Row<'a> = (&'a str, &'a [&'a str], &'a [(&'a str, &'a str)], &'a str);

#[test]
fn each_parameter_is_validated() {
    let relay = Relay::with_sandbox();
    let files = attachments(&[("a.txt", b"abc")]);
    let executable = attachments(&[("a.exe", b"abc")]);
    let (empty, good) = (custom_fields(&[]), custom_fields(&[(1, "web-2")]));
    let unknown_field = custom_fields(&[(1, "web-2"), (99, "x")]);
    let object = STANDARD.encode("O:8:\"stdClass\":1:{s:5:\"admin\";b:1;}");
    let nested = STANDARD.encode("a:1:{i:1;a:1:{i:0;s:1:\"x\";}}");
    let long_subject = "x".repeat(251);
    let long_message = "x".repeat(65_001);
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
                (&long_subject, "rule"),
                ("a\nb", "rule"),
                ("a\0b", "rule"),
            ],
            "Subject is required",
        ),
        (
            "message",
            &["A", "a\r\nb\0", "<script>", "\u{1b}[31mred"],
            &[
                ("", "Message is required"),
                ("\n", "Message is required"),
                (&long_message, "rule"),
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
                (&unknown_field, "rule"),
                (&object, "malformed"),
                (&nested, "malformed"),
                ("%%%", "malformed"),
            ],
            "rule",
        ),
        (
            "attachments",
            &[&files, "", "W10", "W 1\r\n0="],
            &[
                (&executable, "rule"),
                ("nonsense", "malformed"),
                ("W10==", "malformed"),
            ],
            "success",
        ),
    ];
    assert_eq!(
        rows.iter()
            .map(|row| row.0)
            .collect::<std::collections::BTreeSet<_>>(),
        open_ticket::wire::ALLOWED_FROM_BROWSER
            .iter()
            .copied()
            .collect(),
        "every parameter has a row"
    );
    for (name, valid, invalid, missing) in rows {
        let send = |form: Form| result(&relay.post("/api/ticket", form.body()));
        for value in *valid {
            assert_eq!(
                send(technical_ticket().with(name, *value)),
                "success",
                "{name}={value:?}"
            );
        }
        for (value, expected) in *invalid {
            assert_eq!(
                send(technical_ticket().with(name, *value)),
                *expected,
                "{name}={value:?}"
            );
        }
        assert_eq!(
            send(technical_ticket().without(name)),
            *missing,
            "no {name}"
        );
        let once = technical_ticket().with(name, valid[0]);
        let twice = once.and(name, valid[0]);
        assert_eq!(send(twice), "repeated_parameter", "{name} repeated");
    }
}

/// Parameters for an operator's own server, in all spellings that PHP converts to their names.
#[test]
fn forbidden_parameters_are_rejected_in_every_spelling() {
    let relay = Relay::with_sandbox();
    let names = open_ticket::wire::FORBIDDEN_FROM_BROWSER;
    assert_eq!(names.len(), 12);
    let authorization = bearer(&token(&claims(1)));
    for name in names {
        for spelling in [
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
                Form::ticket().and(&spelling, "2"),
                Form::ticket().and(&spelling, "2").and(&spelling, "2"),
            ] {
                let response = relay.open_ticket_with(&form, &[("authorization", &authorization)]);
                assert_eq!(response.status, 400, "{spelling:?}");
                let code = response.code();
                assert!(
                    matches!(code.as_str(), "forbidden_parameter" | "unknown_parameter"),
                    "{spelling:?}: {code}"
                );
            }
        }
    }
    assert_eq!(relay.stored_rows(), 0);
}

#[test]
fn an_invalid_file_name_is_rejected_and_not_logged() {
    let directory = WorkingDirectory::new(EXAMPLE_CONFIG);
    let relay = directory.start();
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
        let response = relay.post("/api/ticket", &Form::ticket().with("attachments", files));
        assert_eq!(response["code"], "malformed", "{name:?}: {response}");
        assert!(!response.to_string().contains("canary"), "{response}");
        let next = relay.post("/api/ticket", &Form::ticket());
        assert_eq!(next["result"], "success");
    }
    let long_name = format!("{}.txt", "c".repeat(300));
    let files = attachments(&[(&long_name, b"x")]);
    let response = relay.post("/api/ticket", &Form::ticket().with("attachments", files));
    assert_eq!(response["code"], "malformed");
    drop(relay);
    assert!(
        !fs::read_to_string(directory.log())
            .unwrap()
            .contains("canary")
    );
}
