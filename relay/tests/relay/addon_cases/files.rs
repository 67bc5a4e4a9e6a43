//! Cases of files: names, extensions, sizes, encodings.

use super::Case;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use open_ticket_test_support::{Form, attachments};
use serde_json::json;

const NAMES: [&str; 48] = [
    "a.txt",
    "A.TXT",
    "a.tar.gz",
    "a",
    ".txt",
    "a.",
    ".",
    "..",
    " ",
    "...",
    "a b.txt",
    "Z\u{fc}rich \u{1f3ab}.txt",
    "Zu\u{308}rich.txt",
    "../a.txt",
    "..\\a.txt",
    "/etc/passwd.txt",
    "C:\\a.txt",
    "a/b.txt",
    "a\0.txt",
    "a\n.txt",
    "a\u{202e}txt.exe",
    "a\u{200e}.txt",
    "a\u{7f}.txt",
    "CON.txt",
    "con",
    "aux.log",
    "COM1.txt",
    "com\u{b9}.txt",
    "COM10.txt",
    "LPT9 .txt",
    "nul .txt",
    "CONIN$.txt",
    "console.txt",
    "a.php",
    "a.PHP",
    "a.phtml",
    "a.php.txt",
    "a.txt.php",
    "a.svg",
    "a.html",
    "a.exe",
    "a.txt ",
    " a.txt",
    "<b>.txt",
    "'\";--.txt",
    "{$x}.txt",
    "%2e%2e%2fa.txt",
    ".htaccess",
];

pub fn cases() -> Vec<Case> {
    let ticket = |files: &[(&str, &[u8])]| Form::ticket().with("attachments", attachments(files));
    let raw = |value: String| Form::ticket().with("attachments", value);
    let mut cases = Vec::new();
    for name in NAMES {
        cases.push(Case::guest(
            format!("a file with the name {name:?}"),
            &ticket(&[(name, b"x")]),
        ));
    }
    for length in [251, 252, 10_000] {
        let name = format!("{}.txt", "a".repeat(length));
        cases.push(Case::guest(
            format!("a file name of {length} bytes and its extension"),
            &ticket(&[(&name, b"x")]),
        ));
    }
    for size in [0, 1, 1_000, 1_001] {
        let bytes = vec![7; size];
        cases.push(Case::guest(
            format!("a file of {size} bytes"),
            &ticket(&[("a.bin", &bytes)]),
        ));
    }
    let bytes = vec![0xff; 500];
    for count in [3, 4] {
        let names: Vec<_> = (0..count).map(|number| format!("{number}.bin")).collect();
        let small: Vec<_> = names
            .iter()
            .map(|name| (name.as_str(), &bytes[..9]))
            .collect();
        cases.push(Case::guest(format!("{count} files"), &ticket(&small)));
        let large: Vec<_> = names
            .iter()
            .map(|name| (name.as_str(), &bytes[..]))
            .collect();
        cases.push(Case::guest(
            format!("{count} files of 500 bytes"),
            &ticket(&large),
        ));
    }
    let large = vec![1; 751];
    cases.push(Case::guest(
        "files that are too large together",
        &ticket(&[("a.bin", &large), ("b.bin", &large)]),
    ));
    cases.push(Case::guest(
        "several problems",
        &ticket(&[("a.exe", b""), ("b.txt", b"")]),
    ));

    let encoded = |value: serde_json::Value| STANDARD.encode(value.to_string());
    for (name, value) in [
        ("blank", " ".to_owned()),
        ("not base64", "*".to_owned()),
        (
            "base64 of the URL alphabet",
            "W3sibmFtZSI6ImEudHh0Ij8_".to_owned(),
        ),
        ("not JSON", STANDARD.encode("[")),
        ("JSON and more", STANDARD.encode("[]x")),
        ("an empty list", encoded(json!([]))),
        ("an object", encoded(json!({}))),
        ("a text", encoded(json!("x"))),
        ("null", encoded(json!(null))),
        ("a list of texts", encoded(json!(["x"]))),
        ("a list of lists", encoded(json!([[]]))),
        (
            "a file without a name",
            encoded(json!([{ "data": "eA==" }])),
        ),
        ("a file without data", encoded(json!([{ "name": "a.txt" }]))),
        (
            "a name that is a number",
            encoded(json!([{ "name": 1, "data": "eA==" }])),
        ),
        (
            "data that is a list",
            encoded(json!([{ "name": "a.txt", "data": [] }])),
        ),
        (
            "data that is not base64",
            encoded(json!([{ "name": "a.txt", "data": "*" }])),
        ),
        (
            "data without padding",
            encoded(json!([{ "name": "a.txt", "data": "eA" }])),
        ),
        (
            "data with incomplete padding",
            encoded(json!([{ "name": "a.txt", "data": "eA=" }])),
        ),
        (
            "data in lines",
            encoded(json!([{ "name": "a.txt", "data": "eHh4\r\neHh4" }])),
        ),
        (
            "the key filename",
            encoded(json!([{ "filename": "a.txt", "data": "eA==" }])),
        ),
        (
            "both keys",
            encoded(json!([{ "filename": "b.exe", "name": "a.txt", "data": "eA==" }])),
        ),
        (
            "other keys",
            encoded(
                json!([{ "name": "a.txt", "data": "eA==", "error": 0, "tmp_name": "/etc/passwd" }]),
            ),
        ),
        (
            "invalid UTF-8 in a name",
            STANDARD.encode(b"[{\"name\":\"\xff.txt\",\"data\":\"eA==\"}]"),
        ),
        (
            "an escaped name",
            STANDARD.encode(r#"[{"name":"\u005c\u002f.txt","data":"eA=="}]"#),
        ),
        (
            "a lone surrogate",
            STANDARD.encode(r#"[{"name":"\ud800.txt","data":"eA=="}]"#),
        ),
        (
            "escaped data",
            STANDARD.encode(r#"[{"name":"a.txt","data":"eA\u003d="}]"#),
        ),
        (
            "nested deeply",
            STANDARD.encode("[".repeat(100) + &"]".repeat(100)),
        ),
        (
            "1001 files",
            encoded(json!(vec![json!({ "name": "a.txt", "data": "" }); 1_001])),
        ),
    ] {
        cases.push(Case::guest(format!("attachments: {name}"), &raw(value)));
    }
    cases
}
