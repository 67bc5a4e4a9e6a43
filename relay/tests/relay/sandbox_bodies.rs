//! The sandbox takes bodies as PHP does, and a broken one leaves no trace.

use crate::support::{API, EXAMPLE, Form, Relay, URLENCODED, attachments, custom_fields};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

const DOCUMENTED: [&str; 13] = [
    "Client ID Not Found",
    "The system cannot find the provided user ID.",
    "Contact ID Not Found",
    "Name and email address are required if not a client",
    "Department ID not found",
    "Subject is required",
    "Message is required",
    "Service ID Not Found",
    "Domain ID Not Found",
    "Email Address Invalid",
    "Invalid Date Format",
    "Ticket creation date cannot be in the future",
    "Unable to generate ticket number",
];

#[test]
fn a_broken_value_is_explained_and_leaves_no_trace() {
    let relay = Relay::sandbox();
    let one = attachments(&[("a.txt", b"a")]);
    let cut = &one[..one.len() - 6];
    let serialized = |text: &str| STANDARD.encode(text);
    for (name, value) in [
        ("attachments", "not base64 !!".to_owned()),
        ("attachments", cut.to_owned()),
        ("attachments", STANDARD.encode("{broken")),
        ("attachments", STANDARD.encode(r#"[{"name":"a.txt"}]"#)),
        (
            "attachments",
            STANDARD.encode(r#"[{"name":"a.txt","data":"%%%"}]"#),
        ),
        (
            "attachments",
            STANDARD.encode(r#"[{"name":"../a.txt","data":"YQ=="}]"#),
        ),
        (
            "attachments",
            STANDARD.encode(r#"[{"name":"a.txt","data":"YQ=="},{"name":""}]"#),
        ),
        ("customfields", "not base64 !!".to_owned()),
        ("customfields", serialized("a:1:{i:1;s:9:\"short\";}")),
        ("customfields", serialized("a:2:{i:1;s:1:\"a\";}")),
        ("customfields", serialized("O:8:\"stdClass\":0:{}")),
        (
            "customfields",
            serialized("a:1:{i:1;O:8:\"stdClass\":0:{}}"),
        ),
        ("customfields", serialized("a:1:{i:1;s:1:\"a\";}rest")),
        ("markdown", "perhaps".to_owned()),
        ("noemail", "2".to_owned()),
    ] {
        let answer = relay.ask(&Form::ticket().with("deptid", "3").with(name, value.clone()));
        assert_eq!(answer["result"], "error", "{name}={value}");
        let message = answer["message"].as_str().unwrap();
        assert!(
            !message.is_empty() && !DOCUMENTED.contains(&message),
            "{name}={value}: {message}"
        );
    }
    assert_eq!(relay.rows(), 0);
}

#[test]
fn a_later_broken_part_takes_the_earlier_ones_with_it() {
    let relay = Relay::sandbox();
    let files = attachments(&[("a.txt", b"a"), ("b.txt", b"b")]);
    let form = Form::ticket()
        .with("deptid", "3")
        .with("customfields", custom_fields(&[(1, "web-1")]))
        .with("attachments", files);
    // A trigger lets the second file fail, after the ticket, its answer and its first file.
    let connection = rusqlite::Connection::open(relay.database()).unwrap();
    let trigger = "CREATE TRIGGER full BEFORE INSERT ON attachment WHEN NEW.position = 1
                   BEGIN SELECT raise(ABORT, 'disk full'); END";
    connection.execute_batch(trigger).unwrap();
    let answer = relay.post(API, form.clone().with_credentials().body());
    assert_eq!(answer.status, 500);
    assert_eq!(answer.json()["result"], "error");
    assert_eq!(relay.rows(), 0);

    connection.execute_batch("DROP TRIGGER full").unwrap();
    assert_eq!(relay.ask(&form)["result"], "success");
    assert_eq!(relay.rows(), 4, "a ticket, an answer and two files");
}

#[test]
fn a_body_over_the_limit_is_refused_whole() {
    let limit = 200_000;
    let config = EXAMPLE
        .replace("max_body = 8_388_608", &format!("max_body = {limit}"))
        .replace("total_bytes = 4_500_000", "total_bytes = 100_000");
    let relay = Relay::sandbox_with(&config);
    let empty = Form::ticket()
        .with("message", "")
        .with_credentials()
        .body()
        .len();
    let of_size = |size: usize| {
        let body = Form::ticket().with("message", "x".repeat(size - empty));
        body.with_credentials().body()
    };
    assert_eq!(relay.post(API, of_size(limit + 1)).status, 413);
    assert_eq!(relay.post(API, of_size(limit * 20)).status, 413);
    assert_eq!(relay.rows(), 0);
    assert_eq!(relay.post(API, of_size(limit)).json()["result"], "success");
}

#[test]
fn without_an_action_the_request_is_empty() {
    let relay = Relay::sandbox();
    let empty = Form::of(&[("deptid", "1")]).with_credentials();
    for answer in [
        relay.post(API, ""),
        relay.post(API, empty.body()),
        relay.get(API),
        relay.post_with(
            API,
            "{\"action\":\"OpenTicket\"}",
            &[("content-type", "application/json")],
        ),
    ] {
        assert_eq!(answer.status, 400);
        assert_eq!(answer.message(), "Empty action request");
    }
}

#[test]
fn wrong_credentials_are_refused() {
    let relay = Relay::sandbox();
    for (identifier, secret, message) in [
        ("sandbox", "wrong", "Authentication Failed"),
        ("wrong", "sandbox", "Authentication Failed"),
        ("sandbox", "sandbox1", "Authentication Failed"),
        ("sandbox", " ", "Invalid or missing credentials"),
        ("", "", "Invalid or missing credentials"),
    ] {
        let form = Form::ticket()
            .with("identifier", identifier)
            .with("secret", secret);
        let answer = relay.post(API, form.body());
        assert_eq!((answer.status, answer.message().as_str()), (403, message));
    }
    assert_eq!(relay.rows(), 0);
}

#[test]
fn the_older_names_of_credentials_work_too() {
    let relay = Relay::sandbox();
    let form = Form::ticket()
        .with("username", "sandbox")
        .with("password", "sandbox");
    assert_eq!(relay.post(API, form.body()).json()["result"], "success");
}

#[test]
fn an_action_outside_the_role_is_refused() {
    let relay = Relay::sandbox();
    let form = Form::of(&[("action", "DeleteTicket")]).with_credentials();
    let answer = relay.post(API, form.body());
    assert_eq!(answer.status, 403);
    let message = "Invalid Permissions: API action \"DeleteTicket\" is not allowed";
    assert_eq!(answer.message(), message);
}

#[test]
fn an_action_is_known_in_any_case() {
    let relay = Relay::sandbox();
    assert_eq!(
        relay.ask(&Form::ticket().with("action", "openticket"))["result"],
        "success"
    );
}

#[test]
fn the_last_of_a_repeated_name_wins_and_unknown_names_are_nothing() {
    let relay = Relay::sandbox();
    let form = Form::ticket()
        .and("subject", "The last")
        .and("unknown", "1");
    let opened = relay.ask(&form);
    let id = opened["id"].as_str().unwrap();
    let ticket = relay.ask(&Form::of(&[("action", "GetTicket"), ("ticketid", id)]));
    assert_eq!(ticket["subject"], "The last");
}

#[test]
fn an_array_and_bytes_that_are_no_text_are_named() {
    let relay = Relay::sandbox();
    for (extra, name) in [("&subject[]=x", "subject"), ("&message=%FF", "message")] {
        let body = Form::ticket().with_credentials().body() + extra;
        let answer = relay.post(API, body);
        assert_eq!(answer.status, 200);
        assert!(answer.message().contains(name), "{}", answer.message());
    }
    assert_eq!(relay.rows(), 0);
}

#[test]
fn a_multipart_body_is_taken_with_its_files() {
    let relay = Relay::sandbox();
    let mut body = Vec::new();
    for (name, value) in [
        ("action", "OpenTicket"),
        ("identifier", "sandbox"),
        ("secret", "sandbox"),
        ("deptid", "1"),
        ("name", "Ada"),
        ("email", "ada@example.com"),
        ("subject", "Multipart"),
        ("message", "With a file"),
    ] {
        body.extend(
            format!("--b\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
                .bytes(),
        );
    }
    let bytes: Vec<u8> = (0..=255).cycle().take(3 << 20).collect();
    body.extend(
        b"--b\r\ncontent-disposition: form-data; name=\"attachments[]\"; filename=\"all.bin\"\r\n\
          content-type: application/octet-stream\r\n\r\n",
    );
    body.extend(&bytes);
    body.extend(b"\r\n--b--\r\n");
    let answer = relay
        .post_with(
            API,
            body,
            &[("content-type", "multipart/form-data; boundary=b")],
        )
        .json();
    assert_eq!(answer["result"], "success", "{answer}");
    let file = relay.ask(
        &Form::of(&[
            ("action", "GetTicketAttachment"),
            ("type", "ticket"),
            ("index", "0"),
        ])
        .with("relatedid", answer["id"].as_str().unwrap()),
    );
    assert_eq!(file["filename"], "all.bin");
    assert!(STANDARD.decode(file["data"].as_str().unwrap()).unwrap() == bytes);
}

#[test]
fn a_content_type_may_carry_a_charset() {
    let relay = Relay::sandbox();
    let charset = format!("{URLENCODED}; charset=UTF-8");
    let body = Form::ticket().with_credentials().body();
    let answer = relay.post_with(API, body, &[("content-type", &charset)]);
    assert_eq!(answer.json()["result"], "success");
}
