//! Parameters with an encoded value: files, and answers to custom fields.

use super::case::{Missing, ParameterCase, get_ticket_case, guest_request, owned};
use crate::support::{attachments, custom_fields};
use open_ticket::wire::parameter_names;

pub fn cases() -> Vec<ParameterCase> {
    let one_file = |name| attachments(&[(name, b"a")]);
    let mut files = get_ticket_case!(
        parameter_names::ATTACHMENTS,
        guest_request(),
        "/replies/reply/0/attachment",
        [("W10=", "")],
        [
            ("!!", "attachments: "),
            ("e30=", "attachments: "),
            ("", "attachments: "),
            (" ", "attachments: ")
        ],
        Missing::Effect("")
    );
    files.accepted.extend([
        (one_file("a.txt"), "a.txt"),
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
        (one_file("../a.txt"), "attachments: a file name is a path"),
        (
            one_file("a\u{0}.txt"),
            "attachments: a file name contains control",
        ),
    ]);
    let mut answers = get_ticket_case!(
        parameter_names::CUSTOM_FIELDS,
        guest_request().with("deptid", "3"),
        "/customfields/customfield/0/value",
        [("YTowOnt9", "")],
        // O:8:"stdClass":0:{}
        [
            ("!!", "customfields: "),
            ("", "customfields: "),
            ("Tzo4OiJzdGRDbGFzcyI6MDp7fQ==", "customfields: ")
        ],
        Missing::Effect("")
    );
    answers.accepted.extend([
        (custom_fields(&[(1, "Zürich 🎫")]), "Zürich 🎫"),
        // An answer to an unknown field is dropped.
        (custom_fields(&[(99, "x")]), ""),
    ]);
    vec![files, answers]
}
