//! Effects of `preventClientClosure`, `admin` and `markdown`.

use crate::support::{Form, TestSandbox, client_ticket};

#[test]
fn prevent_client_closure_overrides_the_departments_setting() {
    let sandbox = TestSandbox::start();
    let (requester, staff) = (("0", "You and staff"), ("1", "Staff only"));
    for (department, parameter, (flag, text)) in [
        ("1", None, requester),
        ("1", Some("1"), staff),
        ("1", Some("0"), requester),
        ("1", Some(""), requester),
        // Only staff can close the tickets of Billing.
        ("2", None, staff),
        ("2", Some("true"), staff),
        ("2", Some("off"), requester),
    ] {
        let form = client_ticket().with("deptid", department);
        let form = match parameter {
            Some(value) => form.with("preventClientClosure", value),
            None => form,
        };
        let opened = sandbox.open(&form);
        let case = format!("{department} {parameter:?}");
        assert_eq!(
            sandbox.get_ticket(&opened)["preventClientClosure"],
            flag,
            "{case}"
        );
        assert!(sandbox.ticket_page(&opened).text().contains(text), "{case}");
    }
}

#[test]
fn admin_opens_the_ticket_as_the_client() {
    let sandbox = TestSandbox::start();
    let ticket = sandbox.get_ticket(&sandbox.open(&client_ticket().with("admin", "1")));
    assert_eq!(ticket["admin"], "");
    assert_eq!(ticket["userid"], "1");
    assert_eq!(ticket["name"], "Ada Lovelace");
    assert_eq!(ticket["replies"]["reply"][0]["admin"], "");

    let opened = sandbox.open(&Form::ticket().with("admin", "1").with("name", "A Guest"));
    assert_eq!(sandbox.get_ticket(&opened)["name"], "A Guest");
    assert!(
        sandbox
            .ticket_page(&opened)
            .text()
            .contains("<bdi>A Guest</bdi> (<bdi>ada@example.com</bdi>)")
    );
}

#[test]
fn markdown_is_rendered_only_on_request() {
    let sandbox = TestSandbox::start();
    let form = Form::ticket().with("message", "**bold** <i>");
    for (markdown, rendered) in [
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
        let page = sandbox.ticket_page(&sandbox.open(&form)).text();
        assert!(page.contains(rendered), "{markdown:?}: {page}");
    }
}
