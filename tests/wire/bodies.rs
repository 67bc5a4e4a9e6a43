//! A ticket and its body.

use super::tickets;
use open_ticket::ticket::{
    Attachment, ClientId, Closure, CustomFields, DepartmentId, EmailAddress, FieldId, FileName,
    Message, Name, Person, Priority, Related, Requester, Subject, Ticket, UserId,
};
use open_ticket::wire::{self, names};
use proptest::prelude::*;

/// WHMCS's own example of the attachments' value.
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

/// The values of a body by name, each name once.
fn value<'a>(pairs: &'a [(String, String)], name: &str) -> Option<&'a str> {
    let mut found = pairs.iter().filter(|(known, _)| known == name);
    let value = found.next().map(|(_, value)| value.as_str());
    assert_eq!(found.next(), None, "{name} is there twice");
    value
}

fn pairs_of(ticket: &Ticket) -> Vec<(String, String)> {
    wire::urlencoded::parse(wire::encode(ticket).as_bytes()).unwrap()
}

proptest! {
    #[test]
    fn what_was_encoded_decodes_to_the_same_ticket(ticket in tickets::ticket()) {
        prop_assert_eq!(wire::decode(wire::encode(&ticket).as_bytes()), Ok(ticket));
    }

    #[test]
    fn a_body_is_its_text_and_then_its_files(ticket in tickets::ticket()) {
        let (body, text) = (wire::encode(&ticket), wire::encode_text(&ticket));
        let files = body.strip_prefix(&text).unwrap();
        prop_assert_eq!(ticket.attachments.is_empty(), files.is_empty());
        prop_assert!(files.is_empty() || files.starts_with("&attachments="));
    }

    #[test]
    fn no_name_is_sent_twice_and_none_is_unknown(ticket in tickets::ticket()) {
        for (name, _) in pairs_of(&ticket) {
            let is_known = names::ALL.contains(&name.as_str()) || name == names::RESPONSE_TYPE;
            prop_assert!(is_known, "{}", name);
            value(&pairs_of(&ticket), &name);
        }
    }
}

#[test]
fn a_guest_s_ticket_is_what_a_browser_may_send() {
    for (name, _) in pairs_of(&guest_ticket()) {
        assert!(names::BROWSER.contains(&name.as_str()), "{name}");
    }
}

#[test]
fn every_parameter_is_either_a_browser_s_or_forbidden_to_it() {
    for name in names::ALL {
        assert_ne!(
            names::BROWSER.contains(name),
            names::FORBIDDEN.contains(name),
            "{name}"
        );
    }
    assert!(
        !names::BROWSER
            .iter()
            .any(|name| names::FORBIDDEN.contains(name))
    );
}

#[test]
fn the_answer_is_always_asked_for_as_json() {
    let pairs = pairs_of(&guest_ticket());
    assert_eq!(value(&pairs, "action"), Some("OpenTicket"));
    assert_eq!(value(&pairs, "responsetype"), Some("json"));
}

#[test]
fn a_plain_ticket_leaves_out_what_it_does_not_say() {
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
fn the_documentation_s_own_sample_files_are_written_as_it_writes_them() {
    let name = FileName::parse("sample_text_file.txt").unwrap();
    let bytes = b"This is a sample text file contents".to_vec();
    let mut ticket = guest_ticket();
    ticket.attachments.push(Attachment::from_bytes(name, bytes));
    assert_eq!(value(&pairs_of(&ticket), "attachments"), Some(SAMPLE_FILES));
}

#[test]
fn custom_fields_are_written_as_php_writes_them() {
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
fn the_documentation_s_own_request_is_read() {
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
    expected.privileges.closure = Closure::Prevented;
    expected.attachments.push(Attachment::from_bytes(
        FileName::parse("sample_text_file.txt").unwrap(),
        b"This is a sample text file contents".to_vec(),
    ));
    assert_eq!(wire::decode(body.as_bytes()), Ok(expected));
}

const SMALLEST: &str = "action=OpenTicket&deptid=3&subject=s&message=m";

fn decoded(more: &str) -> Ticket {
    wire::decode(format!("{SMALLEST}&{more}").as_bytes()).unwrap()
}

#[test]
fn what_is_not_known_is_ignored_and_the_last_of_a_repeated_name_wins() {
    let ticket = decoded("unheard=of&deptid=1&secret=s&subject=again&=&x&");
    assert_eq!(ticket.department.get(), 1);
    assert_eq!(ticket.subject.as_str(), "again");
}

#[test]
fn nobody_named_is_somebody_signed_in() {
    assert_eq!(decoded("").requester, Requester::Signed);
    assert_eq!(
        decoded("clientid=0&name=+&email=").requester,
        Requester::Signed
    );
}

#[test]
fn a_client_s_name_and_address_are_not_looked_at() {
    let client = Requester::Client {
        id: ClientId::new(7).unwrap(),
        person: None,
    };
    assert_eq!(decoded("clientid=7&name=Ada").requester, client);
    assert_eq!(decoded("clientid=007&email=nonsense").requester, client);
}

#[test]
fn a_user_wins_over_a_contact_and_neither_counts_without_a_client() {
    let id = ClientId::new(7).unwrap();
    let user = Person::User(UserId::new(2).unwrap());
    assert_eq!(
        decoded("clientid=7&userid=2&contactid=none").requester,
        Requester::Client {
            id,
            person: Some(user)
        }
    );
    assert_eq!(decoded("userid=2&contactid=1").requester, Requester::Signed);
}

#[test]
fn an_id_of_zero_or_blank_is_none() {
    assert_eq!(decoded("serviceid=0&domainid=").related, None);
    assert_eq!(
        decoded("serviceid=0&domainid=7").related,
        Related::parse("D7")
    );
}

#[test]
fn a_missing_priority_is_medium() {
    assert_eq!(decoded("").priority, Priority::Medium);
    assert_eq!(decoded("priority=").priority, Priority::Medium);
    assert_eq!(decoded("priority=High").priority, Priority::High);
}

#[test]
fn the_action_is_matched_without_case() {
    assert!(wire::decode(b"action=openticket&deptid=3&subject=s&message=m").is_ok());
}

#[test]
fn booleans_are_read_in_every_spelling() {
    for yes in ["1", "true", "TRUE", "on", "Yes"] {
        let ticket = decoded(&format!("noemail={yes}&preventClientClosure={yes}"));
        assert!(ticket.privileges.quiet, "{yes}");
        assert_eq!(ticket.privileges.closure, Closure::Prevented, "{yes}");
    }
    for no in ["0", "false", "Off", "no", ""] {
        let ticket = decoded(&format!("noemail={no}&preventClientClosure={no}"));
        assert!(!ticket.privileges.quiet, "{no}");
        assert_eq!(ticket.privileges.closure, Closure::Allowed, "{no}");
    }
    assert_eq!(decoded("").privileges.closure, Closure::Inherited);
}

#[test]
fn blank_files_and_answers_are_none() {
    let ticket = decoded("attachments=&customfields=+");
    assert!(ticket.attachments.is_empty());
    assert_eq!(ticket.custom_fields, CustomFields::default());
}
