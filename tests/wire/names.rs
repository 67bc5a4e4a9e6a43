//! Who may send what.

use open_ticket::ticket::{Closure, DepartmentId, Message, Privileges, Requester, Subject, Ticket};
use open_ticket::wire::{self, names, urlencoded};
use proptest::prelude::*;

use super::tickets::ticket;

#[test]
fn what_is_forbidden_to_browsers_is_what_speaks_for_somebody_else() {
    let forbidden = "clientid userid contactid admin noemail created preventClientClosure \
                     username password identifier secret accesskey";
    assert_eq!(names::FORBIDDEN.join(" "), forbidden);
}

#[test]
fn a_name_is_in_a_list_once() {
    for list in [names::ALL, names::BROWSER, names::FORBIDDEN] {
        for (place, name) in list.iter().enumerate() {
            assert!(!list[..place].contains(name), "{name}");
        }
    }
}

/// PHP takes every text but the empty one and `0` for true, the word `false` among them.
#[test]
fn a_boolean_is_1_or_left_out_but_for_closing_which_0_allows() {
    let sent = |closure| {
        let privileges = Privileges {
            closure,
            as_admin: true,
            quiet: true,
            created: None,
        };
        let ticket = Ticket::<Vec<u8>> {
            privileges,
            ..Ticket::new(
                DepartmentId::new(1).unwrap(),
                Requester::Signed,
                Subject::parse("a").unwrap(),
                Message::markdown("b").unwrap(),
            )
        };
        let body = wire::encode(&ticket);
        let given = |name| {
            body.split('&')
                .find_map(|pair| pair.strip_prefix(name).map(str::to_owned))
        };
        ["markdown=", "admin=", "noemail=", "preventClientClosure="].map(given)
    };
    let one = || Some("1".to_owned());
    assert_eq!(sent(Closure::Inherited), [one(), one(), one(), None]);
    assert_eq!(sent(Closure::Prevented), [one(), one(), one(), one()]);
    assert_eq!(
        sent(Closure::Allowed),
        [one(), one(), one(), Some("0".to_owned())]
    );
}

proptest! {
    #[test]
    fn what_a_browser_writes_it_may_send(ticket in ticket()) {
        let from_a_server = matches!(ticket.requester, Requester::Client { .. });
        let ticket = Ticket { privileges: Privileges::default(), ..ticket };
        for (name, _) in urlencoded::parse(wire::encode(&ticket).as_bytes()).unwrap() {
            prop_assert!(from_a_server || names::BROWSER.contains(&name.as_str()), "{}", name);
        }
    }

    /// Nobody's words become a parameter, whatever stands in them.
    #[test]
    fn as_many_parameters_are_read_as_were_written(ticket in ticket()) {
        let body = wire::encode(&ticket);
        let signs = body.bytes().filter(|b| *b == b'=').count();
        let pairs = urlencoded::parse(body.as_bytes()).unwrap();
        prop_assert_eq!(pairs.len(), signs);
        prop_assert!(pairs.iter().all(|(_, value)| !value.is_empty()));
    }
}
