//! Encoding a ticket as a request body, and decoding it.

use super::tickets;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use open_ticket::ticket::{
    Attachment, ClientId, ClosurePolicy, CustomFieldAnswers, DepartmentId, EmailAddress, FieldId,
    FileName, Message, Name, Person, Priority, Privileges, Related, Requester, Subject, Ticket,
    UserId,
};
use open_ticket::wire::{self, parameter_names};
use proptest::prelude::*;

/// The attachments value in WHMCS's documentation.
const SAMPLE_FILES: &str = "W3sibmFtZSI6InNhbXBsZV90ZXh0X2ZpbGUudHh0IiwiZGF0YSI6IlZHaHBjeUJwY3lC\
     aElITmhiWEJzWlNCMFpYaDBJR1pwYkdVZ1kyOXVkR1Z1ZEhNPSJ9XQ==";

fn guest_ticket() -> Ticket {
    let guest = Requester::Guest {
        name: Name::parse("Ada Lovelace").unwrap(),
        email: EmailAddress::parse("ada@example.com").unwrap(),
    };
    Ticket::new(
        DepartmentId::new(3).unwrap(),
        guest,
        Subject::parse("web-1 answers 500").unwrap(),
        Message::markdown("Since **Tuesday**.").unwrap(),
    )
}

/// The value of a parameter, which must not be repeated.
fn value<'a>(pairs: &'a [(String, String)], name: &str) -> Option<&'a str> {
    let mut found = pairs.iter().filter(|(known, _)| known == name);
    let value = found.next().map(|(_, value)| value.as_str());
    assert_eq!(found.next(), None, "{name} is repeated");
    value
}

fn pairs_of(ticket: &Ticket) -> Vec<(String, String)> {
    wire::urlencoded::parse(wire::encode(ticket).as_bytes()).unwrap()
}

proptest! {
    #[test]
    fn an_encoded_ticket_decodes_to_the_same_ticket(ticket in tickets::ticket()) {
        prop_assert_eq!(wire::decode(wire::encode(&ticket).as_bytes()), Ok(ticket));
    }

    /// The decoder of the base64 crate refuses missing padding, unused bits and other alphabets.
    #[test]
    fn answers_are_encoded_as_another_base64_encoder_does(ticket in tickets::ticket()) {
        if let Some(answers) = value(&pairs_of(&ticket), parameter_names::CUSTOM_FIELDS) {
            let serialized = STANDARD.decode(answers).unwrap();
            prop_assert_eq!(STANDARD.encode(serialized), answers);
        }
    }

    #[test]
    fn the_files_are_the_last_parameter_of_a_body(ticket in tickets::ticket()) {
        let (body, text) = (wire::encode(&ticket), wire::encode_without_attachments(&ticket));
        let files = body.strip_prefix(&text).unwrap();
        prop_assert_eq!(ticket.attachments.is_empty(), files.is_empty());
        prop_assert!(files.is_empty() || files.starts_with("&attachments="));
    }

    /// No value can inject a parameter.
    #[test]
    fn the_number_of_decoded_parameters_is_the_number_of_encoded_ones(ticket in tickets::ticket()) {
        let body = wire::encode(&ticket);
        let count = body.bytes().filter(|b| *b == b'=').count();
        let pairs = pairs_of(&ticket);
        prop_assert_eq!(pairs.len(), count);
        prop_assert!(pairs.iter().all(|(_, value)| !value.is_empty()));
    }

    #[test]
    fn every_encoded_parameter_is_known_and_not_repeated(ticket in tickets::ticket()) {
        for (name, _) in pairs_of(&ticket) {
            let is_known = parameter_names::ALL.contains(&name.as_str()) || name == parameter_names::RESPONSE_TYPE;
            prop_assert!(is_known, "{}", name);
            value(&pairs_of(&ticket), &name);
        }
    }
}

#[test]
fn a_guest_s_ticket_contains_only_parameters_allowed_from_a_browser() {
    for (name, _) in pairs_of(&guest_ticket()) {
        assert!(
            wire::ALLOWED_FROM_BROWSER.contains(&name.as_str()),
            "{name}"
        );
    }
}

/// PHP treats every string except `` and `0` as true, including `false`.
#[test]
fn a_boolean_is_1_or_omitted_except_that_0_allows_closing() {
    let encoded = |closure| {
        let privileges = Privileges {
            closure,
            as_admin: true,
            suppress_email: true,
            created: None,
        };
        let ticket = Ticket::<Vec<u8>> {
            privileges,
            ..Ticket::new(
                DepartmentId::new(1).unwrap(),
                Requester::Authenticated,
                Subject::parse("a").unwrap(),
                Message::markdown("b").unwrap(),
            )
        };
        let body = wire::encode(&ticket);
        let value_of = |name| {
            body.split('&')
                .find_map(|pair| pair.strip_prefix(name).map(str::to_owned))
        };
        ["markdown=", "admin=", "noemail=", "preventClientClosure="].map(value_of)
    };
    let one = || Some("1".to_owned());
    assert_eq!(
        encoded(ClosurePolicy::Inherited),
        [one(), one(), one(), None]
    );
    assert_eq!(
        encoded(ClosurePolicy::Prevented),
        [one(), one(), one(), one()]
    );
    assert_eq!(
        encoded(ClosurePolicy::Allowed),
        [one(), one(), one(), Some("0".to_owned())]
    );
}

#[test]
fn a_json_response_is_always_requested() {
    let pairs = pairs_of(&guest_ticket());
    assert_eq!(value(&pairs, "action"), Some("OpenTicket"));
    assert_eq!(value(&pairs, "responsetype"), Some("json"));
}

#[test]
fn unset_parameters_are_omitted() {
    let mut ticket = guest_ticket();
    ticket.message = Message::parse("Since Tuesday.", Default::default()).unwrap();
    let names: Vec<_> = pairs_of(&ticket)
        .into_iter()
        .map(|(name, _)| name)
        .collect();
    assert_eq!(
        names,
        [
            "action",
            "responsetype",
            "deptid",
            "subject",
            "message",
            "priority",
            "name",
            "email"
        ]
    );
}

#[test]
fn the_sample_files_of_whmcs_s_documentation_are_encoded_as_documented() {
    let name = FileName::parse("sample_text_file.txt").unwrap();
    let bytes = b"This is a sample text file contents".to_vec();
    let mut ticket = guest_ticket();
    ticket.attachments.push(Attachment::from_bytes(name, bytes));
    assert_eq!(value(&pairs_of(&ticket), "attachments"), Some(SAMPLE_FILES));
}

#[test]
fn custom_fields_are_encoded_as_php_does() {
    for (id, answer, expected) in [
        (1, "Google", "YToxOntpOjE7czo2OiJHb29nbGUiO30="),
        (
            8,
            "mydomain.com",
            "YToxOntpOjg7czoxMjoibXlkb21haW4uY29tIjt9",
        ),
    ] {
        let mut ticket = guest_ticket();
        ticket.custom_fields.set(FieldId::new(id).unwrap(), answer);
        assert_eq!(value(&pairs_of(&ticket), "customfields"), Some(expected));
    }
}

#[test]
fn the_sample_request_of_whmcs_s_documentation_is_decoded() {
    let body = format!(
        "action=OpenTicket&username=IDENTIFIER_OR_ADMIN_USERNAME&password=SECRET_OR_HASHED_PASSWORD\
         &deptid=1&subject=This+is+a+sample+ticket\
         &message=This+is+a+%2A%2Asample%2A%2A+ticket+message&clientid=1&priority=Medium\
         &markdown=1&attachments={}&preventClientClosure=1&responsetype=json",
        SAMPLE_FILES.replace('=', "%3D")
    );
    let mut expected = Ticket::new(
        DepartmentId::new(1).unwrap(),
        Requester::Client {
            id: ClientId::new(1).unwrap(),
            person: None,
        },
        Subject::parse("This is a sample ticket").unwrap(),
        Message::markdown("This is a **sample** ticket message").unwrap(),
    );
    expected.privileges.closure = ClosurePolicy::Prevented;
    expected.attachments.push(Attachment::from_bytes(
        FileName::parse("sample_text_file.txt").unwrap(),
        b"This is a sample text file contents".to_vec(),
    ));
    assert_eq!(wire::decode(body.as_bytes()), Ok(expected));
}

const REQUIRED_PARAMETERS: &str = "action=OpenTicket&deptid=3&subject=s&message=m";

fn decoded(more: &str) -> Ticket {
    wire::decode(format!("{REQUIRED_PARAMETERS}&{more}").as_bytes()).unwrap()
}

#[test]
fn unknown_parameters_are_ignored_and_the_last_of_a_repeated_one_wins() {
    let ticket = decoded("unknown=x&deptid=1&secret=s&subject=again&=&x&");
    assert_eq!(ticket.department.get(), 1);
    assert_eq!(ticket.subject.as_str(), "again");
}

#[test]
fn a_request_without_a_requester_is_from_an_authenticated_client() {
    assert_eq!(decoded("").requester, Requester::Authenticated);
    assert_eq!(
        decoded("clientid=0&name=+&email=").requester,
        Requester::Authenticated
    );
}

#[test]
fn a_client_s_name_and_address_are_ignored() {
    let client = Requester::Client {
        id: ClientId::new(7).unwrap(),
        person: None,
    };
    assert_eq!(decoded("clientid=7&name=Ada").requester, client);
    assert_eq!(decoded("clientid=007&email=nonsense").requester, client);
}

#[test]
fn a_user_takes_precedence_over_a_contact_and_both_need_a_client() {
    let id = ClientId::new(7).unwrap();
    let user = Person::User(UserId::new(2).unwrap());
    assert_eq!(
        decoded("clientid=7&userid=2&contactid=none").requester,
        Requester::Client {
            id,
            person: Some(user)
        }
    );
    assert_eq!(
        decoded("userid=2&contactid=1").requester,
        Requester::Authenticated
    );
}

#[test]
fn an_id_of_zero_or_blank_is_absent() {
    assert_eq!(decoded("serviceid=0&domainid=").related, None);
    assert_eq!(
        decoded("serviceid=0&domainid=7").related,
        Related::parse("D7")
    );
}

#[test]
fn the_default_priority_is_medium() {
    assert_eq!(decoded("").priority, Priority::Medium);
    assert_eq!(decoded("priority=").priority, Priority::Medium);
    assert_eq!(decoded("priority=High").priority, Priority::High);
}

#[test]
fn the_action_is_case_insensitive() {
    assert!(wire::decode(b"action=openticket&deptid=3&subject=s&message=m").is_ok());
}

#[test]
fn booleans_are_decoded_in_every_spelling() {
    for yes in ["1", "true", "TRUE", "on", "Yes"] {
        let ticket = decoded(&format!("noemail={yes}&preventClientClosure={yes}"));
        assert!(ticket.privileges.suppress_email, "{yes}");
        assert_eq!(ticket.privileges.closure, ClosurePolicy::Prevented, "{yes}");
    }
    for no in ["0", "false", "Off", "no", ""] {
        let ticket = decoded(&format!("noemail={no}&preventClientClosure={no}"));
        assert!(!ticket.privileges.suppress_email, "{no}");
        assert_eq!(ticket.privileges.closure, ClosurePolicy::Allowed, "{no}");
    }
    assert_eq!(decoded("").privileges.closure, ClosurePolicy::Inherited);
}

#[test]
fn blank_files_and_answers_are_absent() {
    let ticket = decoded("attachments=&customfields=+");
    assert!(ticket.attachments.is_empty());
    assert_eq!(ticket.custom_fields, CustomFieldAnswers::default());
}
