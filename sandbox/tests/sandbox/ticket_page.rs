//! The ticket page and its downloads.

use crate::support::{Form, HttpResponse, TestSandbox, attachments, custom_fields, ticket_path};
use open_ticket::rules::{LineBreaks, Markdown};
use open_ticket_sandbox::SandboxOptions;

fn page(sandbox: &TestSandbox, form: &Form) -> HttpResponse {
    sandbox.ticket_page(&sandbox.open(form))
}

#[test]
fn markdown_is_rendered() {
    let sandbox = TestSandbox::start();
    let form = Form::ticket()
        .with(
            "message",
            "**bold** and [a link](https://example.com)\n\n- one\n- [x] two",
        )
        .with("markdown", "1");
    let html = page(&sandbox, &form).text();
    assert!(html.contains("<strong>bold</strong>"), "{html}");
    assert!(html.contains("href=\"https://example.com\""));
    assert!(html.contains("<li>"));
    assert!(html.contains("checked=\"\" aria-label=\"Done\""));
}

#[test]
fn line_breaks_are_hard_unless_configured_as_soft() {
    let form = Form::ticket()
        .with("message", "one\ntwo  \nthree")
        .with("markdown", "1");
    for (line_breaks, expected) in [
        (LineBreaks::Hard, "<p dir=\"auto\">one<br>two<br>three</p>"),
        (LineBreaks::Soft, "<p dir=\"auto\">one\ntwo<br>three</p>"),
    ] {
        let markdown = Markdown {
            line_breaks,
            ..Markdown::default()
        };
        let sandbox = TestSandbox::with(|options| SandboxOptions {
            markdown,
            ..options
        });
        let html = page(&sandbox, &form).text();
        assert!(html.contains(expected), "{html}");
    }
}

#[test]
fn an_image_is_an_attached_file_or_a_link_and_never_loaded() {
    let sandbox = TestSandbox::start();
    let form = Form::ticket()
        .with(
            "message",
            "# See\n\n![shot](a.png) ![b](https://example.com/b.png)",
        )
        .with("markdown", "1")
        .with("attachments", attachments(&[("a.png", b"a")]));
    let html = page(&sandbox, &form).text();
    assert!(
        html.contains("<span class=\"attached\">a.png</span>"),
        "{html}"
    );
    assert!(html.contains("<h3 dir=\"auto\">See</h3>"));
    assert!(html.contains("href=\"https://example.com/b.png\""));
    assert!(!html.contains("<img"));
}

#[test]
fn no_part_of_a_ticket_becomes_markup() {
    let sandbox = TestSandbox::start();
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
        let response = page(&sandbox, &form);
        assert_eq!(response.status, 200);
        let html = response.text();
        assert!(!html.contains("<script"), "{html}");
        assert!(!html.contains("<img"));
        assert!(!html.contains("href=\"javascript:"));
        assert!(html.contains("&lt;script&gt;alert(1)"));
    }
}

#[test]
fn plain_text_keeps_its_line_breaks() {
    let sandbox = TestSandbox::start();
    let html = page(&sandbox, &Form::ticket().with("message", "one\n  **two**")).text();
    assert!(
        html.contains("<div class=\"plain\">one\n  **two**</div>"),
        "{html}"
    );
}

#[test]
fn a_password_is_not_shown() {
    let sandbox = TestSandbox::start();
    let answers = custom_fields(&[(1, "web-1"), (3, "hunter2")]);
    let html = page(
        &sandbox,
        &Form::ticket()
            .with("deptid", "3")
            .with("customfields", answers),
    )
    .text();
    assert!(html.contains("web-1") && html.contains("Temporary password"));
    assert!(!html.contains("hunter2"));
}

#[test]
fn a_wrong_code_and_a_wrong_number_get_the_same_response() {
    let sandbox = TestSandbox::start();
    let opened = sandbox.call(&Form::ticket());
    let number = opened["tid"].as_str().unwrap();
    let unknown = sandbox.get("/viewticket.php?tid=none&c=none");
    assert_eq!(unknown.status, 404);
    for query in [
        format!("?tid={number}&c=wrong"),
        format!("?tid={number}&c="),
        format!("?tid={number}"),
        format!("?tid={number}&c=wrong&file=0"),
        format!("?tid={number}&c={}&file=0", opened["c"].as_str().unwrap()),
        format!("?tid={number}&c={}&file=x", opened["c"].as_str().unwrap()),
        String::new(),
    ] {
        let response = sandbox.get(&format!("/viewticket.php{query}"));
        assert_eq!(response.status, 404, "{query}");
        assert_eq!(response.text(), unknown.text(), "{query}");
    }
}

#[test]
fn files_are_downloaded_and_never_displayed() {
    let sandbox = TestSandbox::start();
    let html = b"<script>alert(1)</script>";
    let opened = sandbox.call(&Form::ticket().with(
        "attachments",
        attachments(&[("Zürich 🎫.txt", b"one"), ("page.html", html)]),
    ));
    let shown = sandbox.get(&ticket_path(&opened)).text();
    assert!(
        shown.contains("Zürich 🎫.txt") && shown.contains("25 bytes"),
        "{shown}"
    );
    assert!(shown.contains("&amp;file=1"));

    let first = sandbox.get(&format!("{}&file=0", ticket_path(&opened)));
    assert_eq!(first.bytes, b"one");
    assert!(
        first
            .header("content-disposition")
            .contains("filename*=UTF-8''Z%C3%BCrich%20%F0%9F%8E%AB.txt")
    );
    let second = sandbox.get(&format!("{}&file=1", ticket_path(&opened)));
    assert_eq!(second.bytes, html);
    assert!(
        second
            .header("content-disposition")
            .starts_with("attachment;")
    );
    assert_eq!(second.header("content-type"), "application/octet-stream");
    assert_eq!(second.header("x-content-type-options"), "nosniff");
    assert_eq!(
        sandbox
            .get(&format!("{}&file=2", ticket_path(&opened)))
            .status,
        404
    );
}

#[test]
fn the_page_runs_no_scripts_and_sends_no_referrer() {
    let sandbox = TestSandbox::start();
    let response = page(&sandbox, &Form::ticket());
    assert!(
        response
            .header("content-security-policy")
            .starts_with("default-src 'none';")
    );
    assert!(
        !response
            .header("content-security-policy")
            .contains("script-src")
    );
    assert_eq!(response.header("referrer-policy"), "no-referrer");
    assert_eq!(response.header("cache-control"), "no-store");
    assert_eq!(response.header("x-content-type-options"), "nosniff");
}

#[test]
fn pages_find_their_style_sheet_and_icon_under_any_path() {
    let sandbox = TestSandbox::start();
    for page in ["/", "/outbox", "/viewticket.php"] {
        let html = sandbox.get(page).text();
        assert!(html.contains("href=\"sandbox.css\""), "{page}: {html}");
        assert!(html.contains("href=\"sandbox.svg\""), "{page}: {html}");
    }
    for (path, content_type) in [
        ("/sandbox.css", "text/css"),
        ("/sandbox.svg", "image/svg+xml"),
    ] {
        let response = sandbox.get(path);
        assert_eq!(response.status, 200, "{path}");
        assert_eq!(response.header("content-type"), content_type);
        assert_eq!(response.header("x-content-type-options"), "nosniff");
    }
}
