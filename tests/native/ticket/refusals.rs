//! The fields that refusals concern.

use open_ticket::ticket::{Field, Problem, Refusal, Violation};

#[test]
fn a_refusal_has_problems_at_the_fields_that_it_concerns() {
    let missing = |field| Problem::new(field, Violation::Missing);
    let not_offered = |field| Problem::new(field, Violation::NotOffered);
    let problem = missing(Field::Files);
    for (refusal, problems) in [
        (
            Refusal::NameAndEmailRequired,
            vec![missing(Field::Name), missing(Field::Email)],
        ),
        (
            Refusal::DepartmentNotFound,
            vec![not_offered(Field::Department)],
        ),
        (Refusal::SubjectRequired, vec![missing(Field::Subject)]),
        (Refusal::MessageRequired, vec![missing(Field::Message)]),
        (Refusal::ServiceNotFound, vec![not_offered(Field::Related)]),
        (Refusal::DomainNotFound, vec![not_offered(Field::Related)]),
        (
            Refusal::EmailInvalid,
            vec![Problem::new(Field::Email, Violation::EmailRefused)],
        ),
        (Refusal::RuleViolation(problem.clone()), vec![problem]),
    ] {
        assert_eq!(refusal.problems(), problems, "{refusal:?}");
    }
}

/// WHMCS documents one message for every address that it does not accept.
#[test]
fn a_refused_address_shows_the_reason_itself_if_it_can() {
    let problem = |violation| vec![Problem::new(Field::Email, violation)];
    for (email, violation) in [
        ("ada@example.com", Violation::EmailRefused),
        ("\u{a0}ada@example.com\u{feff}", Violation::EmailRefused),
        ("ada.example.com", Violation::InvalidEmail),
        ("max@maßanfertigung.de", Violation::NonAsciiEmail),
        ("jürgen@example.com", Violation::NonAsciiEmail),
    ] {
        let problems = Refusal::EmailInvalid.problems_with_email(email);
        assert_eq!(problems, problem(violation), "{email}");
    }
    let missing = Refusal::SubjectRequired;
    assert_eq!(missing.problems_with_email("ä@ö.de"), missing.problems());
}

#[test]
fn a_refusal_that_concerns_no_field_has_no_problems() {
    for refusal in [
        Refusal::ClientNotFound,
        Refusal::DateInFuture,
        Refusal::TooLarge { limit: Some(1) },
        Refusal::OriginNotAllowed,
        Refusal::Other("No".into()),
    ] {
        assert_eq!(refusal.problems(), [], "{refusal:?}");
    }
}
