//! Answers to custom fields, as other programs send them.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use open_ticket::ticket::CustomFields;
use open_ticket::wire::{self, names, urlencoded};

fn decoded(serialized: &str) -> CustomFields {
    let mut body = "action=OpenTicket&deptid=1&subject=a&message=b".to_owned();
    urlencoded::append(
        &mut body,
        names::CUSTOM_FIELDS,
        &STANDARD.encode(serialized),
    );
    wire::decode(body.as_bytes()).unwrap().custom_fields
}

#[test]
fn an_integer_is_an_answer_too() {
    let fields = decoded("a:2:{i:3;i:-42;i:1;s:1:\"a\";}");
    let answers: Vec<_> = fields
        .iter()
        .map(|(id, answer)| (id.get(), answer))
        .collect();
    assert_eq!(answers, [(1, "a"), (3, "-42")]);
}

#[test]
fn a_field_s_id_may_be_written_as_a_text_for_php_makes_a_number_of_it() {
    let fields = decoded("a:2:{s:1:\"1\";s:1:\"a\";i:1;s:1:\"b\";}");
    let answers: Vec<_> = fields
        .iter()
        .map(|(id, answer)| (id.get(), answer))
        .collect();
    assert_eq!(answers, [(1, "b")]);
}

#[test]
fn an_array_without_answers_is_none() {
    assert!(decoded("a:0:{}").is_empty());
}
