//! Validation of whole tickets: departments, choices, text fields, and the order of problems.

use open_ticket::rules::Rules;
use open_ticket::ticket::{
    ClientId, DepartmentId, EmailAddress, Field, Message, Name, Priority, Problem, Related,
    Requester, Subject, Ticket, Violation,
};
use proptest::prelude::*;

use super::fixtures::{rules, rules_for_a_client};
use super::{answers, field, file, guest, technical, violations};

#[test]
fn a_ticket_that_follows_the_rules_has_no_problems() {
    assert_eq!(violations(&rules(), &guest(1)), []);
    assert_eq!(violations(&rules(), &technical()), []);
}

#[test]
fn a_department_must_be_offered() {
    assert_eq!(
        violations(&rules(), &guest(4)),
        [(Field::Department, Violation::NotOffered)]
    );
}

#[test]
fn a_department_for_clients_refuses_guests() {
    assert_eq!(
        violations(&rules(), &guest(2)),
        [(Field::Department, Violation::ClientsOnly)]
    );
    let client = Requester::Client {
        id: ClientId::new(1).unwrap(),
        person: None,
    };
    for requester in [Requester::Authenticated, client] {
        assert_eq!(
            violations(
                &rules(),
                &Ticket {
                    requester,
                    ..guest(2)
                }
            ),
            []
        );
    }
}

#[test]
fn only_the_client_s_own_services_and_domains_are_valid() {
    let about = |related| Ticket {
        related: Related::parse(related),
        ..guest(1)
    };
    assert_eq!(violations(&rules_for_a_client(), &about("S1")), []);
    for other in ["S2", "D1"] {
        let problems = violations(&rules_for_a_client(), &about(other));
        assert_eq!(problems, [(Field::Related, Violation::NotOffered)]);
    }
    assert_eq!(
        violations(&rules(), &about("S1")),
        [(Field::Related, Violation::NotOffered)]
    );
}

#[test]
fn a_priority_must_be_offered() {
    let rules_without_high = Rules {
        priorities: vec![Priority::Low, Priority::Medium],
        ..rules()
    };
    let urgent = Ticket {
        priority: Priority::High,
        ..guest(1)
    };
    assert_eq!(
        violations(&rules_without_high, &urgent),
        [(Field::Priority, Violation::NotOffered)]
    );
    assert_eq!(violations(&rules(), &urgent), []);
}

/// Lengths do not depend on the encoding: an emoji counts as one.
#[test]
fn the_length_of_text_is_its_number_of_code_points() {
    let subject = |text: String| Ticket {
        subject: Subject::parse(&text).unwrap(),
        ..guest(1)
    };
    let message = |text: String| Ticket {
        message: Message::markdown(&text).unwrap(),
        ..guest(1)
    };
    assert_eq!(violations(&rules(), &subject("🎫".repeat(100))), []);
    assert_eq!(
        violations(&rules(), &subject("ü".repeat(101))),
        [(
            Field::Subject,
            Violation::TooLong {
                length: 101,
                limit: 100
            }
        )]
    );
    assert_eq!(violations(&rules(), &message("🎫".repeat(10_000))), []);
    assert_eq!(
        violations(&rules(), &message("a".repeat(10_001))),
        [(
            Field::Message,
            Violation::TooLong {
                length: 10_001,
                limit: 10_000
            }
        )]
    );
}

/// Browsers send CRLF, but count a line break as one character.
#[test]
fn a_line_break_counts_as_one_character() {
    let message = |text: &str| Ticket {
        message: Message::markdown(text).unwrap(),
        ..guest(1)
    };
    let lines = "123456789\r\n".repeat(1_000);
    assert_eq!(violations(&rules(), &message(&lines)), []);
    assert_eq!(
        violations(&rules(), &message(&(lines + "\r\n"))),
        [(
            Field::Message,
            Violation::TooLong {
                length: 10_001,
                limit: 10_000
            }
        )]
    );
}

#[test]
fn every_text_field_has_a_limit() {
    let guest_with = |name: &str, email: &str| Ticket {
        requester: Requester::Guest {
            name: Name::parse(name).unwrap(),
            email: EmailAddress::parse(email).unwrap(),
        },
        ..guest(3)
    };
    let too_long = |length, limit| Violation::TooLong { length, limit };
    let long_name = "ü".repeat(51);
    let long_email = format!("{}@example.com", "a".repeat(49));
    let ticket = Ticket {
        custom_fields: answers(&[(1, &format!("E-{}", "1".repeat(199)))]),
        ..guest_with(&long_name, &long_email)
    };
    assert_eq!(
        violations(&rules(), &ticket),
        [
            (Field::Name, too_long(51, 50)),
            (Field::Email, too_long(61, 60)),
            (Field::Custom(field(1)), too_long(201, 200)),
        ]
    );
    let longest = Ticket {
        custom_fields: answers(&[(1, &format!("E-{}", "1".repeat(198)))]),
        ..guest_with(&long_name[2..], &long_email[1..])
    };
    assert_eq!(violations(&rules(), &longest), []);
}

/// An optional answer of spaces is not missing, but it has a limit too.
#[test]
fn a_blank_answer_has_a_limit() {
    let ticket = Ticket {
        custom_fields: answers(&[(1, "E-1"), (2, "on"), (3, &" ".repeat(201))]),
        ..guest(3)
    };
    let violation = Violation::TooLong {
        length: 201,
        limit: 200,
    };
    assert_eq!(
        violations(&rules(), &ticket),
        [(Field::Custom(field(3)), violation)]
    );
}

#[test]
fn the_link_to_a_ticket_is_percent_encoded() {
    let link = rules().ticket_link("516 757-A", "a&b=c/../é");
    assert_eq!(
        link.unwrap(),
        "/viewticket.php?tid=516%20757-A&c=a%26b%3Dc%2F..%2F%C3%A9"
    );
    assert_eq!(
        Rules {
            ticket_url: String::new(),
            ..rules()
        }
        .ticket_link("1", "c"),
        None
    );
}

/// The access code must not be inserted into the number.
#[test]
fn a_number_that_looks_like_a_placeholder_is_not_replaced() {
    let link = rules().ticket_link("{c}", "code");
    assert_eq!(link.unwrap(), "/viewticket.php?tid=%7Bc%7D&c=code");
}

#[test]
fn problems_are_in_the_order_of_the_form() {
    let rules_without_high = Rules {
        priorities: vec![Priority::Low],
        ..rules()
    };
    let ticket = Ticket {
        related: Related::parse("S9"),
        subject: Subject::parse(&"a".repeat(101)).unwrap(),
        message: Message::markdown(&"a".repeat(10_001)).unwrap(),
        attachments: vec![file("a.exe", 1)],
        ..guest(3)
    };
    let fields: Vec<_> = rules_without_high
        .validate(&ticket)
        .into_iter()
        .map(|problem| problem.field)
        .collect();
    let expected = [
        Field::Related,
        Field::Priority,
        Field::Subject,
        Field::Message,
    ];
    assert_eq!(fields[..4], expected);
    assert_eq!(fields[4..], [Field::Custom(field(1)), Field::Files]);
    let with_unknown_department = rules_without_high.validate(&Ticket {
        department: DepartmentId::new(9).unwrap(),
        ..ticket
    });
    assert_eq!(with_unknown_department[0].field, Field::Department);
}

proptest! {
    /// The form validates field by field and the relay the whole ticket. The results must be equal.
    #[test]
    fn validating_the_parts_is_the_same_as_validating_the_whole(
        subject in "[a-zü]{1,120}",
        one in "[E0-9-]{0,4}",
        two in prop::sample::select(vec!["", "on", "off"]),
        three in "[a-z]{0,3}",
        sizes in prop::collection::vec(0_u64..1_500, 0..5),
    ) {
        let rules = rules();
        let ticket = Ticket {
            subject: Subject::parse(&subject).unwrap(),
            custom_fields: answers(&[(1, &one), (2, two), (3, &three)]),
            attachments: sizes.iter().map(|size| file("a.txt", *size)).collect(),
            ..guest(3)
        };
        let files = ticket.attachments.iter().map(|file| (file.name(), file.size()));
        let mut parts: Vec<_> = rules.limits.validate_subject(&ticket.subject).into_iter()
            .map(|violation| Problem::new(Field::Subject, violation))
            .collect();
        parts.extend(rules.department(ticket.department).unwrap().validate(&rules.limits, &ticket.custom_fields));
        parts.extend(rules.limits.validate_files(files));
        prop_assert_eq!(rules.validate(&ticket), parts);
    }
}
