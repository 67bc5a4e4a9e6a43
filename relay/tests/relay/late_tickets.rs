//! Tickets that WHMCS opens after its response was lost. PHP keeps running when its connection is
//! closed, or when a load balancer stops waiting for it and responds instead. Until PHP's longest
//! run time has passed, a ticket that is not found may still be opened.

use crate::support::{EXAMPLE_CONFIG, Fault, FaultProxy, Opened, Relay};
use open_ticket_test_support::Form;
use std::thread;
use std::time::Duration;

/// Response timeout of the relay, and so the assumed longest run time of PHP.
const RUN_TIME: Duration = Duration::from_secs(8);

/// Responses after which PHP may still be running. `None`: the connection stays open.
const LOST: [(&str, Option<&str>); 15] = [
    ("a closed connection", Some("")),
    ("half of a head", Some("HTTP/1.1 200")),
    (
        "a head",
        Some("HTTP/1.1 200 OK\r\ncontent-length: 90\r\n\r\n"),
    ),
    (
        "half of a body",
        Some("HTTP/1.1 200 OK\r\ncontent-length: 90\r\n\r\n{\"result\":\"suc"),
    ),
    ("no HTTP", Some("SSH-2.0-OpenSSH_9.2\r\n\r\n")),
    (
        "200, empty",
        Some("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n"),
    ),
    (
        "200 with a page",
        Some("HTTP/1.1 200 OK\r\ncontent-length: 11\r\n\r\n<p>Wait</p>"),
    ),
    (
        "200 with JSON of a gateway",
        Some("HTTP/1.1 200 OK\r\ncontent-length: 17\r\n\r\n{\"error\":\"retry\"}"),
    ),
    (
        "500",
        Some("HTTP/1.1 500 Internal Server Error\r\ncontent-length: 0\r\n\r\n"),
    ),
    (
        "502",
        Some("HTTP/1.1 502 Bad Gateway\r\ncontent-length: 12\r\n\r\n<p>Gone</p>\n"),
    ),
    (
        "503",
        Some("HTTP/1.1 503 Service Unavailable\r\nretry-after: 1\r\ncontent-length: 0\r\n\r\n"),
    ),
    (
        "503 with an error of a gateway",
        Some(
            "HTTP/1.1 503 Service Unavailable\r\ncontent-length: 35\r\n\r\n\
             {\"status\":\"error\",\"message\":\"Retry\"}",
        ),
    ),
    (
        "504",
        Some("HTTP/1.1 504 Gateway Timeout\r\ncontent-length: 0\r\n\r\n"),
    ),
    (
        "520",
        Some("HTTP/1.1 520 Unknown Error\r\ncontent-length: 0\r\n\r\n"),
    ),
    ("nothing", None),
];

/// Time after which a proxy stops waiting for PHP.
const PROXY_TIMEOUT: Duration = Duration::from_millis(5_500);

/// Error pages that a proxy was configured to send after its timeout, with another status.
const ERROR_PAGES: [(&str, &str); 4] = [
    (
        "a redirect after a timeout",
        "HTTP/1.1 302 Found\r\nlocation: /sorry\r\ncontent-length: 0\r\n\r\n",
    ),
    (
        "404 after a timeout",
        "HTTP/1.1 404 Not Found\r\ncontent-type: text/html\r\ncontent-length: 12\r\n\r\n<p>Sorry</p>",
    ),
    (
        "403 after a timeout",
        "HTTP/1.1 403 Forbidden\r\ncontent-type: text/html\r\ncontent-length: 12\r\n\r\n<p>Sorry</p>",
    ),
    (
        "429 after a timeout",
        "HTTP/1.1 429 Too Many Requests\r\ncontent-length: 0\r\n\r\n",
    ),
];

struct Case {
    name: String,
    key: String,
    form: Form,
}

fn state(relay: &Relay, case: &Case) -> String {
    let outcome = relay.get(&format!("/api/ticket/{}", case.key)).json();
    outcome["state"].as_str().unwrap().to_owned()
}

/// Combines every lost response with a ticket that PHP opens immediately, later or never. Each submission
/// is retried as in `assert_resolved`, and ends with exactly one ticket.
#[test]
fn a_lost_response_leads_to_one_ticket_whenever_php_opens_it() {
    let proxy = FaultProxy::new();
    let older = Form::ticket().with("email", "eve@example.com");
    proxy.sandbox.call_sandbox(&older);
    let config = EXAMPLE_CONFIG
        .replace("per_hour = 20", "per_hour = 0")
        .replace("per_day = 240", "per_day = 0");
    let relay = Relay::for_api_with_config(&config, &proxy.url, RUN_TIME);
    let opened = [
        Opened::AtOnce,
        Opened::After(Duration::from_millis(300)),
        Opened::After(RUN_TIME / 2),
        Opened::Never,
    ];
    let lost = LOST
        .iter()
        .flat_map(|(name, text)| opened.map(|it| (*name, Fault::ConnectionLost(*text, it), it)));
    // A ticket that PHP opens after the proxy's timeout.
    let opened = [Opened::After(PROXY_TIMEOUT + RUN_TIME / 8), Opened::Never];
    let timed_out = ERROR_PAGES.iter().flat_map(|(name, text)| {
        opened.map(|it| (*name, Fault::TimedOut(PROXY_TIMEOUT, text, it), it))
    });
    let cases: Vec<_> = lost
        .chain(timed_out)
        .enumerate()
        .map(|(number, (name, fault, opened))| {
            let case = Case {
                name: format!("{name}, opened {opened:?}"),
                key: format!("00000000-0000-4000-8000-{number:012}"),
                // Another requester in each case: a ticket of the same one would leave the outcome unknown.
                form: Form::ticket()
                    .with("email", format!("case-{number}@example.com"))
                    .with("message", format!("Case {number}")),
            };
            (case, fault)
        })
        .collect();
    thread::scope(|scope| {
        for (case, fault) in &cases {
            // The proxy applies the fault to this request only.
            let sent = proxy.request_count("OpenTicket");
            proxy.inject("OpenTicket", *fault);
            let (proxy, relay, count) = (&proxy, &relay, cases.len());
            scope.spawn(move || {
                let first = relay.open_ticket(&case.form, &case.key);
                assert_eq!(first.code(), "unknown", "{}: {}", case.name, first.text());
                // Waits, so that the fault for another submission does not apply to a retry.
                while proxy.request_count("OpenTicket") < count {
                    thread::sleep(Duration::from_millis(1));
                }
                assert_resolved(relay, case);
            });
            while proxy.request_count("OpenTicket") == sent {
                thread::sleep(Duration::from_millis(1));
            }
        }
    });
    let tickets = proxy.sandbox.stored_rows() - 1;
    assert_eq!(tickets, i64::try_from(cases.len()).unwrap());
}

/// Retries a ticket whose response was lost: immediately, after a third of the run time, and after the
/// delay that the relay states.
fn assert_resolved(relay: &Relay, case: &Case) {
    let name = &case.name;
    for pause in [Duration::ZERO, RUN_TIME / 3] {
        thread::sleep(pause);
        let response = relay.open_ticket(&case.form, &case.key);
        if response.code() == "unknown" {
            assert_ne!(state(relay, case), "not_opened", "{name}");
        } else {
            assert_eq!(response.json()["result"], "success", "{name}");
        }
    }
    let last = relay.open_ticket_despite_slow_searches(&case.form, &case.key);
    assert_eq!(last.json()["result"], "success", "{name}: {}", last.text());
    assert_eq!(state(relay, case), "opened", "{name}");
}

/// A connection that is refused proves that nothing was sent: no retry has to wait.
#[test]
fn a_refused_connection_is_retried_without_waiting() {
    let key = "00000000-0000-4000-8000-000000000001";
    let relay = Relay::for_api("http://127.0.0.1:9/includes/api.php", RUN_TIME);
    for _ in 0..2 {
        let response = relay.open_ticket(&Form::ticket(), key);
        assert_eq!(response.code(), "unavailable", "{}", response.text());
        let outcome = relay.get(&format!("/api/ticket/{key}")).json();
        assert_eq!(outcome["state"], "not_opened");
    }
}
