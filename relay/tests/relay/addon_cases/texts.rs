//! Cases of names, addresses, subjects, messages and answers.

use super::Case;
use super::messages::MESSAGES;
use open_ticket_test_support::{Form, custom_fields};

/// Characters at the ends and in the middle of a line.
const CHARACTERS: [&str; 26] = [
    " ",
    "\t",
    "\n",
    "\r\n",
    "\0",
    "\u{7}",
    "\u{85}",
    "\u{a0}",
    "\u{ad}",
    "\u{200b}",
    "\u{200d}",
    "\u{200e}",
    "\u{202e}",
    "\u{2028}",
    "\u{2066}",
    "\u{2800}",
    "\u{3164}",
    "\u{fe0f}",
    "\u{feff}",
    "\u{e0067}",
    "\u{1f3ab}",
    "é",
    "e\u{301}",
    "\"",
    "<",
    "&amp;",
];

const EMAILS: [&str; 30] = [
    "ada@example.com",
    " ada@example.com\u{a0}",
    "ada@example",
    "@example.com",
    "ada@",
    "ada",
    "ada@@example.com",
    "ada@-example.com",
    "ada@example-.com",
    "ada@exa_mple.com",
    "ada@example..com",
    "a.b+c'd@example.com",
    "a\"b@example.com",
    "a b@example.com",
    "\u{fc}nal@example.com",
    "ada@ma\u{df}.de",
    "ada@xn--ma-hia.de",
    "ada@\u{4f8b}\u{5b50}.\u{6d4b}\u{8bd5}",
    "\u{928}\u{92e}\u{938}\u{94d}\u{924}\u{947}@example.com",
    "ada\u{200b}@example.com",
    "ada\u{3164}@example.com",
    "ada\u{2019}s@example.com",
    "ada\u{fe0f}@example.com",
    "ada@example.com.",
    "ada@.example.com",
    "ada@[127.0.0.1]",
    "<ada@example.com>",
    "ada@example.com,bob@example.com",
    "ada@example.com\nBcc: bob@example.com",
    "{$smarty.version}@example.com",
];

const ATTACKS: [&str; 12] = [
    "' OR '1'='1",
    "'; DROP TABLE tbltickets; --",
    "{$smarty.version}",
    "{php}phpinfo();{/php}",
    "{include file='/etc/passwd'}",
    "{literal}{{constructor}}",
    "<img src=x onerror=alert(1)>",
    "O:8:\"stdClass\":0:{}",
    "%00",
    "${7*7}",
    "../../../etc/passwd",
    "\\'; exec('id')",
];

/// Valid answers of the technical department.
const ANSWERS: [(u32, &str); 4] = [
    (1, "web-1.example.com"),
    (2, "https://example.com/?a=1"),
    (4, "Today"),
    (5, "on"),
];

pub fn cases() -> Vec<Case> {
    let mut cases = vec![
        Case::guest("a guest's ticket", &Form::ticket()),
        Case::client("a client's ticket", &Form::ticket()),
    ];
    for character in CHARACTERS {
        for (place, text) in [
            ("before", format!("{character}A question")),
            ("after", format!("A question{character}")),
            ("in", format!("A{character}question")),
            ("alone", character.repeat(3)),
        ] {
            for field in ["subject", "name"] {
                let name = format!("{character:?} {place} the {field}");
                cases.push(Case::guest(name, &Form::ticket().with(field, text.clone())));
            }
        }
    }
    for email in EMAILS {
        let form = Form::ticket().with("email", email);
        cases.push(Case::guest(format!("the address {email:?}"), &form));
    }
    for message in MESSAGES {
        for markdown in ["1", "0"] {
            let form = Form::ticket()
                .with("message", message)
                .with("markdown", markdown);
            cases.push(Case::guest(
                format!("the message {message:?}, markdown {markdown}"),
                &form,
            ));
        }
    }
    for attack in ATTACKS {
        for field in ["name", "email", "subject", "message"] {
            let form = Form::ticket().with(field, attack);
            cases.push(Case::guest(format!("{attack:?} as {field}"), &form));
        }
        let answers = custom_fields(&[(1, "web-1"), (3, attack)]);
        let form = Form::ticket()
            .with("deptid", "3")
            .with("customfields", answers);
        cases.push(Case::guest(format!("{attack:?} as answer"), &form));
    }
    cases.extend(lengths());
    cases.extend(answers());
    cases
}

fn lengths() -> Vec<Case> {
    let mut cases = Vec::new();
    for (field, limit) in [("name", 250), ("subject", 40), ("message", 300)] {
        for (text, unit) in [
            ("a", "ASCII"),
            ("\u{fc}", "two bytes"),
            ("\u{1f3ab}", "four bytes"),
        ] {
            for length in [limit, limit + 1] {
                let form = Form::ticket().with(field, text.repeat(length));
                cases.push(Case::guest(
                    format!("{field} of {length} characters, {unit}"),
                    &form,
                ));
            }
        }
    }
    for length in [100, 150, 151] {
        let form = Form::ticket().with("message", "a\r\n".repeat(length));
        cases.push(Case::guest(
            format!("{length} lines that end with CRLF"),
            &form,
        ));
    }
    let address = |local: usize, label: usize| {
        format!("{}@{}.example.com", "a".repeat(local), "b".repeat(label))
    };
    for (local, label) in [(64, 63), (65, 63), (64, 64)] {
        let form = Form::ticket().with("email", address(local, label));
        cases.push(Case::guest(
            format!("an address of {local} and {label} bytes"),
            &form,
        ));
    }
    cases
}

fn answers() -> Vec<Case> {
    let ticket = |answers: &[(u32, &str)]| {
        Form::ticket()
            .with("deptid", "3")
            .with("customfields", custom_fields(answers))
    };
    let mut cases = vec![
        Case::guest("valid answers", &ticket(&ANSWERS)),
        Case::guest("no answers", &Form::ticket().with("deptid", "3")),
        Case::guest(
            "an answer in a department without fields",
            &Form::ticket().with("customfields", custom_fields(&[(1, "x")])),
        ),
    ];
    for (id, answer) in [
        (1, ""),
        (1, " "),
        (1, "\u{feff}web-1\u{a0}"),
        (1, "web 1"),
        (1, "web-1\n"),
        (1, "-web"),
        (1, "WEB-1.example.com"),
        (2, "example.com"),
        (2, "javascript:alert(1)"),
        (2, "HTTP://example.com"),
        (2, " https://example.com "),
        (2, "https://exa mple.com"),
        (2, "https://"),
        (2, "https://[::1]/"),
        (2, "https://\u{fc}.example/\u{1f3ab}"),
        (2, "https:///x"),
        (2, "https://example.com/\u{202e}"),
        (3, " p w "),
        (3, "p\tw"),
        (3, "p\u{202e}w"),
        (4, ""),
        (4, "Never"),
        (4, "today"),
        (4, "Today "),
        (4, "After a change I made"),
        (5, ""),
        (5, "off"),
        (5, "1"),
        (5, "on "),
        (6, "hidden"),
        (7, "x"),
        (7, ""),
    ] {
        let mut answers = vec![(1, "web-1")];
        answers.retain(|(other, _)| *other != id);
        answers.push((id, answer));
        cases.push(Case::guest(
            format!("the answer {answer:?} to field {id}"),
            &ticket(&answers),
        ));
    }
    for text in ["one\ntwo\n", "\u{1f3ab} \"' \\", " "] {
        let answers = [(1, "web-1"), (4, "After a change I made"), (6, text)];
        cases.push(Case::guest(
            format!("the answer {text:?} to a visible field"),
            &ticket(&answers),
        ));
    }
    for length in [60, 61] {
        let password = "\u{fc}".repeat(length);
        let answers = [(1, "web-1"), (3, password.as_str())];
        cases.push(Case::guest(
            format!("an answer of {length} characters"),
            &ticket(&answers),
        ));
    }
    cases
}
