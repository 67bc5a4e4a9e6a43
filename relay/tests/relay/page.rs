//! The page on which a ticket is read.

use crate::support::{Answer, Form, Relay, attachments, custom_fields};
use serde_json::Value;

fn link(opened: &Value) -> String {
    let part = |name: &str| opened[name].as_str().unwrap().to_owned();
    format!(
        "/sandbox/viewticket.php?tid={}&c={}",
        part("tid"),
        part("c")
    )
}

fn page(relay: &Relay, form: &Form) -> Answer {
    relay.get(&link(&relay.ask(form)))
}

#[test]
fn markdown_is_drawn() {
    let relay = Relay::sandbox();
    let form = Form::ticket()
        .with(
            "message",
            "**bold** and [a link](https://example.com)\n\n- one\n- [x] two",
        )
        .with("markdown", "1");
    let html = page(&relay, &form).text();
    assert!(html.contains("<strong>bold</strong>"), "{html}");
    assert!(html.contains("href=\"https://example.com\""));
    assert!(html.contains("<li>"));
    assert!(html.contains("checked=\"\" aria-label=\"Done\""));
}

#[test]
fn an_image_is_the_file_that_came_along_and_never_fetched() {
    let relay = Relay::sandbox();
    let form = Form::ticket()
        .with(
            "message",
            "# See\n\n![shot](a.png) ![b](https://example.com/b.png)",
        )
        .with("markdown", "1")
        .with("attachments", attachments(&[("a.png", b"a")]));
    let html = page(&relay, &form).text();
    assert!(
        html.contains("<span class=\"attached\">a.png</span>"),
        "{html}"
    );
    assert!(html.contains("<h3 dir=\"auto\">See</h3>"));
    assert!(html.contains("href=\"https://example.com/b.png\""));
    assert!(!html.contains("<img"));
}

#[test]
fn nothing_that_a_stranger_wrote_becomes_markup() {
    let relay = Relay::sandbox();
    let evil = "<script>alert(1)</script><img src=x onerror=alert(1)> [x](javascript:alert(1))";
    for markdown in ["0", "1"] {
        let form = Form::ticket()
            .with("deptid", "3")
            .with("name", evil)
            .with("subject", evil)
            .with("message", evil)
            .with("markdown", markdown)
            .with("customfields", custom_fields(&[(1, evil)]))
            .with("attachments", attachments(&[("\"><script>.txt", b"a")]));
        let answer = page(&relay, &form);
        assert_eq!(answer.status, 200);
        let html = answer.text();
        assert!(!html.contains("<script"), "{html}");
        assert!(!html.contains("<img"));
        assert!(!html.contains("href=\"javascript:"));
        assert!(html.contains("&lt;script&gt;alert(1)"));
    }
}

#[test]
fn plain_text_keeps_its_line_breaks() {
    let relay = Relay::sandbox();
    let html = page(&relay, &Form::ticket().with("message", "one\n  **two**")).text();
    assert!(
        html.contains("<div class=\"plain\">one\n  **two**</div>"),
        "{html}"
    );
}

#[test]
fn a_password_is_not_shown() {
    let relay = Relay::sandbox();
    let answers = custom_fields(&[(1, "web-1"), (3, "hunter2")]);
    let html = page(
        &relay,
        &Form::ticket()
            .with("deptid", "3")
            .with("customfields", answers),
    )
    .text();
    assert!(html.contains("web-1") && html.contains("Temporary password"));
    assert!(!html.contains("hunter2"));
}

#[test]
fn a_wrong_code_looks_like_a_wrong_number() {
    let relay = Relay::sandbox();
    let opened = relay.ask(&Form::ticket());
    let number = opened["tid"].as_str().unwrap();
    let none = relay.get("/sandbox/viewticket.php?tid=none&c=none");
    assert_eq!(none.status, 404);
    for query in [
        format!("?tid={number}&c=wrong"),
        format!("?tid={number}&c="),
        format!("?tid={number}"),
        format!("?tid={number}&c=wrong&file=0"),
        format!("?tid={number}&c={}&file=0", opened["c"].as_str().unwrap()),
        format!("?tid={number}&c={}&file=x", opened["c"].as_str().unwrap()),
        String::new(),
    ] {
        let answer = relay.get(&format!("/sandbox/viewticket.php{query}"));
        assert_eq!(answer.status, 404, "{query}");
        assert_eq!(answer.text(), none.text(), "{query}");
    }
}

#[test]
fn files_are_downloaded_and_never_shown() {
    let relay = Relay::sandbox();
    let html = b"<script>alert(1)</script>";
    let opened = relay.ask(&Form::ticket().with(
        "attachments",
        attachments(&[("Zürich 🎫.txt", b"one"), ("page.html", html)]),
    ));
    let shown = relay.get(&link(&opened)).text();
    assert!(
        shown.contains("Zürich 🎫.txt") && shown.contains("25 bytes"),
        "{shown}"
    );
    assert!(shown.contains("&amp;file=1"));

    let first = relay.get(&format!("{}&file=0", link(&opened)));
    assert_eq!(first.bytes, b"one");
    assert!(
        first
            .header("content-disposition")
            .contains("filename*=UTF-8''Z%C3%BCrich%20%F0%9F%8E%AB.txt")
    );
    let second = relay.get(&format!("{}&file=1", link(&opened)));
    assert_eq!(second.bytes, html);
    assert!(
        second
            .header("content-disposition")
            .starts_with("attachment;")
    );
    assert_eq!(second.header("content-type"), "application/octet-stream");
    assert_eq!(second.header("x-content-type-options"), "nosniff");
    assert_eq!(relay.get(&format!("{}&file=2", link(&opened))).status, 404);
}

#[test]
fn the_page_runs_no_script_and_tells_nobody_its_address() {
    let relay = Relay::sandbox();
    let answer = page(&relay, &Form::ticket());
    assert!(
        answer
            .header("content-security-policy")
            .starts_with("default-src 'none';")
    );
    assert!(
        !answer
            .header("content-security-policy")
            .contains("script-src")
    );
    assert_eq!(answer.header("referrer-policy"), "no-referrer");
    assert_eq!(answer.header("cache-control"), "no-store");
    assert_eq!(answer.header("x-content-type-options"), "nosniff");
}
