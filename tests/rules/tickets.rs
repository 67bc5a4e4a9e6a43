//! Tickets as a whole: departments, choices, texts, and the order of what is wrong.

use open_ticket::rules::Rules;
use open_ticket::ticket::{
    ClientId, Complaint, DepartmentId, Field, Message, Priority, Problem, Related, Requester,
    Subject, Ticket,
};
use proptest::prelude::*;

use super::fixtures::{rules, rules_for_a_client};
use super::{answers, complaints, field, file, guest, technical};

#[test]
fn a_ticket_within_the_rules_is_taken() {
    assert_eq!(complaints(&rules(), &guest(1)), []);
    assert_eq!(complaints(&rules(), &technical()), []);
}

#[test]
fn a_department_must_be_offered() {
    assert_eq!(
        complaints(&rules(), &guest(4)),
        [(Field::Department, Complaint::NotOffered)]
    );
}

#[test]
fn a_department_for_clients_takes_no_guest() {
    assert_eq!(
        complaints(&rules(), &guest(2)),
        [(Field::Department, Complaint::ClientsOnly)]
    );
    let client = Requester::Client {
        id: ClientId::new(1).unwrap(),
        person: None,
    };
    for requester in [Requester::Signed, client] {
        assert_eq!(
            complaints(
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
fn only_the_client_s_own_services_and_domains_are_taken() {
    let about = |related| Ticket {
        related: Related::parse(related),
        ..guest(1)
    };
    assert_eq!(complaints(&rules_for_a_client(), &about("S1")), []);
    for other in ["S2", "D1"] {
        let problems = complaints(&rules_for_a_client(), &about(other));
        assert_eq!(problems, [(Field::Related, Complaint::NotOffered)]);
    }
    assert_eq!(
        complaints(&rules(), &about("S1")),
        [(Field::Related, Complaint::NotOffered)]
    );
}

#[test]
fn a_priority_must_be_offered() {
    let calm = Rules {
        priorities: vec![Priority::Low, Priority::Medium],
        ..rules()
    };
    let urgent = Ticket {
        priority: Priority::High,
        ..guest(1)
    };
    assert_eq!(
        complaints(&calm, &urgent),
        [(Field::Priority, Complaint::NotOffered)]
    );
    assert_eq!(complaints(&rules(), &urgent), []);
}

/// A length is that of people's counting, not of the encoding: an emoji is one.
#[test]
fn a_text_is_as_long_as_its_code_points() {
    let subject = |text: String| Ticket {
        subject: Subject::parse(&text).unwrap(),
        ..guest(1)
    };
    let message = |text: String| Ticket {
        message: Message::markdown(&text).unwrap(),
        ..guest(1)
    };
    assert_eq!(complaints(&rules(), &subject("🎫".repeat(100))), []);
    assert_eq!(
        complaints(&rules(), &subject("ü".repeat(101))),
        [(
            Field::Subject,
            Complaint::TooLong {
                length: 101,
                limit: 100
            }
        )]
    );
    assert_eq!(complaints(&rules(), &message("🎫".repeat(10_000))), []);
    assert_eq!(
        complaints(&rules(), &message("a".repeat(10_001))),
        [(
            Field::Message,
            Complaint::TooLong {
                length: 10_001,
                limit: 10_000
            }
        )]
    );
}

#[test]
fn the_link_to_a_ticket_holds_nothing_unencoded() {
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

/// Whose number looks like a place to fill in does not get the code into the wrong one.
#[test]
fn a_number_that_looks_like_the_code_s_place_stays_a_number() {
    let link = rules().ticket_link("{c}", "code");
    assert_eq!(link.unwrap(), "/viewticket.php?tid=%7Bc%7D&c=code");
}

#[test]
fn problems_come_in_the_order_of_the_form() {
    let calm = Rules {
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
    let fields: Vec<_> = calm
        .judge(&ticket)
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
    let nowhere = calm.judge(&Ticket {
        department: DepartmentId::new(9).unwrap(),
        ..ticket
    });
    assert_eq!(nowhere[0].field, Field::Department);
}

proptest! {
    /// A form judges part by part and a relay the whole; both must come to the same.
    #[test]
    fn parts_are_judged_as_the_whole(
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
        let mut parts: Vec<_> = rules.limits.judge_subject(&ticket.subject).into_iter()
            .map(|complaint| Problem::new(Field::Subject, complaint))
            .collect();
        parts.extend(rules.department(ticket.department).unwrap().judge(&ticket.custom_fields));
        parts.extend(rules.limits.judge_files(files));
        prop_assert_eq!(rules.judge(&ticket), parts);
    }
}
