//! Cases of a department's message template.

use super::Case;
use open_ticket_test_support::Form;

/// End of the office hours of the first department in the configuration, and its template.
pub const OFFICE_HOURS_AND_TEMPLATE: &str =
    "17:00 CET\"\nmessage_template = \"**What I did**\\n\\n**What happened**\\n\"\n";

const TEMPLATE: &str = "**What I did**\n\n**What happened**";

pub fn cases() -> Vec<Case> {
    let messages = [
        TEMPLATE.to_owned(),
        TEMPLATE.replace('\n', "\r\n"),
        format!("\r\n \u{a0}{TEMPLATE}\u{3000}\t\n"),
        format!("\u{200b}{TEMPLATE}"),
        TEMPLATE.replace("\n\n", "\n"),
        TEMPLATE.replace('\n', "\r"),
        TEMPLATE.to_uppercase(),
        format!("{TEMPLATE}\n\nIt is slow."),
        "**What I did**".to_owned(),
        TEMPLATE.repeat(3),
    ];
    let mut cases = Vec::new();
    for message in messages {
        for (markdown, department) in [("1", "1"), ("0", "1"), ("1", "2")] {
            let form = Form::ticket()
                .with("message", message.as_str())
                .with("markdown", markdown)
                .with("deptid", department);
            let name = format!("{message:?} to department {department}, markdown {markdown}");
            cases.push(Case::client(name, &form));
        }
    }
    cases
}
