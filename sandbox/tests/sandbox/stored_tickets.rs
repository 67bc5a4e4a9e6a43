//! Stored tickets, files and departments.

use crate::support::{Form, TestSandbox, attachments, client_ticket, custom_fields, noise};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use open_ticket::rules::Department;
use open_ticket::ticket::DepartmentId;
use open_ticket_sandbox::SandboxOptions;

#[test]
fn a_ticket_is_returned_as_it_was_sent() {
    let sandbox = TestSandbox::start();
    let message = "Grüße 🎫\r\n\"quotes\" 'and' \\ + & = % \t<b>";
    let opened = sandbox.call(
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

    let ticket = sandbox.get_ticket(&opened);
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
    let sandbox = TestSandbox::start();
    let opened = sandbox.call(&Form::ticket());
    let number = opened["tid"].as_str().unwrap();
    let found = sandbox.call(&Form::of(&[("action", "getticket"), ("ticketnum", number)]));
    assert_eq!(found["ticketid"], opened["id"]);
    let none = sandbox.call(&Form::of(&[
        ("action", "GetTicket"),
        ("ticketnum", "no such"),
    ]));
    assert_eq!(none["message"], "Ticket ID Not Found");
}

#[test]
fn files_are_returned_byte_for_byte() {
    let sandbox = TestSandbox::start();
    let all_bytes: Vec<u8> = (0..=255).collect();
    let large = noise(3 << 20);
    let files: [(&str, &[u8]); 5] = [
        ("one.txt", b"a"),
        ("two.txt", b"ab"),
        ("Zürich 🎫.txt", "Grüße".as_bytes()),
        ("all.bin", &all_bytes),
        ("large.bin", &large),
    ];
    let opened = sandbox.call(&Form::ticket().with("attachments", attachments(&files)));
    assert_eq!(opened["result"], "success");

    let listed = sandbox.get_ticket(&opened)["replies"]["reply"][0]["attachments"].clone();
    for (index, (name, bytes)) in files.into_iter().enumerate() {
        assert_eq!(listed[index]["filename"], name);
        assert_eq!(listed[index]["index"], index);
        let file = sandbox.get_file(&opened, index);
        assert_eq!(file["filename"], name);
        assert!(
            STANDARD.decode(file["data"].as_str().unwrap()).unwrap() == bytes,
            "{name}"
        );
    }
    assert_eq!(
        sandbox.get_file(&opened, 5)["message"],
        "Invalid Attachment Index"
    );
}

#[test]
fn a_missing_file_gets_a_message() {
    let sandbox = TestSandbox::start();
    sandbox.call(&Form::ticket());
    let error_message = |pairs: &[(&str, &str)]| {
        let form = Form::of(pairs).with("action", "GetTicketAttachment");
        sandbox.call(&form)["message"].as_str().unwrap().to_owned()
    };
    assert_eq!(error_message(&[]), "Related ID Required");
    let wrong = "Invalid Type. Must be one of ticket, reply, note";
    assert_eq!(error_message(&[("relatedid", "1"), ("type", "x")]), wrong);
    assert_eq!(
        error_message(&[("relatedid", "1"), ("type", "ticket")]),
        "Attachment Index Required"
    );
    let ticket = [("type", "ticket"), ("index", "0")];
    assert_eq!(
        error_message(&[ticket[0], ticket[1], ("relatedid", "9")]),
        "Related ID Not Found"
    );
    assert_eq!(
        error_message(&[ticket[0], ticket[1], ("relatedid", "1")]),
        "No Attachments Found"
    );
}

#[test]
fn a_clients_ticket_has_its_client_contact_and_service() {
    let sandbox = TestSandbox::start();
    let by_client = client_ticket()
        .with("contactid", "1")
        .with("serviceid", "1");
    let ticket = sandbox.get_ticket(&sandbox.call(&by_client));
    assert_eq!(ticket["userid"], "1");
    assert_eq!(ticket["contactid"], "1");
    assert_eq!(ticket["service"], "S1");
    assert_ne!(ticket["name"], "");

    let by_user = by_client
        .with("userid", "2")
        .without("serviceid")
        .with("domainid", "1");
    let ticket = sandbox.get_ticket(&sandbox.call(&by_user));
    assert_eq!(
        ticket["contactid"], "0",
        "a user takes precedence over a contact"
    );
    assert_eq!(ticket["service"], "D1");
}

#[test]
fn the_date_of_created_is_shown() {
    let sandbox = TestSandbox::start();
    for (created, shown) in [
        ("2024-02-29 08:30:00", "2024-02-29 08:30:00"),
        ("2024-02-29T08:30:00+01:00", "2024-02-29 07:30:00"),
    ] {
        let opened = sandbox.call(&Form::ticket().with("created", created));
        assert_eq!(sandbox.get_ticket(&opened)["date"], shown);
    }
}

#[test]
fn operator_options_are_stored() {
    let sandbox = TestSandbox::start();
    sandbox.call(
        &Form::ticket()
            .with("noemail", "1")
            .with("admin", "true")
            .with("preventClientClosure", "1")
            .with("markdown", "1"),
    );
    let connection = rusqlite::Connection::open(sandbox.database()).unwrap();
    let sql = "SELECT quiet, as_admin, closure || ' ' || format FROM ticket";
    let stored: (i64, i64, String) = connection
        .query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .unwrap();
    assert_eq!(stored, (1, 1, "prevented markdown".to_owned()));
}

#[test]
fn a_new_database_has_the_sample_departments() {
    let sandbox = TestSandbox::start();
    sandbox.call(&Form::ticket());
    let response = sandbox.call(&Form::of(&[
        ("action", "GetSupportDepartments"),
        ("ignore_dept_assignments", "1"),
    ]));
    assert_eq!(response["totalresults"], 3);
    let departments = response["departments"]["department"].as_array().unwrap();
    let names: Vec<_> = departments
        .iter()
        .map(|department| department["name"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["General", "Billing", "Technical"]);
    assert_eq!(departments[0]["id"], "1");
    assert_eq!(departments[0]["opentickets"], "1");
}

#[test]
fn configured_departments_replace_those_of_the_database() {
    let department = |id, name: &str| Department {
        id: DepartmentId::new(id).unwrap(),
        name: name.to_owned(),
        description: String::new(),
        clients_only: false,
        reply_within: String::new(),
        office_hours: String::new(),
        message_template: String::new(),
        fields: Vec::new(),
    };
    let sandbox = TestSandbox::with(|options| SandboxOptions {
        departments: Some(vec![department(7, "Sales"), department(8, "Abuse")]),
        ..options
    });
    let response = sandbox.call(&Form::of(&[("action", "GetSupportDepartments")]));
    let departments = &response["departments"]["department"];
    assert_eq!(departments[0]["name"], "Sales");
    assert_eq!(departments[1]["id"], "8");
    assert_eq!(response["totalresults"], 2);
    sandbox.open(&Form::ticket().with("deptid", "8"));
    let message = sandbox.call(&Form::ticket().with("deptid", "1"))["message"].clone();
    assert_eq!(message, "Department ID not found");
}
