//! Department, subject, message, priority and related service.

use super::case::{Missing, ParameterCase, client_request, get_ticket_case, guest_request, owned};
use open_ticket::wire::parameter_names;

pub fn cases() -> Vec<ParameterCase> {
    let (no_service, no_domain) = ("Service ID Not Found", "Domain ID Not Found");
    let no_department = "Department ID not found";
    let priority = "priority must be Low, Medium or High";
    vec![
        get_ticket_case!(
            parameter_names::DEPARTMENT,
            guest_request(),
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
        get_ticket_case!(
            parameter_names::SUBJECT,
            guest_request(),
            "/subject",
            [("a+b & c=d 100% 🎫", "a+b & c=d 100% 🎫"), ("0", "0")],
            [
                ("", "Subject is required"),
                (" \t", "Subject is required"),
                ("a\nb", "subject contains a control character")
            ],
            Missing::Refused("Subject is required")
        ),
        get_ticket_case!(
            parameter_names::MESSAGE,
            guest_request(),
            "/replies/reply/0/message",
            [("one\r\ntwo\n", "one\r\ntwo\n"), ("0", "0")],
            [
                ("", "Message is required"),
                (" \r\n", "Message is required")
            ],
            Missing::Refused("Message is required")
        ),
        get_ticket_case!(
            parameter_names::PRIORITY,
            guest_request(),
            "/priority",
            [
                ("Low", "Low"),
                ("Medium", "Medium"),
                (" High ", "High"),
                ("", "Medium")
            ],
            [("low", priority), ("Urgent", priority), ("0", priority)],
            Missing::Effect("Medium")
        ),
        get_ticket_case!(
            parameter_names::SERVICE,
            client_request(),
            "/service",
            [("1", "S1"), ("0", ""), ("", "")],
            [("2", no_service), ("99", no_service), ("S1", no_service)],
            Missing::Effect("")
        ),
        get_ticket_case!(
            parameter_names::DOMAIN,
            client_request(),
            "/service",
            [("1", "D1"), ("0", ""), ("", "")],
            [
                ("2", no_domain),
                ("99", no_domain),
                ("example.com", no_domain)
            ],
            Missing::Effect("")
        ),
    ]
}
