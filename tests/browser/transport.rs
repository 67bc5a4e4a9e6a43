//! Both transports against a server that answers, refuses and breaks off: text goes by `fetch`,
//! files by `XMLHttpRequest`, and nobody can tell from what comes back.

use super::files::ticket;
use super::support::{SERVER, wait};
use open_ticket::browser::Endpoint;
use open_ticket::ticket::{Opened, Refusal, SendError};
use std::{cell::RefCell, rc::Rc};
use wasm_bindgen_futures::spawn_local;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::AbortController;

async fn both(way: &str) -> [Result<Opened, SendError>; 2] {
    let endpoint = Endpoint::new(format!("{SERVER}{way}"));
    let stop = AbortController::new().unwrap().signal();
    let text = endpoint.open(&ticket(&[]), &stop, |_, _| {}).await;
    let files = endpoint
        .open(&ticket(&[("a.txt", b"abc")]), &stop, |_, _| {})
        .await;
    [text, files]
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
async fn what_is_stopped_ends_at_once() {
    for files in [&[][..], &[("a.txt", &b"abc"[..])]] {
        let stop = AbortController::new().unwrap();
        let (signal, ended) = (stop.signal(), Rc::new(RefCell::new(None)));
        let ending = ended.clone();
        let ticket = ticket(files);
        spawn_local(async move {
            let endpoint = Endpoint::new(format!("{SERVER}/keeps-waiting"));
            *ending.borrow_mut() = Some(endpoint.open(&ticket, &signal, |_, _| {}).await);
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
    let last = Rc::new(RefCell::new((0, 0)));
    let report = last.clone();
    let endpoint = Endpoint::new(format!("{SERVER}/answers"));
    let stop = AbortController::new().unwrap().signal();
    let noise = vec![7; 2_000_000];
    let ticket = ticket(&[("a.bin", &noise)]);
    let opened = endpoint.open(&ticket, &stop, move |sent, total| {
        *report.borrow_mut() = (sent, total)
    });
    let opened = opened.await.unwrap();
    let (sent, total) = *last.borrow();
    assert_eq!(sent, total);
    assert_eq!(
        opened.number(),
        total.to_string(),
        "the server received as much"
    );
}

#[wasm_bindgen_test]
async fn the_rules_are_read_and_what_is_no_rules_is_told() {
    let rules = Endpoint::new(format!("{SERVER}/answers"))
        .rules()
        .await
        .unwrap();
    assert_eq!(rules.departments.len(), 2);
    assert_eq!(rules.departments[1].fields.len(), 6);
    assert!(
        Endpoint::new(format!("{SERVER}/elsewhere"))
            .rules()
            .await
            .is_err()
    );
    assert!(Endpoint::new("http://127.0.0.1:9/").rules().await.is_err());
}
