//! Retries that are refused before their key is claimed: the response depends on the result of an earlier
//! request with the same key.

use crate::no_script_form::{ACCEPT_HTML, Parts};
use crate::support::{EXAMPLE_CONFIG, Fault, FaultProxy, Relay, bearer, claims, now, token};
use open_ticket_test_support::{Form, HttpResponse, attachments, noise};
use serde_json::Value;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

const KEY: &str = "3f0e8b1c-52a4-4d6f-9c3e-7a1b2c3d4e5f";
const TIMEOUT: Duration = Duration::from_secs(20);

/// Result of an earlier request with the key.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Earlier {
    Nothing,
    NotOpened,
    Opened,
    Unknown,
}

const EARLIER: [Earlier; 4] = [
    Earlier::Nothing,
    Earlier::NotOpened,
    Earlier::Opened,
    Earlier::Unknown,
];

/// Response to a refused retry of a request that opened a ticket, or may have.
#[derive(Clone, Copy)]
enum Retried {
    /// The outcome of the earlier request.
    Outcome,
    /// The key belongs to other content.
    KeyReused,
    /// The outcome, if it is known. Otherwise the same error, which reveals nothing about a ticket.
    OutcomeIfKnown,
    /// The same error.
    Error,
}

struct Refusal {
    name: &'static str,
    /// Changes the configuration after the earlier request.
    config: fn(String) -> String,
    /// Sends the retry.
    send: fn(&Relay) -> (u16, Value),
    /// Status and code without an earlier request.
    without_earlier_request: (u16, &'static str),
    retried: Retried,
}

fn unchanged(config: String) -> String {
    config
}

fn departments_of_whmcs(config: String) -> String {
    let (before, _) = config.split_once("# Departments, in the order").unwrap();
    format!("departments = \"whmcs\"\n{before}")
}

fn json(response: &HttpResponse) -> (u16, Value) {
    (response.status, response.json())
}

fn retry(relay: &Relay, form: &Form) -> (u16, Value) {
    json(&relay.open_ticket(form, KEY))
}

fn retry_with(relay: &Relay, name: &str, value: &str) -> (u16, Value) {
    retry(relay, &ticket().with(name, value))
}

fn ticket() -> Form {
    Form::ticket()
}

/// Returns the same ticket as the parts of a multipart form.
fn parts() -> Parts {
    Parts::default()
        .with("idempotency_key", KEY)
        .with("deptid", "1")
        .with("name", "Ada Lovelace")
        .with("email", "ada@example.com")
        .with("subject", "A question")
        .with("message", "How does it work?")
}

fn retry_as_form(relay: &Relay, parts: &Parts) -> (u16, Value) {
    json(&parts.send(relay, &[("accept", "application/json")]))
}

/// Sends the head of a request and a part of its body.
fn retry_with_incomplete_body(relay: &Relay) -> (u16, Value) {
    let address = relay.base_url.trim_start_matches("http://");
    let mut stream = TcpStream::connect(address).unwrap();
    write!(
        stream,
        "POST /api/ticket HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\
         content-type: application/x-www-form-urlencoded\r\nidempotency-key: {KEY}\r\n\
         content-length: 1000\r\n\r\naction=OpenTicket"
    )
    .unwrap();
    let mut response = String::new();
    let _ = stream.read_to_string(&mut response);
    let (head, body) = response.split_once("\r\n\r\n").unwrap();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    (status, serde_json::from_str(body).unwrap())
}

fn refusals() -> Vec<Refusal> {
    let of_content = |name, send, without_earlier_request| Refusal {
        name,
        config: unchanged,
        send,
        without_earlier_request,
        retried: Retried::KeyReused,
    };
    let too_large: fn(String) -> String = |config| {
        config
            .replace("max_body_bytes = 8_388_608", "max_body_bytes = 400_000")
            .replace("file_bytes = 4_000_000", "file_bytes = 100_000")
            .replace("total_bytes = 4_500_000", "total_bytes = 200_000")
    };
    vec![
        Refusal {
            name: "the departments are not loaded",
            config: departments_of_whmcs,
            send: |relay| retry(relay, &ticket()),
            without_earlier_request: (503, "unavailable"),
            retried: Retried::Outcome,
        },
        Refusal {
            name: "the departments are not loaded, in a form",
            config: departments_of_whmcs,
            send: |relay| retry_as_form(relay, &parts()),
            without_earlier_request: (503, "unavailable"),
            retried: Retried::Outcome,
        },
        Refusal {
            name: "the rules have changed",
            config: |config| config.replace("subject = 250", "subject = 5"),
            send: |relay| retry(relay, &ticket()),
            without_earlier_request: (422, "rule"),
            retried: Retried::Outcome,
        },
        Refusal {
            name: "the body stops",
            config: |config| {
                config.replace("idle_timeout_seconds = 20", "idle_timeout_seconds = 1")
            },
            send: retry_with_incomplete_body,
            without_earlier_request: (408, "unavailable"),
            retried: Retried::Outcome,
        },
        Refusal {
            name: "too many refused requests",
            config: |config| config.replace("refused_per_hour = 300", "refused_per_hour = 1"),
            send: |relay| {
                let invalid = ticket().with("unknown", "1");
                relay.post("/api/ticket", invalid.body());
                retry(relay, &ticket())
            },
            without_earlier_request: (429, "rate"),
            retried: Retried::Outcome,
        },
        Refusal {
            name: "too many refused requests, in a form",
            config: |config| config.replace("refused_per_hour = 300", "refused_per_hour = 1"),
            send: |relay| {
                let invalid = ticket().with("unknown", "1");
                relay.post("/api/ticket", invalid.body());
                let headers = [("idempotency-key", KEY), ("accept", "application/json")];
                json(&Parts::ticket().send(relay, &headers))
            },
            without_earlier_request: (429, "rate"),
            retried: Retried::Outcome,
        },
        Refusal {
            name: "an expired token",
            config: unchanged,
            send: |relay| {
                let mut expired = claims(1);
                expired["exp"] = (now() - 1).into();
                expired["iat"] = (now() - 600).into();
                let authorization = bearer(&token(&expired));
                let headers = [("idempotency-key", KEY), ("authorization", &authorization)];
                json(&relay.open_ticket_with(&ticket(), &headers))
            },
            without_earlier_request: (401, "token_expired"),
            retried: Retried::OutcomeIfKnown,
        },
        Refusal {
            name: "a forged token in a form",
            config: unchanged,
            send: |relay| retry_as_form(relay, &parts().with("token", "forged")),
            without_earlier_request: (401, "token_invalid"),
            retried: Retried::OutcomeIfKnown,
        },
        Refusal {
            name: "another origin",
            config: unchanged,
            send: |relay| {
                let headers = [("idempotency-key", KEY), ("origin", "https://evil.example")];
                json(&relay.open_ticket_with(&ticket(), &headers))
            },
            without_earlier_request: (403, "origin"),
            retried: Retried::Error,
        },
        Refusal {
            config: too_large,
            ..of_content(
                "a request that is too large",
                |relay| {
                    let files = attachments(&[("a.png", &noise(400_000))]);
                    retry_with(relay, "attachments", &files)
                },
                (413, "too_large"),
            )
        },
        Refusal {
            config: too_large,
            ..of_content(
                "a form that is too large",
                |relay| retry_as_form(relay, &parts().file("a.png", &noise(500_000))),
                (413, "too_large"),
            )
        },
        of_content(
            "another media type",
            |relay| {
                let headers = [("idempotency-key", KEY), ("content-type", "text/plain")];
                json(&relay.post_with("/api/ticket", "x", &headers))
            },
            (415, "malformed"),
        ),
        of_content(
            "an unknown parameter",
            |relay| retry_with(relay, "unknown", "1"),
            (400, "unknown_parameter"),
        ),
        of_content(
            "an unknown field of a form",
            |relay| retry_as_form(relay, &parts().with("unknown", "1")),
            (400, "unknown_parameter"),
        ),
        of_content(
            "a forbidden parameter",
            |relay| retry_with(relay, "noemail", "1"),
            (400, "forbidden_parameter"),
        ),
        of_content(
            "a repeated parameter",
            |relay| retry(relay, &ticket().and("subject", "twice")),
            (400, "repeated_parameter"),
        ),
        of_content(
            "files that are not base64",
            |relay| retry_with(relay, "attachments", "*"),
            (400, "malformed"),
        ),
        of_content(
            "no email address",
            |relay| retry(relay, &ticket().without("email")),
            (200, ""),
        ),
        of_content(
            "no name and no email address",
            |relay| retry(relay, &ticket().without("email").without("name")),
            (200, ""),
        ),
        of_content(
            "no message",
            |relay| retry_with(relay, "message", " "),
            (200, ""),
        ),
        of_content(
            "other content that breaks a rule",
            |relay| retry_with(relay, "deptid", "99"),
            (422, "rule"),
        ),
    ]
}

/// Returns a relay that received an earlier request, and the response to that request. From now on, the
/// search for the ticket and the list of departments fail.
fn relay_after(earlier: Earlier, proxy: &FaultProxy, config: &str) -> (Relay, Value) {
    let relay = match earlier {
        // Nothing listens on this port.
        Earlier::NotOpened => Relay::for_api("http://127.0.0.1:9/includes/api.php", TIMEOUT),
        _ => Relay::for_api(&proxy.url, TIMEOUT),
    };
    if earlier == Earlier::Unknown {
        proxy.inject("OpenTicket", Fault::ResponseLost);
    }
    let opened = match earlier {
        Earlier::Nothing => Value::Null,
        _ => relay.open_ticket(&ticket(), KEY).json(),
    };
    for action in ["GetTickets", "GetSupportDepartments"] {
        proxy.rewrite(action, |_, response| {
            response.with("500 Internal Server Error", "")
        });
    }
    (relay.restart(config, &proxy.url), opened)
}

fn state(relay: &Relay) -> Value {
    relay.get(&format!("/api/ticket/{KEY}")).json()["state"].clone()
}

fn assert_refused(refusal: &Refusal, earlier: Earlier) {
    let proxy = FaultProxy::new();
    let config = (refusal.config)(EXAMPLE_CONFIG.to_owned());
    let (relay, opened) = relay_after(earlier, &proxy, &config);
    let before = state(&relay);
    let (status, response) = (refusal.send)(&relay);
    let name = format!("{}, {earlier:?}: {status} {response}", refusal.name);
    let code = response["code"].as_str().unwrap_or_default();
    let is_outcome = match earlier {
        Earlier::Opened => (status, &response) == (200, &opened),
        _ => code == "unknown" && status >= 500,
    };
    let is_error =
        (status, code) == refusal.without_earlier_request && response["result"] == "error";
    let is_expected = match (earlier, refusal.retried) {
        (Earlier::Nothing | Earlier::NotOpened, _) | (_, Retried::Error) => is_error,
        (_, Retried::Outcome) | (Earlier::Opened, Retried::OutcomeIfKnown) => is_outcome,
        (_, Retried::OutcomeIfKnown) => is_error,
        (_, Retried::KeyReused) => (status, code) == (422, "key_reused"),
    };
    assert!(is_expected, "{name}");
    if matches!(earlier, Earlier::Opened | Earlier::Unknown) {
        let message = response["message"].as_str().unwrap_or_default();
        assert!(!message.contains("no ticket"), "{name}");
    }
    assert_eq!(state(&relay), before, "{name}");
    let sent = usize::from(matches!(earlier, Earlier::Opened | Earlier::Unknown));
    assert_eq!(proxy.request_count("OpenTicket"), sent, "{name}");
}

/// Every refusal before the claim × every result of an earlier request with the key.
#[test]
fn a_refused_retry_never_reports_not_opened_if_a_ticket_may_have_been_opened() {
    for refusal in refusals() {
        std::thread::scope(|scope| {
            for earlier in EARLIER {
                let refusal = &refusal;
                scope.spawn(move || assert_refused(refusal, earlier));
            }
        });
    }
}

/// The search needs no rules: a retry that is refused finds the ticket of the earlier request.
#[test]
fn a_refused_retry_finds_the_ticket_of_a_lost_response() {
    let proxy = FaultProxy::new();
    let relay = proxy.relay(TIMEOUT);
    proxy.inject("OpenTicket", Fault::ResponseLost);
    assert_eq!(relay.open_ticket(&ticket(), KEY).code(), "unknown");
    let config = EXAMPLE_CONFIG.replace("subject = 250", "subject = 5");
    let relay = relay.restart(&config, &proxy.url);
    let found = relay.open_ticket(&ticket(), KEY);
    assert_eq!(found.json()["result"], "success", "{}", found.text());
    assert_eq!(proxy.request_count("OpenTicket"), 1);
}

/// A refusal implies that no ticket was opened, so it is returned only once a search proves that.
#[test]
fn a_refused_retry_of_a_lost_request_is_refused_once_no_ticket_can_be_opened() {
    let proxy = FaultProxy::new();
    let older = ticket().with("email", "eve@example.com");
    proxy.sandbox.call_sandbox(&older);
    let relay = proxy.relay(Duration::from_secs(2));
    proxy.inject("OpenTicket", Fault::RequestLost);
    assert_eq!(relay.open_ticket(&ticket(), KEY).code(), "unknown");
    let config = EXAMPLE_CONFIG.replace("subject = 250", "subject = 5");
    let relay = relay.restart(&config, &proxy.url);
    let refused = relay.open_ticket_despite_slow_searches(&ticket(), KEY);
    assert_eq!(refused.code(), "rule", "{}", refused.text());
    assert_eq!(state(&relay), "not_opened");
    assert_eq!(proxy.request_count("OpenTicket"), 1);
}

/// The form without scripts shows the ticket, or states that it may have been opened, above the text
/// that was sent.
#[test]
fn a_refused_form_shows_the_outcome_of_the_earlier_one() {
    for earlier in EARLIER {
        let proxy = FaultProxy::new();
        let config = departments_of_whmcs(EXAMPLE_CONFIG.to_owned());
        let (relay, _) = relay_after(earlier, &proxy, &config);
        let response = parts().send(&relay, &[ACCEPT_HTML]);
        let text = response.text();
        match earlier {
            Earlier::Opened => {
                assert_eq!(response.status, 303, "{text}");
                assert!(response.header("location").contains(KEY));
                continue;
            }
            Earlier::Unknown => {
                assert_eq!(response.status, 503, "{text}");
                assert!(text.contains("We cannot tell if your ticket was opened"));
            }
            Earlier::Nothing | Earlier::NotOpened => {
                assert_eq!(response.status, 503, "{text}");
                assert!(text.contains("The support system is not available right now"));
            }
        }
        assert!(text.contains("How does"), "{text}");
        assert!(text.contains(KEY), "{text}");
    }
}
