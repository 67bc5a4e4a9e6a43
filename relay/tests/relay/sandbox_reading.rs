//! What the sandbox stored, read back.

use crate::support::{Form, Relay, attachments, custom_fields, noise};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

fn read(relay: &Relay, opened: &Value) -> Value {
    relay.ask(&Form::of(&[
        ("action", "GetTicket"),
        ("ticketid", opened["id"].as_str().unwrap()),
    ]))
}

fn file(relay: &Relay, opened: &Value, index: usize) -> Value {
    relay.ask(
        &Form::of(&[("action", "GetTicketAttachment"), ("type", "ticket")])
            .with("relatedid", opened["id"].as_str().unwrap())
            .with("index", index.to_string()),
    )
}

#[test]
fn a_ticket_comes_back_as_it_was_sent() {
    let relay = Relay::sandbox();
    let message = "Grüße 🎫\r\n\"quotes\" 'and' \\ + & = % \t<b>";
    let opened = relay.ask(
        &Form::ticket()
            .with("deptid", "3")
            .with("subject", "Ünïcode & <tags>")
            .with("message", message)
            .with("priority", "High")
            .with(
                "customfields",
                custom_fields(&[(1, "zürich.example"), (3, "p;\"w")]),
            ),
    );
    assert_eq!(opened["result"], "success");
    assert_eq!(opened["tid"].as_str().unwrap().len(), 6);
    assert!(
        opened["tid"]
            .as_str()
            .unwrap()
            .bytes()
            .all(|b| b.is_ascii_digit())
    );
    let code = opened["c"].as_str().unwrap();
    assert!(
        code.len() == 8 && code.bytes().all(|b| b.is_ascii_alphanumeric()),
        "{code}"
    );

    let ticket = read(&relay, &opened);
    assert_eq!(ticket["result"], "success");
    assert_eq!(ticket["tid"], opened["tid"]);
    assert_eq!(ticket["c"], opened["c"]);
    assert_eq!(ticket["deptid"], "3");
    assert_eq!(ticket["deptname"], "Technical");
    assert_eq!(ticket["userid"], "0");
    assert_eq!(ticket["subject"], "Ünïcode & <tags>");
    assert_eq!(ticket["priority"], "High");
    assert_eq!(ticket["replies"]["reply"][0]["message"], message);
    let fields = &ticket["customfields"]["customfield"];
    assert_eq!(fields[0]["value"], "zürich.example");
    assert_eq!(fields[1]["value"], "p;\"w");
}

#[test]
fn a_ticket_is_found_by_its_number() {
    let relay = Relay::sandbox();
    let opened = relay.ask(&Form::ticket());
    let number = opened["tid"].as_str().unwrap();
    let found = relay.ask(&Form::of(&[("action", "getticket"), ("ticketnum", number)]));
    assert_eq!(found["ticketid"], opened["id"]);
    let none = relay.ask(&Form::of(&[
        ("action", "GetTicket"),
        ("ticketnum", "no such"),
    ]));
    assert_eq!(none["message"], "Ticket ID Not Found");
}

#[test]
fn files_come_back_byte_for_byte() {
    let relay = Relay::sandbox();
    let all_bytes: Vec<u8> = (0..=255).collect();
    let large = noise(3 << 20);
    let files: [(&str, &[u8]); 5] = [
        ("one.txt", b"a"),
        ("two.txt", b"ab"),
        ("Zürich 🎫.txt", "Grüße".as_bytes()),
        ("all.bin", &all_bytes),
        ("large.bin", &large),
    ];
    let opened = relay.ask(&Form::ticket().with("attachments", attachments(&files)));
    assert_eq!(opened["result"], "success");

    let listed = read(&relay, &opened)["replies"]["reply"][0]["attachments"].clone();
    for (index, (name, bytes)) in files.into_iter().enumerate() {
        assert_eq!(listed[index]["filename"], name);
        assert_eq!(listed[index]["index"], index);
        let file = file(&relay, &opened, index);
        assert_eq!(file["filename"], name);
        assert!(
            STANDARD.decode(file["data"].as_str().unwrap()).unwrap() == bytes,
            "{name}"
        );
    }
    assert_eq!(
        file(&relay, &opened, 5)["message"],
        "Invalid Attachment Index"
    );
}

#[test]
fn a_file_that_is_not_there_is_explained() {
    let relay = Relay::sandbox();
    relay.ask(&Form::ticket());
    let ask = |pairs: &[(&str, &str)]| {
        let form = Form::of(pairs).with("action", "GetTicketAttachment");
        relay.ask(&form)["message"].as_str().unwrap().to_owned()
    };
    assert_eq!(ask(&[]), "Related ID Required");
    let wrong = "Invalid Type. Must be one of ticket, reply, note";
    assert_eq!(ask(&[("relatedid", "1"), ("type", "x")]), wrong);
    assert_eq!(
        ask(&[("relatedid", "1"), ("type", "ticket")]),
        "Attachment Index Required"
    );
    let ticket = [("type", "ticket"), ("index", "0")];
    assert_eq!(
        ask(&[ticket[0], ticket[1], ("relatedid", "9")]),
        "Related ID Not Found"
    );
    assert_eq!(
        ask(&[ticket[0], ticket[1], ("relatedid", "1")]),
        "No Attachments Found"
    );
}

#[test]
fn a_clients_ticket_is_theirs() {
    let relay = Relay::sandbox();
    let by_client = Form::ticket()
        .without("name")
        .without("email")
        .with("clientid", "1")
        .with("contactid", "1")
        .with("serviceid", "1");
    let ticket = read(&relay, &relay.ask(&by_client));
    assert_eq!(ticket["userid"], "1");
    assert_eq!(ticket["contactid"], "1");
    assert_eq!(ticket["service"], "S1");
    assert_ne!(ticket["name"], "");

    let by_user = by_client
        .with("userid", "2")
        .without("serviceid")
        .with("domainid", "1");
    let ticket = read(&relay, &relay.ask(&by_user));
    assert_eq!(ticket["contactid"], "0", "a user wins over a contact");
    assert_eq!(ticket["service"], "D1");
}

#[test]
fn a_date_is_shown_as_it_was_given() {
    let relay = Relay::sandbox();
    for (given, shown) in [
        ("2024-02-29 08:30:00", "2024-02-29 08:30:00"),
        ("2024-02-29T08:30:00+01:00", "2024-02-29 07:30:00"),
    ] {
        let opened = relay.ask(&Form::ticket().with("created", given));
        assert_eq!(read(&relay, &opened)["date"], shown);
    }
}

#[test]
fn what_only_an_operator_asks_for_is_kept() {
    let relay = Relay::sandbox();
    relay.ask(
        &Form::ticket()
            .with("noemail", "1")
            .with("admin", "true")
            .with("preventClientClosure", "1")
            .with("markdown", "1"),
    );
    let connection = rusqlite::Connection::open(relay.database()).unwrap();
    let sql = "SELECT quiet, as_admin, closure || ' ' || format FROM ticket";
    let kept: (i64, i64, String) = connection
        .query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .unwrap();
    assert_eq!(kept, (1, 1, "prevented markdown".to_owned()));
}

#[test]
fn departments_are_those_of_the_configuration() {
    let relay = Relay::sandbox();
    relay.ask(&Form::ticket());
    let answer = relay.ask(&Form::of(&[("action", "GetSupportDepartments")]));
    assert_eq!(answer["totalresults"], 3);
    let departments = answer["departments"]["department"].as_array().unwrap();
    let names: Vec<_> = departments
        .iter()
        .map(|one| one["name"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["General", "Billing", "Technical"]);
    assert_eq!(departments[0]["id"], "1");
    assert_eq!(departments[0]["opentickets"], "1");
}
