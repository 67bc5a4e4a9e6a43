//! The form without scripts after an error: the input is kept, and all errors are shown.

use crate::no_script_form::{ACCEPT_HTML, BOUNDARY, KEY, Parts, get_ticket, value_of};
use crate::support::{EXAMPLE_CONFIG, FaultProxy, Relay, claims, token};
use open_ticket_test_support::{Form, HttpResponse, noise};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

const LISTED: &str = "https://clients.example.com";

/// Asserts that a page shows the form again with everything that was typed.
#[track_caller]
fn assert_kept(page: &HttpResponse, status: u16) {
    let text = page.text();
    assert_eq!(page.status, status, "{text}");
    assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
    assert_eq!(value_of(&text, "subject"), "A question");
    assert_eq!(value_of(&text, "name"), "Ada Lovelace");
    assert_eq!(value_of(&text, "email"), "ada@example.com");
    assert!(text.contains("How does\r\nit work?</textarea>"), "{text}");
    assert!(text.contains("Your message is still here."), "{text}");
}

#[test]
fn the_text_is_kept_and_a_file_that_is_too_large_is_named() {
    let relay = Relay::with_sandbox();
    let form = Parts::ticket().file("big.bin", &noise(9_000_000));
    let page = form.send(&relay, &[ACCEPT_HTML]);
    assert_kept(&page, 413);
    assert!(
        page.text()
            .contains("big.bin is 9 MB. The limit per file is 4 MB")
    );
    assert!(page.text().contains("Choose your files again."));
    assert_eq!(relay.stored_rows(), 0);
}

/// A page can send a file before the text fields.
#[test]
fn text_after_a_file_that_is_too_large_is_kept_too() {
    let relay = Relay::with_sandbox();
    let form = Parts::default()
        .file("big.bin", &noise(9_000_000))
        .with("deptid", "1")
        .with("name", "Ada Lovelace")
        .with("email", "ada@example.com")
        .with("subject", "A question")
        .with("message", "How does\r\nit work?");
    assert_kept(&form.send(&relay, &[ACCEPT_HTML]), 413);
}

#[test]
fn text_is_kept_if_the_relay_rejects_a_field() {
    let relay = Relay::with_sandbox();
    let large = noise(400_000);
    for form in [
        Parts::ticket().with("clientid", "1"),
        Parts::ticket().with("colour", "red"),
        Parts::ticket().with("subject", "Again"),
        Parts::ticket().with("clientid", "1").file("a.bin", &large),
        Parts::ticket().part("name=\"picture\"; filename=\"a.png\"", b"x"),
        Parts::ticket().with("idempotency_key", "not a key"),
    ] {
        let page = form.send(&relay, &[ACCEPT_HTML]);
        assert_kept(&page, 400);
        assert_eq!(value_of(&page.text(), "idempotency_key").len(), 36);
    }
    assert_eq!(relay.stored_rows(), 0);
}

#[test]
fn text_is_kept_above_the_rate_limit() {
    let config = EXAMPLE_CONFIG
        .replace("disable_rate_limits = true", "disable_rate_limits = false")
        .replace("per_hour = 20", "per_hour = 1");
    let relay = Relay::with_sandbox_and_config(&config);
    assert_eq!(Parts::ticket().send(&relay, &[ACCEPT_HTML]).status, 303);
    for bytes in [noise(10), noise(1_000_000)] {
        let form = Parts::ticket().file("a.bin", &bytes);
        let page = form.send(&relay, &[ACCEPT_HTML]);
        assert_kept(&page, 429);
        assert!(page.text().contains("Choose your files again."));
        let wait: u64 = page.header("retry-after").parse().unwrap();
        assert!(wait > 0);
    }
}

#[test]
fn text_is_kept_if_the_token_or_the_key_is_refused() {
    let relay = Relay::with_sandbox();
    let forged = ("authorization", "Bearer forged");
    assert_kept(&Parts::ticket().send(&relay, &[ACCEPT_HTML, forged]), 401);
    let key = ("idempotency-key", "not a key");
    assert_kept(&Parts::ticket().send(&relay, &[ACCEPT_HTML, key]), 400);
    let form = Parts::ticket().with("token", "forged");
    assert_kept(&form.send(&relay, &[ACCEPT_HTML]), 401);
}

/// Sends the start of a form, and returns the response to it.
fn send_beginning(relay: &Relay, body: &[u8], length: usize) -> String {
    let address = relay.base_url.trim_start_matches("http://");
    let mut stream = TcpStream::connect(address).unwrap();
    stream
        .set_read_timeout(Some(Duration::from_secs(60)))
        .unwrap();
    write!(
        stream,
        "POST /api/ticket HTTP/1.1\r\nhost: {address}\r\naccept: text/html\r\n\
         content-type: multipart/form-data; boundary={BOUNDARY}\r\n\
         content-length: {length}\r\nconnection: close\r\n\r\n"
    )
    .unwrap();
    stream.write_all(body).unwrap();
    let mut response = Vec::new();
    let _ = stream.read_to_end(&mut response);
    String::from_utf8(response).unwrap()
}

#[test]
fn text_is_kept_if_the_files_arrive_too_slowly() {
    let relay = Relay::with_sandbox_and_config(
        &EXAMPLE_CONFIG.replace("idle_timeout_seconds = 20", "idle_timeout_seconds = 1"),
    );
    let body = Parts::ticket().file("a.bin", &noise(1_000)).body();
    let page = send_beginning(&relay, &body[..body.len() - 500], body.len());
    assert!(page.starts_with("HTTP/1.1 408"), "{page}");
    assert_eq!(value_of(&page, "subject"), "A question");
    assert!(page.contains("How does\r\nit work?</textarea>"), "{page}");
    assert!(
        page.contains("Part of what you wrote is missing here."),
        "{page}"
    );
    assert!(page.contains("Choose your files again."), "{page}");

    let nothing = send_beginning(&relay, b"--", 1_000);
    assert!(nothing.starts_with("HTTP/1.1 408"), "{nothing}");
    assert!(
        nothing.contains("We did not receive your message."),
        "{nothing}"
    );
    assert!(!nothing.contains("still here"), "{nothing}");
}

#[test]
fn a_password_is_not_sent_back_and_has_to_be_entered_again() {
    let relay = Relay::with_sandbox();
    let form = Parts::ticket()
        .with("deptid", "3")
        .with("customfield[1]", "no such!")
        .with("customfield[3]", "hunter2");
    // `deptid` is sent twice. The first value is General, so the page has the form of General.
    let page = form.send(&relay, &[ACCEPT_HTML]).text();
    assert!(!page.contains("hunter2"), "{page}");
    assert!(page.contains("Enter “Temporary password” again."), "{page}");
    assert!(!page.contains("Choose your files again."), "{page}");
}

#[test]
fn all_errors_are_shown_together_each_at_its_field() {
    let relay = Relay::with_sandbox();
    let form = Parts::default()
        .with("deptid", "3")
        .with("name", "\u{200b}")
        .with("email", "nonsense")
        .with("priority", "Top")
        .with("customfield[1]", "")
        .with("customfield[2]", "no link")
        .with("subject", "\u{3164}")
        .with("message", "<!-- nothing -->")
        .with("markdown", "1")
        .file("a.exe", b"abc");
    let page = form.send(&relay, &[ACCEPT_HTML]);
    assert_eq!(page.status, 422);
    let page = page.text();
    for (field, error) in [
        ("name", "Enter your name"),
        ("email", "Enter an email address like name@example.com"),
        ("priority", "This option for “Priority” is not available"),
        ("customfield1", "Enter “Domain or server”"),
        (
            "customfield2",
            "Enter “Page where it happens” as a full web address",
        ),
        ("subject", "Enter a subject"),
        ("message", "Enter a message"),
        ("attachments", "a.exe has a file type that cannot be sent"),
    ] {
        let link = format!("<a href=\"#{field}\">{error}");
        assert!(page.contains(&link), "{link}: {page}");
        assert!(page.contains(&format!("id=\"{field}\"")), "{field}: {page}");
        let at_field = format!("id=\"{field}-error\">{error}");
        assert!(page.contains(&at_field), "{at_field}: {page}");
    }
    let order: Vec<_> = page.match_indices("<li><a href=\"#").collect();
    assert_eq!(order.len(), 8, "{page}");
    assert_eq!(relay.stored_rows(), 0);
}

#[test]
fn a_line_break_of_a_browser_counts_as_one_character() {
    let relay = Relay::with_sandbox();
    let form = |message: &str| {
        Parts::default()
            .with("deptid", "1")
            .with("name", "Ada Lovelace")
            .with("email", "ada@example.com")
            .with("subject", "A question")
            .with("message", message)
    };
    // 6,499 lines of 10 characters, and 10 more: 65,000 characters in 71,499 bytes.
    let longest = "123456789\r\n".repeat(6_499) + "1234567890";
    assert_eq!(form(&longest).send(&relay, &[ACCEPT_HTML]).status, 303);
    let page = form(&(longest + "1")).send(&relay, &[ACCEPT_HTML]);
    assert_eq!(page.status, 422);
    assert!(
        page.text().contains("Remove 1 character"),
        "{}",
        page.text()
    );
}

#[test]
fn invisible_characters_are_removed() {
    let relay = Relay::with_sandbox();
    let form = Parts::default()
        .with("deptid", "3")
        .with("name", "Ada\u{202e} Lovelace")
        .with("email", "ada@example.com")
        .with("subject", "Invoice \u{202e}fdp.exe\u{2028}two\0")
        .with("message", "\u{1b}[31mfailed\u{1b}[0m\r\n\0at once")
        .with("customfield[1]", "web\u{200e}-1");
    let response = form.send(&relay, &[ACCEPT_HTML]);
    assert_eq!(response.status, 303, "{}", response.text());
    let ticket = get_ticket(&relay, "1");
    assert_eq!(ticket["name"], "Ada Lovelace");
    assert_eq!(ticket["subject"], "Invoice fdp.exe two");
    assert_eq!(
        ticket["replies"]["reply"][0]["message"],
        "failed\r\nat once"
    );
    assert_eq!(ticket["customfields"]["customfield"][0]["value"], "web-1");
}

/// Returns the path of a redirect, which is relative to `/api/ticket`.
fn location(response: &HttpResponse) -> String {
    format!("/api/{}", response.header("location"))
}

#[test]
fn a_browser_may_store_the_empty_form_but_no_other_page() {
    let relay = Relay::with_sandbox();
    let form = relay.get("/api/ticket/form?department=1");
    assert_eq!(form.header("cache-control"), "private, no-cache");
    let with_error = Parts::default()
        .with("deptid", "1")
        .send(&relay, &[ACCEPT_HTML]);
    assert_eq!(with_error.header("cache-control"), "no-store");
}

#[test]
fn other_content_with_a_used_key_needs_a_confirmation() {
    let relay = Relay::with_sandbox();
    let first = Parts::ticket().with("idempotency_key", KEY);
    assert_eq!(first.send(&relay, &[ACCEPT_HTML]).status, 303);
    let form = |key: &str| {
        Parts::default()
            .with("deptid", "1")
            .with("name", "Ada Lovelace")
            .with("email", "ada@example.com")
            .with("subject", "Another question")
            .with("message", "Why?")
            .with("idempotency_key", key)
    };
    let page = form(KEY).send(&relay, &[ACCEPT_HTML]);
    assert_eq!(page.status, 422);
    assert!(
        page.text()
            .contains("select “Send ticket” to open a new ticket")
    );
    let new_key = value_of(&page.text(), "idempotency_key");
    assert_ne!(new_key, KEY);
    assert_eq!(form(&new_key).send(&relay, &[ACCEPT_HTML]).status, 303);
    assert_eq!(get_ticket(&relay, "2")["subject"], "Another question");
}

#[test]
fn a_form_of_a_listed_origin_opens_a_ticket() {
    let origins = format!("origins = [\"{LISTED}\"]");
    let relay = Relay::with_sandbox_and_config(&EXAMPLE_CONFIG.replace("origins = []", &origins));
    let headers = [
        ACCEPT_HTML,
        ("origin", LISTED),
        ("sec-fetch-site", "cross-site"),
    ];
    let response = Parts::ticket().send(&relay, &headers);
    assert_eq!(response.status, 303, "{}", response.text());
    let page = relay.get_with(&location(&response), &[ACCEPT_HTML]);
    assert!(page.text().contains("Your ticket is open"));
}

/// The text is kept even if the origin of the page is not allowed to send forms.
#[test]
fn a_form_of_another_origin_is_shown_again_to_be_sent_from_the_relay() {
    let relay = Relay::with_sandbox();
    for headers in [
        vec![("origin", "null")],
        vec![("origin", "null"), ("sec-fetch-site", "cross-site")],
        vec![
            ("origin", "https://evil.example"),
            ("sec-fetch-site", "cross-site"),
        ],
        vec![("sec-fetch-site", "same-site")],
    ] {
        let form = Parts::ticket()
            .with("idempotency_key", KEY)
            .with("token", "of another site");
        let headers = [vec![ACCEPT_HTML], headers].concat();
        let page = form.send(&relay, &headers);
        assert_kept(&page, 403);
        let page = page.text();
        assert!(
            page.contains("select “Send ticket” to open the ticket from here"),
            "{page}"
        );
        assert_ne!(value_of(&page, "idempotency_key"), KEY);
        assert!(!page.contains("of another site"), "{page}");
    }
    assert_eq!(relay.stored_rows(), 0);
}

/// Requests that are not forms get pages too, if a browser shows the response.
#[test]
fn every_refusal_that_a_browser_shows_is_a_page() {
    let relay = Relay::with_sandbox();
    let too_many = Form::ticket().body() + &"&x=1".repeat(1_001);
    for (content_type, body, header, status) in [
        (
            "application/x-www-form-urlencoded",
            Form::ticket().body(),
            ("origin", "null"),
            403,
        ),
        ("text/plain", "subject=A".to_owned(), ("x", "y"), 415),
        (
            "application/x-www-form-urlencoded",
            too_many,
            ("x", "y"),
            400,
        ),
    ] {
        let headers = [ACCEPT_HTML, header, ("content-type", content_type)];
        let page = relay.post_with("/api/ticket", body, &headers);
        assert_eq!(page.status, status);
        assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
        assert!(!page.text().contains("<h1></h1>") && !page.text().contains("<p></p>"));
    }
}

#[test]
fn an_unknown_department_leads_to_the_list() {
    let relay = Relay::with_sandbox();
    for value in [
        "99",
        "x",
        "-1",
        "",
        "1x",
        "99999999999999999999",
        "%zz",
        "%ff",
        "1%00",
    ] {
        let page = relay.get(&format!("/api/ticket/form?department={value}"));
        assert_eq!(page.status, 404, "{value}");
        assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
        let page = page.text();
        assert!(
            page.contains("This department does not exist."),
            "{value}: {page}"
        );
        assert!(page.contains("department=1"), "{value}: {page}");
    }
    assert!(
        !relay
            .get("/api/ticket/form")
            .text()
            .contains("does not exist")
    );
    let page = relay.get("/api/ticket/%ff/page");
    assert_eq!(page.status, 404);
    assert!(page.text().contains("Page not found"), "{}", page.text());
}

#[test]
fn an_answer_to_an_unknown_custom_field_has_an_error_message() {
    let relay = Relay::with_sandbox();
    let form = Parts::ticket().with("customfield[99]", "an answer");
    let page = form.send(&relay, &[ACCEPT_HTML]);
    assert_kept(&page, 422);
    let page = page.text();
    assert!(page.contains("belongs to another department"), "{page}");
    assert!(
        !page.contains("“”") && !page.contains("#customfield99"),
        "{page}"
    );
}

/// Configuration whose departments come from WHMCS, with the custom fields of department 3.
fn config_with_departments_from_whmcs() -> String {
    let (before, departments) = EXAMPLE_CONFIG
        .split_once("# Departments, in the order")
        .unwrap();
    let (_, technical) = departments.split_once("name = \"Technical\"").unwrap();
    let fields = technical.replace("[[departments.fields]]", "[[department_overrides.fields]]");
    format!("departments = \"whmcs\"\n{before}[[department_overrides]]\nid = 3{fields}")
}

/// The departments were never loaded. The configured fields are known, and the form can be sent again
/// as it is.
#[test]
fn everything_that_was_typed_is_kept_while_the_departments_are_not_loaded() {
    let config = config_with_departments_from_whmcs();
    let proxy = FaultProxy::new();
    proxy.rewrite("GetSupportDepartments", |_, response| {
        response.with("503 Service Unavailable", "")
    });
    let relay = Relay::for_api_with_config(&config, &proxy.url, Duration::from_secs(20));
    let form = Parts::default()
        .with("idempotency_key", KEY)
        .with("markdown", "1")
        .with("deptid", "3")
        .with("name", "Ada Lovelace")
        .with("email", "ada@example.com")
        .with("priority", "High")
        .with("subject", "A <b>question</b>")
        .with("message", "\r\nHow does\r\nit work?")
        .with("customfield[1]", "web-1")
        .with("customfield[2]", "https://example.com/a?b=1&c=2")
        .with("customfield[3]", "hunter2")
        .with("customfield[4]", "After a change I made")
        .with("customfield[5]", "on")
        .with("customfield[6]", "One\r\ntwo");
    let page = form
        .clone()
        .file("a.txt", b"a")
        .send(&relay, &[ACCEPT_HTML]);
    assert_eq!(page.status, 503);
    assert_ne!(page.header("retry-after"), "");
    let page = page.text();
    for (name, value) in [
        ("idempotency_key", KEY),
        ("markdown", "1"),
        ("deptid", "3"),
        ("name", "Ada Lovelace"),
        ("email", "ada@example.com"),
        ("subject", "A &lt;b&gt;question&lt;/b&gt;"),
        ("customfield[1]", "web-1"),
        ("customfield[2]", "https://example.com/a?b=1&amp;c=2"),
        ("customfield[3]", ""),
    ] {
        assert_eq!(value_of(&page, name), value, "{name}: {page}");
    }
    for text in [
        "value=\"High\" selected",
        "value=\"After a change I made\" selected",
        "name=\"customfield[5]\" type=\"checkbox\" value=\"on\" checked",
        "\n\r\nHow does\r\nit work?</textarea>",
        "One\r\ntwo</textarea>",
        "Your message is still here. Enter “Temporary password” again. Choose your files again.",
    ] {
        assert!(page.contains(text), "{text}: {page}");
    }
    assert!(!page.contains("hunter2"), "{page}");
    assert_eq!(proxy.sandbox.stored_rows(), 0);
    // WHMCS is available again.
    proxy.stop_rewriting();
    let relay = relay.restart(&config, &proxy.url);
    assert_eq!(form.send(&relay, &[ACCEPT_HTML]).status, 303);
}

/// Invalid departments are included: the department is in a hidden field that users cannot correct.
#[test]
fn the_text_is_kept_without_departments_for_every_kind_of_requester_and_department() {
    let config = config_with_departments_from_whmcs();
    // Nothing listens on port 1.
    let url = "http://127.0.0.1:1/includes/api.php";
    let relay = Relay::for_api_with_config(&config, url, Duration::from_secs(5));
    for department in ["1", "2", "3", "99", "x", ""] {
        let form = Parts::default()
            .with("deptid", department)
            .with("subject", "A question")
            .with("message", "How does\r\nit work?");
        let guest = form
            .clone()
            .with("name", "Ada Lovelace")
            .with("email", "ada@example.com");
        assert_kept(&guest.send(&relay, &[ACCEPT_HTML]), 503);
        let signed_in = form
            .with("token", &token(&claims(1)))
            .with("serviceid", "1")
            .send(&relay, &[ACCEPT_HTML]);
        assert_eq!(signed_in.status, 503);
        let page = signed_in.text();
        assert_eq!(value_of(&page, "deptid"), department, "{page}");
        assert_eq!(value_of(&page, "subject"), "A question");
        assert_eq!(value_of(&page, "serviceid"), "1");
        assert_ne!(value_of(&page, "token"), "");
        assert!(page.contains("How does\r\nit work?</textarea>"), "{page}");
        assert!(!page.contains("name=\"email\""), "{page}");
    }
    let page = relay.get("/api/ticket/form");
    assert_eq!(page.status, 503);
    assert!(!page.text().contains("<form"), "{}", page.text());
}

#[test]
fn text_that_is_too_large_is_shown_in_part() {
    let relay = Relay::with_sandbox();
    let form = |length: usize| {
        Parts::default()
            .with("deptid", "1")
            .with("name", "Ada Lovelace")
            .with("email", "ada@example.com")
            .with("subject", "A question")
            .with("message", &"How? ".repeat(length / 5))
    };
    for (length, status, error) in [
        (
            9_000_000,
            413,
            "Your ticket is too large. Shorten the message",
        ),
        (400_000, 422, "“Message” must be 65000 characters or fewer"),
    ] {
        let page = form(length).send(&relay, &[ACCEPT_HTML]);
        assert_eq!(page.status, status);
        let page = page.text();
        assert!(
            page.contains("How? How? How?") && page.contains(error),
            "{error}"
        );
        assert_eq!(value_of(&page, "subject"), "A question");
        let is_in_part = page.contains("Part of what you wrote is missing here.");
        assert_eq!(is_in_part, length > 1_000_000);
        assert!(!page.contains("Choose your files again."));
    }
}

type ChangeConfig = fn(&str) -> String;

/// Name, configuration, form and status of the response.
type RefusedForm = (&'static str, ChangeConfig, Parts, u16);

/// Returns the form of a signed-in client about a service and a domain.
fn form_of_a_client() -> Parts {
    Parts::default()
        .with("idempotency_key", KEY)
        .with("token", &token(&claims(1)))
        .with("deptid", "1")
        .with("serviceid", "1")
        .with("subject", "A question")
        .with("message", "How does it work?")
}

/// After any refusal of a client's form, the page contains the selected service: in a list if WHMCS
/// returns the client's services, and otherwise in a hidden field.
#[test]
fn a_client_s_service_survives_every_refusal_before_the_rules_are_loaded() {
    let unchanged: ChangeConfig = str::to_owned;
    let cases: [RefusedForm; 5] = [
        (
            "unreadable",
            unchanged,
            form_of_a_client().with("unknown", "1"),
            400,
        ),
        (
            "repeated",
            unchanged,
            form_of_a_client().with("subject", "twice"),
            400,
        ),
        (
            "too large",
            unchanged,
            form_of_a_client().file("a.png", &noise(9_000_000)),
            413,
        ),
        (
            "too many refused requests",
            |config| config.replace("refused_per_hour = 300", "refused_per_hour = 1"),
            form_of_a_client(),
            429,
        ),
        (
            "too many tickets",
            |config| config.replace("per_hour = 20", "per_hour = 1"),
            form_of_a_client().file("a.png", &noise(400_000)),
            429,
        ),
    ];
    for (name, config, form, status) in cases {
        for are_services_listed in [true, false] {
            let proxy = FaultProxy::new();
            if !are_services_listed {
                proxy.rewrite("GetClientsProducts", |_, response| {
                    response.with("500 Internal Server Error", "")
                });
            }
            let config = config(EXAMPLE_CONFIG);
            let relay = Relay::for_api_with_config(&config, &proxy.url, Duration::from_secs(20));
            let other = Form::ticket();
            relay.post("/api/ticket", other.clone().with("unknown", "1").body());
            if name == "too many tickets" {
                relay.post("/api/ticket", other.body());
            }
            let response = form.send(&relay, &[ACCEPT_HTML]);
            let page = response.text();
            assert_eq!(response.status, status, "{name}: {page}");
            let is_kept = match are_services_listed {
                true => page.contains("<option value=\"1\" selected"),
                false => value_of(&page, "serviceid") == "1",
            };
            assert!(is_kept, "{name}, {are_services_listed}: {page}");
            assert_eq!(value_of(&page, "subject"), "A question", "{name}");
            assert!(!page.contains("name=\"email\""), "{name}: {page}");
            assert!(!value_of(&page, "token").is_empty(), "{name}");
        }
    }
}
