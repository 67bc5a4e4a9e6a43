//! Responses of WHMCS and the relay, and other responses.

use open_ticket::ticket::{OpenedTicket, Refusal, SendError};
use open_ticket::wire::{
    decode_response, encode_error, encode_success, refusal_from_message, refusal_message,
};
use proptest::prelude::*;
use serde_json::json;

/// The messages on WHMCS's page, in its order, and their refusals.
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

fn opened() -> OpenedTicket {
    OpenedTicket::new(1, "516757", "KPqH7yG3").unwrap()
}

fn send_error(response: &serde_json::Value) -> SendError {
    decode_response(&response.to_string()).unwrap_err()
}

#[test]
fn the_sample_response_of_whmcs_s_documentation_is_a_success() {
    let response = r#"{
        "result": "success",
        "id": "1",
        "tid": "516757",
        "c": "KPqH7yG3"
    }"#;
    assert_eq!(decode_response(response), Ok(opened()));
    assert_eq!(
        encode_success(&opened()),
        r#"{"result":"success","id":"1","tid":"516757","c":"KPqH7yG3"}"#
    );
}

#[test]
fn an_id_may_be_a_number_and_result_may_be_named_status() {
    for response in [
        r#"{"result":"success","id":1,"tid":"516757","c":"KPqH7yG3"}"#,
        r#"{"status":"success","id":1,"tid":516757,"c":"KPqH7yG3","more":[]}"#,
        "\u{feff}{\"result\":\"success\",\"id\":\"1\",\"tid\":\"516757\",\"c\":\"KPqH7yG3\"}\r\n",
    ] {
        assert_eq!(decode_response(response), Ok(opened()), "{response}");
    }
}

#[test]
fn a_success_without_a_number_or_an_access_code_is_inconclusive() {
    for response in [
        r#"{"result":"success"}"#,
        r#"{"result":"success","id":"1","tid":"","c":"KPqH7yG3"}"#,
        r#"{"result":"success","id":"1","tid":"516757"}"#,
        r#"{"result":"success","id":"one","tid":"516757","c":"KPqH7yG3"}"#,
        r#"{"result":"success","id":-1,"tid":"516757","c":"KPqH7yG3"}"#,
        r#"{"result":"success","id":1.5,"tid":"516757","c":"KPqH7yG3"}"#,
        r#"{"result":"success","id":null,"tid":["516757"],"c":{}}"#,
    ] {
        assert_eq!(
            decode_response(response),
            Err(SendError::NoResponse),
            "{response}"
        );
    }
}

#[test]
fn a_response_in_another_format_is_inconclusive() {
    for response in [
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
        assert_eq!(
            decode_response(response),
            Err(SendError::NoResponse),
            "{response}"
        );
    }
    assert_eq!(
        decode_response(&"[".repeat(100_000)),
        Err(SendError::NoResponse)
    );
}

#[test]
fn every_documented_message_has_its_own_refusal() {
    for (message, refusal) in DOCUMENTED {
        assert_eq!(refusal_message(&refusal), message);
        assert_eq!(refusal_from_message(message), refusal);
        for response in [
            json!({ "result": "error", "message": message }),
            json!({ "status": "error", "message": format!("{message}\n") }),
        ] {
            assert_eq!(send_error(&response), refusal.clone().into(), "{message}");
        }
    }
}

#[test]
fn any_other_message_is_not_changed() {
    for message in [
        "Blocked by <b>spam</b> filter",
        "",
        "Größe \"überschritten\" \\ \u{1f3ab}",
    ] {
        let encoded = encode_error(message);
        assert_eq!(
            decode_response(&encoded),
            Err(Refusal::Other(message.into()).into())
        );
        assert_eq!(refusal_message(&Refusal::Other(message.into())), message);
    }
    let without_message = SendError::Refused(Refusal::Other(String::new()));
    assert_eq!(send_error(&json!({ "result": "error" })), without_message);
    assert_eq!(
        send_error(&json!({ "result": "error", "message": 7 })),
        without_message
    );
}

#[test]
fn the_relay_s_code_takes_precedence_over_the_message() {
    let with_code = |code: &str| {
        send_error(&json!({ "result": "error", "message": "Subject is required", "code": code }))
    };
    for code in [
        "malformed",
        "unknown_parameter",
        "forbidden_parameter",
        "repeated_parameter",
    ] {
        assert_eq!(with_code(code), Refusal::BadRequest.into(), "{code}");
    }
    for (code, error) in [
        ("origin", Refusal::OriginNotAllowed.into()),
        ("token_expired", SendError::TokenExpired),
        ("token_invalid", SendError::TokenInvalid),
        ("rate", SendError::RateLimited { retry_after: None }),
        ("in_progress", SendError::InProgress),
        ("key_reused", SendError::KeyReused),
        ("unavailable", SendError::Unavailable { retry_after: None }),
        ("unknown", SendError::NoResponse),
    ] {
        assert_eq!(with_code(code), error, "{code}");
    }
    assert_eq!(
        with_code("too_large"),
        Refusal::TooLarge { limit: None }.into()
    );
    for code in ["rule", "something new"] {
        assert_eq!(
            with_code(code),
            Refusal::Other("Subject is required".into()).into(),
            "{code}"
        );
    }
    let response =
        json!({ "result": "error", "message": "", "code": "too_large", "limit": 8_388_608 });
    assert_eq!(
        send_error(&response),
        Refusal::TooLarge {
            limit: Some(8_388_608)
        }
        .into()
    );
}

proptest! {
    #[test]
    fn every_number_and_access_code_is_decoded_as_it_was_encoded(id: u32, number in "(?s).{1,15}", code in "(?s).{1,9}") {
        let opened = OpenedTicket::new(id, number, code).unwrap();
        prop_assert_eq!(decode_response(&encode_success(&opened)), Ok(opened));
    }
}

/// A contradictory response must not be reported as a success.
#[test]
fn an_error_that_also_contains_a_ticket_is_an_error() {
    let response =
        r#"{"result":"error","status":"success","message":"No","id":1,"tid":"1","c":"c"}"#;
    assert_eq!(
        decode_response(response),
        Err(Refusal::Other("No".into()).into())
    );
}

#[test]
fn a_refusal_of_the_relay_has_a_message() {
    let limit = |limit| refusal_message(&Refusal::TooLarge { limit }).into_owned();
    assert!(limit(Some(8_388_608)).contains("8388608") && !limit(None).is_empty());
    for refusal in [Refusal::BadRequest, Refusal::OriginNotAllowed] {
        assert!(!refusal_message(&refusal).is_empty());
    }
}
