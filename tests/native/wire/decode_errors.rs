//! Every error in a request body, and its message.

use open_ticket::ticket::{InvalidFileName, Refusal};
use open_ticket::wire::attachments::AttachmentsError;
use open_ticket::wire::php_serialize::PhpError;
use open_ticket::wire::urlencoded::{self, UrlencodedError};
use open_ticket::wire::{self, CustomFieldsError, DecodeError};

/// Decodes a valid body with parameters that make it invalid.
fn decode_error(more: &str) -> DecodeError {
    let body = format!(
        "action=OpenTicket&deptid=3&subject=s&message=m&name=Ada&email=ada@example.com&{more}"
    );
    wire::decode(body.as_bytes()).expect_err(more)
}

/// A URL-encoded value.
fn urlencode(value: &str) -> String {
    let mut text = String::new();
    urlencoded::encode(value, &mut text);
    text
}

#[test]
fn each_mistake_has_its_own_error() {
    for (more, error) in [
        (
            "subject=%zz",
            DecodeError::Malformed(UrlencodedError::InvalidPercentEncoding),
        ),
        (
            "subject=%ff",
            DecodeError::Malformed(UrlencodedError::NotUtf8),
        ),
        ("action=CloseTicket", DecodeError::Action),
        ("action=", DecodeError::Action),
        ("clientid=me", DecodeError::Client),
        ("clientid=-1", DecodeError::Client),
        ("clientid=%2B1", DecodeError::Client),
        ("clientid=4294967296", DecodeError::Client),
        ("clientid=1&userid=1.0", DecodeError::User),
        ("clientid=1&contactid=0x1", DecodeError::Contact),
        ("name=", DecodeError::Requester),
        ("email=+", DecodeError::Requester),
        ("deptid=", DecodeError::Department),
        ("deptid=0", DecodeError::Department),
        ("deptid=sales", DecodeError::Department),
        ("subject=+", DecodeError::Subject),
        ("message=%0A", DecodeError::Message),
        ("serviceid=S1", DecodeError::Service),
        ("domainid=example.com", DecodeError::Domain),
        ("email=ada", DecodeError::Email),
        ("created=yesterday", DecodeError::Date),
        ("created=2026-02-30+00:00:00", DecodeError::Date),
        ("name=Ada%0ABcc:", DecodeError::NameControlCharacter),
        ("subject=s%0D%0ABcc:", DecodeError::SubjectControlCharacter),
        ("serviceid=1&domainid=1", DecodeError::ServiceAndDomain),
        ("priority=Urgent", DecodeError::Priority),
        ("priority=high", DecodeError::Priority),
        ("markdown=maybe", DecodeError::Boolean { name: "markdown" }),
        ("admin=2", DecodeError::Boolean { name: "admin" }),
        ("noemail=y", DecodeError::Boolean { name: "noemail" }),
        (
            "preventClientClosure=null",
            DecodeError::Boolean {
                name: "preventClientClosure",
            },
        ),
    ] {
        assert_eq!(decode_error(more), error, "{more}");
    }
}

#[test]
fn answers_that_cannot_be_decoded_are_refused() {
    let base64 = |text: &str| {
        use base64::Engine as _;
        base64::engine::general_purpose::STANDARD.encode(text)
    };
    let php = CustomFieldsError::Php;
    for (value, error) in [
        ("not base64".to_owned(), CustomFieldsError::Base64),
        ("YTowOnt9=".to_owned(), CustomFieldsError::Base64),
        (base64("O:8:\"stdClass\":0:{}"), php(PhpError::NotAnArray)),
        (
            base64("a:1:{i:1;O:8:\"stdClass\":0:{}}"),
            php(PhpError::UnsupportedType),
        ),
        (
            base64("a:1:{i:0;s:1:\"x\";}"),
            CustomFieldsError::InvalidFieldId,
        ),
        (
            base64("a:1:{i:-1;s:1:\"x\";}"),
            CustomFieldsError::InvalidFieldId,
        ),
        (
            base64("a:1:{i:4294967296;s:1:\"x\";}"),
            CustomFieldsError::InvalidFieldId,
        ),
        (
            base64("a:1:{s:4:\"name\";s:1:\"x\";}"),
            CustomFieldsError::InvalidFieldId,
        ),
    ] {
        let expected = DecodeError::CustomFields(error);
        assert_eq!(
            decode_error(&format!("customfields={}", urlencode(&value))),
            expected,
            "{value}"
        );
    }
}

#[test]
fn an_invalid_file_name_has_its_own_error() {
    use base64::Engine as _;
    let json = r#"[{"name":"../../etc/passwd","data":""}]"#;
    let value = base64::engine::general_purpose::STANDARD.encode(json);
    assert_eq!(
        decode_error(&format!("attachments={}", urlencode(&value))),
        DecodeError::Attachments(AttachmentsError::FileName(InvalidFileName::PathSeparator))
    );
}

/// A body in which everything is wrong, and the parameters that fix it step by step.
#[test]
fn errors_are_reported_in_the_order_of_whmcs_s_list() {
    let mut body = "action=OpenTicket&clientid=x&userid=x&contactid=x&name=Ada&serviceid=x\
         &domainid=x&created=x&priority=x&markdown=x&customfields=x&attachments=x"
        .to_owned();
    for (refusal, fix) in [
        (Refusal::ClientNotFound, "clientid=1"),
        (Refusal::UserNotFound, "userid=0"),
        (Refusal::ContactNotFound, "contactid=0&clientid=0"),
        (Refusal::NameAndEmailRequired, "email=x"),
        (Refusal::DepartmentNotFound, "deptid=1"),
        (Refusal::SubjectRequired, "subject=x%07"),
        (Refusal::MessageRequired, "message=x"),
        (Refusal::ServiceNotFound, "serviceid=1"),
        (Refusal::DomainNotFound, "domainid=1"),
        (Refusal::EmailInvalid, "email=ada@example.com"),
        (Refusal::DateInvalid, "created=2026-11-23T18:42:00Z"),
    ] {
        let error = wire::decode(body.as_bytes()).expect_err(fix);
        assert_eq!(error.refusal().as_ref(), Some(&refusal), "{fix}");
        assert_eq!(error.to_string(), wire::refusal_message(&refusal), "{fix}");
        body = format!("{body}&{fix}");
    }
    assert_eq!(
        wire::decode(body.as_bytes()),
        Err(DecodeError::SubjectControlCharacter)
    );
}

#[test]
fn undocumented_errors_have_their_own_messages_without_any_value() {
    for more in [
        "subject=%zz",
        "action=Canary",
        "name=Canary%07",
        "subject=Canary%07",
        "serviceid=1&domainid=1",
        "priority=Canary",
        "markdown=Canary",
        "customfields=Canary",
        "attachments=Canary",
    ] {
        let error = decode_error(more);
        assert_eq!(error.refusal(), None, "{more}");
        let text = error.to_string();
        assert!(!text.is_empty() && !text.contains("Canary"), "{text}");
    }
}
