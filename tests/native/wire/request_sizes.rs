//! The computed size of a request is the size of the encoded request.

use super::tickets;
use open_ticket::rules::{TextFields, encoded_files_size};
use open_ticket::ticket::{FileName, Message, MessageFormat, Privileges, Requester, Ticket};
use open_ticket::wire;
use proptest::prelude::*;

/// A ticket as a browser sends it: in Markdown, from a guest or a signed-in client, without
/// privileges.
fn from_browser(ticket: Ticket) -> Ticket {
    Ticket {
        message: Message::parse(ticket.message.as_str(), MessageFormat::Markdown).unwrap(),
        privileges: Privileges::default(),
        requester: match ticket.requester {
            Requester::Client { .. } => Requester::Authenticated,
            other => other,
        },
        ..ticket
    }
}

fn computed_size(ticket: &Ticket) -> u64 {
    let files = ticket.attachments.iter();
    let files = encoded_files_size(files.map(|file| (file.name(), file.size())));
    TextFields::from_ticket(ticket).encoded_size() + files
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_024))]

    #[test]
    fn the_computed_size_is_the_size_of_the_encoded_request(ticket in tickets::ticket()) {
        let ticket = from_browser(ticket);
        prop_assert_eq!(computed_size(&ticket), wire::encode(&ticket).len() as u64);
    }
}

#[test]
fn the_size_of_files_saturates() {
    let name = FileName::parse("a.txt").unwrap();
    let files = [(&name, u64::MAX), (&name, u64::MAX)];
    assert_eq!(encoded_files_size(files.into_iter()), u64::MAX);
}
