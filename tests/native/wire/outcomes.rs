//! The outcome of a submission.

use open_ticket::ticket::{OpenedTicket, SubmissionOutcome};
use open_ticket::wire::decode_outcome;
use serde_json::json;

#[test]
fn an_outcome_is_opened_or_not_opened_or_unknown() {
    let response = json!({ "result": "success", "id": "1", "tid": "516757", "c": "KPqH7yG3" });
    let body = json!({ "state": "opened", "answer": response }).to_string();
    let opened = OpenedTicket::new(1, "516757", "KPqH7yG3").unwrap();
    assert_eq!(decode_outcome(&body), SubmissionOutcome::Opened(opened));
    assert_eq!(
        decode_outcome(r#"{"state":"not_opened"}"#),
        SubmissionOutcome::NotOpened
    );
    for other in [
        r#"{"state":"unknown"}"#,
        r#"{"state":"opened"}"#,
        r#"{"state":"opened","answer":{"result":"success"}}"#,
        r#"{"state":7}"#,
        r#"{"result":"error","message":"not_opened"}"#,
        "[]",
        "not_opened",
        "<html><h1>No</h1></html>",
        "",
    ] {
        assert_eq!(decode_outcome(other), SubmissionOutcome::Unknown, "{other}");
    }
}
