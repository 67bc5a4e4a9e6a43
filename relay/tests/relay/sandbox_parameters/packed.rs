//! What is packed into one value: files, and answers to custom fields.

use super::{Missing, Row, guest, read, texts};
use crate::support::{attachments, custom_fields};
use open_ticket::wire::names;
use serde_json::Value;

pub fn rows() -> Vec<Row> {
    let one = |name| attachments(&[(name, b"a")]);
    let mut files = row!(
        names::ATTACHMENTS,
        guest(),
        "/replies/reply/0/attachment",
        [("", "")],
        [("!!", "attachments: "), ("e30=", "attachments: ")],
        Missing::Shows("")
    );
    files.accepted.extend([
        (one("a.txt"), "a.txt"),
        (
            attachments(&[("a.txt", b""), ("b.txt", b"b")]),
            "a.txt|b.txt",
        ),
        // [{"filename":"a.txt","data":"YQ=="}]
        (
            "W3siZmlsZW5hbWUiOiJhLnR4dCIsImRhdGEiOiJZUT09In1d".to_owned(),
            "a.txt",
        ),
    ]);
    files.refused.extend([
        (one("../a.txt"), "attachments: a file's name is a path"),
        (
            one("a\u{0}.txt"),
            "attachments: a file's name holds control",
        ),
    ]);
    let mut answers = row!(
        names::CUSTOM_FIELDS,
        guest().with("deptid", "3"),
        "/customfields/customfield/0/value",
        [("", "")],
        // O:8:"stdClass":0:{}
        [
            ("!!", "customfields: "),
            ("Tzo4OiJzdGRDbGFzcyI6MDp7fQ==", "customfields: ")
        ],
        Missing::Shows("")
    );
    answers.accepted.extend([
        (custom_fields(&[(1, "Zürich 🎫")]), "Zürich 🎫"),
        // Another department's field, or nobody's, has no place in the ticket.
        (custom_fields(&[(99, "x")]), ""),
    ]);
    vec![files, answers]
}
