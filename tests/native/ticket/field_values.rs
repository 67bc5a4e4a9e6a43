//! Subjects, messages, priorities, answers, creation dates and opened tickets.

use open_ticket::ticket::{
    Attachment, CreationDate, CustomFieldAnswers, DepartmentId, FieldId, FileName, InvalidText,
    Message, MessageFormat, OpenedTicket, Priority, Requester, Subject, Ticket,
};
use proptest::collection::vec;
use proptest::prelude::*;
use std::collections::BTreeMap;

#[test]
fn a_subject_is_a_single_line_that_is_not_blank() {
    assert_eq!(
        Subject::parse(" web-1 answers 500\u{200b} ")
            .unwrap()
            .as_str(),
        "web-1 answers 500"
    );
    for blank in ["", " ", "\t\n", "\u{3000}"] {
        assert_eq!(Subject::parse(blank), Err(InvalidText::Blank), "{blank:?}");
    }
    for text in [
        "a\nb",
        "a\r\nBcc: eve@example.com",
        "a\0",
        "a\u{85}b",
        "\u{1b}[31m",
    ] {
        assert_eq!(
            Subject::parse(text),
            Err(InvalidText::ControlCharacter),
            "{text:?}"
        );
    }
}

#[test]
fn a_message_is_any_text_that_is_not_blank() {
    let text = " one\r\n\ttwo\n";
    let message = Message::parse(text, MessageFormat::Plain).unwrap();
    assert_eq!(
        (message.as_str(), message.format()),
        (text, MessageFormat::Plain)
    );
    assert_eq!(
        Message::markdown("*a*").unwrap().format(),
        MessageFormat::Markdown
    );
    assert_eq!(Message::markdown(" \r\n\t"), Err(InvalidText::Blank));
}

#[test]
fn a_priority_is_one_of_whmcs_s_three_values() {
    for priority in Priority::ALL {
        assert_eq!(Priority::parse(priority.as_str()), Some(priority));
    }
    assert_eq!(Priority::default(), Priority::Medium);
    for text in ["", "low", "HIGH", "Urgent", " Low"] {
        assert_eq!(Priority::parse(text), None, "{text:?}");
    }
}

#[test]
fn answers_are_ordered_by_field_id() {
    let field = |id| FieldId::new(id).unwrap();
    let mut answers = CustomFieldAnswers::default();
    assert!(answers.is_empty());
    answers.set(field(9), "nine");
    answers.set(field(2), "");
    answers.set(field(9), "nine again");
    let all: Vec<_> = answers.iter().collect();
    assert_eq!(all, [(field(2), ""), (field(9), "nine again")]);
    assert_eq!(
        (answers.get(field(2)), answers.get(field(1))),
        (Some(""), None)
    );
}

proptest! {
    #[test]
    fn answers_set_in_any_order_are_those_of_a_map(entries in vec((1_u32..20, "[a-z]{0,3}"), 0..40)) {
        let (mut answers, mut map) = (CustomFieldAnswers::default(), BTreeMap::new());
        for (id, answer) in entries {
            let id = FieldId::new(id).unwrap();
            answers.set(id, answer.as_str());
            map.insert(id, answer);
        }
        prop_assert!(answers.iter().eq(map.iter().map(|(id, answer)| (*id, answer.as_str()))));
        for id in (1..=20).filter_map(FieldId::new) {
            prop_assert_eq!(answers.get(id), map.get(&id).map(String::as_str));
        }
        prop_assert_eq!(map.iter().map(|(id, answer)| (*id, answer.as_str())).rev().collect::<CustomFieldAnswers>(), answers);
    }
}

/// The seconds are the output of `date -u -d TEXT +%s`.
#[test]
fn a_creation_date_is_parsed_in_both_of_whmcs_s_formats() {
    for (text, seconds) in [
        ("1970-01-01 00:00:00", 0),
        ("1969-12-31 23:59:59", -1),
        ("2000-02-29 12:00:00", 951_825_600),
        ("2026-11-23T18:42:00", 1_795_459_320),
        ("2026-11-23T18:42:00Z", 1_795_459_320),
        ("2026-11-23T18:42:00.123Z", 1_795_459_320),
        ("2026-11-23T18:42:00,5+01:00", 1_795_455_720),
        ("2026-11-23T18:42:00+0100", 1_795_455_720),
        ("2026-11-23T18:42:00-05", 1_795_477_320),
        ("9999-12-31 23:59:59", 253_402_300_799),
    ] {
        let date = CreationDate::parse(text).unwrap();
        assert_eq!((date.as_str(), date.unix_seconds()), (text, seconds));
        assert_eq!(date.to_string(), text);
    }
}

#[test]
fn invalid_dates_are_refused() {
    for text in [
        "",
        "now",
        "2026-11-23",
        "2026-11-23 18:42",
        "2026-02-30 00:00:00",
        "1900-02-29 00:00:00",
        "2026-13-01 00:00:00",
        "2026-00-01 00:00:00",
        "2026-11-31 00:00:00",
        "2026-11-23 24:00:00",
        "2026-11-23 18:60:00",
        "2026-11-23 18:42:60",
        "2026-11-23 18:42:00Z",
        "2026-11-23T18:42:00+25:00",
        "2026-11-23T18:42:00.Z",
        "2026-11-23T18:42:00ZZ",
        "2026-11-23t18:42:00",
        "23-11-2026 18:42:00",
        "2026-11-23  8:42:00",
        "+026-11-23 18:42:00",
        "２026-11-23 18:42:00",
        " 2026-11-23 18:42:00",
    ] {
        assert!(CreationDate::parse(text).is_err(), "{text:?}");
    }
}

#[test]
fn an_opened_ticket_does_not_print_its_access_code() {
    let opened = OpenedTicket::new(1, "516 757-A", "KPqH7yG3").unwrap();
    assert_eq!(
        (opened.id(), opened.number(), opened.access_code()),
        (1, "516 757-A", "KPqH7yG3")
    );
    assert!(!format!("{opened:?}").contains("KPqH7yG3"), "{opened:?}");
    assert!(OpenedTicket::new(1, "", "KPqH7yG3").is_err());
    assert!(OpenedTicket::new(1, "516757", "").is_err());
}

#[test]
fn file_bodies_are_replaced_one_by_one_until_one_fails() {
    let mut ticket = Ticket::new(
        DepartmentId::new(1).unwrap(),
        Requester::Authenticated,
        Subject::parse("a").unwrap(),
        Message::markdown("b").unwrap(),
    );
    for (name, handle) in [("1.txt", "one"), ("2.txt", "two")] {
        let name = FileName::parse(name).unwrap();
        ticket.attachments.push(Attachment::new(name, 3, handle));
    }
    let with_bytes = ticket
        .clone()
        .try_map_bodies(|handle| Ok::<_, ()>(handle.as_bytes().to_vec()));
    let bodies: Vec<_> = with_bytes
        .unwrap()
        .attachments
        .iter()
        .map(|file| file.body().clone())
        .collect();
    assert_eq!(bodies, [b"one".to_vec(), b"two".to_vec()]);
    let mut replaced = Vec::new();
    let failed = ticket.try_map_bodies(|handle| {
        replaced.push(handle);
        Err::<(), _>(handle)
    });
    assert_eq!((failed.unwrap_err(), replaced), ("one", vec!["one"]));
}

proptest! {
    #[test]
    fn parsing_a_date_never_panics(text in any::<String>()) {
        let _ = CreationDate::parse(&text);
    }

    #[test]
    fn parsing_text_in_the_format_of_a_date_never_panics(
        text in "[0-9é]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}:[0-9]{2}([.,][0-9]{0,3})?[+Z-]?[0-9:é]{0,5}",
    ) {
        if let Ok(date) = CreationDate::parse(&text) {
            prop_assert_eq!(date.as_str(), text);
        }
    }
}
