//! Answers to a department's own questions.

use open_ticket::rules::{CustomField, FieldKind, Pattern};
use open_ticket::ticket::{Complaint, Field, Ticket};

use super::fixtures::{question, rules};
use super::{answers, complaints, field, guest};

#[test]
fn a_required_question_must_be_answered() {
    for nothing in [&[][..], &[(1, "")], &[(1, " \t")]] {
        let ticket = Ticket {
            custom_fields: answers(nothing),
            ..guest(3)
        };
        assert_eq!(
            complaints(&rules(), &ticket),
            [(Field::Custom(field(1)), Complaint::Missing)]
        );
    }
}

#[test]
fn an_answer_must_have_the_form_that_is_asked_for() {
    let ticket = Ticket {
        custom_fields: answers(&[(1, "500")]),
        ..guest(3)
    };
    let complaint = Complaint::Pattern {
        help: "an E, a dash and a number".into(),
    };
    assert_eq!(
        complaints(&rules(), &ticket),
        [(Field::Custom(field(1)), complaint)]
    );
}

#[test]
fn a_question_that_depends_on_another_is_asked_after_that_answer_only() {
    let hidden = Ticket {
        custom_fields: answers(&[(1, "E-1"), (3, "more")]),
        ..guest(3)
    };
    assert_eq!(
        complaints(&rules(), &hidden),
        [(Field::Custom(field(3)), Complaint::NotOffered)]
    );
    let asked = answers(&[(1, "E-1"), (2, "on"), (3, "more")]);
    assert_eq!(
        complaints(
            &rules(),
            &Ticket {
                custom_fields: asked,
                ..guest(3)
            }
        ),
        []
    );
    let cleared = answers(&[(1, "E-1"), (2, ""), (3, "")]);
    assert_eq!(
        complaints(
            &rules(),
            &Ticket {
                custom_fields: cleared,
                ..guest(3)
            }
        ),
        []
    );
}

#[test]
fn an_answer_to_another_department_s_question_is_not_taken() {
    let ticket = Ticket {
        custom_fields: answers(&[(1, "E-1")]),
        ..guest(1)
    };
    assert_eq!(
        complaints(&rules(), &ticket),
        [(Field::Custom(field(1)), Complaint::NotOffered)]
    );
}

#[test]
fn each_kind_of_question_takes_its_own_answers() {
    let drop_down = FieldKind::DropDown(vec!["Linux".into(), "Windows".into()]);
    let (link, control) = (Complaint::NotALink, Complaint::Control);
    let cases = [
        (FieldKind::Text, "a line", None),
        (FieldKind::Text, "a\nb", Some(control.clone())),
        (FieldKind::Password, "hunter 2", None),
        (FieldKind::Password, "a\0", Some(control)),
        (FieldKind::TextArea, "a\nb", None),
        (FieldKind::TickBox, "on", None),
        (FieldKind::TickBox, "yes", Some(Complaint::NotOffered)),
        (drop_down.clone(), "Linux", None),
        (drop_down.clone(), "linux", Some(Complaint::NotOffered)),
        (drop_down, "Linux ", Some(Complaint::NotOffered)),
        (FieldKind::Link, "https://example.com/a?b#c", None),
        (FieldKind::Link, "HTTP://[::1]:8080/", None),
        (FieldKind::Link, "https://münchen.de", None),
        (FieldKind::Link, "javascript://alert(1)", Some(link.clone())),
        (FieldKind::Link, "javascript:alert(1)", Some(link.clone())),
        (FieldKind::Link, "ftp://example.com", Some(link.clone())),
        (FieldKind::Link, "https://", Some(link.clone())),
        (FieldKind::Link, "https:///a", Some(link.clone())),
        (FieldKind::Link, "example.com", Some(link.clone())),
        (FieldKind::Link, "https://exam ple.com", Some(link.clone())),
        (FieldKind::Link, "https://example.com\u{0}", Some(link)),
    ];
    for (kind, answer, complaint) in cases {
        let question = question(1, kind);
        assert_eq!(
            question.judge(answer),
            complaint,
            "{:?} {answer:?}",
            question.kind
        );
        assert_eq!(question.judge(""), None);
    }
}

/// An expression of nested repetitions makes a backtracking matcher run for years.
#[test]
fn a_costly_pattern_is_matched_in_linear_time() {
    let question = CustomField {
        pattern: Some(Pattern::parse("^(a+)+$").unwrap()),
        ..question(1, FieldKind::TextArea)
    };
    let answer = format!("{}b", "a".repeat(10_000));
    assert!(matches!(
        question.judge(&answer),
        Some(Complaint::Pattern { .. })
    ));
}

#[test]
fn what_is_no_pattern_is_refused_with_a_reason() {
    assert!(!Pattern::parse("(").unwrap_err().reason.is_empty());
    assert!(Pattern::parse("a{999999}{999999}").is_err());
}
