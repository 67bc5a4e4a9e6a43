//! Reply time and office hours of a department.

use crate::fixtures::rules;
use open_ticket::locale::reply_time;

#[test]
fn the_text_contains_the_reply_time_and_the_office_hours() {
    let mut department = rules().departments.remove(0);
    for (reply, hours, text) in [
        ("", "", None),
        ("4 hours", "", Some("We usually reply within 4 hours.")),
        (
            "",
            "9:00 to 17:00 CET",
            Some("Office hours: 9:00 to 17:00 CET."),
        ),
        (
            "{time}",
            "weekdays",
            Some("We usually reply within {time}. Office hours: weekdays."),
        ),
    ] {
        department.reply_within = reply.to_owned();
        department.office_hours = hours.to_owned();
        assert_eq!(reply_time(&department).as_deref(), text);
    }
}
