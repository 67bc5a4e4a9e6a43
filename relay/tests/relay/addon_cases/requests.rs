//! Cases of departments, services, priorities, parameters and encodings.

use super::Case;
use crate::request_checks::FORBIDDEN_PARAMETERS;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use open_ticket_test_support::Form;

const UNKNOWN: [&str; 10] = [
    " clientid",
    "clientid\0x",
    "clientid[]",
    "client.id",
    "CLIENTID",
    "clientId ",
    "x",
    "",
    "token",
    "subject[]",
];

const SERIALIZED: [(&str, &str); 26] = [
    ("an object", "O:8:\"stdClass\":0:{}"),
    ("an object as value", "a:1:{i:1;O:8:\"stdClass\":0:{}}"),
    ("a reference", "a:2:{i:1;s:1:\"a\";i:2;R:2;}"),
    ("a list as value", "a:1:{i:1;a:0:{}}"),
    ("a Boolean", "a:1:{i:1;b:1;}"),
    ("a float", "a:1:{i:1;d:1.5;}"),
    ("null", "a:1:{i:1;N;}"),
    ("an integer", "a:1:{i:5;i:1;}"),
    ("an empty array", "a:0:{}"),
    ("a text", "s:1:\"a\";"),
    ("nothing", "x"),
    ("a count that is too high", "a:2:{i:1;s:1:\"a\";}"),
    ("a count that is too low", "a:0:{i:1;s:1:\"a\";}"),
    ("a negative count", "a:-1:{}"),
    ("a length that is too high", "a:1:{i:1;s:9:\"a\";}"),
    ("a length that is too low", "a:1:{i:1;s:1:\"ab\";}"),
    ("a negative length", "a:1:{i:1;s:-1:\"a\";}"),
    ("more after the array", "a:0:{}x"),
    ("the id 0", "a:1:{i:0;s:1:\"a\";}"),
    ("a negative id", "a:1:{i:-1;s:1:\"a\";}"),
    ("an id that is too high", "a:1:{i:4294967296;s:1:\"a\";}"),
    ("an id as text", "a:1:{s:1:\"5\";s:2:\"on\";}"),
    ("an id with a leading zero", "a:1:{s:2:\"05\";s:2:\"on\";}"),
    ("a name as id", "a:1:{s:1:\"x\";s:2:\"on\";}"),
    ("an integer with a plus", "a:1:{i:+1;s:1:\"a\";}"),
    ("a repeated id", "a:2:{i:5;s:3:\"off\";i:5;s:2:\"on\";}"),
];

pub fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for value in [
        "",
        "0",
        "1",
        "2",
        "3",
        "4",
        "01",
        "-1",
        "1.0",
        "x",
        "1 OR 1=1",
        "4294967295",
        "4294967296",
        " 1 ",
        "\u{661}",
    ] {
        let form = Form::ticket().with("deptid", value);
        cases.push(Case::guest(format!("the department {value:?}"), &form));
        cases.push(Case::client(
            format!("a client's department {value:?}"),
            &form,
        ));
    }
    for (name, value) in [
        ("serviceid", "1"),
        ("serviceid", "2"),
        ("serviceid", "99"),
        ("serviceid", "0"),
        ("serviceid", ""),
        ("serviceid", "S1"),
        ("serviceid", "-1"),
        ("serviceid", "1 OR 1=1"),
        ("domainid", "1"),
        ("domainid", "2"),
        ("domainid", "D1"),
        ("domainid", "4294967296"),
    ] {
        let form = Form::ticket().with(name, value);
        cases.push(Case::guest(format!("{name} {value:?} of a guest"), &form));
        cases.push(Case::client(format!("{name} {value:?} of a client"), &form));
    }
    let both = Form::ticket().with("serviceid", "1").with("domainid", "1");
    cases.push(Case::client("a service and a domain", &both));
    for value in ["Low", "High", "low", "Urgent", "", " ", " Medium ", "1"] {
        cases.push(Case::guest(
            format!("the priority {value:?}"),
            &Form::ticket().with("priority", value),
        ));
    }
    for value in [
        "1", "true", "TRUE", " on ", "yes", "0", "false", "off", "no", "", "2", "null",
    ] {
        cases.push(Case::guest(
            format!("markdown {value:?}"),
            &Form::ticket().with("markdown", value),
        ));
    }
    for name in FORBIDDEN_PARAMETERS {
        let form = Form::ticket().with(name, "1");
        cases.push(Case::guest(format!("the parameter {name}"), &form));
        cases.push(Case::client(format!("a client's parameter {name}"), &form));
    }
    for name in UNKNOWN {
        cases.push(Case::guest(
            format!("the parameter {name:?}"),
            &Form::ticket().and(name, "1"),
        ));
    }
    for name in [
        "action",
        "responsetype",
        "deptid",
        "name",
        "email",
        "subject",
        "message",
    ] {
        cases.push(Case::guest(
            format!("without {name}"),
            &Form::ticket().without(name),
        ));
        cases.push(Case::guest(
            format!("{name} twice"),
            &Form::ticket().and(name, "OpenTicket"),
        ));
    }
    for (name, value) in [
        ("action", "openticket"),
        ("action", "GetTickets"),
        ("responsetype", "xml"),
    ] {
        cases.push(Case::guest(
            format!("{name} {value}"),
            &Form::ticket().with(name, value),
        ));
    }
    cases.push(Case::raw(
        "name and address of a client are not used",
        Form::ticket()
            .with("name", "Grace")
            .with("email", "grace@example.net")
            .body(),
    ));
    if let Some(case) = cases.last_mut() {
        case.is_client = true;
    }
    cases.push(Case::raw(
        "a guest without name and address",
        Form::ticket().without("name").without("email").body(),
    ));
    for (name, text) in SERIALIZED {
        let form = Form::ticket()
            .with("deptid", "3")
            .with("customfields", STANDARD.encode(text));
        cases.push(Case::guest(format!("customfields: {name}"), &form));
    }
    let invalid = STANDARD.encode(b"a:1:{i:1;s:1:\"\xff\";}");
    cases.push(Case::guest(
        "customfields: not UTF-8",
        &Form::ticket().with("customfields", invalid),
    ));
    cases.push(Case::guest(
        "customfields: not base64",
        &Form::ticket().with("customfields", "*"),
    ));
    let ticket = Form::ticket().without("subject").body();
    for (name, end) in [
        ("not UTF-8", "subject=%FF"),
        ("an incomplete escape", "subject=%2"),
        ("no escape", "subject=100%"),
        ("a wrong escape", "subject=%zz"),
        ("an overlong encoding", "subject=%C0%AF"),
        ("a surrogate", "subject=%ED%A0%80"),
        ("a name that is not UTF-8", "%FF=1&subject=x"),
        ("a plus", "subject=a+b"),
        ("no value", "subject"),
        ("two equals signs", "subject=a=b"),
        ("empty pairs", "&&subject=x&&"),
        ("a semicolon", "subject=a;name=b"),
    ] {
        cases.push(Case::raw(
            format!("the body has {name}"),
            format!("{ticket}&{end}"),
        ));
    }
    cases.push(Case::raw("an empty body", ""));
    cases.push(Case::raw("a body of JSON", "{\"action\":\"OpenTicket\"}"));
    cases.push(Case::raw("1001 parameters", "a=1&".repeat(1_001)));
    cases
}
