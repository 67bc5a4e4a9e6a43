//! Searches for tickets whose responses were lost. A search that could not have seen the ticket
//! does not show that it was not opened. Submissions with the same content get one ticket each.

use crate::support::{
    EXAMPLE_CONFIG, Fault, FaultProxy, Relay, UpstreamResponse, bearer, claims, token,
};
use open_ticket_test_support::{Form, HttpResponse};
use serde_json::Value;
use std::sync::Mutex;
use std::thread;
use std::time::Duration;

const TIMEOUT: Duration = Duration::from_secs(20);

/// Response timeout of a relay in tests that wait until WHMCS can no longer be running a lost
/// request: the relay assumes that a request runs for at most this time.
const SHORT_TIMEOUT: Duration = Duration::from_secs(3);

fn key(number: u32) -> String {
    format!("00000000-0000-4000-8000-{number:012}")
}

fn id(response: &HttpResponse) -> String {
    let opened = response.json();
    assert_eq!(opened["result"], "success", "{}", response.text());
    opened["id"].as_str().unwrap().to_owned()
}

/// Changes the tickets in a response of `GetTickets`.
fn change_tickets(
    response: UpstreamResponse,
    change: impl Fn(&mut Vec<Value>),
) -> UpstreamResponse {
    let mut json: Value = serde_json::from_str(&response.body).unwrap();
    let tickets = json["tickets"]["ticket"].as_array_mut().unwrap();
    change(tickets);
    json["totalresults"] = tickets.len().to_string().into();
    response.with("200 OK", json.to_string())
}

/// Hides all tickets, unless department assignments are ignored. As WHMCS documents, the list
/// contains only tickets of departments that the API user is a member of.
fn restrict_departments(proxy: &FaultProxy) {
    proxy.rewrite("GetTickets", |body, response| {
        if body.contains("ignore_dept_assignments=true") {
            return response;
        }
        change_tickets(response, Vec::clear)
    });
}

#[test]
fn a_ticket_outside_of_the_departments_of_the_api_user_is_found() {
    let proxy = FaultProxy::new();
    restrict_departments(&proxy);
    let relay = proxy.relay(TIMEOUT);
    proxy.inject("OpenTicket", Fault::ResponseLost);
    assert_eq!(
        relay.open_ticket(&Form::ticket(), &key(1)).code(),
        "unknown"
    );
    id(&relay.open_ticket(&Form::ticket(), &key(1)));
    assert_eq!(proxy.sandbox.stored_rows(), 1);
}

/// An old version of WHMCS lists only tickets in the departments of the API user.
#[test]
fn a_list_without_the_department_leaves_the_outcome_unknown() {
    for fault in [Fault::ResponseLost, Fault::RequestLost] {
        let proxy = FaultProxy::new();
        let hidden = Form::ticket().with("email", "eve@example.com");
        let other = hidden.clone().with("deptid", "2");
        proxy.sandbox.call_sandbox(&other);
        proxy.sandbox.call_sandbox(&hidden);
        proxy.rewrite("GetTickets", |_, response| {
            change_tickets(response, |tickets| {
                tickets.retain(|ticket| ticket["deptid"] != "1")
            })
        });
        let relay = proxy.relay(SHORT_TIMEOUT);
        proxy.inject("OpenTicket", fault);
        for _ in 0..2 {
            let response = relay.open_ticket_until_known(&Form::ticket(), &key(1));
            assert_eq!(response.code(), "unknown", "{}", response.text());
        }
        assert_eq!(proxy.request_count("OpenTicket"), 1);
        // The search sees the department again.
        proxy.stop_rewriting();
        id(&relay.open_ticket(&Form::ticket(), &key(1)));
        assert_eq!(proxy.sandbox.stored_rows(), 3);
    }
}

#[test]
fn a_ticket_that_whmcs_assigned_to_a_client_is_found() {
    let proxy = FaultProxy::new();
    proxy.rewrite("GetTickets", |body, response| {
        change_tickets(response, |tickets| {
            if body.contains("email=") {
                tickets.clear();
            }
            for ticket in tickets {
                ticket["userid"] = "1".into();
                ticket["email"] = "".into();
            }
        })
    });
    let relay = proxy.relay(TIMEOUT);
    proxy.inject("OpenTicket", Fault::ResponseLost);
    relay.open_ticket(&Form::ticket(), &key(1));
    id(&relay.open_ticket(&Form::ticket(), &key(1)));
    assert_eq!(proxy.sandbox.stored_rows(), 1);
}

/// A guest must not get a client's ticket with the same message: its access code is secret.
#[test]
fn a_guest_does_not_get_the_ticket_of_a_client() {
    for address in ["grace@example.com", ""] {
        let proxy = FaultProxy::new();
        proxy.sandbox.call_sandbox(&Form::ticket());
        proxy.rewrite("GetTickets", move |body, response| {
            change_tickets(response, |tickets| {
                if body.contains("email=") {
                    tickets.clear();
                }
                for ticket in tickets {
                    ticket["userid"] = "7".into();
                    ticket["email"] = address.into();
                    ticket["requestor_email"] = address.into();
                }
            })
        });
        let relay = proxy.relay(SHORT_TIMEOUT);
        proxy.inject("OpenTicket", Fault::RequestLost);
        relay.open_ticket(&Form::ticket(), &key(1));
        let again = relay.open_ticket_until_known(&Form::ticket(), &key(1));
        // Without an address, it may be the ticket of the guest, which WHMCS assigned to a client.
        match address {
            "" => assert_eq!(again.code(), "unknown", "{}", again.text()),
            _ => assert_eq!(id(&again), "2"),
        }
    }
}

/// Sends a ticket as a guest, or as the client with this token, until its outcome is known.
fn send_as(relay: &Relay, client: Option<&str>) -> HttpResponse {
    let key = key(1);
    let mut headers = vec![("idempotency-key", key.as_str())];
    let mut form = Form::ticket();
    if let Some(token) = client {
        headers.push(("authorization", token));
        form = form.without("name").without("email");
    }
    let first = relay.open_ticket_with(&form, &headers);
    if first.code() != "unknown" {
        return first;
    }
    thread::sleep(SHORT_TIMEOUT + Duration::from_secs(1));
    relay.open_ticket_with(&form, &headers)
}

/// Removes the requester from listed tickets, and changes the client.
fn list_without_addresses(proxy: &FaultProxy, client: Option<u32>, is_filter_empty: bool) {
    proxy.rewrite("GetTickets", move |body, response| {
        change_tickets(response, |tickets| {
            if is_filter_empty && (body.contains("email=") || body.contains("clientid=")) {
                tickets.clear();
            }
            for ticket in tickets {
                ticket["email"] = "".into();
                ticket["requestor_email"] = "".into();
                ticket["userid"] = client.into();
            }
        })
    });
}

/// The list of a department has the tickets of other people, whose access codes are secret.
#[test]
fn a_ticket_of_the_department_that_names_nobody_leaves_the_outcome_unknown() {
    let token = bearer(&token(&claims(1)));
    for client in [None, Some(token.as_str())] {
        for listed_client in [None, Some(0)] {
            let proxy = FaultProxy::new();
            list_without_addresses(&proxy, listed_client, true);
            let relay = proxy.relay(SHORT_TIMEOUT);
            proxy.inject("OpenTicket", Fault::RequestLost);
            proxy
                .sandbox
                .call_sandbox(&Form::ticket().with("email", "eve@example.com"));
            let again = send_as(&relay, client);
            assert_eq!(again.code(), "unknown", "{client:?}: {}", again.text());
            assert_eq!(proxy.sandbox.stored_rows(), 1);
        }
    }
}

/// WHMCS has selected the tickets of the requester. In those of a client, a ticket of a guest is another person's.
#[test]
fn a_ticket_of_the_requesters_list_that_names_nobody_is_found() {
    let token = bearer(&token(&claims(1)));
    for (client, listed_client, is_found) in [
        (None, None, true),
        (None, Some(0), true),
        (None, Some(7), false),
        (Some(token.as_str()), None, true),
        (Some(token.as_str()), Some(0), false),
    ] {
        let proxy = FaultProxy::new();
        list_without_addresses(&proxy, listed_client, false);
        let relay = proxy.relay(SHORT_TIMEOUT);
        proxy.inject("OpenTicket", Fault::ResponseLost);
        let again = send_as(&relay, client);
        match is_found {
            true => assert_eq!(id(&again), "1", "{client:?} {listed_client:?}"),
            false => assert_eq!(again.code(), "unknown", "{client:?} {listed_client:?}"),
        }
        assert_eq!(proxy.sandbox.stored_rows(), 1);
    }
}

/// A list may name the address of a client's ticket and not the client.
#[test]
fn a_client_does_not_get_a_ticket_that_names_only_an_address() {
    let proxy = FaultProxy::new();
    proxy.rewrite("GetTickets", |_, response| {
        change_tickets(response, |tickets| {
            for ticket in tickets {
                ticket["userid"] = Value::Null;
                ticket["email"] = "eve@example.com".into();
            }
        })
    });
    let relay = proxy.relay(SHORT_TIMEOUT);
    proxy.inject("OpenTicket", Fault::RequestLost);
    proxy
        .sandbox
        .call_sandbox(&Form::ticket().with("email", "eve@example.com"));
    let again = send_as(&relay, Some(&bearer(&token(&claims(1)))));
    assert_eq!(again.code(), "unknown", "{}", again.text());
}

/// Without a time zone, the messages of all the requester's tickets from about a day may decide.
#[test]
fn a_search_reads_a_limited_number_of_messages() {
    let proxy = FaultProxy::new();
    proxy.rewrite("GetTickets", |body, response| {
        change_tickets(response, |tickets| {
            let start = body.split("limitstart=").nth(1).unwrap();
            let start: usize = start.split('&').next().unwrap().parse().unwrap();
            *tickets = (start..(start + 100).min(300))
                .map(|number| {
                    serde_json::json!({
                        "id": 1_000 + number, "tid": "T", "c": "c", "deptid": "1", "userid": "0",
                        "email": "ada@example.com", "subject": "Other",
                        "date": "2199-01-01 00:00:00", "lastreply": "2199-01-01 00:00:00",
                    })
                })
                .collect();
        })
    });
    proxy.rewrite("GetTicket", |_, response| {
        let ticket = r#"{"result":"success","replies":{"reply":[{"message":"Another text"}]}}"#;
        response.with("200 OK", ticket)
    });
    let relay = relay_without_time_zone(&proxy);
    proxy.inject(
        "OpenTicket",
        Fault::ResponseReturned(|response| {
            let refusal = r#"{"result":"error","message":"Closed on Sundays"}"#;
            response.with("200 OK", refusal)
        }),
    );
    let refused = relay.open_ticket(&Form::ticket(), &key(1));
    assert_eq!(refused.code(), "unknown", "{}", refused.text());
    assert_eq!(proxy.request_count("GetTicket"), 50);
}

/// A ticket behind many newer ones is found, even if WHMCS lists few per page.
#[test]
fn the_search_reads_all_pages() {
    let proxy = FaultProxy::new();
    let relay = proxy.relay(TIMEOUT);
    proxy.inject("OpenTicket", Fault::ResponseLost);
    relay.open_ticket(&Form::ticket(), &key(1));
    for number in 0..12 {
        let newer = Form::ticket().with("subject", format!("Newer {number}"));
        proxy.sandbox.call_sandbox(&newer);
    }
    proxy.rewrite("GetTickets", |body, response| {
        let start = body
            .split('&')
            .find_map(|pair| pair.strip_prefix("limitstart="));
        let start: usize = start.unwrap().parse().unwrap();
        let total = start + 100;
        let mut json: Value = serde_json::from_str(&response.body).unwrap();
        let tickets = json["tickets"]["ticket"].as_array_mut().unwrap();
        tickets.truncate(5);
        json["totalresults"] = match tickets.len() {
            5 => total.to_string().into(),
            last => (start + last).to_string().into(),
        };
        response.with("200 OK", json.to_string())
    });
    id(&relay.open_ticket(&Form::ticket(), &key(1)));
    assert_eq!(proxy.request_count("OpenTicket"), 1);
}

/// Name of a case, date of each other ticket by its number, and `totalresults` of a page by its
/// number of tickets.
type UnusualList = (&'static str, fn(usize) -> String, fn(usize) -> usize);

/// Serves 100 tickets before the lost one, in an order or with a total that WHMCS does not document.
fn put_on_second_page(proxy: &FaultProxy, date: fn(usize) -> String, total: fn(usize) -> usize) {
    let lost = Mutex::new(Vec::new());
    proxy.rewrite("GetTickets", move |body, response| {
        let mut json: Value = serde_json::from_str(&response.body).unwrap();
        let tickets = json["tickets"]["ticket"].as_array_mut().unwrap();
        let mut lost = lost.lock().unwrap();
        if body.contains("limitstart=0&") {
            lost.clone_from(tickets);
            *tickets = (0..100)
                .map(|number| {
                    serde_json::json!({
                        "id": 1_000 + number, "tid": "T", "c": "c", "deptid": "1", "userid": "0",
                        "email": "grace@example.com", "subject": "Other",
                        "date": date(number), "lastreply": date(number),
                    })
                })
                .collect();
        } else if body.contains("limitstart=100&") {
            tickets.clone_from(&lost);
        }
        json["totalresults"] = total(tickets.len()).into();
        response.with("200 OK", json.to_string())
    });
}

#[test]
fn a_ticket_on_a_later_page_is_found_whatever_the_order_and_the_total_are() {
    let cases: [UnusualList; 2] = [
        (
            "oldest first",
            |number| format!("2020-01-01 00:{:02}:{:02}", number / 60, number % 60),
            |_| 101,
        ),
        (
            "the total of a page",
            |_| "2199-01-01 00:00:00".to_owned(),
            |on_page| on_page,
        ),
    ];
    for (name, date, total) in cases {
        let proxy = FaultProxy::new();
        put_on_second_page(&proxy, date, total);
        let relay = proxy.relay(TIMEOUT);
        proxy.inject("OpenTicket", Fault::ResponseLost);
        relay.open_ticket(&Form::ticket(), &key(1));
        let found = relay.open_ticket(&Form::ticket(), &key(1));
        assert_eq!(proxy.request_count("OpenTicket"), 1, "{name}");
        assert_eq!(
            found.json()["result"],
            "success",
            "{name}: {}",
            found.text()
        );
    }
}

/// A reply moves the ticket from the second page to the first one after that one was read. Another ticket is then
/// listed twice.
#[test]
fn a_ticket_that_moved_to_a_page_that_was_read_is_not_opened_again() {
    let proxy = FaultProxy::new();
    proxy.rewrite("GetTickets", |body, response| {
        let row = |number: usize| {
            let date = match number {
                ..150 => "2199-01-01 00:00:00",
                _ => "2020-01-01 00:00:00",
            };
            serde_json::json!({
                "id": 1_000 + number, "tid": "T", "c": "c", "deptid": "1", "userid": "0",
                "email": "grace@example.com", "subject": "Other", "date": date, "lastreply": date,
            })
        };
        let (rows, total): (Vec<Value>, _) = match body {
            _ if body.contains("email=") => (Vec::new(), 0),
            _ if body.contains("limitstart=0&") => ((0..100).map(row).collect(), 171),
            _ if body.contains("limitstart=100&") => ((99..170).map(row).collect(), 171),
            _ => (Vec::new(), 171),
        };
        let json = serde_json::json!({
            "result": "success", "totalresults": total, "tickets": { "ticket": rows },
        });
        response.with("200 OK", json.to_string())
    });
    let relay = proxy.relay(SHORT_TIMEOUT);
    proxy.inject("OpenTicket", Fault::ResponseLost);
    relay.open_ticket(&Form::ticket(), &key(1));
    let again = relay.open_ticket_until_known(&Form::ticket(), &key(1));
    assert_eq!(again.code(), "unknown", "{}", again.text());
    assert_eq!(proxy.sandbox.stored_rows(), 1);
    proxy.stop_rewriting();
    assert_eq!(id(&relay.open_ticket(&Form::ticket(), &key(1))), "1");
}

#[test]
fn a_listed_ticket_without_a_readable_id_leaves_the_outcome_unknown() {
    for id in [
        Value::Null,
        "".into(),
        "ABC-1".into(),
        5_000_000_000_u64.into(),
    ] {
        let proxy = FaultProxy::new();
        let older = Form::ticket().with("subject", "An older one");
        proxy
            .sandbox
            .call_sandbox(&older.with("created", "2020-02-02 12:00:00"));
        let unreadable = id.clone();
        proxy.rewrite("GetTickets", move |_, response| {
            change_tickets(response, |tickets| {
                for ticket in tickets {
                    if ticket["subject"] != "An older one" {
                        ticket["id"] = unreadable.clone();
                    }
                }
            })
        });
        let relay = proxy.relay(SHORT_TIMEOUT);
        proxy.inject("OpenTicket", Fault::ResponseLost);
        for _ in 0..2 {
            let response = relay.open_ticket_until_known(&Form::ticket(), &key(1));
            assert_eq!(response.code(), "unknown", "{id}: {}", response.text());
        }
        assert_eq!(proxy.request_count("OpenTicket"), 1, "{id}");
    }
}

#[test]
fn a_listed_ticket_without_a_subject_is_found() {
    let proxy = FaultProxy::new();
    proxy.rewrite("GetTickets", |_, response| {
        change_tickets(response, |tickets| {
            for ticket in tickets {
                ticket.as_object_mut().unwrap().remove("subject");
            }
        })
    });
    let relay = proxy.relay(SHORT_TIMEOUT);
    proxy.inject("OpenTicket", Fault::ResponseLost);
    relay.open_ticket(&Form::ticket(), &key(1));
    id(&relay.open_ticket_until_known(&Form::ticket(), &key(1)));
    assert_eq!(proxy.sandbox.stored_rows(), 1);
}

/// WHMCS assigns a guest's ticket to the client with the address, and may list it without an address.
#[test]
fn a_ticket_of_a_client_is_not_ruled_out_by_its_date() {
    let proxy = FaultProxy::new();
    proxy.rewrite("GetTickets", |body, response| {
        let response = change_tickets(response, |tickets| {
            if body.contains("email=") {
                tickets.clear();
            }
            for ticket in tickets {
                ticket["userid"] = "7".into();
                for name in ["email", "requestor_email"] {
                    ticket[name] = "".into();
                }
                for name in ["date", "lastreply"] {
                    ticket[name] = "2026-07-25 11:00:00".into();
                }
            }
        });
        UpstreamResponse {
            date: "Sat, 25 Jul 2026 12:00:00 GMT".to_owned(),
            ..response
        }
    });
    let relay = proxy.relay(SHORT_TIMEOUT);
    proxy.inject("OpenTicket", Fault::ResponseLost);
    for _ in 0..2 {
        let response = relay.open_ticket_until_known(&Form::ticket(), &key(1));
        assert_eq!(response.code(), "unknown", "{}", response.text());
    }
    assert_eq!(proxy.sandbox.stored_rows(), 1);
}

/// Rewrites the clock of WHMCS and the dates of its tickets.
fn set_dates(proxy: &FaultProxy, now: &'static str, ticket_date: &'static str) {
    proxy.rewrite("GetTickets", move |_, response| {
        let response = change_tickets(response, |tickets| {
            for ticket in tickets {
                ticket["date"] = ticket_date.into();
                ticket["lastreply"] = ticket_date.into();
            }
        });
        UpstreamResponse {
            date: now.to_owned(),
            ..response
        }
    });
}

#[test]
fn a_ticket_in_a_repeated_or_skipped_hour_or_without_a_readable_date_is_found() {
    for (zone, now, date) in [
        (
            "Europe/Berlin",
            "Sun, 25 Oct 2026 01:30:00 GMT",
            "2026-10-25 02:45:00",
        ),
        (
            "Europe/Berlin",
            "Sun, 25 Oct 2026 00:30:00 GMT",
            "2026-10-25 02:30:00",
        ),
        (
            "Europe/Berlin",
            "Sun, 29 Mar 2026 01:30:00 GMT",
            "2026-03-29 02:30:10",
        ),
        (
            "America/New_York",
            "Sun, 01 Nov 2026 06:10:00 GMT",
            "2026-11-01 01:10:05",
        ),
        (
            "Australia/Lord_Howe",
            "Sat, 04 Apr 2026 15:20:00 GMT",
            "2026-04-05 01:50:05",
        ),
        ("UTC", "Sun, 25 Oct 2026 01:30:00 GMT", "today"),
        ("UTC", "Sun, 25 Oct 2026 01:30:00 GMT", ""),
        ("UTC", "Sun, 25 Oct 2026 01:30:00 GMT", "2026-10-25"),
    ] {
        let proxy = FaultProxy::new();
        set_dates(&proxy, now, date);
        let config =
            EXAMPLE_CONFIG.replace("timezone = \"UTC\"", &format!("timezone = \"{zone}\""));
        let relay = Relay::for_api_with_config(&config, &proxy.url, TIMEOUT);
        proxy.inject("OpenTicket", Fault::ResponseLost);
        relay.open_ticket(&Form::ticket(), &key(1));
        let found = relay.open_ticket(&Form::ticket(), &key(1));
        assert_eq!(
            found.json()["result"],
            "success",
            "{zone} {date}: {}",
            found.text()
        );
        assert_eq!(proxy.sandbox.stored_rows(), 1, "{zone} {date}");
    }
}

/// The clock of the server in front of WHMCS may be ahead of PHP's, and the configured time zone may be wrong.
#[test]
fn a_ticket_whose_date_may_be_wrong_leaves_the_outcome_unknown() {
    for (zone, date) in [
        ("UTC", "2026-07-25 11:55:00"),
        ("UTC", "2026-07-25 05:00:00"),
        ("Europe/Berlin", "2026-07-25 12:00:00"),
        ("Pacific/Kiritimati", "2026-07-25 12:00:00"),
    ] {
        let proxy = FaultProxy::new();
        set_dates(&proxy, "Sat, 25 Jul 2026 12:00:00 GMT", date);
        let config =
            EXAMPLE_CONFIG.replace("timezone = \"UTC\"", &format!("timezone = \"{zone}\""));
        let relay = Relay::for_api_with_config(&config, &proxy.url, SHORT_TIMEOUT);
        proxy.inject("OpenTicket", Fault::ResponseLost);
        for _ in 0..2 {
            let response = relay.open_ticket_until_known(&Form::ticket(), &key(1));
            assert_eq!(
                response.code(),
                "unknown",
                "{zone} {date}: {}",
                response.text()
            );
        }
        assert_eq!(proxy.sandbox.stored_rows(), 1, "{zone} {date}");
    }
}

#[test]
fn an_old_ticket_with_the_same_content_is_not_mistaken_for_the_lost_one() {
    let proxy = FaultProxy::new();
    set_dates(
        &proxy,
        "Sat, 25 Jul 2026 12:00:00 GMT",
        "2026-07-24 12:00:00",
    );
    proxy.sandbox.call_sandbox(&Form::ticket());
    let relay = proxy.relay(SHORT_TIMEOUT);
    proxy.inject("OpenTicket", Fault::RequestLost);
    relay.open_ticket(&Form::ticket(), &key(1));
    id(&relay.open_ticket_until_known(&Form::ticket(), &key(1)));
    assert_eq!(proxy.sandbox.stored_rows(), 2);
}

/// Without a configured time zone, WHMCS may be in any time zone.
#[test]
fn without_a_time_zone_a_ticket_is_found_wherever_whmcs_is() {
    for date in [
        "2026-10-24 13:30:00",
        "2026-10-25 01:30:00",
        "2026-10-25 15:30:00",
    ] {
        let proxy = FaultProxy::new();
        set_dates(&proxy, "Sun, 25 Oct 2026 01:30:00 GMT", date);
        let config = EXAMPLE_CONFIG.replace("timezone = \"UTC\"", "");
        let relay = Relay::for_api_with_config(&config, &proxy.url, TIMEOUT);
        proxy.inject("OpenTicket", Fault::ResponseLost);
        relay.open_ticket(&Form::ticket(), &key(1));
        id(&relay.open_ticket(&Form::ticket(), &key(1)));
        assert_eq!(proxy.sandbox.stored_rows(), 1, "{date}");
    }
}

/// All orders of retries of submissions with the same content, whose responses or requests were
/// lost. At the end, each submission has a separate ticket, and there are no other tickets. As long as a
/// request may still be running, it is unknown which submissions the tickets belong to.
#[test]
fn submissions_with_the_same_content_get_one_ticket_each_in_any_order() {
    let orders = [
        [1, 2, 3],
        [1, 3, 2],
        [2, 1, 3],
        [2, 3, 1],
        [3, 1, 2],
        [3, 2, 1],
    ];
    // Each set of lost requests is tested with three of the six orders, all at the same time.
    for lost_requests in 0..8_u32 {
        thread::scope(|scope| {
            for order in orders
                .into_iter()
                .skip(lost_requests as usize % 2)
                .step_by(2)
            {
                scope.spawn(move || assert_one_ticket_each(lost_requests, order));
            }
        });
    }
}

/// Sends three submissions with the same content, and retries them in an order. The bits of
/// `lost_requests` select the submissions whose requests are lost.
fn assert_one_ticket_each(lost_requests: u32, order: [u32; 3]) {
    let proxy = FaultProxy::new();
    let relay = proxy.relay(SHORT_TIMEOUT);
    for number in 1..=3 {
        let fault = match lost_requests & (1 << (number - 1)) {
            0 => Fault::ResponseLost,
            _ => Fault::RequestLost,
        };
        proxy.inject("OpenTicket", fault);
        let response = relay.open_ticket(&Form::ticket(), &key(number));
        assert_eq!(response.code(), "unknown");
    }
    let mut ids = order
        .map(|number| id(&relay.open_ticket_despite_slow_searches(&Form::ticket(), &key(number))));
    ids.sort_unstable();
    assert_ne!(ids[0], ids[1], "{lost_requests} {order:?}");
    assert_ne!(ids[1], ids[2], "{lost_requests} {order:?}");
    assert_eq!(proxy.sandbox.stored_rows(), 3, "{lost_requests} {order:?}");
}

#[test]
fn two_equal_submissions_more_than_a_second_apart_get_separate_tickets() {
    let proxy = FaultProxy::new();
    let relay = proxy.relay(TIMEOUT);
    for number in [1, 2] {
        proxy.inject("OpenTicket", Fault::ResponseLost);
        relay.open_ticket(&Form::ticket(), &key(number));
        thread::sleep(Duration::from_millis(2_200));
    }
    let first: u32 = id(&relay.open_ticket(&Form::ticket(), &key(1)))
        .parse()
        .unwrap();
    let second: u32 = id(&relay.open_ticket(&Form::ticket(), &key(2)))
        .parse()
        .unwrap();
    assert!(first < second);
    assert_eq!(proxy.sandbox.stored_rows(), 2);
}

/// The ticket of a submission in progress is not given to another one with the same content.
#[test]
fn an_equal_submission_in_progress_keeps_its_ticket() {
    let proxy = FaultProxy::new();
    let relay = proxy.relay(SHORT_TIMEOUT);
    proxy.inject("OpenTicket", Fault::RequestLost);
    relay.open_ticket(&Form::ticket(), &key(1));
    // The retry searches while the other submission is in progress.
    thread::sleep(SHORT_TIMEOUT);
    proxy.delay("OpenTicket", Duration::from_millis(1_500));
    thread::scope(|scope| {
        let slow = scope.spawn(|| relay.open_ticket(&Form::ticket(), &key(2)));
        while proxy.sandbox.stored_rows() == 0 {
            thread::yield_now();
        }
        let retried = relay.open_ticket(&Form::ticket(), &key(1));
        assert_ne!(id(&retried), id(&slow.join().unwrap()));
    });
    assert_eq!(proxy.sandbox.stored_rows(), 2);
}

/// A proxy timed out waiting for WHMCS, which may still be opening the ticket.
#[test]
fn after_a_gateway_timeout_whmcs_may_still_open_a_missing_ticket() {
    for status in [
        "504 Gateway Timeout",
        "524 A Timeout Occurred",
        "408 Request Timeout",
    ] {
        let proxy = FaultProxy::new();
        let relay = proxy.relay(Duration::from_secs(2));
        let timeout: fn(UpstreamResponse) -> UpstreamResponse = match status {
            "504 Gateway Timeout" => |response| response.with("504 Gateway Timeout", ""),
            "408 Request Timeout" => |response| response.with("408 Request Timeout", ""),
            _ => |response| response.with("524 A Timeout Occurred", ""),
        };
        proxy.inject("OpenTicket", Fault::ResponseReturned(timeout));
        assert_eq!(relay.open_ticket(&Form::ticket(), &key(1)).status, 504);
        assert_eq!(
            relay.open_ticket(&Form::ticket(), &key(1)).code(),
            "unknown"
        );
        // PHP opens the ticket late.
        proxy.sandbox.call_sandbox(&Form::ticket());
        id(&relay.open_ticket(&Form::ticket(), &key(1)));
        assert_eq!(proxy.sandbox.stored_rows(), 1, "{status}");
    }
}

/// The second attempt times out like the first, and WHMCS may still be running it.
#[test]
fn the_search_waits_for_every_attempt_that_timed_out() {
    let proxy = FaultProxy::new();
    let relay = proxy.relay(Duration::from_secs(1));
    let timed_out: fn(UpstreamResponse) -> UpstreamResponse =
        |response| response.with("504 Gateway Timeout", "");
    proxy.inject("OpenTicket", Fault::ResponseReturned(timed_out));
    assert_eq!(relay.open_ticket(&Form::ticket(), &key(1)).status, 504);
    thread::sleep(Duration::from_millis(1_100));
    proxy.inject("OpenTicket", Fault::ResponseReturned(timed_out));
    assert_eq!(relay.open_ticket(&Form::ticket(), &key(1)).status, 504);
    assert_eq!(proxy.request_count("OpenTicket"), 2);
    assert_eq!(relay.open_ticket(&Form::ticket(), &key(1)).status, 504);
    assert_eq!(
        proxy.request_count("OpenTicket"),
        2,
        "the second attempt may be running"
    );
}

/// A ticket whose message cannot be read may be the ticket of the lost response.
#[test]
fn a_ticket_that_cannot_be_read_leaves_the_outcome_unknown() {
    let unreadable = [
        "",
        r#"{"result":"success"}"#,
        r#"{"result":"success","replies":{"reply":[]}}"#,
        r#"{"result":"success","replies":{"reply":[{"replyid":"0","message":[]}]}}"#,
        r#"{"result":"error","message":"Ticket ID Not Found"}"#,
    ];
    for body in unreadable {
        let proxy = FaultProxy::new();
        proxy.rewrite("GetTicket", move |_, response| {
            response.with("200 OK", body)
        });
        let relay = proxy.relay(TIMEOUT);
        proxy.inject("OpenTicket", Fault::ResponseLost);
        for _ in 0..2 {
            assert_eq!(
                relay.open_ticket(&Form::ticket(), &key(1)).code(),
                "unknown",
                "{body}"
            );
        }
        assert_eq!(proxy.sandbox.stored_rows(), 1, "{body}");
    }
}

#[test]
fn a_message_that_whmcs_has_converted_is_recognized() {
    let sent = "Café 🎫\n\nQ&A 1 < 2";
    for stored in [
        "Café ?\r\n\r\nQ&amp;A   1 &lt; 2",
        "Café \n\nQ&A 1 &lt; 2 ",
        "Caf? ?\n\nQ&A 1 < 2",
        "Caf\u{fffd} \u{fffd}\n\nQ&A 1 < 2",
        "Café ",
        "Caf&amp;eacute; \n\nQ&amp;amp;A 1 &amp;lt; 2",
    ] {
        let proxy = FaultProxy::new();
        proxy.rewrite("GetTicket", move |_, response| {
            let mut json: Value = serde_json::from_str(&response.body).unwrap();
            json["replies"]["reply"][0]["message"] = stored.into();
            response.with("200 OK", json.to_string())
        });
        let relay = proxy.relay(TIMEOUT);
        let form = Form::ticket().with("message", sent);
        proxy.inject("OpenTicket", Fault::ResponseLost);
        relay.open_ticket(&form, &key(1));
        id(&relay.open_ticket(&form, &key(1)));
        assert_eq!(proxy.sandbox.stored_rows(), 1, "{stored}");
    }
}

/// A `TEXT` column of MySQL has 65,535 bytes. With a connection in Latin-1, each byte of a
/// character takes up to three of them.
#[test]
fn a_message_that_the_database_has_truncated_is_recognized() {
    for (sent, size) in [
        ("ж".repeat(40_000), 65_535),
        ("€&".repeat(16_500), 65_535),
        ("жab ".repeat(12_000), 43_690),
    ] {
        let proxy = FaultProxy::new();
        proxy.rewrite("GetTicket", move |_, response| {
            let mut json: Value = serde_json::from_str(&response.body).unwrap();
            let message = &mut json["replies"]["reply"][0]["message"];
            let stored = message.as_str().unwrap().replace('&', "&amp;");
            let column = &stored.as_bytes()[..size];
            *message = String::from_utf8_lossy(column).into();
            response.with("200 OK", json.to_string())
        });
        let relay = proxy.relay(TIMEOUT);
        let form = Form::ticket().with("message", &sent);
        proxy.inject("OpenTicket", Fault::ResponseLost);
        relay.open_ticket(&form, &key(1));
        id(&relay.open_ticket(&form, &key(1)));
        assert_eq!(proxy.sandbox.stored_rows(), 1);
    }
}

/// A person adds to a long message whose ticket was opened, and the request with the longer one is lost.
#[test]
fn a_longer_version_of_a_long_message_is_another_one() {
    let proxy = FaultProxy::new();
    let relay = proxy.relay(SHORT_TIMEOUT);
    let log = "Error in line 17. ".repeat(1_300);
    let longer = format!("{log}I found out more: it is the disk of web-1.");
    let longer = Form::ticket().with("message", longer);
    proxy.inject("OpenTicket", Fault::RequestLost);
    relay.open_ticket(&longer, &key(1));
    proxy
        .sandbox
        .call_sandbox(&Form::ticket().with("message", log));
    let again = relay.open_ticket_until_known(&longer, &key(1));
    assert_eq!(again.code(), "unknown", "{}", again.text());
}

/// Two messages in an alphabet that the database stores, of which one has one more question mark.
#[test]
fn two_messages_in_another_alphabet_get_one_ticket_each() {
    let proxy = FaultProxy::new();
    let relay = proxy.relay(SHORT_TIMEOUT);
    let first = Form::ticket().with("message", "Сайт не открывается.");
    let second = Form::ticket().with("message", "Когда придёт счёт?");
    proxy.inject("OpenTicket", Fault::RequestLost);
    relay.open_ticket(&first, &key(1));
    proxy.inject("OpenTicket", Fault::ResponseLost);
    relay.open_ticket(&second, &key(2));
    let response = relay.open_ticket_until_known(&first, &key(1));
    assert_eq!(response.code(), "unknown", "{}", response.text());
    assert_eq!(id(&relay.open_ticket_until_known(&second, &key(2))), "1");
    assert_eq!(id(&relay.open_ticket(&first, &key(1))), "2");
    assert_eq!(proxy.sandbox.stored_rows(), 2);
}

/// A database in Latin-1 stores question marks for each letter of another alphabet.
#[test]
fn a_lost_ticket_of_which_the_database_has_stored_no_letter_is_not_opened_again() {
    for start in [relay_without_time_zone, |proxy: &FaultProxy| {
        proxy.relay(SHORT_TIMEOUT)
    }] {
        let proxy = FaultProxy::new();
        let without_letters = |text: &str| text.replace(|it: char| !it.is_ascii(), "?");
        proxy.rewrite("GetTicket", move |_, response| {
            let mut json: Value = serde_json::from_str(&response.body).unwrap();
            let message = &mut json["replies"]["reply"][0]["message"];
            *message = without_letters(message.as_str().unwrap()).into();
            response.with("200 OK", json.to_string())
        });
        proxy.rewrite("GetTickets", move |_, response| {
            change_tickets(response, |tickets| {
                for ticket in tickets {
                    ticket["subject"] = without_letters(ticket["subject"].as_str().unwrap()).into();
                }
            })
        });
        let relay = start(&proxy);
        let form = Form::ticket()
            .with("subject", "Сайт")
            .with("message", "Сайт не открывается.");
        proxy.inject("OpenTicket", Fault::ResponseLost);
        let response = relay.open_ticket_until_known(&form, &key(1));
        assert_eq!(response.code(), "unknown", "{}", response.text());
        proxy.stop_rewriting();
        assert_eq!(id(&relay.open_ticket(&form, &key(1))), "1");
        assert_eq!(proxy.sandbox.stored_rows(), 1);
    }
}

/// A person may write twice about a subject, the second time by email. The relay cannot distinguish such a
/// ticket from the lost one, whose message a hook may have replaced.
#[test]
fn a_ticket_with_the_same_subject_that_was_opened_elsewhere_leaves_the_outcome_unknown() {
    for (sent, other) in [
        ("First", "Second"),
        ("你好", "再见"),
        ("Is it? 1", "Is it? 2"),
    ] {
        let proxy = FaultProxy::new();
        let relay = proxy.relay(SHORT_TIMEOUT);
        proxy.inject("OpenTicket", Fault::RequestLost);
        let form = Form::ticket().with("message", sent);
        relay.open_ticket(&form, &key(1));
        proxy
            .sandbox
            .call_sandbox(&Form::ticket().with("message", other));
        let response = relay.open_ticket_until_known(&form, &key(1));
        assert_eq!(response.code(), "unknown", "{sent}: {}", response.text());
        assert_eq!(proxy.sandbox.stored_rows(), 1, "{sent}");
    }
}

/// Hooks can change a subject as soon as a ticket is opened.
#[test]
fn a_lost_ticket_whose_subject_was_changed_is_not_opened_again() {
    let changes: [fn(&str) -> String; 5] = [
        |subject| format!("[Web] {subject}"),
        |subject| subject[..4].to_owned(),
        |subject| format!("{subject} (Ada Lovelace)"),
        |_| "Ticket by the website".to_owned(),
        |_| String::new(),
    ];
    for change in changes {
        let proxy = FaultProxy::new();
        proxy.rewrite("GetTickets", move |_, response| {
            change_tickets(response, |tickets| {
                for ticket in tickets {
                    ticket["subject"] = change(ticket["subject"].as_str().unwrap()).into();
                }
            })
        });
        assert_unknown_until_the_hook_is_undone(&proxy);
    }
}

/// WHMCS stores an apostrophe as an HTML entity, in addresses as in subjects, and staff assign tickets of guests to
/// clients.
#[test]
fn a_lost_ticket_is_found_however_the_list_names_the_guest() {
    for [email, requestor_email] in [
        ["o&#039;brien@example.com", ""],
        [
            "o&amp;#039;brien@example.com",
            "o&amp;#039;brien@example.com",
        ],
        [" O'BRIEN@example.com ", ""],
        ["office@example.com", "o&#039;brien@example.com"],
        ["o'brien@example.com", "office@example.com"],
        [" ", "o'brien@example.com"],
    ] {
        for client in [0, 7] {
            let proxy = FaultProxy::new();
            proxy.rewrite("GetTickets", move |_, response| {
                change_tickets(response, |tickets| {
                    for ticket in tickets {
                        ticket["userid"] = client.into();
                        ticket["email"] = email.into();
                        ticket["requestor_email"] = requestor_email.into();
                    }
                })
            });
            let relay = proxy.relay(TIMEOUT);
            let form = Form::ticket().with("email", "o'brien@example.com");
            proxy.inject("OpenTicket", Fault::ResponseLost);
            relay.open_ticket(&form, &key(1));
            assert_eq!(id(&relay.open_ticket(&form, &key(1))), "1");
            assert_eq!(proxy.sandbox.stored_rows(), 1);
        }
    }
}

#[test]
fn a_ticket_of_another_submission_with_the_same_message_is_not_mistaken_for_the_lost_one() {
    assert_sent_again_after_another_ticket(&Form::ticket().with("subject", "Another question"));
}

type StartRelay = fn(&FaultProxy) -> Relay;

/// Returns a relay without the time zone of WHMCS.
fn relay_without_time_zone(proxy: &FaultProxy) -> Relay {
    let config = EXAMPLE_CONFIG.replace("timezone = \"UTC\"", "");
    Relay::for_api_with_config(&config, &proxy.url, SHORT_TIMEOUT)
}

/// Changes the messages in the responses of `GetTicket`.
fn change_messages(proxy: &FaultProxy, change: fn(&str) -> String) {
    proxy.rewrite("GetTicket", move |_, response| {
        let mut json: Value = serde_json::from_str(&response.body).unwrap();
        let message = &mut json["replies"]["reply"][0]["message"];
        *message = change(message.as_str().unwrap()).into();
        response.with("200 OK", json.to_string())
    });
}

/// Changes of the message "How does it work?" by hooks, and by a database that has dropped characters.
const CHANGED_MESSAGES: [fn(&str) -> String; 5] = [
    |message| format!("From the website: {message}"),
    |message| message.replace("work", ""),
    |message| message.replace("does", "[removed]"),
    |_| "<ol><li>Work, how does it?</li></ol>".to_owned(),
    |message| format!("From the website: {}", message.replace('o', "")),
];

#[test]
fn a_lost_ticket_whose_message_was_changed_is_not_opened_again() {
    for change in CHANGED_MESSAGES {
        for start in [relay_without_time_zone, |proxy: &FaultProxy| {
            proxy.relay(SHORT_TIMEOUT)
        }] {
            let proxy = FaultProxy::new();
            change_messages(&proxy, change);
            assert_relay_waits_until_the_hook_is_undone(&proxy, &start(&proxy));
        }
    }
}

#[test]
fn a_lost_ticket_whose_subject_and_message_were_changed_is_not_opened_again() {
    for change in CHANGED_MESSAGES {
        let proxy = FaultProxy::new();
        change_messages(&proxy, change);
        proxy.rewrite("GetTickets", |_, response| {
            change_tickets(response, |tickets| {
                for ticket in tickets {
                    ticket["subject"] = "Ticket by the website".into();
                }
            })
        });
        assert_unknown_until_the_hook_is_undone(&proxy);
        assert_eq!(
            proxy.request_count("GetTicket"),
            1,
            "only the message of the found ticket"
        );
    }
}

/// The first ticket could be the one of the second submission, until a retry of the first one finds it.
#[test]
fn a_lost_request_is_sent_again_once_the_persons_other_lost_ticket_is_found() {
    let cases: [(StartRelay, &str); 2] = [
        (|proxy| proxy.relay(SHORT_TIMEOUT), "Another question"),
        (relay_without_time_zone, "A question"),
    ];
    for (start, subject) in cases {
        let proxy = FaultProxy::new();
        let relay = start(&proxy);
        let second = Form::ticket().with("subject", subject);
        let second = second.with("message", "Where is the invoice?");
        proxy.inject("OpenTicket", Fault::ResponseLost);
        relay.open_ticket(&Form::ticket(), &key(1));
        proxy.inject("OpenTicket", Fault::RequestLost);
        relay.open_ticket(&second, &key(2));
        for _ in 0..2 {
            let response = relay.open_ticket_until_known(&second, &key(2));
            assert_eq!(response.code(), "unknown", "{subject}: {}", response.text());
        }
        assert_eq!(id(&relay.open_ticket(&Form::ticket(), &key(1))), "1");
        assert_eq!(id(&relay.open_ticket(&second, &key(2))), "2");
        assert_eq!(proxy.sandbox.stored_rows(), 2, "{subject}");
    }
}

/// WHMCS lists the tickets of guests without a client.
#[test]
fn tickets_of_other_people_do_not_keep_a_lost_request_from_being_sent_again() {
    let client = [("authorization", bearer(&token(&claims(1))))];
    let client = client
        .each_ref()
        .map(|(name, value)| (*name, value.as_str()));
    for headers in [&client[..], &[]] {
        let proxy = FaultProxy::new();
        let relay = proxy.relay(SHORT_TIMEOUT);
        proxy.inject("OpenTicket", Fault::RequestLost);
        let form = match headers {
            [] => Form::ticket(),
            _ => Form::ticket().without("name").without("email"),
        };
        let key = key(1);
        let headers = [headers, &[("idempotency-key", key.as_str())]].concat();
        assert_eq!(relay.open_ticket_with(&form, &headers).code(), "unknown");
        let others = [
            Form::ticket().with("email", "grace@example.com"),
            Form::ticket()
                .with("email", "eve@example.com")
                .with("subject", "Another question"),
            Form::ticket()
                .without("name")
                .without("email")
                .with("clientid", "2"),
        ];
        for other in &others {
            let opened = proxy.sandbox.call_sandbox(other);
            assert_eq!(opened["result"], "success", "{opened}");
        }
        thread::sleep(SHORT_TIMEOUT);
        assert_eq!(id(&relay.open_ticket_with(&form, &headers)), "4");
    }
}

#[test]
fn a_ticket_with_the_same_subject_that_the_relay_opened_is_not_a_lost_one() {
    assert_sent_again_after_another_ticket(&Form::ticket().with("message", "Another question"));
}

/// Loses the response of a ticket. Its outcome is unknown while the proxy changes the ticket as a hook would,
/// and the ticket is found afterwards.
fn assert_unknown_until_the_hook_is_undone(proxy: &FaultProxy) {
    assert_relay_waits_until_the_hook_is_undone(proxy, &proxy.relay(SHORT_TIMEOUT));
}

fn assert_relay_waits_until_the_hook_is_undone(proxy: &FaultProxy, relay: &Relay) {
    proxy.inject("OpenTicket", Fault::ResponseLost);
    for _ in 0..2 {
        let response = relay.open_ticket_until_known(&Form::ticket(), &key(1));
        assert_eq!(response.code(), "unknown", "{}", response.text());
    }
    assert_eq!(proxy.sandbox.stored_rows(), 1);
    proxy.stop_rewriting();
    assert_eq!(id(&relay.open_ticket(&Form::ticket(), &key(1))), "1");
}

/// Loses a request, and opens another ticket with another key, after which the lost one is sent again.
fn assert_sent_again_after_another_ticket(other: &Form) {
    let proxy = FaultProxy::new();
    let relay = proxy.relay(SHORT_TIMEOUT);
    proxy.inject("OpenTicket", Fault::RequestLost);
    relay.open_ticket(&Form::ticket(), &key(1));
    id(&relay.open_ticket(other, &key(2)));
    id(&relay.open_ticket_until_known(&Form::ticket(), &key(1)));
    assert_eq!(proxy.sandbox.stored_rows(), 2);
}
