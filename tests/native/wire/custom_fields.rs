//! Answers to custom fields, as other clients encode them.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use open_ticket::ticket::CustomFieldAnswers;
use open_ticket::wire::{self, CustomFieldsError, DecodeError, parameter_names, urlencoded};

fn decoded(serialized: &str) -> CustomFieldAnswers {
    let mut body = "action=OpenTicket&deptid=1&subject=a&message=b".to_owned();
    urlencoded::append(
        &mut body,
        parameter_names::CUSTOM_FIELDS,
        &STANDARD.encode(serialized),
    );
    wire::decode(body.as_bytes()).unwrap().custom_fields
}

#[test]
fn an_integer_is_accepted_as_an_answer() {
    let fields = decoded("a:2:{i:3;i:-42;i:1;s:1:\"a\";}");
    let answers: Vec<_> = fields
        .iter()
        .map(|(id, answer)| (id.get(), answer))
        .collect();
    assert_eq!(answers, [(1, "a"), (3, "-42")]);
}

#[test]
fn a_field_id_may_be_a_string_because_php_converts_it_to_an_integer() {
    let fields = decoded("a:2:{s:1:\"1\";s:1:\"a\";i:1;s:1:\"b\";}");
    let answers: Vec<_> = fields
        .iter()
        .map(|(id, answer)| (id.get(), answer))
        .collect();
    assert_eq!(answers, [(1, "b")]);
}

#[test]
fn an_empty_array_has_no_answers() {
    assert!(decoded("a:0:{}").is_empty());
}

#[test]
fn an_array_with_too_many_answers_is_refused() {
    let array = |count: usize| {
        let pairs: String = (1..=count).map(|id| format!("i:{id};i:0;")).collect();
        STANDARD.encode(format!("a:{count}:{{{pairs}}}"))
    };
    let decode = |value: &str| {
        let mut body = "action=OpenTicket&deptid=1&subject=a&message=b".to_owned();
        urlencoded::append(&mut body, parameter_names::CUSTOM_FIELDS, value);
        wire::decode(body.as_bytes())
    };
    let fields = decode(&array(1_000)).unwrap().custom_fields;
    assert_eq!(fields.iter().count(), 1_000);
    assert_eq!(
        decode(&array(1_001)),
        Err(DecodeError::CustomFields(CustomFieldsError::TooManyAnswers))
    );
}
