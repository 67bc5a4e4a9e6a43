//! The ticket's own words, its custom fields, and when it shows as sent.

use open_ticket::ticket::{
    Attachment, Created, CustomFields, DepartmentId, FieldId, FileName, Format, InvalidText,
    Message, Opened, Priority, Requester, Subject, Ticket,
};
use proptest::prelude::*;

#[test]
fn a_subject_is_one_line_that_is_not_blank() {
    assert_eq!(
        Subject::parse(" web-1 answers 500 ").unwrap().as_str(),
        " web-1 answers 500 "
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
        assert_eq!(Subject::parse(text), Err(InvalidText::Control), "{text:?}");
    }
}

#[test]
fn a_message_is_any_text_that_is_not_blank() {
    let text = " one\r\n\ttwo\n";
    let message = Message::parse(text, Format::Plain).unwrap();
    assert_eq!((message.as_str(), message.format()), (text, Format::Plain));
    assert_eq!(Message::markdown("*a*").unwrap().format(), Format::Markdown);
    assert_eq!(Message::markdown(" \r\n\t"), Err(InvalidText::Blank));
}

#[test]
fn a_priority_is_one_of_whmcs_s_three_words() {
    for priority in Priority::ALL {
        assert_eq!(Priority::parse(priority.as_str()), Some(priority));
    }
    assert_eq!(Priority::default(), Priority::Medium);
    for text in ["", "low", "HIGH", "Urgent", " Low"] {
        assert_eq!(Priority::parse(text), None, "{text:?}");
    }
}

#[test]
fn answers_stand_in_the_order_of_their_fields() {
    let field = |id| FieldId::new(id).unwrap();
    let mut answers = CustomFields::default();
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

/// Seconds as `date -u -d TEXT +%s` counts them.
#[test]
fn a_moment_is_read_in_both_of_whmcs_s_forms() {
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
        let moment = Created::parse(text).unwrap();
        assert_eq!((moment.as_str(), moment.unix_seconds()), (text, seconds));
        assert_eq!(moment.to_string(), text);
    }
}

#[test]
fn what_names_no_moment_is_none() {
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
        assert!(Created::parse(text).is_err(), "{text:?}");
    }
}

#[test]
fn an_answer_has_a_number_and_a_code_that_stays_out_of_sight() {
    let opened = Opened::new(1, "516 757-A", "KPqH7yG3").unwrap();
    assert_eq!(
        (opened.id(), opened.number(), opened.access_code()),
        (1, "516 757-A", "KPqH7yG3")
    );
    assert!(!format!("{opened:?}").contains("KPqH7yG3"), "{opened:?}");
    assert!(Opened::new(1, "", "KPqH7yG3").is_err());
    assert!(Opened::new(1, "516757", "").is_err());
}

#[test]
fn bodies_are_replaced_file_by_file_until_one_fails() {
    let mut ticket = Ticket::new(
        DepartmentId::new(1).unwrap(),
        Requester::Signed,
        Subject::parse("a").unwrap(),
        Message::markdown("b").unwrap(),
    );
    for (name, handle) in [("1.txt", "one"), ("2.txt", "two")] {
        let name = FileName::parse(name).unwrap();
        ticket
            .attachments
            .push(Attachment::of_size(name, 3, handle));
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
    let mut asked = Vec::new();
    let failed = ticket.try_map_bodies(|handle| {
        asked.push(handle);
        Err::<(), _>(handle)
    });
    assert_eq!((failed.unwrap_err(), asked), ("one", vec!["one"]));
}

proptest! {
    #[test]
    fn no_text_makes_a_moment_panic(text in any::<String>()) {
        let _ = Created::parse(&text);
    }

    #[test]
    fn no_text_of_the_right_shape_makes_a_moment_panic(
        text in "[0-9é]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}:[0-9]{2}([.,][0-9]{0,3})?[+Z-]?[0-9:é]{0,5}",
    ) {
        if let Ok(moment) = Created::parse(&text) {
            prop_assert_eq!(moment.as_str(), text);
        }
    }
}
