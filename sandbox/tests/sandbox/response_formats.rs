//! Responses in JSON and XML.

use crate::support::{Form, HttpResponse, TestSandbox};
use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::Event;
use std::collections::BTreeMap;

/// Returns the text nodes of an XML document, by path. For a repeated element, the last one is
/// returned.
fn strings(xml: &str) -> BTreeMap<String, String> {
    let mut reader = Reader::from_str(xml);
    let mut path = Vec::new();
    let mut strings = BTreeMap::<String, String>::new();
    loop {
        let text = match reader.read_event().unwrap() {
            Event::Start(tag) => {
                path.push(tag.name().as_ref().to_owned());
                strings.insert(path.join("/"), String::new());
                continue;
            }
            Event::End(_) => {
                path.pop();
                continue;
            }
            Event::Text(text) => text.to_string(),
            Event::GeneralRef(reference) => match reference.resolve_char_ref().unwrap() {
                Some(c) => c.to_string(),
                None => resolve_predefined_entity(&reference).unwrap().to_owned(),
            },
            Event::Eof => return strings,
            _ => continue,
        };
        *strings.entry(path.join("/")).or_default() += &text;
    }
}

/// Calls an action in XML and returns the response and its text nodes.
fn call_in_xml(sandbox: &TestSandbox, form: &Form) -> (HttpResponse, BTreeMap<String, String>) {
    let body = form.clone().with("responsetype", "xml").with_credentials();
    let response = sandbox.post(body.body());
    let strings = strings(&response.text());
    (response, strings)
}

#[test]
fn a_ticket_is_opened_and_read_in_xml() {
    let sandbox = TestSandbox::start();
    let subject = "<b> & \"quotes\" 'and' ]]> 🎫";
    let message = "one\r\ntwo\n<![CDATA[ & ]]>\ttab &amp;";
    let form = Form::ticket()
        .with("subject", subject)
        .with("message", message);
    let (response, opened) = call_in_xml(&sandbox, &form);
    assert_eq!(response.status, 200);
    assert_eq!(response.header("content-type"), "application/xml");
    assert!(
        response
            .text()
            .starts_with("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<whmcsapi version=\""),
        "{}",
        response.text()
    );
    assert_eq!(opened["whmcsapi/action"], "openticket");
    assert_eq!(opened["whmcsapi/result"], "success");
    assert_eq!(opened["whmcsapi/id"], "1");
    assert_eq!(opened["whmcsapi/c"].len(), 8);

    let (_, ticket) = call_in_xml(
        &sandbox,
        &Form::of(&[("action", "GetTicket"), ("ticketid", "1")]),
    );
    assert_eq!(ticket["whmcsapi/tid"], opened["whmcsapi/tid"]);
    assert_eq!(ticket["whmcsapi/subject"], subject);
    assert_eq!(ticket["whmcsapi/replies/reply/message"], message);
}

#[test]
fn errors_use_the_requested_format() {
    let sandbox = TestSandbox::start();
    let (response, strings) = call_in_xml(&sandbox, &Form::ticket().without("subject"));
    assert_eq!(response.status, 200);
    assert_eq!(strings["whmcsapi/result"], "error");
    assert_eq!(strings["whmcsapi/message"], "Subject is required");

    let (response, strings) = call_in_xml(&sandbox, &Form::of(&[("action", "<Format>&")]));
    assert_eq!(response.status, 403);
    assert_eq!(strings["whmcsapi/action"], "<format>&");
    assert_eq!(
        strings["whmcsapi/message"],
        "Invalid Permissions: API action \"<Format>&\" is not allowed"
    );
}

#[test]
fn every_action_responds_in_both_formats() {
    let sandbox = TestSandbox::start();
    for form in [
        Form::ticket(),
        Form::of(&[("action", "GetTicket"), ("ticketid", "1")]),
        Form::of(&[("action", "GetTickets")]),
        Form::of(&[("action", "GetTicketAttachment"), ("relatedid", "1")]),
        Form::of(&[("action", "GetSupportDepartments")]),
        Form::of(&[("action", "GetClientsProducts")]),
        Form::of(&[("action", "GetClientsDomains")]),
    ] {
        let json = sandbox.call(&form);
        let (_, xml) = call_in_xml(&sandbox, &form);
        assert_eq!(json["result"], *xml["whmcsapi/result"]);
        for name in json.as_object().unwrap().keys() {
            assert!(xml.contains_key(&format!("whmcsapi/{name}")), "{name}");
        }
    }
}

#[test]
fn json_is_the_default_and_unknown_formats_are_refused() {
    let sandbox = TestSandbox::start();
    for format in ["json", "JSON", " json ", ""] {
        let body = Form::ticket()
            .with("responsetype", format)
            .with_credentials();
        let response = sandbox.post(body.body());
        assert_eq!(
            response.header("content-type"),
            "application/json",
            "{format}"
        );
        assert_eq!(response.json()["result"], "success", "{format}");
    }
    let body = Form::ticket().without("responsetype").with_credentials();
    assert_eq!(sandbox.post(body.body()).json()["result"], "success");
    let before = sandbox.row_count();
    for format in ["nv", "yaml"] {
        let body = Form::ticket()
            .with("responsetype", format)
            .with_credentials();
        let response = sandbox.post(body.body());
        assert_eq!(response.status, 400);
        assert_eq!(response.message(), "responsetype must be json or xml");
    }
    assert_eq!(sandbox.row_count(), before);
}
