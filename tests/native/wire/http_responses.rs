//! Responses of the relay with their HTTP status, and responses of a proxy in place of the relay.

use open_ticket::ticket::{OpenedTicket, Refusal, SendError, SubmissionOutcome};
use open_ticket::wire::{decode_http_outcome, decode_http_response};
use serde_json::json;

const PROXY: &str = "<html><h1>No</h1></html>";

fn with_code(code: &str) -> String {
    json!({ "result": "error", "message": "No", "code": code }).to_string()
}

fn decode_error(status: u16, body: &str) -> SendError {
    decode_http_response(status, None, body).unwrap_err()
}

#[test]
fn successes_and_refusals_are_decoded() {
    let success = r#"{"result":"success","id":"1","tid":"516757","c":"KPqH7yG3"}"#;
    let opened = OpenedTicket::new(1, "516757", "KPqH7yG3").unwrap();
    assert_eq!(decode_http_response(200, None, success), Ok(opened));
    let refusal = r#"{"result":"error","message":"Subject is required"}"#;
    assert_eq!(decode_error(200, refusal), Refusal::SubjectRequired.into());
}

#[test]
fn a_proxy_s_4xx_means_not_sent_and_its_5xx_is_inconclusive() {
    assert_eq!(
        decode_error(413, PROXY),
        Refusal::TooLarge { limit: None }.into()
    );
    assert_eq!(
        decode_error(429, PROXY),
        SendError::RateLimited { retry_after: None }
    );
    assert_eq!(decode_error(408, PROXY), SendError::TooSlow);
    for status in [403, 406] {
        assert_eq!(decode_error(status, PROXY), SendError::Blocked, "{status}");
    }
    for status in [400, 401, 404, 405, 409, 411, 431, 499] {
        assert_eq!(decode_error(status, PROXY), SendError::Rejected { status });
    }
    for status in [500, 502, 503, 504, 520] {
        let retry_after = None;
        let expected = SendError::GatewayFailed {
            status,
            retry_after,
        };
        assert_eq!(decode_error(status, PROXY), expected);
        assert_eq!(decode_error(status, ""), expected);
    }
    for status in [200, 302] {
        assert_eq!(
            decode_error(status, PROXY),
            SendError::NoResponse,
            "{status}"
        );
    }
}

#[test]
fn a_proxy_s_503_with_retry_after_states_the_delay() {
    let decoded = decode_http_response(503, Some("30"), PROXY);
    let expected = SendError::GatewayFailed {
        status: 503,
        retry_after: Some(30),
    };
    assert_eq!(decoded, Err(expected));
}

#[test]
fn an_unknown_outcome_with_retry_after_states_the_delay() {
    let body = with_code("unknown");
    for status in [502, 503, 504] {
        for (header, expected) in [
            (Some("30"), SendError::OutcomePending { retry_after: 30 }),
            (Some(" 0 "), SendError::OutcomePending { retry_after: 0 }),
            (Some("Sat, 28 Nov 2026 20:00:00 GMT"), SendError::NoResponse),
            (Some(""), SendError::NoResponse),
            (None, SendError::NoResponse),
        ] {
            let decoded = decode_http_response(status, header, &body);
            assert_eq!(decoded, Err(expected), "{status} {header:?}");
        }
    }
}

#[test]
fn a_refusal_with_5xx_and_without_a_code_is_inconclusive() {
    let refusal = r#"{"result":"error","message":"Subject is required"}"#;
    assert!(matches!(
        decode_error(500, refusal),
        SendError::GatewayFailed { status: 500, .. }
    ));
    assert_eq!(
        decode_error(503, &with_code("unavailable")),
        SendError::Unavailable { retry_after: None }
    );
    assert_eq!(
        decode_error(504, &with_code("unknown")),
        SendError::NoResponse
    );
}

#[test]
fn a_request_timeout_means_that_the_upload_was_too_slow() {
    assert_eq!(
        decode_error(408, &with_code("unavailable")),
        SendError::TooSlow
    );
}

#[test]
fn the_retry_after_header_is_decoded_as_seconds() {
    for (header, retry_after) in [
        (Some("180"), Some(180)),
        (Some(" 7 "), Some(7)),
        (Some("Wed, 21 Oct 2026 07:28:00 GMT"), None),
        (Some("-1"), None),
        (Some(""), None),
        (None, None),
    ] {
        let decoded = decode_http_response(429, header, &with_code("rate"));
        let expected = SendError::RateLimited { retry_after };
        assert_eq!(decoded, Err(expected), "{header:?}");
        let decoded = decode_http_response(503, header, &with_code("unavailable"));
        let expected = SendError::Unavailable { retry_after };
        assert_eq!(decoded, Err(expected), "{header:?}");
    }
}

#[test]
fn a_proxy_s_error_is_inconclusive_and_its_retry_after_is_kept() {
    let refusal = r#"{"result":"error","message":"Maintenance"}"#;
    for body in [PROXY, "", "null", refusal] {
        for status in [502, 503, 504] {
            for (header, retry_after) in
                [(Some("30"), Some(30)), (Some("soon"), None), (None, None)]
            {
                let decoded = decode_http_response(status, header, body);
                let expected = SendError::GatewayFailed {
                    status,
                    retry_after,
                };
                assert_eq!(decoded, Err(expected), "{status} {header:?} {body}");
            }
        }
    }
}

#[test]
fn a_lookup_reports_an_expired_token_and_counts_other_failures_as_unknown() {
    let expired = with_code("token_expired");
    assert_eq!(
        decode_http_outcome(401, &expired),
        Err(SendError::TokenExpired)
    );
    let not_opened = r#"{"state":"not_opened"}"#;
    assert_eq!(
        decode_http_outcome(200, not_opened),
        Ok(SubmissionOutcome::NotOpened)
    );
    for (status, body) in [
        (401, PROXY),
        (401, &*with_code("token_invalid")),
        (403, not_opened),
        (404, not_opened),
        (500, not_opened),
        (503, PROXY),
        (200, PROXY),
    ] {
        let outcome = decode_http_outcome(status, body);
        assert_eq!(outcome, Ok(SubmissionOutcome::Unknown), "{status} {body}");
    }
}
