//! Responses of WHMCS in every format, for tickets that were opened and tickets that were not. A
//! submission and its retries end with one ticket, and the relay never reports that none was opened
//! while there may be one.

use crate::support::{
    EXAMPLE_CONFIG, Fault, FaultProxy, Relay, UpstreamResponse, WorkingDirectory, bearer, claims,
    state, token,
};
use open_ticket_test_support::{Form, HttpResponse, Xorshift};
use serde_json::Value;
use std::time::Duration;

const KEY: &str = "3f0e8b1c-52a4-4d6f-9c3e-7a1b2c3d4e5f";

const TIMEOUT: Duration = Duration::from_secs(20);

/// Response timeout of a relay that waits until WHMCS can no longer be running a request.
const SHORT_TIMEOUT: Duration = Duration::from_secs(6);

/// Format of a response: a name, and a function that changes the actual response. That response is
/// empty if the request was not forwarded.
type ResponseFormat = (&'static str, fn(UpstreamResponse) -> UpstreamResponse);

const HOOK: &str = r#"{"result":"error","message":"We are closed"}"#;
const MAIL_FAILED: &str = r#"{"result":"error","message":"Mail could not be sent"}"#;
const DOCUMENTED: &str = r#"{"result":"error","message":"Department ID not found"}"#;
const CREDENTIALS: &str = r#"{"result":"error","message":"Authentication Failed"}"#;
const SUCCESS: &str = r#"{"result":"success","id":7,"tid":"ABC 1","c":"k"}"#;
const WARNING: &str = "<br />\n<b>Warning</b>: mail(): {failed} in /a.php on line <b>3</b><br />\n";
const PAGE: &str = "<html><h1>No</h1></html>";

/// Responses that do not show whether a ticket was opened.
const INCONCLUSIVE: [ResponseFormat; 34] = [
    ("empty", |response| response.with("200 OK", "")),
    ("a page", |response| response.with("200 OK", PAGE)),
    ("half of a response", |response| {
        response.with("200 OK", &SUCCESS[..30])
    }),
    ("null", |response| response.with("200 OK", "null")),
    ("a list", |response| response.with("200 OK", "[]")),
    ("no result", |response| response.with("200 OK", "{}")),
    ("a success without a ticket", |response| {
        response.with("200 OK", r#"{"result":"success"}"#)
    }),
    ("two results", |response| {
        response.with(
            "200 OK",
            r#"{"result":"error","message":"x","result":"success"}"#,
        )
    }),
    ("a hook", |response| response.with("200 OK", HOOK)),
    ("a hook with status", |response| {
        response.with("200 OK", r#"{"status":"error","message":"No"}"#)
    }),
    ("an error without a message", |response| {
        response.with("200 OK", r#"{"result":"error"}"#)
    }),
    ("a hook that begins like a refusal", |response| {
        let body = r#"{"result":"error","message":"Authentication Failed: no mail"}"#;
        response.with("200 OK", body)
    }),
    (
        "a documented refusal with more output after it",
        |response| response.with("200 OK", format!("{DOCUMENTED} in /a.php on line 3")),
    ),
    ("a hook in the older format", |response| {
        response.with("200 OK", "result=error;message=Closed; come back;")
    }),
    ("201 with a documented refusal", |response| {
        response.with("201 Created", DOCUMENTED)
    }),
    ("500 with an error", |response| {
        response.with("500 Internal Server Error", MAIL_FAILED)
    }),
    ("500 with a documented refusal", |response| {
        response.with("500 Internal Server Error", DOCUMENTED)
    }),
    ("500 with the message for credentials", |response| {
        response.with("500 Internal Server Error", CREDENTIALS)
    }),
    ("500, empty", |response| {
        response.with("500 Internal Server Error", "")
    }),
    ("502", |response| response.with("502 Bad Gateway", PAGE)),
    ("503 with an error", |response| {
        response.with("503 Service Unavailable", MAIL_FAILED)
    }),
    ("503 with the message for credentials", |response| {
        response.with("503 Service Unavailable", CREDENTIALS)
    }),
    ("503", |response| {
        response.with("503 Service Unavailable", PAGE)
    }),
    ("301", |response| {
        response.with("301 Moved Permanently", PAGE)
    }),
    ("302, empty", |response| response.with("302 Found", "")),
    ("302 with a documented refusal", |response| {
        response.with("302 Found", DOCUMENTED)
    }),
    ("400 with an error", |response| {
        response.with("400 Bad Request", HOOK)
    }),
    ("400 with a documented refusal", |response| {
        response.with("400 Bad Request", DOCUMENTED)
    }),
    ("403 of a firewall", |response| {
        response.with("403 Forbidden", PAGE)
    }),
    ("403, empty", |response| response.with("403 Forbidden", "")),
    ("404", |response| response.with("404 Not Found", PAGE)),
    ("413", |response| {
        response.with("413 Content Too Large", PAGE)
    }),
    ("418", |response| {
        response.with("418 I'm a teapot", "short and stout")
    }),
    ("429", |response| {
        response.with("429 Too Many Requests", PAGE)
    }),
];

/// Changes of an actual response, after which the relay must still be able to read it.
const READABLE: [ResponseFormat; 12] = [
    ("unchanged", |response| response),
    ("a byte order mark", |response| {
        let body = format!("\u{feff}{}", response.body);
        UpstreamResponse { body, ..response }
    }),
    ("two byte order marks and white space", |response| {
        let body = format!("\u{feff}\r\n\u{feff} {}\n", response.body);
        UpstreamResponse { body, ..response }
    }),
    ("a warning before it", |response| {
        let body = format!("{WARNING}{}", response.body);
        UpstreamResponse { body, ..response }
    }),
    ("a warning with JSON before it", |response| {
        let body = format!("{WARNING}{{\"a\":[1]}}\n{}", response.body);
        UpstreamResponse { body, ..response }
    }),
    ("text with many braces before it", |response| {
        let body = format!("{}{}", "{ ".repeat(100), response.body);
        UpstreamResponse { body, ..response }
    }),
    ("a warning after it", |response| {
        let body = format!("{}{WARNING}", response.body);
        UpstreamResponse { body, ..response }
    }),
    ("status for result", |response| {
        let body = response.body.replace("\"result\"", "\"status\"");
        UpstreamResponse { body, ..response }
    }),
    ("the older format", |response| {
        let body = key_value(&response.body, ";");
        UpstreamResponse { body, ..response }
    }),
    ("the older format on lines, after a warning", |response| {
        let body = format!("{WARNING}{}", key_value(&response.body, "\n"));
        UpstreamResponse { body, ..response }
    }),
    ("302", |response| UpstreamResponse {
        status: "302 Found".to_owned(),
        ..response
    }),
    ("404", |response| UpstreamResponse {
        status: "404 Not Found".to_owned(),
        ..response
    }),
];

/// Encodes a response of OpenTicket in the `key=value` format.
fn key_value(json: &str, separator: &str) -> String {
    let response: Value = serde_json::from_str(json).unwrap();
    ["result", "id", "tid", "c"]
        .map(|name| format!("{name}={}", response[name].as_str().unwrap()))
        .join(separator)
}

/// Proxy whose sandbox has an older ticket, so that a search can prove that it sees tickets.
fn proxy_with_an_older_ticket() -> FaultProxy {
    let proxy = FaultProxy::new();
    let older = Form::ticket()
        .with("subject", "An older one")
        .with("created", "2020-02-02 12:00:00");
    proxy.sandbox.call_sandbox(&older);
    proxy
}

fn relay_without_rate_limits(proxy: &FaultProxy, timeout: Duration) -> Relay {
    let config = EXAMPLE_CONFIG
        .replace("per_hour = 20", "per_hour = 0")
        .replace("per_day = 240", "per_day = 0");
    Relay::for_api_with_config(&config, &proxy.url, timeout)
}

/// A submission with its own key and content.
struct Case<'a> {
    relay: &'a Relay,
    key: String,
    subject: String,
    form: Form,
    name: String,
}

impl<'a> Case<'a> {
    fn new(relay: &'a Relay, number: usize, name: &str) -> Self {
        let subject = format!("Case <{number}>");
        Self {
            relay,
            key: format!("00000000-0000-4000-8000-{number:012}"),
            form: Form::ticket()
                .with("subject", &subject)
                .with("message", format!("Message {number}")),
            subject,
            name: name.to_owned(),
        }
    }

    /// Returns the number of tickets of the submission.
    fn tickets(&self, proxy: &FaultProxy) -> u64 {
        let list = Form::of(&[
            ("action", "GetTickets"),
            ("ignore_dept_assignments", "true"),
        ]);
        let list = list.with("subject", &self.subject);
        let list = proxy.sandbox.call_sandbox(&list);
        list["numreturned"].as_u64().unwrap()
    }

    fn send(&self) -> HttpResponse {
        self.relay.open_ticket(&self.form, &self.key)
    }

    fn assert_no_false_report(&self, proxy: &FaultProxy) {
        if state(self.relay, &self.key) == "not_opened" {
            assert_eq!(
                self.tickets(proxy),
                0,
                "{}: a false “not opened”",
                self.name
            );
        }
    }
}

/// All inconclusive responses, for tickets that were opened and for those that were not, in a
/// random order. `make soak` repeats this with other seeds.
#[test]
fn an_inconclusive_response_leads_to_one_ticket_whether_it_was_opened_or_not() {
    let variable = |name: &str| std::env::var(name).ok()?.parse::<u64>().ok();
    let mut random = Xorshift::new(variable("SEED").unwrap_or(1).max(1));
    let rounds = variable("UNUSUAL_RESPONSE_ROUNDS").unwrap_or(1);
    let mut sent = 0;
    for _ in 0..rounds {
        let proxy = proxy_with_an_older_ticket();
        let relay = relay_without_rate_limits(&proxy, SHORT_TIMEOUT);
        let mut faults: Vec<_> = INCONCLUSIVE
            .iter()
            .flat_map(|(name, change)| {
                [
                    (format!("{name}, opened"), Fault::ResponseReplaced(*change)),
                    (
                        format!("{name}, not opened"),
                        Fault::ResponseReturned(*change),
                    ),
                ]
            })
            .collect();
        let mut cases = Vec::new();
        while !faults.is_empty() {
            let index = usize::try_from(random.below(faults.len() as u64)).unwrap();
            let (name, fault) = faults.swap_remove(index);
            let case = Case::new(&relay, cases.len(), &name);
            proxy.inject("OpenTicket", fault);
            case.send();
            case.assert_no_false_report(&proxy);
            case.send();
            case.assert_no_false_report(&proxy);
            cases.push(case);
        }
        for case in &cases {
            let name = &case.name;
            let last = relay.open_ticket_despite_slow_searches(&case.form, &case.key);
            assert_eq!(last.json()["result"], "success", "{name}: {}", last.text());
            assert_eq!(state(&relay, &case.key), "opened", "{name}");
            assert_eq!(case.tickets(&proxy), 1, "{name}");
        }
        sent += cases.len();
        let tickets = proxy.sandbox.stored_rows() - 1;
        assert_eq!(tickets, i64::try_from(cases.len()).unwrap());
    }
    println!("unusual responses: {sent} submissions, {sent} tickets");
}

#[test]
fn the_response_for_an_opened_ticket_is_read_in_every_format() {
    let proxy = FaultProxy::new();
    let relay = relay_without_rate_limits(&proxy, TIMEOUT);
    for (number, (name, change)) in READABLE.into_iter().enumerate() {
        let case = Case::new(&relay, number, name);
        proxy.inject("OpenTicket", Fault::ResponseReplaced(change));
        let opened = case.send();
        assert_eq!(
            opened.json()["result"],
            "success",
            "{name}: {}",
            opened.text()
        );
        assert_eq!(opened.bytes, case.send().bytes, "{name}");
        assert_eq!(proxy.request_count("OpenTicket"), number + 1, "{name}");
        assert_eq!(case.tickets(&proxy), 1, "{name}");
    }
}

/// A search that cannot see the ticket does not show that the ticket was not opened.
#[test]
fn an_inconclusive_response_leaves_the_outcome_unknown_if_the_search_sees_nothing() {
    let proxy = FaultProxy::new();
    proxy.rewrite("", |body, response| {
        let empty = r#"{"result":"success","totalresults":"0","tickets":{"ticket":[]}}"#;
        if body.contains("action=OpenTicket&") {
            response
        } else {
            response.with("200 OK", empty)
        }
    });
    let relay = relay_without_rate_limits(&proxy, TIMEOUT);
    for (number, (name, change)) in INCONCLUSIVE.into_iter().enumerate() {
        let case = Case::new(&relay, number, name);
        proxy.inject("OpenTicket", Fault::ResponseReplaced(change));
        for _ in 0..2 {
            let response = case.send();
            assert_eq!(response.code(), "unknown", "{name}: {}", response.text());
            assert_eq!(state(&relay, &case.key), "unknown", "{name}");
        }
        assert_eq!(case.tickets(&proxy), 1, "{name}");
    }
}

#[test]
fn a_documented_refusal_is_final() {
    let form = Form::ticket();
    for message in [
        "Client ID Not Found",
        "The system cannot find the provided user ID.",
        "Contact ID Not Found",
        "Name and email address are required if not a client",
        "Department ID not found",
        "Subject is required",
        "Message is required",
        "Service ID Not Found",
        "Domain ID Not Found",
        "Email Address Invalid",
        "Invalid Date Format",
        "Ticket creation date cannot be in the future",
        "Unable to generate ticket number",
    ] {
        let proxy = FaultProxy::new();
        let relay = proxy.relay(TIMEOUT);
        proxy.rewrite("OpenTicket", move |_, response| {
            response.with(
                "200 OK",
                format!(r#"{{"result":"error","message":"{message}"}}"#),
            )
        });
        let refused = relay.open_ticket(&form, KEY);
        assert_eq!((refused.status, refused.message().as_str()), (200, message));
        assert_eq!(state(&relay, KEY), "not_opened");
        assert_eq!(relay.open_ticket(&form, KEY).bytes, refused.bytes);
        assert_eq!(proxy.request_count("GetTickets"), 0, "{message}");
    }
}

#[test]
fn the_message_of_a_hook_is_returned_once_a_search_has_found_no_ticket() {
    let proxy = proxy_with_an_older_ticket();
    let relay = proxy.relay(TIMEOUT);
    proxy.inject(
        "OpenTicket",
        Fault::ResponseReturned(|response| {
            response.with(
                "200 OK",
                r#"{"result":"error","message":"We are <b>closed</b>"}"#,
            )
        }),
    );
    let refused = relay.open_ticket(&Form::ticket(), KEY);
    assert_eq!(
        (refused.status, refused.message().as_str()),
        (200, "We are <b>closed</b>")
    );
    assert_eq!(state(&relay, KEY), "not_opened");
    // The hook may accept the ticket later.
    let opened = relay.open_ticket(&Form::ticket(), KEY);
    assert_eq!(opened.json()["result"], "success", "{}", opened.text());
}

#[test]
fn without_a_key_the_message_of_a_hook_is_returned_only_if_there_is_no_ticket() {
    let proxy = proxy_with_an_older_ticket();
    let relay = proxy.relay(TIMEOUT);
    let hook = |response: UpstreamResponse| response.with("200 OK", HOOK);
    proxy.inject("OpenTicket", Fault::ResponseReturned(hook));
    let refused = relay.post("/api/ticket", Form::ticket().body());
    assert_eq!(refused.message(), "We are closed");
    proxy.inject("OpenTicket", Fault::ResponseReplaced(hook));
    let opened = relay.post("/api/ticket", Form::ticket().body());
    assert_eq!(opened.json()["result"], "success", "{}", opened.text());
    assert_eq!(proxy.sandbox.stored_rows(), 2);
}

#[test]
fn every_lookup_is_read_in_every_format() {
    let prefixes = ["\u{feff}", WARNING, "\u{feff}\n<br />{x}\n"];
    for prefix in prefixes {
        let proxy = FaultProxy::new();
        let (before, _) = EXAMPLE_CONFIG
            .split_once("# Departments, in the order")
            .unwrap();
        let config = format!("departments = \"whmcs\"\n{before}");
        proxy.rewrite("", move |_, response| {
            let body = format!("{prefix}{}", response.body);
            UpstreamResponse { body, ..response }
        });
        let relay = Relay::for_api_with_config(&config, &proxy.url, TIMEOUT);
        let authorization = bearer(&token(&claims(1)));
        let rules = relay.get_with("/api/ticket", &[("authorization", &authorization)]);
        let rules = rules.json();
        assert!(
            !rules["departments"].as_array().unwrap().is_empty(),
            "{rules}"
        );
        assert!(!rules["related"].as_array().unwrap().is_empty(), "{rules}");
        proxy.inject("OpenTicket", Fault::ResponseLost);
        relay.open_ticket(&Form::ticket(), KEY);
        let found = relay.open_ticket(&Form::ticket(), KEY);
        assert_eq!(found.json()["result"], "success", "{}", found.text());
        assert_eq!(proxy.request_count("OpenTicket"), 1);
    }
}

/// Flattens the lists of a response, as on WHMCS's page for GetClientsDomains.
fn flattened(name: &str, value: &Value, pairs: &mut serde_json::Map<String, Value>) {
    match value {
        Value::Object(object) => {
            for (key, value) in object {
                let name = match name {
                    "" => key.clone(),
                    name => format!("{name}[{key}]"),
                };
                flattened(&name, value, pairs);
            }
        }
        Value::Array(elements) => {
            for (index, value) in elements.iter().enumerate() {
                flattened(&format!("{name}[{index}]"), value, pairs);
            }
        }
        value => drop(pairs.insert(name.to_owned(), value.clone())),
    }
}

#[test]
fn every_list_is_read_with_flattened_keys() {
    let proxy = FaultProxy::new();
    let (before, _) = EXAMPLE_CONFIG
        .split_once("# Departments, in the order")
        .unwrap();
    let config = format!("departments = \"whmcs\"\n{before}");
    proxy.rewrite("", |_, response| {
        let mut pairs = serde_json::Map::new();
        flattened(
            "",
            &serde_json::from_str(&response.body).unwrap(),
            &mut pairs,
        );
        response.with("200 OK", Value::Object(pairs).to_string())
    });
    let relay = Relay::for_api_with_config(&config, &proxy.url, TIMEOUT);
    let authorization = bearer(&token(&claims(1)));
    let rules = relay.get_with("/api/ticket", &[("authorization", &authorization)]);
    let rules = rules.json();
    assert_eq!(rules["departments"].as_array().unwrap().len(), 3);
    let related = rules["related"].as_array().unwrap();
    let names: Vec<_> = related.iter().map(|choice| &choice["name"]).collect();
    assert_eq!(names.len(), 2, "{rules}");
    assert_eq!(names[1], "example.com", "{rules}");
    for number in 1..=2 {
        let form = Form::ticket().with("message", format!("Message {number}"));
        let key = format!("00000000-0000-4000-8000-{number:012}");
        proxy.inject("OpenTicket", Fault::ResponseLost);
        relay.open_ticket(&form, &key);
        let found = relay.open_ticket(&form, &key);
        assert_eq!(found.json()["id"], number.to_string(), "{}", found.text());
    }
    assert_eq!(proxy.request_count("OpenTicket"), 2);
}

#[test]
fn each_deviation_is_logged_once() {
    let proxy = FaultProxy::new();
    proxy.rewrite("", |_, response| {
        let body = format!("\u{feff}{}", response.body);
        UpstreamResponse { body, ..response }
    });
    let directory = WorkingDirectory::new(EXAMPLE_CONFIG);
    let mut command = directory.command(&["--whmcs", &proxy.url, "--port", "0"]);
    command.env("OPEN_TICKET_IDENTIFIER", "sandbox");
    command.env("OPEN_TICKET_SECRET", "sandbox");
    let relay = directory.start_command(&mut command);
    for _ in 0..3 {
        assert_eq!(
            relay.post("/api/ticket", &Form::ticket())["result"],
            "success"
        );
    }
    drop(relay);
    let log = std::fs::read_to_string(directory.log()).unwrap();
    assert_eq!(log.matches("not plain JSON").count(), 1, "{log}");
    assert!(log.contains("ByteOrderMark"), "{log}");
}
