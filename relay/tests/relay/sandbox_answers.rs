//! In which format the sandbox answers, and whom.

use crate::support::{API, Answer, Form, Relay, client};
use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::Event;
use std::collections::BTreeMap;

/// The texts of an XML document by the way to them; the last of a repeated one.
fn texts(xml: &str) -> BTreeMap<String, String> {
    let mut reader = Reader::from_str(xml);
    let mut way = Vec::new();
    let mut texts = BTreeMap::<String, String>::new();
    loop {
        let text = match reader.read_event().unwrap() {
            Event::Start(tag) => {
                way.push(tag.name().as_ref().to_owned());
                texts.insert(way.join("/"), String::new());
                continue;
            }
            Event::End(_) => {
                way.pop();
                continue;
            }
            Event::Text(text) => text.to_string(),
            Event::GeneralRef(reference) => match reference.resolve_char_ref().unwrap() {
                Some(c) => c.to_string(),
                None => resolve_predefined_entity(&reference).unwrap().to_owned(),
            },
            Event::Eof => return texts,
            _ => continue,
        };
        *texts.entry(way.join("/")).or_default() += &text;
    }
}

fn as_xml(relay: &Relay, form: &Form) -> (Answer, BTreeMap<String, String>) {
    let body = form.clone().with("responsetype", "xml").with_credentials();
    let answer = relay.post(API, body.body());
    let texts = texts(&answer.text());
    (answer, texts)
}

#[test]
fn a_ticket_is_opened_and_read_in_xml() {
    let relay = Relay::sandbox();
    let subject = "<b> & \"quotes\" 'and' ]]> 🎫";
    let message = "one\r\ntwo\n<![CDATA[ & ]]>\ttab &amp;";
    let form = Form::ticket()
        .with("subject", subject)
        .with("message", message);
    let (answer, opened) = as_xml(&relay, &form);
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("content-type"), "application/xml");
    assert!(
        answer
            .text()
            .starts_with("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<whmcsapi version=\""),
        "{}",
        answer.text()
    );
    assert_eq!(opened["whmcsapi/action"], "openticket");
    assert_eq!(opened["whmcsapi/result"], "success");
    assert_eq!(opened["whmcsapi/id"], "1");
    assert_eq!(opened["whmcsapi/c"].len(), 8);

    let (_, ticket) = as_xml(
        &relay,
        &Form::of(&[("action", "GetTicket"), ("ticketid", "1")]),
    );
    assert_eq!(ticket["whmcsapi/tid"], opened["whmcsapi/tid"]);
    assert_eq!(ticket["whmcsapi/subject"], subject);
    assert_eq!(ticket["whmcsapi/replies/reply/message"], message);
}

#[test]
fn an_error_is_told_in_the_format_that_was_asked_for() {
    let relay = Relay::sandbox();
    let (answer, texts) = as_xml(&relay, &Form::ticket().without("subject"));
    assert_eq!(answer.status, 200);
    assert_eq!(texts["whmcsapi/result"], "error");
    assert_eq!(texts["whmcsapi/message"], "Subject is required");

    let (answer, texts) = as_xml(&relay, &Form::of(&[("action", "<Format>&")]));
    assert_eq!(answer.status, 403);
    assert_eq!(texts["whmcsapi/action"], "<format>&");
    assert_eq!(
        texts["whmcsapi/message"],
        "Invalid Permissions: API action \"<Format>&\" is not allowed"
    );
}

#[test]
fn every_action_answers_in_both_formats() {
    let relay = Relay::sandbox();
    for form in [
        Form::ticket(),
        Form::of(&[("action", "GetTicket"), ("ticketid", "1")]),
        Form::of(&[("action", "GetTickets")]),
        Form::of(&[("action", "GetTicketAttachment"), ("relatedid", "1")]),
        Form::of(&[("action", "GetSupportDepartments")]),
        Form::of(&[("action", "GetClientsProducts")]),
        Form::of(&[("action", "GetClientsDomains")]),
    ] {
        let json = relay.ask(&form);
        let (_, xml) = as_xml(&relay, &form);
        assert_eq!(json["result"], *xml["whmcsapi/result"]);
        for name in json.as_object().unwrap().keys() {
            assert!(xml.contains_key(&format!("whmcsapi/{name}")), "{name}");
        }
    }
}

#[test]
fn json_is_answered_where_no_format_is_asked_for_and_another_one_is_refused() {
    let relay = Relay::sandbox();
    for format in ["json", "JSON", " json ", ""] {
        let body = Form::ticket()
            .with("responsetype", format)
            .with_credentials();
        let answer = relay.post(API, body.body());
        assert_eq!(
            answer.header("content-type"),
            "application/json",
            "{format}"
        );
        assert_eq!(answer.json()["result"], "success", "{format}");
    }
    let body = Form::ticket().without("responsetype").with_credentials();
    assert_eq!(relay.post(API, body.body()).json()["result"], "success");
    let before = relay.rows();
    for format in ["nv", "yaml"] {
        let body = Form::ticket()
            .with("responsetype", format)
            .with_credentials();
        let answer = relay.post(API, body.body());
        assert_eq!(answer.status, 400);
        assert_eq!(answer.message(), "responsetype must be json or xml");
    }
    assert_eq!(relay.rows(), before);
}

#[test]
fn either_pair_of_credentials_opens_and_a_mixture_does_not() {
    let relay = Relay::sandbox();
    let status = |pairs: &[(&str, &str)]| {
        let form = pairs
            .iter()
            .fold(Form::ticket(), |form, (name, value)| form.and(name, *value));
        relay.post(API, form.body()).status
    };
    let (right, wrong) = ("sandbox", "x");
    for (pairs, expected) in [
        (vec![("identifier", right), ("secret", right)], 200),
        (vec![("username", right), ("password", right)], 200),
        (
            vec![
                ("identifier", " "),
                ("secret", ""),
                ("username", right),
                ("password", right),
            ],
            200,
        ),
        (
            vec![
                ("identifier", right),
                ("username", right),
                ("password", right),
            ],
            200,
        ),
        (vec![("identifier", right), ("password", right)], 403),
        (
            vec![
                ("identifier", wrong),
                ("secret", wrong),
                ("username", right),
                ("password", right),
            ],
            403,
        ),
        (vec![("username", right), ("password", "")], 403),
        (vec![("username", right), ("password", wrong)], 403),
        (vec![("accesskey", right)], 403),
        (
            vec![
                ("identifier", right),
                ("secret", right),
                ("accesskey", "any"),
            ],
            200,
        ),
    ] {
        assert_eq!(status(&pairs), expected, "{pairs:?}");
    }
}

#[test]
fn credentials_in_the_address_do_not_count() {
    let relay = Relay::sandbox();
    let query = "?identifier=sandbox&secret=sandbox&action=OpenTicket";
    let answer = relay.post(&format!("{API}{query}"), Form::ticket().body());
    assert_eq!(answer.message(), "Invalid or missing credentials");
    let got = client()
        .get(format!("{}{API}{query}", relay.base))
        .send()
        .unwrap();
    assert_eq!(got.status(), 400);
}
