//! Both transports against a server that answers, refuses and breaks off: text goes by `fetch`,
//! files by `XMLHttpRequest`, and nobody can tell from what comes back.

use super::files::ticket;
use super::support::{SERVER, wait};
use open_ticket::browser::{Endpoint, Key, Report, Sending, Step};
use open_ticket::ticket::{Opened, Outcome, Refusal, SendError};
use std::{cell::RefCell, rc::Rc};
use wasm_bindgen_futures::spawn_local;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{AbortController, AbortSignal};

fn endpoint(way: &str) -> Endpoint {
    Endpoint::new(format!("{SERVER}{way}"), None)
}

fn key() -> Key {
    Key::random().unwrap()
}

fn going_on() -> AbortSignal {
    AbortController::new().unwrap().signal()
}

/// Opens a ticket in the way that the form does, which depends on whether there are files.
async fn open(endpoint: &Endpoint, sending: &Sending) -> Result<Opened, SendError> {
    if sending.ticket.attachments.is_empty() {
        endpoint.open_text(sending).await
    } else {
        endpoint.open_with_files(sending).await
    }
}

fn sending(files: &[(&str, &[u8])]) -> Sending {
    Sending {
        ticket: ticket(files),
        key: key(),
        stop: going_on(),
        report: Rc::new(|_| {}),
    }
}

async fn both(way: &str) -> [Result<Opened, SendError>; 2] {
    both_by(&endpoint(way), &key()).await
}

async fn both_by(endpoint: &Endpoint, key: &Key) -> [Result<Opened, SendError>; 2] {
    let by_key = |files| Sending {
        key: key.clone(),
        ..sending(files)
    };
    [
        open(endpoint, &by_key(&[])).await,
        open(endpoint, &by_key(&[("a.txt", b"abc")])).await,
    ]
}

#[wasm_bindgen_test]
async fn a_server_that_answers_opens_the_ticket() {
    for opened in both("/answers").await {
        let opened = opened.unwrap();
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
async fn a_refusal_is_a_refusal() {
    for refused in both("/refuses").await {
        assert_eq!(refused, Err(Refusal::DepartmentNotFound.into()));
    }
}

#[wasm_bindgen_test]
async fn after_a_connection_that_broke_off_nobody_knows() {
    for way in ["/breaks-off", "/cuts-off", "/firewall"] {
        for broken in both(way).await {
            assert_eq!(broken, Err(SendError::NoAnswer), "{way}");
        }
    }
}

#[wasm_bindgen_test]
async fn a_proxy_that_takes_no_such_size_has_refused_it() {
    for refused in both("/too-large").await {
        assert_eq!(refused, Err(Refusal::TooLarge { limit: None }.into()));
    }
}

#[wasm_bindgen_test]
async fn each_code_arrives_as_a_case_of_its_own_with_the_seconds_to_wait() {
    for (way, error) in [
        ("/rate", SendError::Rate { wait: Some(150) }),
        ("/in-progress", SendError::InProgress),
        ("/sign-in", SendError::TokenExpired),
        ("/too-slow", SendError::TooSlow),
    ] {
        for refused in both(way).await {
            assert_eq!(refused, Err(error.clone()), "{way}");
        }
    }
}

#[wasm_bindgen_test]
async fn the_key_and_the_token_go_along_by_either_way() {
    let key = key();
    let nobody = endpoint("/echoes");
    let signed = Endpoint::new(format!("{SERVER}/echoes"), Some(" a.b.c\n".into()));
    let blank = Endpoint::new(format!("{SERVER}/echoes"), Some(" ".into()));
    for (endpoint, who) in [
        (nobody, "nobody"),
        (blank, "nobody"),
        (signed, "Bearer a.b.c"),
    ] {
        for opened in both_by(&endpoint, &key).await {
            let expected = format!("{} {who}", key.as_str());
            assert_eq!(opened.unwrap().number(), expected);
        }
    }
}

#[wasm_bindgen_test]
async fn what_cannot_be_a_token_is_refused_here_and_harms_nothing() {
    for token in ["a\nb", "zwei Worte", "ключ"] {
        let endpoint = Endpoint::new(format!("{SERVER}/echoes"), Some(token.into()));
        for refused in both_by(&endpoint, &key()).await {
            assert_eq!(refused, Err(SendError::TokenInvalid), "{token:?}");
        }
        let rules = endpoint.rules(&going_on(), None).await;
        assert_eq!(rules, Err(SendError::TokenInvalid), "{token:?}");
    }
}

#[wasm_bindgen_test]
fn a_key_is_a_random_uuid_and_no_two_are_the_same() {
    let keys: Vec<_> = (0..100).map(|_| key().as_str().to_owned()).collect();
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
    let different: std::collections::BTreeSet<_> = keys.iter().collect();
    assert_eq!(different.len(), keys.len());
}

#[wasm_bindgen_test]
async fn what_became_of_a_key_is_asked_until_somebody_knows() {
    let opened = Opened::new(1, "found", "code").unwrap();
    for (way, outcome) in [
        ("/loses-the-answer", Outcome::Opened(opened)),
        ("/never-arrives", Outcome::NotOpened),
        ("/breaks-off", Outcome::Unknown),
    ] {
        let found = endpoint(way).find_out(&key(), &going_on()).await;
        assert_eq!(found, outcome, "{way}");
    }
}

#[wasm_bindgen_test]
async fn what_is_stopped_ends_at_once() {
    for files in [&[][..], &[("a.txt", &b"abc"[..])]] {
        let stop = AbortController::new().unwrap();
        let ended = Rc::new(RefCell::new(None));
        let ending = ended.clone();
        let sending = Sending {
            stop: stop.signal(),
            ..sending(files)
        };
        spawn_local(async move {
            *ending.borrow_mut() = Some(open(&endpoint("/keeps-waiting"), &sending).await);
        });
        wait(200).await;
        assert_eq!(*ended.borrow(), None, "the server keeps waiting");
        stop.abort();
        wait(200).await;
        assert_eq!(*ended.borrow(), Some(Err(SendError::Cancelled)));
    }
}

#[wasm_bindgen_test]
async fn progress_ends_with_everything_out() {
    let steps = Rc::new(RefCell::new(Vec::new()));
    let heard = steps.clone();
    let report: Report = Rc::new(move |step| heard.borrow_mut().push(step));
    let noise = vec![7; 2_000_000];
    let sending = Sending {
        report,
        ..sending(&[("a.bin", &noise)])
    };
    let opened = open(&endpoint("/answers"), &sending).await.unwrap();
    let steps = steps.borrow();
    assert!(steps.contains(&Step::Read(2_000_000)), "{steps:?}");
    let Some(Step::Out { sent, total }) = steps.last() else {
        panic!("{steps:?}");
    };
    assert_eq!(sent, total);
    assert_eq!(
        opened.number(),
        total.to_string(),
        "the server received as much"
    );
}

#[wasm_bindgen_test]
async fn the_rules_are_read_and_what_is_no_rules_is_told() {
    let rules = endpoint("/answers").rules(&going_on(), None).await.unwrap();
    assert_eq!(rules.departments.len(), 2);
    assert_eq!(rules.departments[1].fields.len(), 6);
    for (url, error) in [
        (format!("{SERVER}/elsewhere"), SendError::NoAnswer),
        (format!("{SERVER}/sign-in"), SendError::TokenExpired),
        ("http://127.0.0.1:9/".into(), SendError::NoAnswer),
    ] {
        let rules = Endpoint::new(&url, None).rules(&going_on(), None).await;
        assert_eq!(rules, Err(error), "{url}");
    }
}
