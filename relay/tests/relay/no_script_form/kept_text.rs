//! The form without scripts keeps its text after every refusal of the relay.

use crate::no_script_form::{ACCEPT_HTML, BOUNDARY, Parts, value_of};
use crate::support::{
    EXAMPLE_CONFIG, Fault, FaultProxy, RedisServer, Relay, UpstreamResponse, claims, now, token,
};
use open_ticket_test_support::{Form, HttpResponse, noise};
use std::collections::BTreeSet;
use std::thread;
use std::time::Duration;

const KEY: &str = "00000000-0000-4000-8000-000000000001";
const TIMEOUT: Duration = Duration::from_secs(20);

/// Returns a form as the relay writes it: with its key first.
fn form() -> Parts {
    let ticket = Parts::default().with("idempotency_key", KEY);
    let fields = [
        ("deptid", "1"),
        ("name", "Ada Lovelace"),
        ("email", "ada@example.com"),
        ("subject", "A question"),
        ("message", "How does\r\nit work?"),
    ];
    let add = |form: Parts, (name, value): (&str, &str)| form.with(name, value);
    fields.into_iter().fold(ticket, add)
}

fn send(relay: &Relay, form: &Parts) -> HttpResponse {
    form.send(relay, &[ACCEPT_HTML])
}

fn with_header(form: &Parts, name: &str, value: &str) -> HttpResponse {
    form.send(&Relay::with_sandbox(), &[ACCEPT_HTML, (name, value)])
}

fn with_fault(form: &Parts, fault: Fault, timeout: Duration) -> HttpResponse {
    let proxy = FaultProxy::new();
    proxy.inject("OpenTicket", fault);
    send(&proxy.relay(timeout), form)
}

fn after(first: &Form, form: &Parts, setting: &str, value: &str) -> HttpResponse {
    assert!(EXAMPLE_CONFIG.contains(setting), "{setting}");
    let config = EXAMPLE_CONFIG
        .replace("disable_rate_limits = true", "disable_rate_limits = false")
        .replace(setting, value);
    let relay = Relay::with_sandbox_and_config(&config);
    relay.post("/api/ticket", first.body());
    send(&relay, form)
}

fn expired_token() -> String {
    let mut claims = claims(1);
    claims["iat"] = (now() - 700).into();
    claims["exp"] = (now() - 100).into();
    token(&claims)
}

fn refused_with(response: UpstreamResponse, message: &str) -> UpstreamResponse {
    let body = format!(r#"{{"result":"error","message":"{message}"}}"#);
    response.with("200 OK", body)
}

/// Name, and a function that sends a form that is refused.
type Refusal = (&'static str, fn(Parts) -> HttpResponse);

const REFUSALS_OF_THE_REQUEST: [Refusal; 11] = [
    ("another origin", |form| {
        with_header(&form, "origin", "https://evil.example")
    }),
    ("a token in the form that has expired", |form| {
        send(
            &Relay::with_sandbox(),
            &form.with("token", &expired_token()),
        )
    }),
    ("a token in the header that has expired", |form| {
        with_header(
            &form,
            "authorization",
            &format!("Bearer {}", expired_token()),
        )
    }),
    ("a forged token", |form| {
        send(&Relay::with_sandbox(), &form.with("token", "forged"))
    }),
    ("a body that is too large", |form| {
        let form = form.file("big.bin", &noise(9_000_000));
        send(&Relay::with_sandbox(), &form)
    }),
    ("a file that is too large", |form| {
        let form = form.file("big.bin", &noise(4_300_000));
        send(&Relay::with_sandbox(), &form)
    }),
    ("an unknown parameter", |form| {
        send(&Relay::with_sandbox(), &form.with("colour", "red"))
    }),
    ("a forbidden parameter", |form| {
        send(&Relay::with_sandbox(), &form.with("clientid", "1"))
    }),
    ("a repeated parameter", |form| {
        send(&Relay::with_sandbox(), &form.with("subject", "Again"))
    }),
    ("a key that is not a UUID", |form| {
        with_header(&form, "idempotency-key", "not a UUID")
    }),
    ("a part that cannot be parsed", |form| {
        let mut body = form.body();
        body.truncate(body.len() - "--\r\n".len());
        body.extend_from_slice(b"\r\nno header\r\n\r\n");
        let content_type = format!("multipart/form-data; boundary={BOUNDARY}");
        let headers = [ACCEPT_HTML, ("content-type", content_type.as_str())];
        Relay::with_sandbox().post_with("/api/ticket", body, &headers)
    }),
];

const REFUSALS_BY_STATE: [Refusal; 12] = [
    ("a rule", |form| {
        let config = EXAMPLE_CONFIG.replace("subject = 250", "subject = 3");
        send(&Relay::with_sandbox_and_config(&config), &form)
    }),
    ("a field that WHMCS refuses", |form| {
        let fault =
            Fault::ResponseReturned(|response| refused_with(response, "Email Address Invalid"));
        with_fault(&form, fault, TIMEOUT)
    }),
    ("a message of WHMCS", |form| {
        let fault = Fault::ResponseReturned(|response| refused_with(response, "We are closed"));
        with_fault(&form, fault, TIMEOUT)
    }),
    ("too many tickets", |form| {
        let first = Form::ticket();
        after(&first, &form, "\nper_hour = 20", "\nper_hour = 1")
    }),
    ("too many refused requests", |form| {
        let first = Form::ticket().with("unknown", "1");
        let (setting, value) = ("refused_per_hour = 300", "refused_per_hour = 1");
        after(&first, &form, setting, value)
    }),
    ("the same form in progress", |form| {
        let proxy = FaultProxy::new();
        proxy.delay("OpenTicket", Duration::from_secs(2));
        let relay = proxy.relay(TIMEOUT);
        thread::scope(|scope| {
            scope.spawn(|| send(&relay, &form));
            while proxy.request_count("OpenTicket") == 0 {
                thread::sleep(Duration::from_millis(10));
            }
            send(&relay, &form)
        })
    }),
    ("the key of another ticket", |form| {
        let relay = Relay::with_sandbox();
        let other = Form::ticket().with("subject", "Another");
        relay.open_ticket(&other, KEY);
        send(&relay, &form)
    }),
    ("WHMCS down", |form| {
        // Nothing listens on port 1.
        let url = "http://127.0.0.1:1/includes/api.php";
        send(&Relay::for_api(url, TIMEOUT), &form)
    }),
    ("a state store that is down", |form| {
        let (proxy, mut redis) = (FaultProxy::new(), RedisServer::start());
        let relay = Relay::with_shared_state(EXAMPLE_CONFIG, &proxy.url, &redis.url());
        redis.stop();
        send(&relay, &form)
    }),
    ("a response that is lost", |form| {
        with_fault(&form, Fault::ResponseLost, TIMEOUT)
    }),
    ("a response that does not arrive in time", |form| {
        with_fault(&form, Fault::ResponseWithheld, Duration::from_secs(2))
    }),
    ("an earlier outcome that is unknown", |form| {
        let proxy = FaultProxy::new();
        let relay = proxy.relay(TIMEOUT);
        proxy.inject("OpenTicket", Fault::ResponseLost);
        send(&relay, &form);
        proxy.rewrite("GetTickets", |_, response| {
            response.with("500 Internal Server Error", "")
        });
        send(&relay, &form)
    }),
];

#[test]
fn text_is_kept_after_every_refusal_with_and_without_a_file() {
    let mut statuses = BTreeSet::new();
    let refusals = REFUSALS_OF_THE_REQUEST.iter().chain(&REFUSALS_BY_STATE);
    for ((name, refuse), has_file) in
        refusals.flat_map(|refusal| [(refusal, false), (refusal, true)])
    {
        let form = match has_file {
            true => form().file("a.txt", b"a file"),
            false => form(),
        };
        let page = refuse(form);
        let text = page.text();
        assert!(page.status >= 400, "{name}: {}", page.status);
        statuses.insert(page.status);
        let media_type = page.header("content-type");
        assert_eq!(media_type, "text/html; charset=utf-8", "{name}");
        assert_eq!(page.header("cache-control"), "no-store", "{name}");
        for (field, value) in [
            ("subject", "A question"),
            ("deptid", "1"),
            ("name", "Ada Lovelace"),
            ("email", "ada@example.com"),
        ] {
            assert_eq!(value_of(&text, field), value, "{name}: {text}");
        }
        let message = "How does\r\nit work?</textarea>";
        assert!(text.contains(message), "{name}: {text}");
        assert_eq!(value_of(&text, "idempotency_key").len(), 36, "{name}");
        assert!(text.contains("role=\"alert\""), "{name}: {text}");
        let names_files = text.contains("Choose your files again.");
        assert!(names_files || !has_file, "{name}: {text}");
    }
    // Every status of a refused form except 408, which is for a body that arrives too slowly. A request
    // of another media type is not a form.
    let all = [400, 401, 403, 409, 413, 422, 429, 502, 503, 504];
    assert_eq!(statuses, all.into());
}
