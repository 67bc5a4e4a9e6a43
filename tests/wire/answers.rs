//! The relay's answers with their status, a proxy's in its place, and what became of an intent.

use open_ticket::ticket::{Opened, Outcome, Refusal, SendError};
use open_ticket::wire::{read_answer, read_outcome};
use serde_json::json;

const PROXY: &str = "<html><h1>No</h1></html>";

fn coded(code: &str) -> String {
    json!({ "result": "error", "message": "No", "code": code }).to_string()
}

fn error(status: u16, body: &str) -> SendError {
    read_answer(status, None, body).unwrap_err()
}

#[test]
fn a_yes_and_a_refusal_are_read_as_they_are() {
    let yes = r#"{"result":"success","id":"1","tid":"516757","c":"KPqH7yG3"}"#;
    let opened = Opened::new(1, "516757", "KPqH7yG3").unwrap();
    assert_eq!(read_answer(200, None, yes), Ok(opened));
    let no = r#"{"result":"error","message":"Subject is required"}"#;
    assert_eq!(error(200, no), Refusal::SubjectRequired.into());
}

#[test]
fn a_proxy_s_refusal_means_that_the_relay_never_saw_it_and_its_failure_that_nobody_knows() {
    assert_eq!(error(413, PROXY), Refusal::TooLarge { limit: None }.into());
    assert_eq!(error(429, PROXY), SendError::Rate { wait: None });
    assert_eq!(error(408, PROXY), SendError::TooSlow);
    for status in [400, 401, 403, 404, 409, 499] {
        assert_eq!(error(status, PROXY), SendError::NotSent, "{status}");
    }
    for status in [200, 302, 500, 502, 503, 504] {
        assert_eq!(error(status, PROXY), SendError::NoAnswer, "{status}");
    }
}

#[test]
fn after_a_failing_server_s_refusal_without_a_code_nobody_knows() {
    let no = r#"{"result":"error","message":"Subject is required"}"#;
    assert_eq!(error(500, no), SendError::NoAnswer);
    assert_eq!(
        error(503, &coded("unavailable")),
        SendError::Unavailable { wait: None }
    );
    assert_eq!(error(504, &coded("unknown")), SendError::NoAnswer);
}

#[test]
fn what_came_too_slowly_was_not_sent() {
    assert_eq!(error(408, &coded("unavailable")), SendError::TooSlow);
}

#[test]
fn too_many_requests_are_told_with_the_seconds_to_wait() {
    for (header, wait) in [
        (Some("180"), Some(180)),
        (Some(" 7 "), Some(7)),
        (Some("Wed, 21 Oct 2026 07:28:00 GMT"), None),
        (Some("-1"), None),
        (Some(""), None),
        (None, None),
    ] {
        let told = read_answer(429, header, &coded("rate"));
        assert_eq!(told, Err(SendError::Rate { wait }), "{header:?}");
        let told = read_answer(503, header, &coded("unavailable"));
        assert_eq!(told, Err(SendError::Unavailable { wait }), "{header:?}");
    }
}

#[test]
fn an_intent_was_opened_or_not_or_nobody_knows() {
    let answer = json!({ "result": "success", "id": "1", "tid": "516757", "c": "KPqH7yG3" });
    let told = json!({ "state": "opened", "answer": answer }).to_string();
    let opened = Opened::new(1, "516757", "KPqH7yG3").unwrap();
    assert_eq!(read_outcome(&told), Outcome::Opened(opened));
    assert_eq!(
        read_outcome(r#"{"state":"not_opened"}"#),
        Outcome::NotOpened
    );
    for other in [
        r#"{"state":"unknown"}"#,
        r#"{"state":"opened"}"#,
        r#"{"state":"opened","answer":{"result":"success"}}"#,
        r#"{"state":7}"#,
        r#"{"result":"error","message":"not_opened"}"#,
        "[]",
        "not_opened",
        PROXY,
        "",
    ] {
        assert_eq!(read_outcome(other), Outcome::Unknown, "{other}");
    }
}
