//! Both transports, `fetch` for text and `XMLHttpRequest` for files, against a real server. Both
//! must give the same results for each response, error and broken connection.

use super::request_body::ticket;
use super::support::{SERVER, wait};
use open_ticket::browser::{
    Endpoint, ProgressCallback, Submission, UploadProgress, random_idempotency_key,
};
use open_ticket::ticket::{IdempotencyKey, OpenedTicket, Refusal, SendError, SubmissionOutcome};
use std::{cell::RefCell, rc::Rc};
use wasm_bindgen_futures::spawn_local;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{AbortController, AbortSignal};

fn endpoint(path: &str) -> Endpoint {
    Endpoint::new(format!("{SERVER}{path}"), None)
}

fn key() -> IdempotencyKey {
    random_idempotency_key().unwrap()
}

fn never_aborted() -> AbortSignal {
    AbortController::new().unwrap().signal()
}

/// Submits a ticket as the form does: by `XMLHttpRequest` if there are files, by `fetch` otherwise.
async fn open(endpoint: &Endpoint, submission: &Submission) -> Result<OpenedTicket, SendError> {
    if submission.ticket.attachments.is_empty() {
        endpoint.open_text(submission).await
    } else {
        endpoint.open_with_files(submission).await
    }
}

fn submission(files: &[(&str, &[u8])]) -> Submission {
    Submission {
        ticket: ticket(files),
        key: key(),
        abort_signal: never_aborted(),
        on_progress: Rc::new(|_| {}),
    }
}

async fn open_with_both_transports(path: &str) -> [Result<OpenedTicket, SendError>; 2] {
    open_with_both_transports_and_key(&endpoint(path), key()).await
}

async fn open_with_both_transports_and_key(
    endpoint: &Endpoint,
    key: IdempotencyKey,
) -> [Result<OpenedTicket, SendError>; 2] {
    let with_key = |files| Submission {
        key,
        ..submission(files)
    };
    [
        open(endpoint, &with_key(&[])).await,
        open(endpoint, &with_key(&[("a.txt", b"abc")])).await,
    ]
}

#[wasm_bindgen_test]
async fn a_success_response_opens_the_ticket() {
    for result in open_with_both_transports("/success").await {
        let opened = result.unwrap();
        assert_eq!(opened.id(), 1);
        assert!(
            opened
                .number()
                .parse::<usize>()
                .is_ok_and(|length| length > 50)
        );
    }
}

#[wasm_bindgen_test]
async fn a_refusal_is_decoded() {
    for result in open_with_both_transports("/refusal").await {
        assert_eq!(result, Err(Refusal::DepartmentNotFound.into()));
    }
}

#[wasm_bindgen_test]
async fn a_broken_connection_is_reported_as_no_response() {
    for path in ["/connection-reset", "/truncated"] {
        for result in open_with_both_transports(path).await {
            assert_eq!(result, Err(SendError::NoResponse), "{path}");
        }
    }
}

#[wasm_bindgen_test]
async fn an_error_of_a_gateway_is_reported_with_its_status() {
    for result in open_with_both_transports("/bad-gateway").await {
        let expected = SendError::GatewayFailed {
            status: 502,
            retry_after: None,
        };
        assert_eq!(result, Err(expected));
    }
}

#[wasm_bindgen_test]
async fn status_413_of_a_proxy_is_a_refusal() {
    for result in open_with_both_transports("/body-too-large").await {
        assert_eq!(result, Err(Refusal::TooLarge { limit: None }.into()));
    }
}

#[wasm_bindgen_test]
async fn each_error_code_is_decoded_with_its_retry_delay() {
    for (path, error) in [
        (
            "/rate-limited",
            SendError::RateLimited {
                retry_after: Some(150),
            },
        ),
        ("/in-progress", SendError::InProgress),
        ("/token-expired", SendError::TokenExpired),
        ("/request-timeout", SendError::TooSlow),
    ] {
        for result in open_with_both_transports(path).await {
            assert_eq!(result, Err(error.clone()), "{path}");
        }
    }
}

#[wasm_bindgen_test]
async fn both_transports_send_the_key_and_the_token() {
    let key = key();
    let without_token = endpoint("/echo-headers");
    let with_token = Endpoint::new(format!("{SERVER}/echo-headers"), Some(" a.b.c\n".into()));
    let with_blank_token = Endpoint::new(format!("{SERVER}/echo-headers"), Some(" ".into()));
    for (endpoint, authorization) in [
        (without_token, "no-token"),
        (with_blank_token, "no-token"),
        (with_token, "Bearer a.b.c"),
    ] {
        for result in open_with_both_transports_and_key(&endpoint, key).await {
            let expected = format!("{key} {authorization}");
            assert_eq!(result.unwrap().number(), expected);
        }
    }
}

#[wasm_bindgen_test]
async fn a_token_that_no_header_can_contain_is_rejected_before_the_request() {
    for token in ["a\nb", "zwei Worte", "ключ"] {
        let endpoint = Endpoint::new(format!("{SERVER}/echo-headers"), Some(token.into()));
        for result in open_with_both_transports_and_key(&endpoint, key()).await {
            assert_eq!(result, Err(SendError::TokenInvalid), "{token:?}");
        }
        let rules = endpoint.fetch_rules(&never_aborted(), None).await;
        assert_eq!(rules, Err(SendError::TokenInvalid), "{token:?}");
    }
}

#[wasm_bindgen_test]
fn idempotency_keys_are_random_uuids() {
    let keys: Vec<_> = (0..100).map(|_| key().to_string()).collect();
    for key in &keys {
        let groups: Vec<_> = key.split('-').map(str::len).collect();
        assert_eq!(groups, [8, 4, 4, 4, 12], "{key}");
        assert!(
            key.bytes().all(|b| b == b'-' || b.is_ascii_hexdigit()),
            "{key}"
        );
        assert_eq!(&key[14..15], "4", "{key}");
        assert!("89ab".contains(&key[19..20]), "{key}");
    }
    let distinct: std::collections::BTreeSet<_> = keys.iter().collect();
    assert_eq!(distinct.len(), keys.len());
}

#[wasm_bindgen_test]
async fn the_outcome_is_queried_until_it_is_known() {
    let opened = OpenedTicket::new(1, "found", "code").unwrap();
    for (path, outcome) in [
        ("/lost-response", Ok(SubmissionOutcome::Opened(opened))),
        ("/lost-request", Ok(SubmissionOutcome::NotOpened)),
        ("/connection-reset", Ok(SubmissionOutcome::Unknown)),
        ("/token-expired", Err(SendError::TokenExpired)),
    ] {
        let found = endpoint(path)
            .look_up_outcome(key(), &never_aborted())
            .await;
        assert_eq!(found, outcome, "{path}");
    }
}

#[wasm_bindgen_test]
async fn an_aborted_submission_ends_immediately() {
    for files in [&[][..], &[("a.txt", &b"abc"[..])]] {
        let controller = AbortController::new().unwrap();
        let result = Rc::new(RefCell::new(None));
        let result_slot = result.clone();
        let submission = Submission {
            abort_signal: controller.signal(),
            ..submission(files)
        };
        spawn_local(async move {
            *result_slot.borrow_mut() = Some(open(&endpoint("/no-response"), &submission).await);
        });
        wait(200).await;
        assert_eq!(*result.borrow(), None, "the server does not respond");
        controller.abort();
        wait(200).await;
        assert_eq!(*result.borrow(), Some(Err(SendError::Cancelled)));
    }
}

#[wasm_bindgen_test]
async fn upload_progress_ends_at_the_total() {
    let updates = Rc::new(RefCell::new(Vec::new()));
    let recorded = updates.clone();
    let on_progress: ProgressCallback = Rc::new(move |update| recorded.borrow_mut().push(update));
    let bytes = vec![7; 2_000_000];
    let submission = Submission {
        on_progress,
        ..submission(&[("a.bin", &bytes)])
    };
    let opened = open(&endpoint("/success"), &submission).await.unwrap();
    let updates = updates.borrow();
    assert!(
        updates.contains(&UploadProgress::Encoded(2_000_000)),
        "{updates:?}"
    );
    let Some(UploadProgress::Uploaded { sent, total }) = updates.last() else {
        panic!("{updates:?}");
    };
    assert_eq!(sent, total);
    assert_eq!(
        opened.number(),
        total.to_string(),
        "the server received all bytes"
    );
}

#[wasm_bindgen_test]
async fn rules_are_decoded_and_other_responses_are_errors() {
    let rules = endpoint("/success")
        .fetch_rules(&never_aborted(), None)
        .await
        .unwrap();
    assert_eq!(rules.departments.len(), 2);
    assert_eq!(rules.departments[1].fields.len(), 6);
    for (url, error) in [
        (format!("{SERVER}/unknown-path"), SendError::NoResponse),
        (format!("{SERVER}/token-expired"), SendError::TokenExpired),
        ("http://127.0.0.1:9/".into(), SendError::NoResponse),
    ] {
        let rules = Endpoint::new(&url, None)
            .fetch_rules(&never_aborted(), None)
            .await;
        assert_eq!(rules, Err(error), "{url}");
    }
}
