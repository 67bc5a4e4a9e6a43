//! Answers: WHMCS's, the relay's, and those that are none.

use open_ticket::ticket::{Opened, Refusal, SendError};
use open_ticket::wire::{
    read_reply, refusal_message, refusal_of_message, write_opened, write_refusal,
};
use proptest::prelude::*;
use serde_json::json;

/// The messages of WHMCS's page, in its order, and what they mean.
const DOCUMENTED: [(&str, Refusal); 13] = [
    ("Client ID Not Found", Refusal::ClientNotFound),
    (
        "The system cannot find the provided user ID.",
        Refusal::UserNotFound,
    ),
    ("Contact ID Not Found", Refusal::ContactNotFound),
    (
        "Name and email address are required if not a client",
        Refusal::NameAndEmailRequired,
    ),
    ("Department ID not found", Refusal::DepartmentNotFound),
    ("Subject is required", Refusal::SubjectRequired),
    ("Message is required", Refusal::MessageRequired),
    ("Service ID Not Found", Refusal::ServiceNotFound),
    ("Domain ID Not Found", Refusal::DomainNotFound),
    ("Email Address Invalid", Refusal::EmailInvalid),
    ("Invalid Date Format", Refusal::DateInvalid),
    (
        "Ticket creation date cannot be in the future",
        Refusal::DateInFuture,
    ),
    (
        "Unable to generate ticket number",
        Refusal::NumberNotGenerated,
    ),
];

fn opened() -> Opened {
    Opened::new(1, "516757", "KPqH7yG3").unwrap()
}

fn refused(answer: &serde_json::Value) -> SendError {
    read_reply(&answer.to_string()).unwrap_err()
}

#[test]
fn the_documentation_s_own_answer_says_yes() {
    let answer = r#"{
        "result": "success",
        "id": "1",
        "tid": "516757",
        "c": "KPqH7yG3"
    }"#;
    assert_eq!(read_reply(answer), Ok(opened()));
    assert_eq!(
        write_opened(&opened()),
        r#"{"result":"success","id":"1","tid":"516757","c":"KPqH7yG3"}"#
    );
}

#[test]
fn an_id_may_be_a_number_and_the_result_may_be_called_status() {
    for answer in [
        r#"{"result":"success","id":1,"tid":"516757","c":"KPqH7yG3"}"#,
        r#"{"status":"success","id":1,"tid":516757,"c":"KPqH7yG3","more":[]}"#,
        "\u{feff}{\"result\":\"success\",\"id\":\"1\",\"tid\":\"516757\",\"c\":\"KPqH7yG3\"}\r\n",
    ] {
        assert_eq!(read_reply(answer), Ok(opened()), "{answer}");
    }
}

#[test]
fn a_yes_without_a_number_or_a_code_is_no_answer() {
    for answer in [
        r#"{"result":"success"}"#,
        r#"{"result":"success","id":"1","tid":"","c":"KPqH7yG3"}"#,
        r#"{"result":"success","id":"1","tid":"516757"}"#,
        r#"{"result":"success","id":"one","tid":"516757","c":"KPqH7yG3"}"#,
        r#"{"result":"success","id":-1,"tid":"516757","c":"KPqH7yG3"}"#,
        r#"{"result":"success","id":1.5,"tid":"516757","c":"KPqH7yG3"}"#,
        r#"{"result":"success","id":null,"tid":["516757"],"c":{}}"#,
    ] {
        assert_eq!(read_reply(answer), Err(SendError::NoAnswer), "{answer}");
    }
}

#[test]
fn what_is_not_an_answer_of_whmcs_s_is_none() {
    for answer in [
        "",
        " ",
        "<html><body>403 Forbidden</body></html>",
        "result=error;message=Authentication Failed",
        r#"{"result":"success","id":"1","tid":"51"#,
        r#"{"result":"error","message":"Subject is required""#,
        r#"{"result":"error","message":"x"} <!-- debug -->"#,
        "null",
        "true",
        "\"success\"",
        "[]",
        r#"[{"result":"success","id":"1","tid":"1","c":"c"}]"#,
        "{}",
        r#"{"result":1}"#,
        r#"{"result":"maybe"}"#,
        r#"{"message":"Subject is required"}"#,
    ] {
        assert_eq!(read_reply(answer), Err(SendError::NoAnswer), "{answer}");
    }
    assert_eq!(read_reply(&"[".repeat(100_000)), Err(SendError::NoAnswer));
}

#[test]
fn every_documented_message_is_a_refusal_of_its_own_both_ways() {
    for (message, refusal) in DOCUMENTED {
        assert_eq!(refusal_message(&refusal), message);
        assert_eq!(refusal_of_message(message), refusal);
        for answer in [
            json!({ "result": "error", "message": message }),
            json!({ "status": "error", "message": format!("{message}\n") }),
        ] {
            assert_eq!(refused(&answer), refusal.clone().into(), "{message}");
        }
    }
}

#[test]
fn any_other_message_is_kept_as_it_is() {
    for message in [
        "Blocked by <b>spam</b> filter",
        "",
        "Größe \"überschritten\" \\ \u{1f3ab}",
    ] {
        let written = write_refusal(message);
        assert_eq!(
            read_reply(&written),
            Err(Refusal::Other(message.into()).into())
        );
        assert_eq!(refusal_message(&Refusal::Other(message.into())), message);
    }
    let silent = SendError::Refused(Refusal::Other(String::new()));
    assert_eq!(refused(&json!({ "result": "error" })), silent);
    assert_eq!(refused(&json!({ "result": "error", "message": 7 })), silent);
}

#[test]
fn the_relay_s_codes_count_before_the_message() {
    let coded = |code: &str| {
        refused(&json!({ "result": "error", "message": "Subject is required", "code": code }))
    };
    for code in [
        "malformed",
        "unknown_parameter",
        "forbidden_parameter",
        "repeated_parameter",
    ] {
        assert_eq!(coded(code), Refusal::NotUnderstood.into(), "{code}");
    }
    for (code, error) in [
        ("origin", Refusal::Origin.into()),
        ("token_expired", SendError::TokenExpired),
        ("token_invalid", SendError::TokenInvalid),
        ("rate", SendError::Rate { wait: None }),
        ("in_progress", SendError::InProgress),
        ("key_reused", SendError::KeyReused),
        ("unavailable", SendError::Unavailable { wait: None }),
        ("unknown", SendError::NoAnswer),
    ] {
        assert_eq!(coded(code), error, "{code}");
    }
    assert_eq!(coded("too_large"), Refusal::TooLarge { limit: None }.into());
    for code in ["rule", "something new"] {
        assert_eq!(
            coded(code),
            Refusal::Other("Subject is required".into()).into(),
            "{code}"
        );
    }
    let answer =
        json!({ "result": "error", "message": "", "code": "too_large", "limit": 8_388_608 });
    assert_eq!(
        refused(&answer),
        Refusal::TooLarge {
            limit: Some(8_388_608)
        }
        .into()
    );
}

proptest! {
    #[test]
    fn every_number_and_code_survive_the_way(id: u32, number in "(?s).{1,15}", code in "(?s).{1,9}") {
        let opened = Opened::new(id, number, code).unwrap();
        prop_assert_eq!(read_reply(&write_opened(&opened)), Ok(opened));
    }
}

/// Where both are said, nobody may be told that a ticket was opened.
#[test]
fn an_error_that_also_names_a_ticket_is_an_error() {
    let answer = r#"{"result":"error","status":"success","message":"No","id":1,"tid":"1","c":"c"}"#;
    assert_eq!(read_reply(answer), Err(Refusal::Other("No".into()).into()));
}

#[test]
fn a_refusal_of_the_relay_s_own_has_words_without_the_person_s() {
    let limit = |limit| refusal_message(&Refusal::TooLarge { limit }).into_owned();
    assert!(limit(Some(8_388_608)).contains("8388608") && !limit(None).is_empty());
    for refusal in [Refusal::NotUnderstood, Refusal::Origin] {
        assert!(!refusal_message(&refusal).is_empty());
    }
}
