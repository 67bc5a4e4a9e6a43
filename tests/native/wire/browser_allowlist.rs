//! The parameters that a browser may and must not send.

use open_ticket::ticket::{Privileges, Requester, Ticket};
use open_ticket::wire::{self, parameter_names, urlencoded};
use proptest::prelude::*;

use super::tickets::ticket;

#[test]
fn identity_operator_options_and_credentials_are_forbidden_from_browsers() {
    let forbidden = "clientid userid contactid admin noemail created preventClientClosure \
                     username password identifier secret accesskey";
    assert_eq!(wire::FORBIDDEN_FROM_BROWSER.join(" "), forbidden);
}

#[test]
fn a_list_does_not_repeat_a_parameter() {
    for list in [
        parameter_names::ALL,
        wire::ALLOWED_FROM_BROWSER,
        wire::FORBIDDEN_FROM_BROWSER,
    ] {
        for (index, name) in list.iter().enumerate() {
            assert!(!list[..index].contains(name), "{name}");
        }
    }
}

#[test]
fn every_parameter_is_either_allowed_or_forbidden_from_a_browser() {
    for name in parameter_names::ALL {
        assert_ne!(
            wire::ALLOWED_FROM_BROWSER.contains(name),
            wire::FORBIDDEN_FROM_BROWSER.contains(name),
            "{name}"
        );
    }
    assert!(
        !wire::ALLOWED_FROM_BROWSER
            .iter()
            .any(|name| wire::FORBIDDEN_FROM_BROWSER.contains(name))
    );
}

proptest! {
    #[test]
    fn a_browser_s_ticket_contains_only_allowed_parameters(ticket in ticket()) {
        let is_from_server = matches!(ticket.requester, Requester::Client { .. });
        let ticket = Ticket { privileges: Privileges::default(), ..ticket };
        for (name, _) in urlencoded::parse(wire::encode(&ticket).as_bytes()).unwrap() {
            prop_assert!(is_from_server || wire::ALLOWED_FROM_BROWSER.contains(&name.as_str()), "{}", name);
        }
    }
}
