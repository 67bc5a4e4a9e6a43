//! The size of a request, as a form knows it, is the size of what is written.

use super::tickets;
use open_ticket::rules::{Words, files_bytes};
use open_ticket::ticket::{FileName, Format, Message, Privileges, Requester, Ticket};
use open_ticket::wire;
use proptest::prelude::*;

/// Such as a browser sends: Markdown, a guest or somebody signed in, nothing of an operator's.
fn of_a_browser(ticket: Ticket) -> Ticket {
    Ticket {
        message: Message::parse(ticket.message.as_str(), Format::Markdown).unwrap(),
        privileges: Privileges::default(),
        requester: match ticket.requester {
            Requester::Client { .. } => Requester::Signed,
            other => other,
        },
        ..ticket
    }
}

fn known_beforehand(ticket: &Ticket) -> u64 {
    let files = ticket.attachments.iter();
    let files = files_bytes(files.map(|file| (file.name(), file.size())));
    Words::of(ticket).bytes() + files
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_024))]

    #[test]
    fn a_form_knows_how_large_its_request_will_be(ticket in tickets::ticket()) {
        let ticket = of_a_browser(ticket);
        prop_assert_eq!(known_beforehand(&ticket), wire::encode(&ticket).len() as u64);
    }
}

#[test]
fn sizes_beyond_all_counting_are_more_than_fits() {
    let name = FileName::parse("a.txt").unwrap();
    let files = [(&name, u64::MAX), (&name, u64::MAX)];
    assert_eq!(files_bytes(files.into_iter()), u64::MAX);
}
