//! What it is about.

use super::{Missing, Row, by_client, guest, read, texts};
use open_ticket::wire::names;
use serde_json::Value;

pub fn rows() -> Vec<Row> {
    let (no_service, no_domain) = ("Service ID Not Found", "Domain ID Not Found");
    let no_department = "Department ID not found";
    let priority = "priority must be Low, Medium or High";
    vec![
        row!(
            names::DEPARTMENT,
            guest(),
            "/deptid",
            [("1", "1"), ("2", "2"), (" 3 ", "3")],
            [
                ("99", no_department),
                ("0", no_department),
                ("-1", no_department),
                ("1.5", no_department)
            ],
            Missing::Refused(no_department)
        ),
        row!(
            names::SUBJECT,
            guest(),
            "/subject",
            [("a+b & c=d 100% 🎫", "a+b & c=d 100% 🎫"), ("0", "0")],
            [
                ("", "Subject is required"),
                (" \t", "Subject is required"),
                ("a\nb", "subject holds a control character")
            ],
            Missing::Refused("Subject is required")
        ),
        row!(
            names::MESSAGE,
            guest(),
            "/replies/reply/0/message",
            [("one\r\ntwo\n", "one\r\ntwo\n"), ("0", "0")],
            [
                ("", "Message is required"),
                (" \r\n", "Message is required")
            ],
            Missing::Refused("Message is required")
        ),
        row!(
            names::PRIORITY,
            guest(),
            "/priority",
            [
                ("Low", "Low"),
                ("Medium", "Medium"),
                (" High ", "High"),
                ("", "Medium")
            ],
            [("low", priority), ("Urgent", priority), ("0", priority)],
            Missing::Shows("Medium")
        ),
        row!(
            names::SERVICE,
            by_client(),
            "/service",
            [("1", "S1"), ("0", ""), ("", "")],
            [("2", no_service), ("99", no_service), ("S1", no_service)],
            Missing::Shows("")
        ),
        row!(
            names::DOMAIN,
            by_client(),
            "/service",
            [("1", "D1"), ("0", ""), ("", "")],
            [
                ("2", no_domain),
                ("99", no_domain),
                ("example.com", no_domain)
            ],
            Missing::Shows("")
        ),
    ]
}
