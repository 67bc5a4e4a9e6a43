//! A plain HTML form: `multipart/form-data` without any script.

use crate::gate::{Fate, Gate};
use crate::support::{Answer, EXAMPLE, Form, Relay, noise};
use crate::token::{claims, token};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::time::Duration;

const KEY: &str = "3f0e8b1c-52a4-4d6f-9c3e-7a1b2c3d4e5f";
const PAGE: (&str, &str) = ("accept", "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8");
const BOUNDARY: &str = "----WebKitFormBoundaryAbc123";

/// The parts of a body, written by hand as a browser writes them.
#[derive(Clone, Default)]
struct Parts(Vec<u8>);

impl Parts {
    fn ticket() -> Self {
        Self::default()
            .with("deptid", "1")
            .with("name", "Ada Lovelace")
            .with("email", "ada@example.com")
            .with("subject", "A question")
            .with("message", "How does\r\nit work?")
    }

    fn with(self, name: &str, value: &str) -> Self {
        self.part(&format!("name=\"{name}\""), value.as_bytes())
    }

    fn file(self, name: &str, bytes: &[u8]) -> Self {
        let head = format!(
            "name=\"attachments[]\"; filename=\"{name}\"\r\nContent-Type: application/octet-stream"
        );
        self.part(&head, bytes)
    }

    fn part(mut self, head: &str, bytes: &[u8]) -> Self {
        let head = format!("--{BOUNDARY}\r\nContent-Disposition: form-data; {head}\r\n\r\n");
        self.0.extend_from_slice(head.as_bytes());
        self.0.extend_from_slice(bytes);
        self.0.extend_from_slice(b"\r\n");
        self
    }

    fn send(&self, relay: &Relay, headers: &[(&str, &str)]) -> Answer {
        let content_type = format!("multipart/form-data; boundary={BOUNDARY}");
        let form = [("content-type", content_type.as_str())];
        let headers: Vec<_> = headers.iter().copied().chain(form).collect();
        let end = format!("--{BOUNDARY}--\r\n");
        let body = [self.0.as_slice(), end.as_bytes()].concat();
        relay.post_with("/api/ticket", body, &headers)
    }
}

/// The value of a control in a page.
fn value_of(page: &str, name: &str) -> String {
    let tag = page
        .split('<')
        .find(|tag| tag.contains(&format!("name=\"{name}\"")));
    let tag = tag.unwrap_or_else(|| panic!("no {name} in {page}"));
    let value = tag.split_once("value=\"").map(|(_, rest)| rest);
    let value = value
        .and_then(|rest| rest.split_once('"'))
        .map(|(value, _)| value);
    value.unwrap_or_default().to_owned()
}

fn get(relay: &Relay, id: &str) -> serde_json::Value {
    relay.ask(&Form::of(&[("action", "GetTicket"), ("ticketid", id)]))
}

#[test]
fn a_form_without_a_script_opens_a_ticket_and_shows_a_page() {
    let relay = Relay::sandbox();
    let bytes = noise(400_000);
    let form = Parts::ticket()
        .with("idempotency_key", KEY)
        .with("markdown", "1")
        .file("noise.bin", &bytes)
        .file("Zürich 🎫.txt", b"ok")
        .file("", b"");
    let origin = relay.base.clone();
    let headers = [PAGE, ("origin", &origin), ("sec-fetch-site", "same-origin")];
    let answer = form.send(&relay, &headers);
    assert_eq!(answer.status, 303, "{}", answer.text());
    let page = format!("/api/ticket/{KEY}/page");
    assert_eq!(answer.header("location"), page);
    assert_eq!(answer.header("cache-control"), "no-store");

    let shown = relay.get(&page);
    assert_eq!(shown.status, 200);
    let ticket = get(&relay, "1");
    assert!(shown.text().contains(ticket["tid"].as_str().unwrap()));
    let link = shown.text();
    let link = link
        .split("href=\"")
        .find(|rest| rest.starts_with("/sandbox/viewticket"));
    let link = link
        .unwrap()
        .split('"')
        .next()
        .unwrap()
        .replace("&amp;", "&");
    assert_eq!(relay.get(&link).status, 200);
    let reply = &ticket["replies"]["reply"][0];
    assert_eq!(reply["message"], "How does\r\nit work?");
    assert_eq!(reply["attachments"][0]["filename"], "noise.bin");
    assert_eq!(reply["attachments"][1]["filename"], "Zürich 🎫.txt");
    assert_eq!(reply["attachments"].as_array().unwrap().len(), 2);
    let file = Form::of(&[("action", "GetTicketAttachment"), ("type", "ticket")])
        .with("relatedid", "1")
        .with("index", "0");
    let file = relay.ask(&file);
    assert!(STANDARD.decode(file["data"].as_str().unwrap()).unwrap() == bytes);
}

#[test]
fn who_asks_for_json_gets_json() {
    let relay = Relay::sandbox();
    let answer = Parts::ticket().send(&relay, &[("accept", "application/json")]);
    assert_eq!(answer.status, 200);
    assert_eq!(answer.json()["result"], "success");
    let answer = Parts::ticket().with("clientid", "1").send(&relay, &[]);
    assert_eq!(
        (answer.status, answer.code().as_str()),
        (400, "forbidden_parameter")
    );
}

#[test]
fn sent_twice_it_is_one_ticket() {
    let relay = Relay::sandbox();
    let form = Parts::ticket().with("idempotency_key", KEY);
    let first = form.send(&relay, &[PAGE]);
    let again = form.send(&relay, &[PAGE]);
    assert_eq!((first.status, again.status), (303, 303));
    assert_eq!(first.header("location"), again.header("location"));
    assert_eq!(relay.rows(), 1);
}

#[test]
fn the_departments_questions_are_plain_fields() {
    let relay = Relay::sandbox();
    let form = |server: &str| {
        Parts::default()
            .with("deptid", "3")
            .with("name", "Ada Lovelace")
            .with("email", "ada@example.com")
            .with("subject", "A question")
            .with("message", "How does it work?")
            .with("customfield[1]", server)
            .with("customfield[2]", "")
            .with("customfield[4]", "Today")
            .with("customfield[5]", "on")
            .with("customfield[6]", "")
    };
    let answer = form("web-1").send(&relay, &[("accept", "application/json")]);
    assert_eq!(answer.json()["result"], "success", "{}", answer.text());
    let fields = &get(&relay, "1")["customfields"]["customfield"];
    let answers: Vec<_> = fields
        .as_array()
        .unwrap()
        .iter()
        .map(|field| {
            (
                field["id"].as_str().unwrap(),
                field["value"].as_str().unwrap(),
            )
        })
        .collect();
    assert_eq!(answers, [("1", "web-1"), ("4", "Today"), ("5", "on")]);

    let page = form("no such!").send(&relay, &[PAGE]);
    assert_eq!((page.status, relay.rows()), (422, 4));
    let page = page.text();
    assert_eq!(value_of(&page, "customfield[1]"), "no such!");
    assert!(
        page.contains("Letters, digits, dots and hyphens only"),
        "{page}"
    );
}

#[test]
fn a_form_with_a_token_opens_as_its_client() {
    let relay = Relay::sandbox();
    let form = |token: &str| {
        Parts::default()
            .with("token", token)
            .with("deptid", "2")
            .with("subject", "A question")
            .with("message", "How does it work?")
            .with("serviceid", "1")
            .with("domainid", "")
    };
    let answer = form(&token(&claims(1))).send(&relay, &[("accept", "application/json")]);
    assert_eq!(answer.json()["result"], "success", "{}", answer.text());
    assert_eq!(get(&relay, "1")["userid"], "1");
    let answer = form("forged").send(&relay, &[("accept", "application/json")]);
    assert_eq!(
        (answer.status, answer.code().as_str()),
        (401, "token_invalid")
    );
    let answer = form("forged").send(&relay, &[PAGE]);
    assert_eq!(answer.status, 401);
    assert!(answer.text().contains("no longer signed in"));
}

#[test]
fn what_was_wrong_comes_back_as_the_form_again_filled_in() {
    let relay = Relay::sandbox();
    let subject = "x".repeat(251);
    let message = "\n<script>alert(1)</script> & \"more\"";
    let form = Parts::default()
        .with("idempotency_key", KEY)
        .with("deptid", "1")
        .with("name", "Ada \"<b>\" Lovelace")
        .with("email", "ada@example.com")
        .with("priority", "High")
        .with("subject", &subject)
        .with("message", message);
    let answer = form.send(&relay, &[PAGE]);
    assert_eq!(answer.status, 422);
    assert_eq!(answer.header("content-type"), "text/html; charset=utf-8");
    let policy = answer.header("content-security-policy");
    assert!(
        policy.contains("default-src 'none'") && !policy.contains("script-src"),
        "{policy}"
    );
    let page = answer.text();
    assert!(
        page.contains("Subject: it has 251 characters; 250 can be sent."),
        "{page}"
    );
    assert_eq!(
        value_of(&page, "name"),
        "Ada &quot;&lt;b&gt;&quot; Lovelace"
    );
    assert_eq!(value_of(&page, "email"), "ada@example.com");
    assert_eq!(value_of(&page, "subject"), subject);
    assert_eq!(
        value_of(&page, "idempotency_key"),
        KEY,
        "it is the same intent"
    );
    // HTML drops the line break that a text area begins with: this is the second one.
    let text = "\n\n&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;more&quot;</textarea>";
    assert!(page.contains(text), "{page}");
    assert!(page.contains("<option value=\"High\" selected>"), "{page}");
    assert!(page.contains("href=\"#subject\"") && page.contains("id=\"subject\""));
    assert!(page.contains("Files have to be chosen again"));
    assert_eq!(relay.rows(), 0);
}

#[test]
fn a_refusal_of_whmcs_begins_a_new_intent() {
    let relay = Relay::sandbox_with(&EXAMPLE.replace("%n%n%n%n%n%n", "ONE"));
    relay.post("/api/ticket", Form::ticket().body());
    let form = Parts::ticket().with("idempotency_key", KEY);
    for _ in 0..2 {
        let page = form.send(&relay, &[PAGE]);
        assert_eq!(page.status, 422);
        assert!(page.text().contains("Unable to generate ticket number"));
        assert_ne!(value_of(&page.text(), "idempotency_key"), KEY);
    }
}

#[test]
fn a_lost_answer_keeps_the_intent_and_the_text() {
    let gate = Gate::new();
    let relay = gate.relay(Duration::from_secs(20));
    gate.next("OpenTicket", &[Fate::AnswerLost]);
    let form = Parts::ticket().with("idempotency_key", KEY);
    let page = form.send(&relay, &[PAGE]);
    assert_eq!(page.status, 502);
    assert_eq!(value_of(&page.text(), "idempotency_key"), KEY);
    assert!(page.text().contains("How does\r\nit work?"));
    let waiting = relay.get(&format!("/api/ticket/{KEY}/page"));
    assert!(waiting.text().contains("no certain answer yet"));
    assert_eq!(waiting.header("refresh"), "5");
    assert_eq!(form.send(&relay, &[PAGE]).status, 303);
    assert_eq!(gate.sandbox.rows(), 1);
}

#[test]
fn names_are_a_list_here_too() {
    let relay = Relay::sandbox();
    let json = [("accept", "application/json")];
    for (name, code) in [
        ("clientid", "forbidden_parameter"),
        ("admin", "forbidden_parameter"),
        ("secret", "forbidden_parameter"),
        (" clientid", "unknown_parameter"),
        ("clientid[]", "unknown_parameter"),
        ("customfield[01]", "unknown_parameter"),
        ("customfield[x]", "unknown_parameter"),
        ("customfield", "unknown_parameter"),
        ("attachments[0]", "unknown_parameter"),
        ("subject", "repeated_parameter"),
    ] {
        let answer = Parts::ticket().with(name, "1").send(&relay, &json);
        assert_eq!(
            (answer.status, answer.code().as_str()),
            (400, code),
            "{name}"
        );
    }
    let twice = Parts::ticket()
        .with("customfield[1]", "a")
        .with("customfield[1]", "b");
    assert_eq!(twice.send(&relay, &json).code(), "repeated_parameter");
    let elsewhere = Parts::ticket().part("name=\"subject\"; filename=\"a.txt\"", b"x");
    assert_eq!(elsewhere.send(&relay, &json).code(), "unknown_parameter");
    assert_eq!(relay.rows(), 0);
}

#[test]
fn a_files_name_is_made_safe() {
    let relay = Relay::sandbox();
    let form = Parts::ticket()
        .file("../../etc/passwd.txt", b"1")
        .file("C:\\logs\\error.log", b"2")
        .file("evil\u{202e}gnp.txt", b"3");
    let answer = form.send(&relay, &[("accept", "application/json")]);
    assert_eq!(answer.json()["result"], "success", "{}", answer.text());
    let ticket = get(&relay, "1");
    let files = ticket["replies"]["reply"][0]["attachments"]
        .as_array()
        .unwrap();
    let names: Vec<_> = files
        .iter()
        .map(|f| f["filename"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["passwd.txt", "error.log", "evilgnp.txt"]);
}

#[test]
fn what_is_no_multipart_is_refused() {
    let relay = Relay::sandbox();
    for (content_type, body) in [
        ("multipart/form-data", "x"),
        ("multipart/form-data; boundary=b", "x"),
        ("multipart/form-data; boundary=b", "--b\r\n\r\n"),
        (
            "multipart/form-data; boundary=b",
            "--b\r\nContent-Disposition: form-data; name=\"subject\"\r\n\r\ncut o",
        ),
    ] {
        let headers = [("content-type", content_type)];
        let answer = relay.post_with("/api/ticket", body, &headers);
        assert_eq!(
            (answer.status, answer.code().as_str()),
            (400, "malformed"),
            "{body:?}"
        );
    }
}

#[test]
fn the_form_is_there_without_any_script() {
    let relay = Relay::sandbox();
    let list = relay.get("/api/ticket/form").text();
    assert!(
        list.contains("href=\"/api/ticket/form?department=3\""),
        "{list}"
    );
    assert!(
        !list.contains("department=2\""),
        "Billing is for clients only"
    );
    let page = relay.get("/api/ticket/form?department=3").text();
    for name in [
        "name",
        "email",
        "deptid",
        "subject",
        "priority",
        "attachments[]",
        "customfield[1]",
    ] {
        value_of(&page, name);
    }
    assert_eq!(value_of(&page, "idempotency_key").len(), 36);
    assert!(page.contains("enctype=\"multipart/form-data\""));
    assert!(page.contains("Only if “Since when” is “After a change I made”."));
    assert!(!page.contains("<script"), "{page}");
    assert_eq!(
        relay.get("/api/ticket/form.css").header("content-type"),
        "text/css"
    );
    let other = relay.get("/api/ticket/form").text();
    assert_eq!(other, list);
    let unknown = relay.get("/api/ticket/form?department=99").text();
    assert_eq!(unknown, list);
}
