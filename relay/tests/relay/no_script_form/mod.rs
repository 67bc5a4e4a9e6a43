//! The form without scripts, sent as `multipart/form-data`.

mod errors;
mod kept_text;
mod path_prefix;
mod received_form_keys;
mod repeated_content;

use crate::support::{EXAMPLE_CONFIG, Fault, FaultProxy, Relay, WorkingDirectory, claims, token};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use open_ticket_test_support::{Form, HttpResponse, get, noise, post};
use std::time::Duration;

pub const KEY: &str = "3f0e8b1c-52a4-4d6f-9c3e-7a1b2c3d4e5f";
pub const ACCEPT_HTML: (&str, &str) = ("accept", "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8");
pub const BOUNDARY: &str = "----WebKitFormBoundaryAbc123";

/// Multipart body, encoded by hand in the format of browsers.
#[derive(Clone, Default)]
pub struct Parts(Vec<u8>);

impl Parts {
    pub fn ticket() -> Self {
        Self::default()
            .with("deptid", "1")
            .with("name", "Ada Lovelace")
            .with("email", "ada@example.com")
            .with("subject", "A question")
            .with("message", "How does\r\nit work?")
    }

    pub fn with(self, name: &str, value: &str) -> Self {
        self.part(&format!("name=\"{name}\""), value.as_bytes())
    }

    pub fn file(self, name: &str, bytes: &[u8]) -> Self {
        let head = format!(
            "name=\"attachments[]\"; filename=\"{name}\"\r\nContent-Type: application/octet-stream"
        );
        self.part(&head, bytes)
    }

    pub fn part(mut self, head: &str, bytes: &[u8]) -> Self {
        let head = format!("--{BOUNDARY}\r\nContent-Disposition: form-data; {head}\r\n\r\n");
        self.0.extend_from_slice(head.as_bytes());
        self.0.extend_from_slice(bytes);
        self.0.extend_from_slice(b"\r\n");
        self
    }

    pub fn send(&self, relay: &Relay, headers: &[(&str, &str)]) -> HttpResponse {
        let content_type = format!("multipart/form-data; boundary={BOUNDARY}");
        let form = [("content-type", content_type.as_str())];
        let headers: Vec<_> = headers.iter().copied().chain(form).collect();
        relay.post_with("/api/ticket", self.body(), &headers)
    }

    pub fn body(&self) -> Vec<u8> {
        let end = format!("--{BOUNDARY}--\r\n");
        [self.0.as_slice(), end.as_bytes()].concat()
    }
}

/// Returns the value of a control in a page.
pub fn value_of(page: &str, name: &str) -> String {
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

pub fn get_ticket(relay: &Relay, id: &str) -> serde_json::Value {
    relay.call_sandbox(&Form::of(&[("action", "GetTicket"), ("ticketid", id)]))
}

/// A site can require its own login for the page, which sends another header.
#[test]
fn a_form_is_accepted_with_credentials_of_another_scheme() {
    for scheme in ["Basic c2FuZGJveA==", "Negotiate YII="] {
        let relay = Relay::with_sandbox();
        let headers = [ACCEPT_HTML, ("authorization", scheme)];
        let page = relay.get_with("/api/ticket/form?department=1", &headers);
        assert_eq!(page.status, 200, "{scheme}");
        let key = value_of(&page.text(), "idempotency_key");
        let form = Parts::ticket().with("idempotency_key", &key);
        let response = form.send(&relay, &headers);
        assert_eq!(response.status, 303, "{scheme}: {}", response.text());
    }
}

#[test]
fn a_form_opens_a_ticket_and_redirects_to_the_confirmation() {
    let relay = Relay::with_sandbox();
    let bytes = noise(400_000);
    let form = Parts::ticket()
        .with("idempotency_key", KEY)
        .with("markdown", "1")
        .file("noise.bin", &bytes)
        .file("Zürich 🎫.txt", b"ok")
        .file("", b"");
    let origin = relay.base_url.clone();
    let headers = [
        ACCEPT_HTML,
        ("origin", &origin),
        ("sec-fetch-site", "same-origin"),
    ];
    let response = form.send(&relay, &headers);
    assert_eq!(response.status, 303, "{}", response.text());
    let page = format!("/api/ticket/{KEY}/page");
    let location = format!("ticket/{KEY}/page?department=1");
    assert_eq!(response.header("location"), location);
    assert_eq!(response.header("cache-control"), "no-store");

    let confirmation = relay.get(&page);
    assert_eq!(confirmation.status, 200);
    assert!(!confirmation.text().contains("We usually reply within"));
    let confirmation = relay.get(&format!("{page}?department=1"));
    assert_eq!(confirmation.status, 200);
    let text = confirmation.text();
    for part in [
        "The reply will go to your email address",
        "We usually reply within",
        "Open another ticket",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert!(!text.contains("ada@example.com"), "{text}");
    let ticket = get_ticket(&relay, "1");
    assert!(
        confirmation
            .text()
            .contains(ticket["tid"].as_str().unwrap())
    );
    let link = confirmation.text();
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
    // The line break is written as a hard break of Markdown.
    assert_eq!(reply["message"], "How does  \r\nit work?");
    assert_eq!(reply["attachments"][0]["filename"], "noise.bin");
    assert_eq!(reply["attachments"][1]["filename"], "Zürich 🎫.txt");
    assert_eq!(reply["attachments"].as_array().unwrap().len(), 2);
    let file = Form::of(&[("action", "GetTicketAttachment"), ("type", "ticket")])
        .with("relatedid", "1")
        .with("index", "0");
    let file = relay.call_sandbox(&file);
    assert!(STANDARD.decode(file["data"].as_str().unwrap()).unwrap() == bytes);
}

#[test]
fn the_confirmation_lists_what_was_sent_when_it_is_shown_first() {
    let relay = Relay::with_sandbox();
    let form = Parts::default()
        .with("deptid", "1")
        .with("name", "Ada Lovelace")
        .with("email", "ada@example.com")
        .with("subject", "A <b>question</b> & more")
        .with("message", "How does\r\n<i>it</i> work?")
        .with("idempotency_key", KEY)
        .file("noise.bin", &noise(412_000))
        .file("a<b>.txt", b"ok")
        .file("", b"");
    let response = form.send(&relay, &[ACCEPT_HTML]);
    assert_eq!(response.status, 303, "{}", response.text());
    let page = format!("/api/{}", response.header("location"));
    let confirmation = relay.get(&page);
    assert_eq!(confirmation.header("cache-control"), "no-store");
    let text = confirmation.text();
    let (_, list) = text.split_once("<dl class=\"sent\">").unwrap();
    let (list, _) = list.split_once("</dl>").unwrap();
    assert_eq!(
        list,
        "<dt>Department</dt><dd><bdi>General</bdi></dd>\
         <dt>Subject</dt><dd><bdi>A &lt;b&gt;question&lt;/b&gt; &amp; more</bdi></dd>\
         <dt>Message</dt>\
         <dd class=\"message\"><bdi>How does\r\n&lt;i&gt;it&lt;/i&gt; work?</bdi></dd>\
         <dt>Attachments</dt><dd><bdi>noise.bin, 412 kB</bdi></dd>\
         <dd><bdi>a&lt;b&gt;.txt, 2 bytes</bdi></dd>"
    );
    // Whoever finds the address later does not see the content.
    let later = relay.get(&page).text();
    assert!(later.contains("Ticket number"), "{later}");
    assert!(
        !later.contains("question") && !later.contains("noise.bin"),
        "{later}"
    );
    // The same form, sent again: its sender sees the content again.
    let response = form.send(&relay, &[ACCEPT_HTML]);
    assert_eq!(response.status, 303, "{}", response.text());
    assert!(relay.get(&page).text().contains("noise.bin, 412 kB"));
}

#[test]
fn the_confirmation_without_files_has_no_list_of_attachments() {
    let relay = Relay::with_sandbox();
    let form = Parts::ticket().with("idempotency_key", KEY);
    let response = form.send(&relay, &[ACCEPT_HTML]);
    let text = relay
        .get(&format!("/api/{}", response.header("location")))
        .text();
    assert!(text.contains("<dd><bdi>A question</bdi></dd>"), "{text}");
    assert!(!text.contains("Attachments"), "{text}");
}

#[test]
fn the_content_of_at_most_sixteen_forms_waits_for_a_confirmation() {
    let relay = Relay::with_sandbox();
    let key = |number: usize| format!("3f0e8b1c-52a4-4d6f-9c3e-7a1b2c3d4e{number:02x}");
    for number in 0..17 {
        let form = Parts::default()
            .with("deptid", "1")
            .with("name", "Ada Lovelace")
            .with("email", "ada@example.com")
            .with("subject", &format!("Question {number}"))
            .with("message", "How does it work?")
            .with("idempotency_key", &key(number));
        assert_eq!(form.send(&relay, &[ACCEPT_HTML]).status, 303);
    }
    let shown = |number: usize| {
        let page = relay.get(&format!("/api/ticket/{}/page", key(number)));
        assert!(page.text().contains("Ticket number"), "{number}");
        page.text().contains("<dt>Subject</dt>")
    };
    assert!(!shown(0));
    assert!((1..17).all(shown));
}

#[test]
fn a_client_that_accepts_json_gets_json() {
    let relay = Relay::with_sandbox();
    let response = Parts::ticket().send(&relay, &[("accept", "application/json")]);
    assert_eq!(response.status, 200);
    assert_eq!(response.json()["result"], "success");
    let response = Parts::ticket().with("clientid", "1").send(&relay, &[]);
    assert_eq!(
        (response.status, response.code().as_str()),
        (400, "forbidden_parameter")
    );
}

#[test]
fn a_form_sent_twice_opens_one_ticket() {
    let relay = Relay::with_sandbox();
    let form = Parts::ticket().with("idempotency_key", KEY);
    let first = form.send(&relay, &[ACCEPT_HTML]);
    let again = form.send(&relay, &[ACCEPT_HTML]);
    assert_eq!((first.status, again.status), (303, 303));
    assert_eq!(first.header("location"), again.header("location"));
    assert_eq!(relay.stored_rows(), 1);
}

#[test]
fn custom_fields_are_form_fields() {
    let relay = Relay::with_sandbox();
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
    let response = form("web-1").send(&relay, &[("accept", "application/json")]);
    assert_eq!(response.json()["result"], "success", "{}", response.text());
    let fields = &get_ticket(&relay, "1")["customfields"]["customfield"];
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

    let page = form("no such!").send(&relay, &[ACCEPT_HTML]);
    assert_eq!((page.status, relay.stored_rows()), (422, 4));
    let page = page.text();
    assert_eq!(value_of(&page, "customfield[1]"), "no such!");
    assert!(
        page.contains("Letters, digits, dots and hyphens only"),
        "{page}"
    );
}

#[test]
fn a_form_with_a_token_belongs_to_its_client() {
    let relay = Relay::with_sandbox();
    let form = |token: &str| {
        Parts::default()
            .with("token", token)
            .with("deptid", "2")
            .with("subject", "A question")
            .with("message", "How does it work?")
            .with("serviceid", "1")
            .with("domainid", "")
    };
    let response = form(&token(&claims(1))).send(&relay, &[("accept", "application/json")]);
    assert_eq!(response.json()["result"], "success", "{}", response.text());
    assert_eq!(get_ticket(&relay, "1")["userid"], "1");
    let response = form("forged").send(&relay, &[("accept", "application/json")]);
    assert_eq!(
        (response.status, response.code().as_str()),
        (401, "token_invalid")
    );
    let response = form("forged").send(&relay, &[ACCEPT_HTML]);
    assert_eq!(response.status, 401);
    assert!(response.text().contains("You need to sign in again"));
}

#[test]
fn an_invalid_form_is_shown_again_with_its_values_and_an_error() {
    let relay = Relay::with_sandbox();
    let subject = "x".repeat(251);
    let message = "\n<script>alert(1)</script> & \"more\"";
    let form = Parts::default()
        .with("idempotency_key", KEY)
        .with("deptid", "1")
        .with("name", "Ada \"<b>\" Lovelace")
        .with("email", "ada@example.com")
        .with("priority", "High")
        .with("subject", &subject)
        .with("message", message)
        .file("a.txt", b"abc");
    let response = form.send(&relay, &[ACCEPT_HTML]);
    assert_eq!(response.status, 422);
    assert_eq!(response.header("content-type"), "text/html; charset=utf-8");
    let policy = response.header("content-security-policy");
    assert!(
        policy.contains("default-src 'none'") && !policy.contains("script-src"),
        "{policy}"
    );
    let page = response.text();
    assert!(
        page.contains("“Subject” must be 250 characters or fewer. Remove 1 character"),
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
        "the idempotency key is kept"
    );
    // HTML ignores a line break at the beginning of a text area, so there are two.
    let text = "\n\n&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;more&quot;</textarea>";
    assert!(page.contains(text), "{page}");
    assert!(page.contains("<option value=\"High\" selected>"), "{page}");
    assert!(page.contains("href=\"#subject\"") && page.contains("id=\"subject\""));
    assert!(page.contains("Choose your files again"));
    assert_eq!(relay.stored_rows(), 0);
}

#[test]
fn after_a_refusal_by_whmcs_the_form_has_a_new_key() {
    let relay = Relay::with_sandbox_and_config(&EXAMPLE_CONFIG.replace("%n%n%n%n%n%n", "ONE"));
    relay.post("/api/ticket", Form::ticket().body());
    let form = Parts::ticket().with("idempotency_key", KEY);
    for _ in 0..2 {
        let page = form.send(&relay, &[ACCEPT_HTML]);
        assert_eq!(page.status, 422);
        assert!(page.text().contains("could not create a ticket number"));
        assert_ne!(value_of(&page.text(), "idempotency_key"), KEY);
    }
}

#[test]
fn after_a_lost_response_the_form_keeps_its_key_and_values() {
    let proxy = FaultProxy::new();
    let relay = proxy.relay(Duration::from_secs(20));
    proxy.inject("OpenTicket", Fault::ResponseLost);
    let form = Parts::ticket().with("idempotency_key", KEY);
    let page = form.send(&relay, &[ACCEPT_HTML]);
    assert_eq!(page.status, 502);
    assert_eq!(value_of(&page.text(), "idempotency_key"), KEY);
    assert!(page.text().contains("How does\r\nit work?"));
    let waiting = relay.get(&format!("/api/ticket/{KEY}/page"));
    assert!(waiting.text().contains("has not confirmed your ticket yet"));
    assert_eq!(waiting.header("refresh"), "5");
    assert_eq!(form.send(&relay, &[ACCEPT_HTML]).status, 303);
    assert_eq!(proxy.sandbox.stored_rows(), 1);
}

/// A firewall in front of WHMCS may send the page of a challenge after the ticket was opened.
#[test]
fn after_a_page_in_place_of_whmcss_response_a_retry_opens_no_second_ticket() {
    let proxy = FaultProxy::new();
    let relay = proxy.relay(Duration::from_secs(20));
    proxy.inject(
        "OpenTicket",
        Fault::ResponseReplaced(|response| {
            response.with("200 OK", "<!DOCTYPE html><title>Just a moment...</title>")
        }),
    );
    let form = Parts::ticket().with("idempotency_key", KEY);
    let page = form.send(&relay, &[ACCEPT_HTML]);
    assert_eq!(page.status, 502);
    let text = page.text();
    assert!(text.contains("We cannot tell if your ticket was opened"));
    let state = relay.get(&format!("/api/ticket/{KEY}")).json()["state"].clone();
    assert_eq!(state, "unknown");
    assert_eq!(form.send(&relay, &[ACCEPT_HTML]).status, 303);
    assert_eq!(proxy.sandbox.stored_rows(), 1);
}

#[test]
fn the_page_of_an_expired_outcome_says_so_and_does_not_reload() {
    let directory = WorkingDirectory::new(EXAMPLE_CONFIG);
    let relay = directory.start();
    let form = Parts::ticket().with("idempotency_key", KEY).body();
    let content_type = format!("multipart/form-data; boundary={BOUNDARY}");
    let headers = [ACCEPT_HTML, ("content-type", content_type.as_str())];
    let opened = post(
        &format!("http://{}/api/ticket", relay.address),
        form,
        &headers,
    );
    assert_eq!(opened.status, 303, "{}", opened.text());
    drop(relay);
    let state = directory.path().join("open-ticket-state.db");
    let state = rusqlite::Connection::open(state).unwrap();
    let yesterday = "UPDATE idempotency_keys SET expires_at = expires_at - 24 * 60 * 60 * 1000";
    assert_eq!(state.execute(yesterday, []).unwrap(), 1);
    drop(state);

    let relay = directory.start();
    let outcome = format!("http://{}/api/ticket/{KEY}", relay.address);
    let page = get(&format!("{outcome}/page"), &[]);
    assert_eq!(page.status, 410);
    assert!(page.text().contains("This link has expired"));
    assert_eq!(page.header("refresh"), "");
    // The form asks for the same key.
    assert_eq!(get(&outcome, &[]).text(), r#"{"state":"unknown"}"#);
}

#[test]
fn only_allowed_names_are_accepted() {
    let relay = Relay::with_sandbox();
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
        let response = Parts::ticket().with(name, "1").send(&relay, &json);
        assert_eq!(
            (response.status, response.code().as_str()),
            (400, code),
            "{name}"
        );
    }
    let twice = Parts::ticket()
        .with("customfield[1]", "a")
        .with("customfield[1]", "b");
    assert_eq!(twice.send(&relay, &json).code(), "repeated_parameter");
    let in_text_field = Parts::ticket().part("name=\"subject\"; filename=\"a.txt\"", b"x");
    assert_eq!(
        in_text_field.send(&relay, &json).code(),
        "unknown_parameter"
    );
    assert_eq!(relay.stored_rows(), 0);
}

#[test]
fn file_names_are_sanitized() {
    let relay = Relay::with_sandbox();
    let form = Parts::ticket()
        .file("../../etc/passwd.txt", b"1")
        .file("C:\\logs\\error.log", b"2")
        .file("evil\u{202e}gnp.txt", b"3");
    let response = form.send(&relay, &[("accept", "application/json")]);
    assert_eq!(response.json()["result"], "success", "{}", response.text());
    let ticket = get_ticket(&relay, "1");
    let files = ticket["replies"]["reply"][0]["attachments"]
        .as_array()
        .unwrap();
    let names: Vec<_> = files
        .iter()
        .map(|file| file["filename"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["passwd.txt", "error.log", "evilgnp.txt"]);
}

#[test]
fn an_invalid_multipart_body_is_rejected() {
    let relay = Relay::with_sandbox();
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
        let response = relay.post_with("/api/ticket", body, &headers);
        assert_eq!(
            (response.status, response.code().as_str()),
            (400, "malformed"),
            "{body:?}"
        );
    }
}

#[test]
fn the_form_needs_no_script() {
    let relay = Relay::with_sandbox();
    let list = relay.get("/api/ticket/form").text();
    assert!(list.contains("href=\"form?department=3\""), "{list}");
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
}

#[test]
fn the_fields_have_the_order_and_the_labels_of_the_form_with_scripts() {
    let relay = Relay::with_sandbox();
    let page = relay.get("/api/ticket/form?department=3").text();
    let labels = [
        "Your name",
        "Your email address",
        "Department: ",
        "Domain or server",
        "You may restart the server<span class=\"optional\"> (optional)</span>",
        "Priority",
        "Subject",
        "Message",
        "Attachments<span class=\"optional\"> (optional)</span>",
    ];
    let positions = labels.map(|label| {
        page.find(label)
            .unwrap_or_else(|| panic!("{label}: {page}"))
    });
    assert!(positions.is_sorted(), "{positions:?}: {page}");
    let list = relay.get("/api/ticket/form").text();
    assert!(list.contains("<h2>Department</h2>"), "{list}");
}
