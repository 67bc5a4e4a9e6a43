//! Validation of answers to custom fields.

use open_ticket::rules::{CustomField, FieldKind, Pattern};
use open_ticket::ticket::{Field, Ticket, Violation};

use super::fixtures::{custom_field, rules};
use super::{answers, field, guest, violations};

#[test]
fn a_required_field_must_have_an_answer() {
    for blank in [&[][..], &[(1, "")], &[(1, " \t")]] {
        let ticket = Ticket {
            custom_fields: answers(blank),
            ..guest(3)
        };
        assert_eq!(
            violations(&rules(), &ticket),
            [(Field::Custom(field(1)), Violation::Missing)]
        );
    }
}

#[test]
fn an_answer_must_match_the_pattern() {
    let ticket = Ticket {
        custom_fields: answers(&[(1, "500")]),
        ..guest(3)
    };
    let violation = Violation::PatternMismatch {
        help: "an E, a dash and a number".into(),
    };
    assert_eq!(
        violations(&rules(), &ticket),
        [(Field::Custom(field(1)), violation)]
    );
}

#[test]
fn a_dependent_field_accepts_an_answer_only_while_it_is_visible() {
    let hidden = Ticket {
        custom_fields: answers(&[(1, "E-1"), (3, "more")]),
        ..guest(3)
    };
    assert_eq!(
        violations(&rules(), &hidden),
        [(Field::Custom(field(3)), Violation::NotOffered)]
    );
    let visible = answers(&[(1, "E-1"), (2, "on"), (3, "more")]);
    assert_eq!(
        violations(
            &rules(),
            &Ticket {
                custom_fields: visible,
                ..guest(3)
            }
        ),
        []
    );
    let cleared = answers(&[(1, "E-1"), (2, ""), (3, "")]);
    assert_eq!(
        violations(
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
fn an_answer_to_another_department_s_field_is_a_violation() {
    let ticket = Ticket {
        custom_fields: answers(&[(1, "E-1")]),
        ..guest(1)
    };
    assert_eq!(
        violations(&rules(), &ticket),
        [(Field::Custom(field(1)), Violation::NotOffered)]
    );
}

#[test]
fn each_kind_of_field_accepts_its_own_answers() {
    let drop_down = FieldKind::DropDown(vec!["Linux".into(), "Windows".into()]);
    let (invalid_url, control) = (Violation::InvalidUrl, Violation::ControlCharacter);
    let cases = [
        (FieldKind::Text, "a line", None),
        (FieldKind::Text, "a\nb", Some(control.clone())),
        (FieldKind::Password, "hunter 2", None),
        (FieldKind::Password, "a\0", Some(control)),
        (FieldKind::TextArea, "a\nb", None),
        (FieldKind::TickBox, "on", None),
        (FieldKind::TickBox, "yes", Some(Violation::NotOffered)),
        (drop_down.clone(), "Linux", None),
        (drop_down.clone(), "linux", Some(Violation::NotOffered)),
        (drop_down, "Linux ", Some(Violation::NotOffered)),
        (FieldKind::Link, "https://example.com/a?b#c", None),
        (FieldKind::Link, "HTTP://[::1]:8080/", None),
        (FieldKind::Link, "https://münchen.de", None),
        (
            FieldKind::Link,
            "javascript://alert(1)",
            Some(invalid_url.clone()),
        ),
        (
            FieldKind::Link,
            "javascript:alert(1)",
            Some(invalid_url.clone()),
        ),
        (
            FieldKind::Link,
            "ftp://example.com",
            Some(invalid_url.clone()),
        ),
        (FieldKind::Link, "https://", Some(invalid_url.clone())),
        (FieldKind::Link, "https:///a", Some(invalid_url.clone())),
        (FieldKind::Link, "example.com", Some(invalid_url.clone())),
        (
            FieldKind::Link,
            "https://exam ple.com",
            Some(invalid_url.clone()),
        ),
        (
            FieldKind::Link,
            "https://example.com\u{0}",
            Some(invalid_url),
        ),
    ];
    for (kind, answer, violation) in cases {
        let field = custom_field(1, kind);
        assert_eq!(
            field.validate(answer),
            violation,
            "{:?} {answer:?}",
            field.kind
        );
        assert_eq!(field.validate(""), None);
    }
}

/// A backtracking engine would run for years on nested repetitions.
#[test]
fn a_pattern_is_matched_in_linear_time() {
    let field = CustomField {
        pattern: Some(Pattern::parse("^(a+)+$").unwrap()),
        ..custom_field(1, FieldKind::TextArea)
    };
    let answer = format!("{}b", "a".repeat(10_000));
    assert!(matches!(
        field.validate(&answer),
        Some(Violation::PatternMismatch { .. })
    ));
}

#[test]
fn an_invalid_pattern_is_refused_with_a_reason() {
    assert!(!Pattern::parse("(").unwrap_err().reason.is_empty());
    assert!(Pattern::parse("a{999999}{999999}").is_err());
}
