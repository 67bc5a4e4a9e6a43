//! The functions that choose and fill UI text.

use open_ticket::locale::{
    failure, field_label, file_row_violation, file_rules, file_total, grouped, short_file_rules,
    strings, ticket_copy, ticket_copy_file_name, violation,
};
use open_ticket::rules::{CustomField, FieldKind, Limits};
use open_ticket::ticket::{Field, FieldId, FileName, Refusal, SendError, SentTicket, Violation};

fn limits(files: usize, extensions: &[&str]) -> Limits {
    Limits {
        name: 250,
        email: 254,
        subject: 250,
        message: 65_535,
        answer: 10_000,
        files,
        file_bytes: 4_000_000,
        total_bytes: 20_000_000,
        request_bytes: 100_000_000,
        extensions: extensions.iter().map(|e| (*e).to_owned()).collect(),
    }
}

fn custom_field(kind: FieldKind) -> CustomField {
    CustomField {
        id: FieldId::new(1).unwrap(),
        name: "Server".to_owned(),
        kind,
        required: true,
        pattern: None,
        pattern_help: String::new(),
        default: String::new(),
        help: String::new(),
        shown_when: None,
    }
}

#[test]
fn a_violation_names_the_field_by_its_label() {
    let too_long = |length| Violation::TooLong { length, limit: 250 };
    assert_eq!(
        violation(Field::Subject, None, &too_long(251)),
        "“Subject” must be 250 characters or fewer. Remove 1 character"
    );
    assert_eq!(
        violation(Field::Subject, None, &too_long(300)),
        "“Subject” must be 250 characters or fewer. Remove 50 characters"
    );
}

#[test]
fn a_violation_names_a_custom_field_by_its_name() {
    let field = Field::Custom(FieldId::new(1).unwrap());
    let missing = |kind| violation(field, Some(&custom_field(kind)), &Violation::Missing);
    assert_eq!(missing(FieldKind::Text), "Enter “Server”");
    assert_eq!(missing(FieldKind::TickBox), "Tick the box: “Server”");
    assert_eq!(
        missing(FieldKind::DropDown(Vec::new())),
        "Choose an option for “Server”"
    );
    assert_eq!(field_label(field), "");
}

#[test]
fn braces_in_user_input_are_not_placeholders() {
    let mut field = custom_field(FieldKind::Text);
    field.name = "{help}{name}".to_owned();
    let pattern = Violation::PatternMismatch {
        help: "{name}".to_owned(),
    };
    assert_eq!(
        violation(Field::Custom(field.id), Some(&field), &pattern),
        "Enter “{help}{name}” in the correct format. {name}"
    );
}

#[test]
fn numbers_are_grouped_by_thousands() {
    assert_eq!(grouped(999), "999");
    assert_eq!(grouped(65_535), "65,535");
    assert_eq!(grouped(1_000_007), "1,000,007");
}

#[test]
fn the_hint_of_the_files_field_names_the_number_the_sizes_and_the_types() {
    assert_eq!(
        file_rules(&limits(10, &["jpg", "png"])),
        "Up to 10 files, 4 MB each, 20 MB in total. File types: jpg, png."
    );
    assert_eq!(
        file_rules(&limits(1, &["log"])),
        "1 file, up to 4 MB. File type: log."
    );
    assert!(file_rules(&limits(2, &[])).ends_with(". Any file type."));
}

#[test]
fn a_long_list_of_types_is_not_part_of_a_sentence() {
    let types = ["jpg", "png", "gif", "pdf", "txt", "log"];
    let (hint, list) = short_file_rules(&limits(10, &types));
    assert_eq!(hint, "Up to 10 files, 4 MB each, 20 MB in total.");
    assert_eq!(list.as_deref(), Some("jpg, png, gif, pdf, txt, log"));
    let short = limits(10, &types[..5]);
    assert_eq!(short_file_rules(&short), (file_rules(&short), None));

    let error = |allowed: &[&str]| {
        let refused = Violation::ExtensionNotAllowed {
            name: FileName::sanitized("setup.exe"),
            allowed: allowed.iter().map(|&e| e.to_owned()).collect(),
        };
        violation(Field::Files, None, &refused)
    };
    assert!(error(&types[..5]).ends_with("one of these types: jpg, png, gif, pdf, txt"));
    assert!(error(&types).ends_with("one of the allowed types"));
}

#[test]
fn the_remedy_for_a_rate_limit_contains_the_waiting_time() {
    for (wait, remedy) in [
        (None, "Try again later."),
        (Some(0), "Try again in about a minute."),
        (Some(61), "Try again in about 2 minutes."),
        (Some(90 * 60), "Try again in about 90 minutes."),
        (Some(91 * 60), "Try again in about 2 hours."),
    ] {
        let failure = failure(&SendError::RateLimited { retry_after: wait });
        assert_eq!(failure.remedy, remedy);
        assert_eq!(failure.heading, "Your ticket was not sent");
    }
}

#[test]
fn an_unknown_refusal_is_quoted() {
    for (message, why) in [
        (
            "Closed {why}",
            "Message from the support system: “Closed {why}”.",
        ),
        ("Closed.", "Message from the support system: “Closed”."),
        ("Closed! ", "Message from the support system: “Closed!”."),
    ] {
        let refusal = Refusal::Other(message.to_owned());
        let failure = failure(&SendError::Refused(refusal));
        assert_eq!(failure.why, why);
        let rest = "Your message and files are still here. Try again. If it happens again, contact support another way.";
        assert_eq!(
            failure.fill_into(strings::FAILURE_TEXT),
            format!("{why} {rest}")
        );
    }
}

#[test]
fn no_violation_and_no_refusal_has_an_empty_label_or_sentence() {
    let fields = [
        Field::Name,
        Field::Email,
        Field::Department,
        Field::Related,
        Field::Priority,
        Field::Subject,
        Field::Message,
        Field::Files,
        Field::Custom(FieldId::new(99).unwrap()),
    ];
    let too_long = Violation::TooLong {
        length: 2,
        limit: 1,
    };
    let pattern = Violation::PatternMismatch {
        help: String::new(),
    };
    for field in fields {
        for found in [
            Violation::Missing,
            Violation::NotOffered,
            Violation::ClientsOnly,
            Violation::ControlCharacter,
            Violation::InvalidEmail,
            Violation::EmailRefused,
            Violation::InvalidUrl,
            Violation::NonAsciiEmail,
            too_long.clone(),
            pattern.clone(),
        ] {
            let text = violation(field, None, &found);
            assert!(
                !text.is_empty() && !text.contains("“”"),
                "{field:?} {found:?}: {text}"
            );
        }
    }
    for message in ["", " ", "\u{200b}"] {
        let refusal = Refusal::Other(message.to_owned());
        let failure = failure(&SendError::Refused(refusal));
        assert_eq!(failure.why, strings::REFUSAL_UNKNOWN_WHY);
        assert!(!failure.remedy.is_empty());
    }
}

#[test]
fn the_total_of_small_files_has_its_own_unit() {
    let total = |size| file_total(1, size, &limits(10, &[]));
    assert_eq!(total(26_000), "1 of 10 files · 26 kB of 20 MB");
    assert_eq!(total(1), "1 of 10 files · 1 byte of 20 MB");
    assert_eq!(total(100_000), "1 of 10 files · 0.1 of 20.0 MB");
}

#[test]
fn the_total_of_the_files_names_both_limits() {
    assert_eq!(
        file_total(1, 184_000, &limits(10, &[])),
        "1 of 10 files · 0.2 of 20.0 MB"
    );
    assert_eq!(
        file_total(1, 0, &limits(1, &[])),
        "1 of 1 file · 0.0 of 20.0 MB"
    );
}

#[test]
fn the_row_of_a_file_that_is_too_large_begins_with_its_size() {
    let name = FileName::sanitized("backup.iso");
    let (size, limit) = (4_230_000_000, 4_000_000);
    let found = Violation::FileTooLarge { name, size, limit };
    assert_eq!(
        file_row_violation(&found),
        "4.2 GB. The limit per file is 4 MB. Make it smaller, or share a link instead"
    );
    assert!(violation(Field::Files, None, &found).starts_with("backup.iso is 4.2 GB."));
}

#[test]
fn the_copy_of_a_ticket_omits_what_is_empty() {
    let ticket = SentTicket {
        subject: "It does not turn".to_owned(),
        message: "# A\n\nb".to_owned(),
        ..SentTicket::default()
    };
    assert_eq!(
        ticket_copy(&ticket, "516757"),
        "# It does not turn\n\n- Ticket number: 516757\n\n# A\n\nb\n"
    );
    let ticket = SentTicket {
        email: "ada@example.com".to_owned(),
        department: "Technical".to_owned(),
        answers: vec![("Before it".to_owned(), "an update\nof PHP".to_owned())],
        attachments: vec![("a.log".to_owned(), 1_800), ("b.png".to_owned(), 412_000)],
        ..ticket
    };
    assert_eq!(
        ticket_copy(&ticket, "516757"),
        "# It does not turn\n\n- Ticket number: 516757\n- Department: Technical\n\
         - Your email address: ada@example.com\n- Before it: an update\n  of PHP\n\
         - Attachments: a.log, 1.8 kB\n  b.png, 412 kB\n\n# A\n\nb\n"
    );
}

#[test]
fn the_file_of_a_copy_has_the_number_without_characters_of_a_path() {
    assert_eq!(ticket_copy_file_name("516757"), "ticket-516757.md");
    assert_eq!(ticket_copy_file_name("../A-1 \u{202e}ü"), "ticket-A-1.md");
}
