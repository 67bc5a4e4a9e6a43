//! What has no visible effect elsewhere: e-mails, who may close a ticket, who opened it, and how
//! its text shows.

use crate::support::{Form, Relay, client};
use serde_json::Value;

fn opened(relay: &Relay, form: &Form) -> Value {
    let opened = relay.ask(form);
    assert_eq!(opened["result"], "success", "{opened}");
    opened
}

fn read(relay: &Relay, opened: &Value) -> Value {
    let id = opened["id"].as_str().unwrap();
    relay.ask(&Form::of(&[("action", "GetTicket"), ("ticketid", id)]))
}

/// The page on which the ticket is read.
fn page(relay: &Relay, opened: &Value) -> String {
    let (tid, c) = (&opened["tid"], &opened["c"]);
    let query = format!("?tid={}&c={}", tid.as_str().unwrap(), c.as_str().unwrap());
    let answer = relay.get(&format!("/sandbox/viewticket.php{query}"));
    assert_eq!(answer.status, 200);
    answer.text()
}

fn outbox(relay: &Relay) -> Vec<Value> {
    let request = client()
        .get(format!("{}/sandbox/outbox", relay.base))
        .header("accept", "application/json");
    let answer: Value = serde_json::from_str(&request.send().unwrap().text().unwrap()).unwrap();
    answer["emails"].as_array().unwrap().clone()
}

fn by_client() -> Form {
    Form::ticket()
        .without("name")
        .without("email")
        .with("clientid", "1")
}

#[test]
fn an_email_would_go_to_whoever_opened_the_ticket() {
    let relay = Relay::sandbox();
    assert!(outbox(&relay).is_empty());
    let mut expected = Vec::new();
    for (form, to) in [
        (
            Form::ticket().with("email", "guest@example.org"),
            "guest@example.org",
        ),
        (by_client(), "ada@example.com"),
        (by_client().with("userid", "2"), "charles@example.com"),
        (by_client().with("contactid", "1"), "mary@example.com"),
        (Form::ticket().with("noemail", "0"), "ada@example.com"),
    ] {
        let number = opened(&relay, &form)["tid"].as_str().unwrap().to_owned();
        expected.insert(0, (to, number));
    }
    for (email, (to, number)) in outbox(&relay).iter().zip(&expected) {
        assert_eq!(email["to"], *to);
        assert_eq!(email["ticket"], **number);
        assert_eq!(
            email["subject"],
            format!("[Ticket ID: {number}] A question")
        );
    }
    assert_eq!(outbox(&relay).len(), expected.len());
}

#[test]
fn noemail_holds_it_back_in_every_spelling_of_yes() {
    let relay = Relay::sandbox();
    for yes in ["1", "true", "on", "yes", "TRUE", " Yes "] {
        opened(&relay, &Form::ticket().with("noemail", yes));
    }
    assert!(outbox(&relay).is_empty());
    for no in ["0", "false", "off", "no", "", "False"] {
        opened(&relay, &Form::ticket().with("noemail", no));
    }
    assert_eq!(outbox(&relay).len(), 6);
}

#[test]
fn a_ticket_that_was_refused_sends_no_email() {
    let relay = Relay::sandbox();
    relay.ask(&Form::ticket().with("deptid", "99"));
    assert!(outbox(&relay).is_empty());
}

#[test]
fn the_outbox_is_a_page_too_and_tells_no_access_code() {
    let relay = Relay::sandbox();
    let empty = relay.get("/sandbox/outbox");
    assert_eq!(empty.status, 200);
    assert!(empty.text().contains("None so far"));

    let code = opened(&relay, &Form::ticket().with("subject", "<b>&"))["c"].clone();
    let page = relay.get("/sandbox/outbox");
    assert!(page.header("content-type").starts_with("text/html"));
    assert_eq!(page.header("cache-control"), "no-store");
    assert!(page.text().contains("ada@example.com"));
    assert!(page.text().contains("&lt;b&gt;&amp;"));
    assert!(!page.text().contains(code.as_str().unwrap()));
    assert!(
        !Value::from(outbox(&relay))
            .to_string()
            .contains(code.as_str().unwrap())
    );
}

#[test]
fn who_may_close_a_ticket_is_the_departments_setting_unless_the_ticket_says_otherwise() {
    let relay = Relay::sandbox();
    let (anybody, staff) = (("0", "You and our staff"), ("1", "Our staff only"));
    for (department, parameter, (flag, words)) in [
        ("1", None, anybody),
        ("1", Some("1"), staff),
        ("1", Some("0"), anybody),
        ("1", Some(""), anybody),
        // Billing: its tickets are closed by staff only.
        ("2", None, staff),
        ("2", Some("true"), staff),
        ("2", Some("off"), anybody),
    ] {
        let form = by_client().with("deptid", department);
        let form = match parameter {
            Some(value) => form.with("preventClientClosure", value),
            None => form,
        };
        let opened = opened(&relay, &form);
        let case = format!("{department} {parameter:?}");
        assert_eq!(
            read(&relay, &opened)["preventClientClosure"],
            flag,
            "{case}"
        );
        assert!(page(&relay, &opened).contains(words), "{case}");
    }
}

#[test]
fn admin_without_the_local_api_opens_as_the_client() {
    let relay = Relay::sandbox();
    let ticket = read(&relay, &opened(&relay, &by_client().with("admin", "1")));
    assert_eq!(ticket["admin"], "");
    assert_eq!(ticket["userid"], "1");
    assert_eq!(ticket["name"], "Ada Lovelace");
    assert_eq!(ticket["replies"]["reply"][0]["admin"], "");

    let opened = opened(
        &relay,
        &Form::ticket().with("admin", "1").with("name", "A Guest"),
    );
    assert_eq!(read(&relay, &opened)["name"], "A Guest");
    assert!(page(&relay, &opened).contains("A Guest (ada@example.com)"));
}

#[test]
fn markdown_is_drawn_only_where_it_was_asked_for() {
    let relay = Relay::sandbox();
    let form = Form::ticket().with("message", "**bold** <i>");
    for (markdown, drawn) in [
        (Some("1"), "<strong>bold</strong>"),
        (Some("yes"), "<strong>bold</strong>"),
        (Some("0"), "**bold** &lt;i&gt;"),
        (Some(""), "**bold** &lt;i&gt;"),
        (None, "**bold** &lt;i&gt;"),
    ] {
        let form = match markdown {
            Some(value) => form.clone().with("markdown", value),
            None => form.clone(),
        };
        let page = page(&relay, &opened(&relay, &form));
        assert!(page.contains(drawn), "{markdown:?}: {page}");
    }
}
