//! Values that a user typed and files that they chose, as WHMCS receives them: nothing invisible
//! at the ends, and nothing converted.

use crate::no_script_form::{ACCEPT_HTML, Parts, value_of};
use crate::support::{Fault, FaultProxy, Relay};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use open_ticket::wire::urlencoded;
use open_ticket_test_support::{Form, attachments, custom_fields};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// A relay, and the requests with which it opened tickets.
struct Recorder {
    relay: Relay,
    _proxy: FaultProxy,
    bodies: Arc<Mutex<Vec<String>>>,
}

impl Recorder {
    fn start() -> Self {
        let proxy = FaultProxy::new();
        let bodies = proxy.record("OpenTicket");
        Self {
            relay: proxy.relay(Duration::from_secs(20)),
            _proxy: proxy,
            bodies,
        }
    }

    /// Returns a parameter of the last request.
    fn sent(&self, name: &str) -> String {
        let bodies = self.bodies.lock().unwrap();
        let pairs = urlencoded::parse(bodies.last().unwrap().as_bytes()).unwrap();
        let mut pairs = pairs.into_iter();
        pairs.find(|(found, _)| found == name).unwrap().1
    }
}

/// Characters that are copied along with a value, before and after it.
const ENDS: [(&str, &str); 6] = [
    ("", " "),
    (" ", ""),
    ("\u{feff}", "\u{a0}"),
    ("\u{200b}", "\u{200b}\u{3000}"),
    ("\u{2060} ", "\u{ad}"),
    ("\u{3164}", "\u{2800}"),
];

const ANSWERS: [(u32, &str); 3] = [
    (1, "web-1.example.com"),
    (2, "https://example.com/?a=1"),
    (3, "pass word"),
];

fn assert_trimmed(recorder: &Recorder) {
    assert_eq!(recorder.sent("name"), "Ada Lovelace");
    assert_eq!(recorder.sent("email"), "ada@example.com");
    assert_eq!(recorder.sent("subject"), "A question");
    assert_eq!(recorder.sent("customfields"), custom_fields(&ANSWERS));
}

#[test]
fn single_line_answers_are_trimmed_for_any_client() {
    let recorder = Recorder::start();
    for (before, after) in ENDS {
        let around = |text: &str| format!("{before}{text}{after}");
        let answers = ANSWERS.map(|(id, answer)| (id, around(answer)));
        let answers: Vec<_> = answers.iter().map(|(id, text)| (*id, &**text)).collect();
        let form = Form::ticket()
            .with("deptid", "3")
            .with("name", around("Ada Lovelace"))
            .with("email", around("ada@example.com"))
            .with("subject", around("A question"))
            .with("customfields", custom_fields(&answers));
        let response = recorder.relay.post("/api/ticket", form.body());
        assert_eq!(response.json()["result"], "success", "{}", response.text());
        assert_trimmed(&recorder);
    }
}

#[test]
fn single_line_answers_of_the_form_without_scripts_are_trimmed_too() {
    let recorder = Recorder::start();
    for (before, after) in ENDS.into_iter().chain([("\t", "\r\n")]) {
        let around = |text: &str| format!("{before}{text}{after}");
        let form = ANSWERS.iter().fold(Parts::default(), |form, (id, answer)| {
            form.with(&format!("customfield[{id}]"), &around(answer))
        });
        let form = form
            .with("deptid", "3")
            .with("name", &around("Ada Lovelace"))
            .with("email", &around("ada@example.com"))
            .with("subject", &around("A question"))
            .with("message", &around("How does it work?"))
            .with("customfield[6]", "");
        let response = form.send(&recorder.relay, &[ACCEPT_HTML]);
        assert_eq!(response.status, 303, "{}", response.text());
        assert_trimmed(&recorder);
        let message = recorder.sent("message");
        assert!(message.contains("How does it work?"), "{message:?}");
    }
}

#[test]
fn a_blank_answer_counts_as_missing() {
    let relay = Relay::with_sandbox();
    let blank = custom_fields(&[(1, " \u{200b}")]);
    let form = Form::ticket()
        .with("deptid", "3")
        .with("customfields", blank);
    let response = relay.post("/api/ticket", form.body()).json();
    assert_eq!(response["field"], "custom_field:1");
    assert_eq!(response["problem"]["kind"], "missing");
}

#[test]
fn a_domain_that_is_not_ascii_is_sent_as_typed() {
    let recorder = Recorder::start();
    for email in [
        "max@maßanfertigung.de",
        "jürgen@münchen.de",
        "用户@例子.公司",
        "ईमेल@उदाहरण.परीक्षा",
    ] {
        let form = Form::ticket().with("email", email);
        let response = recorder.relay.post("/api/ticket", form.body());
        assert_eq!(response.json()["result"], "success", "{}", response.text());
        assert_eq!(recorder.sent("email"), email);
        let parts = Parts::default()
            .with("deptid", "1")
            .with("name", "Max")
            .with("email", email)
            .with("subject", email)
            .with("message", "How does it work?");
        assert_eq!(parts.send(&recorder.relay, &[ACCEPT_HTML]).status, 303);
        assert_eq!(recorder.sent("email"), email);
    }
}

#[test]
fn the_form_without_scripts_explains_that_whmcs_does_not_accept_an_address() {
    let proxy = FaultProxy::new();
    let relay = proxy.relay(Duration::from_secs(20));

    for (email, text) in [
        (
            "max@maßanfertigung.de",
            "We cannot send to email addresses with letters other than a to z",
        ),
        (
            "max@example.com",
            "The support system did not accept this email address. Check it, or enter another",
        ),
    ] {
        proxy.inject(
            "OpenTicket",
            Fault::ResponseReturned(|response| {
                response.with(
                    "200 OK",
                    r#"{"result":"error","message":"Email Address Invalid"}"#,
                )
            }),
        );
        let form = Parts::default()
            .with("deptid", "1")
            .with("name", "Max")
            .with("email", email)
            .with("subject", "A question")
            .with("message", "How does it work?");
        let page = form.send(&relay, &[ACCEPT_HTML]).text();
        let error = format!("id=\"email-error\">{text}");
        assert!(page.contains(&error), "{page}");
        assert_eq!(value_of(&page, "email"), email);
    }
}

/// `email`, `url`, `number` and others: browsers rewrite what is typed (HTML, section 4.10.5.1).
#[test]
fn no_control_has_a_type_whose_value_browsers_rewrite() {
    let relay = Relay::with_sandbox();
    let page = relay.get("/api/ticket/form?department=3").text();
    let types = page.match_indices(" type=\"").map(|(at, found)| {
        let rest = &page[at + found.len()..];
        rest.split('"').next().unwrap()
    });
    let allowed = [
        "checkbox", "file", "hidden", "password", "submit", "text", "text/css",
    ];
    let others: Vec<_> = types.filter(|kind| !allowed.contains(kind)).collect();
    assert_eq!(others, Vec::<&str>::new());
    for (name, input_mode) in [("email", "email"), ("customfield[2]", "url")] {
        let control = page
            .split('<')
            .find(|tag| tag.starts_with("input") && tag.contains(&format!("name=\"{name}\"")));
        let control = control.unwrap();
        for attribute in [
            &format!("inputmode=\"{input_mode}\""),
            "type=\"text\"",
            "autocapitalize=\"off\"",
            "autocorrect=\"off\"",
            "spellcheck=\"false\"",
        ] {
            assert!(control.contains(attribute), "{attribute}: {control}");
        }
    }
    assert!(page.contains("autocomplete=\"email\""));
}

/// macOS may store names in decomposed Unicode (NFD).
#[test]
fn file_names_are_normalized_to_nfc() {
    const DECOMPOSED: &str = "U\u{308}bersicht \u{1112}\u{1161}\u{11ab} e\u{301}.txt";
    const COMPOSED: &str = "Übersicht 한 é.txt";
    let recorder = Recorder::start();
    let names = || {
        let json = STANDARD.decode(recorder.sent("attachments")).unwrap();
        let files: Vec<serde_json::Value> = serde_json::from_slice(&json).unwrap();
        let names = files.iter().map(|file| file["name"].as_str().unwrap());
        names.map(str::to_owned).collect::<Vec<_>>()
    };
    let form = Form::ticket().with("attachments", attachments(&[(DECOMPOSED, b"abc")]));
    let response = recorder.relay.post("/api/ticket", form.body());
    assert_eq!(response.json()["result"], "success", "{}", response.text());
    assert_eq!(names(), [COMPOSED]);
    let parts = Parts::ticket().file(DECOMPOSED, b"abc");
    assert_eq!(parts.send(&recorder.relay, &[ACCEPT_HTML]).status, 303);
    assert_eq!(names(), [COMPOSED]);
}
