//! The outbox, with the emails that WHMCS would have sent.

use crate::support::{Form, TestSandbox, client_ticket};
use serde_json::Value;

#[test]
fn an_email_goes_to_the_person_who_opened_the_ticket() {
    let sandbox = TestSandbox::start();
    assert!(sandbox.emails().is_empty());
    let mut expected = Vec::new();
    for (form, to) in [
        (
            Form::ticket().with("email", "guest@example.org"),
            "guest@example.org",
        ),
        (client_ticket(), "ada@example.com"),
        (client_ticket().with("userid", "2"), "charles@example.com"),
        (client_ticket().with("contactid", "1"), "mary@example.com"),
        (Form::ticket().with("noemail", "0"), "ada@example.com"),
    ] {
        let number = sandbox.open(&form)["tid"].as_str().unwrap().to_owned();
        expected.insert(0, (to, number));
    }
    for (email, (to, number)) in sandbox.emails().iter().zip(&expected) {
        assert_eq!(email["to"], *to);
        assert_eq!(email["ticket"], **number);
        assert_eq!(
            email["subject"],
            format!("[Ticket ID: {number}] A question")
        );
    }
    assert_eq!(sandbox.emails().len(), expected.len());
}

#[test]
fn every_spelling_of_yes_turns_the_email_off() {
    let sandbox = TestSandbox::start();
    for yes in ["1", "true", "on", "yes", "TRUE", " Yes "] {
        sandbox.open(&Form::ticket().with("noemail", yes));
    }
    assert!(sandbox.emails().is_empty());
    for no in ["0", "false", "off", "no", "", "False"] {
        sandbox.open(&Form::ticket().with("noemail", no));
    }
    assert_eq!(sandbox.emails().len(), 6);
}

#[test]
fn a_refused_ticket_sends_no_email() {
    let sandbox = TestSandbox::start();
    sandbox.call(&Form::ticket().with("deptid", "99"));
    assert!(sandbox.emails().is_empty());
}

#[test]
fn the_outbox_page_contains_no_access_code() {
    let sandbox = TestSandbox::start();
    let empty = sandbox.get("/outbox");
    assert_eq!(empty.status, 200);
    assert!(
        empty
            .text()
            .contains("None yet. A ticket with <code>noemail</code> sends none.")
    );

    let code = sandbox.open(&Form::ticket().with("subject", "<b>&"))["c"].clone();
    let page = sandbox.get("/outbox");
    assert!(page.header("content-type").starts_with("text/html"));
    assert_eq!(page.header("cache-control"), "no-store");
    assert!(page.text().contains("ada@example.com"));
    assert!(page.text().contains("&lt;b&gt;&amp;"));
    assert!(!page.text().contains(code.as_str().unwrap()));
    assert!(
        !Value::from(sandbox.emails())
            .to_string()
            .contains(code.as_str().unwrap())
    );
}
