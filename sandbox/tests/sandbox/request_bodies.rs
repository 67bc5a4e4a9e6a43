//! Parsing of request bodies, and malformed bodies, which store nothing.

use crate::support::{Form, TestSandbox, URLENCODED, attachments, client, custom_fields};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use open_ticket_test_support::{get, post};

/// The documented messages of `OpenTicket`.
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
fn a_malformed_value_gets_a_message_and_stores_nothing() {
    let sandbox = TestSandbox::start();
    let encoded = attachments(&[("a.txt", b"a")]);
    let cut = &encoded[..encoded.len() - 6];
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
        let response = sandbox.call(&Form::ticket().with("deptid", "3").with(name, value.clone()));
        assert_eq!(response["result"], "error", "{name}={value}");
        let message = response["message"].as_str().unwrap();
        assert!(
            !message.is_empty() && !DOCUMENTED.contains(&message),
            "{name}={value}: {message}"
        );
    }
    assert_eq!(sandbox.row_count(), 0);
}

#[test]
fn a_failed_write_rolls_back_the_whole_ticket() {
    let sandbox = TestSandbox::start();
    let files = attachments(&[("a.txt", b"a"), ("b.txt", b"b")]);
    let form = Form::ticket()
        .with("deptid", "3")
        .with("customfields", custom_fields(&[(1, "web-1")]))
        .with("attachments", files);
    // The trigger fails the insertion of the second file, after the ticket, its answer and the first
    // file.
    let connection = rusqlite::Connection::open(sandbox.database()).unwrap();
    let trigger = "CREATE TRIGGER full BEFORE INSERT ON attachment WHEN NEW.position = 1
                   BEGIN SELECT raise(ABORT, 'disk full'); END";
    connection.execute_batch(trigger).unwrap();
    let response = sandbox.post(form.clone().with_credentials().body());
    assert_eq!(response.status, 500);
    assert_eq!(response.json()["result"], "error");
    assert_eq!(sandbox.row_count(), 0);

    connection.execute_batch("DROP TRIGGER full").unwrap();
    assert_eq!(sandbox.call(&form)["result"], "success");
    assert_eq!(sandbox.row_count(), 4, "a ticket, an answer and two files");
}

#[test]
fn a_body_over_the_limit_is_refused() {
    let limit = 200_000;
    let sandbox = TestSandbox::with_max_body(limit);
    let empty = Form::ticket()
        .with("message", "")
        .with_credentials()
        .body()
        .len();
    let body_of_size = |size: usize| {
        let body = Form::ticket().with("message", "x".repeat(size - empty));
        body.with_credentials().body()
    };
    assert_eq!(sandbox.post(body_of_size(limit + 1)).status, 413);
    assert_eq!(sandbox.post(body_of_size(limit * 20)).status, 413);
    assert_eq!(sandbox.row_count(), 0);
    assert_eq!(
        sandbox.post(body_of_size(limit)).json()["result"],
        "success"
    );
}

#[test]
fn a_request_without_an_action_is_refused() {
    let sandbox = TestSandbox::start();
    let form = Form::ticket().with_credentials().body();
    let no_action = Form::of(&[("deptid", "1")]).with_credentials().body();
    let json = r#"{"action":"OpenTicket","secret":"sandbox"}"#;
    let in_url = format!("{}?{form}", sandbox.api_url());
    let put = |body: &str| {
        let request = client().put(sandbox.api_url());
        let request = request
            .header("content-type", URLENCODED)
            .body(body.to_owned());
        let response = request.send().unwrap();
        (response.status().as_u16(), response.text().unwrap())
    };
    for (response, cause) in [
        (sandbox.post(""), "the body is empty"),
        (sandbox.post(no_action), "no parameter named action"),
        (sandbox.post(format!("json={json}")), "not JSON"),
        (
            sandbox.post(format!("data[action]=x&params={json}")),
            "not JSON",
        ),
        (sandbox.post(json), "the body is JSON"),
        (sandbox.post_as("application/json", json), "Content-Type"),
        (
            sandbox.post_as("application/json", form.clone()),
            "Content-Type",
        ),
        (sandbox.post_as("text/plain", form.clone()), "Content-Type"),
        (get(&sandbox.api_url(), &[]), "not POST"),
        (get(&in_url, &[]), "in the URL"),
        (
            post(&in_url, "", &[("content-type", URLENCODED)]),
            "in the URL",
        ),
    ] {
        let message = response.message();
        assert_eq!(response.status, 400, "{cause}");
        assert!(message.starts_with("Empty action request: "), "{message}");
        assert!(message.contains(cause), "{cause}: {message}");
        assert!(
            message.contains("POST with Content-Type: application/x-www-form-urlencoded"),
            "{message}"
        );
        assert!(
            !message.contains("secret"),
            "no value is repeated: {message}"
        );
    }
    // PHP fills $_POST for POST only.
    let (status, text) = put(&form);
    assert_eq!(status, 400);
    assert!(text.contains("the method is not POST"), "{text}");
    assert_eq!(sandbox.row_count(), 0);
}

#[test]
fn a_value_in_another_encoding_is_refused_with_the_encoding_and_an_example() {
    let sandbox = TestSandbox::start();
    let one_file = "W3sibmFtZSI6ImEudHh0IiwiZGF0YSI6IllRPT0ifV0=";
    let one_answer = "YToxOntpOjE7czo2OiJhbnN3ZXIiO30=";
    let valid = Form::ticket().with("deptid", "3");
    let raw_list = r#"[{"name":"a.txt","data":"YQ=="}]"#;
    for (name, value, words, example) in [
        ("attachments[0][name]", "a.txt", FILES, one_file),
        ("attachments[]", "a.txt", FILES, one_file),
        ("attachments", "", FILES, one_file),
        ("attachments", "[object Object]", FILES, one_file),
        ("attachments", "a.txt", FILES, one_file),
        ("attachments", "report", FILES, one_file),
        ("attachments", "@/tmp/a.txt", FILES, one_file),
        ("attachments", "Array", FILES, one_file),
        ("attachments", raw_list, FILES, one_file),
        (
            "attachments",
            &STANDARD.encode("the bytes of the file"),
            FILES,
            one_file,
        ),
        (
            "attachments",
            &STANDARD.encode(r#"{"name":"a.txt","data":"YQ=="}"#),
            FILES,
            one_file,
        ),
        (
            "attachments",
            &STANDARD.encode(r#"["a.txt"]"#),
            FILES,
            one_file,
        ),
        (
            "attachments",
            &STANDARD.encode(r#"[{"name":"a.txt"}]"#),
            FILES,
            one_file,
        ),
        (
            "attachments",
            &STANDARD.encode(r#"[{"name":"a","data":"h\u00e9"}]"#),
            FILES,
            one_file,
        ),
        ("customfields[1]", "web-1", ANSWERS, one_answer),
        ("customfields", "", ANSWERS, one_answer),
        ("customfields", "[object Object]", ANSWERS, one_answer),
        ("customfields", r#"{"1":"web-1"}"#, ANSWERS, one_answer),
        (
            "customfields",
            &STANDARD.encode(r#"{"1":"web-1"}"#),
            ANSWERS,
            one_answer,
        ),
    ] {
        let message = sandbox.call(&valid.clone().with(name, value))["message"].clone();
        let message = message.as_str().unwrap_or_default();
        for word in words.iter().chain([&"POST", &"form-encoded", &example]) {
            assert!(message.contains(word), "{name}={value}: {word}: {message}");
        }
    }
    assert_eq!(sandbox.row_count(), 0);
    let form = valid
        .with("attachments", one_file)
        .with("customfields", one_answer);
    let ticket = sandbox.get_ticket(&sandbox.open(&form));
    assert_eq!(ticket["replies"]["reply"][0]["attachment"], "a.txt");
    assert_eq!(ticket["customfields"]["customfield"][0]["value"], "answer");
}

/// Terms in the description of the encoding of `attachments`.
const FILES: &[&str] = &["base64 of a JSON list", "{\"name\", \"data\": base64}"];

/// Terms in the description of the encoding of `customfields`.
const ANSWERS: &[&str] = &["base64", "serialize([1 => \"answer\"])"];

#[test]
fn an_unknown_action_is_refused() {
    let sandbox = TestSandbox::start();
    let form = Form::of(&[("action", "DeleteTicket")]).with_credentials();
    let response = sandbox.post(form.body());
    assert_eq!(response.status, 403);
    let message = "Invalid Permissions: API action \"DeleteTicket\" is not allowed";
    assert_eq!(response.message(), message);
}

#[test]
fn action_names_are_not_case_sensitive() {
    let sandbox = TestSandbox::start();
    assert_eq!(
        sandbox.call(&Form::ticket().with("action", "openticket"))["result"],
        "success"
    );
}

#[test]
fn the_last_of_a_repeated_name_wins_and_unknown_names_are_ignored() {
    let sandbox = TestSandbox::start();
    let form = Form::ticket()
        .and("subject", "The last")
        .and("unknown", "1");
    let opened = sandbox.call(&form);
    let ticket = sandbox.get_ticket(&opened);
    assert_eq!(ticket["subject"], "The last");
}

#[test]
fn arrays_and_invalid_utf_8_are_refused_with_their_name() {
    let sandbox = TestSandbox::start();
    for (extra, name) in [("&subject[]=x", "subject"), ("&message=%FF", "message")] {
        let body = Form::ticket().with_credentials().body() + extra;
        let response = sandbox.post(body);
        assert_eq!(response.status, 200);
        assert!(response.message().contains(name), "{}", response.message());
    }
    assert_eq!(sandbox.row_count(), 0);
}

#[test]
fn a_multipart_body_with_a_file_opens_a_ticket() {
    let sandbox = TestSandbox::start();
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
    let response = sandbox
        .post_as("multipart/form-data; boundary=b", body)
        .json();
    assert_eq!(response["result"], "success", "{response}");
    let file = sandbox.get_file(&response, 0);
    assert_eq!(file["filename"], "all.bin");
    assert!(STANDARD.decode(file["data"].as_str().unwrap()).unwrap() == bytes);
}

#[test]
fn a_content_type_may_have_a_charset() {
    let sandbox = TestSandbox::start();
    let charset = format!("{URLENCODED}; charset=UTF-8");
    let body = Form::ticket().with_credentials().body();
    let response = sandbox.post_as(&charset, body);
    assert_eq!(response.json()["result"], "success");
}
