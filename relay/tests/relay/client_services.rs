//! Services and domains of clients with many of them, with a slow WHMCS.

use crate::support::{EXAMPLE_CONFIG, FaultProxy, Relay, bearer, claims, token};
use open_ticket_test_support::{Form, HttpResponse};
use serde_json::{Value, json};
use std::thread;
use std::time::Duration;

const TIMEOUT: Duration = Duration::from_secs(20);

/// Returns the parameter of a request.
fn parameter<'a>(body: &'a str, name: &str) -> Option<&'a str> {
    let mut pairs = body.split('&').filter_map(|pair| pair.split_once('='));
    pairs
        .find(|(other, _)| *other == name)
        .map(|(_, value)| value)
}

/// Gives services and domains with the ids 1 to `count` to the client. WHMCS returns them in pages of
/// at most 25 entries.
fn with_services(proxy: &FaultProxy, count: usize, delay: Duration) {
    for (action, id_name, list, element) in [
        ("GetClientsProducts", "serviceid", "products", "product"),
        ("GetClientsDomains", "domainid", "domains", "domain"),
    ] {
        proxy.rewrite(action, move |body, response| {
            thread::sleep(delay);
            let number = |name| parameter(body, name).and_then(|text| text.parse::<usize>().ok());
            let start = number("limitstart").unwrap_or(0);
            let page = number("limitnum").unwrap_or(25).min(25);
            let ids: Vec<_> = match number(id_name) {
                Some(id) => (1..=count).filter(|other| *other == id).collect(),
                None => (1..=count).skip(start).take(page).collect(),
            };
            let total = number(id_name).map_or(count, |_| ids.len());
            let entry = |id: &usize| json!({ "id": id, "name": format!("Service {id}") });
            let entries: Vec<_> = ids.iter().map(entry).collect();
            let json = json!({
                "result": "success", "totalresults": total, list: { element: entries },
            });
            response.with("200 OK", json.to_string())
        });
    }
}

/// Accepts every ticket. The sandbox has only its own services, and would refuse the others.
fn accept_tickets(proxy: &FaultProxy) {
    proxy.rewrite("OpenTicket", |_, response| {
        response.with(
            "200 OK",
            r#"{"result":"success","id":7,"tid":"ABC","c":"k"}"#,
        )
    });
}

fn authorization() -> String {
    bearer(&token(&claims(1)))
}

fn open(relay: &Relay, parameter: &str, id: &str) -> HttpResponse {
    let form = Form::ticket()
        .without("name")
        .without("email")
        .with(parameter, id);
    relay.open_ticket_with(&form, &[("authorization", &authorization())])
}

fn related(relay: &Relay) -> Vec<Value> {
    let rules = relay.get_with("/api/ticket", &[("authorization", &authorization())]);
    rules.json()["related"]
        .as_array()
        .cloned()
        .unwrap_or_default()
}

#[test]
fn a_service_is_looked_up_by_its_id() {
    let proxy = FaultProxy::new();
    with_services(&proxy, 5_000, Duration::ZERO);
    accept_tickets(&proxy);
    let relay = proxy.relay(TIMEOUT);
    for (parameter, id) in [
        ("serviceid", "900"),
        ("serviceid", "1500"),
        ("domainid", "4999"),
    ] {
        let response = open(&relay, parameter, id);
        assert_eq!(
            response.json()["result"],
            "success",
            "{id}: {}",
            response.text()
        );
    }
    let calls = ["GetClientsProducts", "GetClientsDomains"].map(|it| proxy.request_count(it));
    assert_eq!(calls, [2, 1]);
    for (parameter, id) in [("serviceid", "5001"), ("domainid", "9999")] {
        let response = open(&relay, parameter, id);
        assert_eq!(
            (response.status, response.json()["field"].as_str()),
            (422, Some("related"))
        );
    }
}

/// A server that ignores the parameter returns the services of the first page.
#[test]
fn a_service_is_found_even_if_whmcs_ignores_the_id() {
    let proxy = FaultProxy::new();
    proxy.rewrite("GetClientsProducts", |body, response| {
        let start = parameter(body, "limitstart").unwrap_or("0");
        let id = 1 + start.parse::<u32>().unwrap();
        let json = json!({
            "result": "success", "totalresults": "3", "products": { "product": [{ "id": id }] },
        });
        response.with("200 OK", json.to_string())
    });
    accept_tickets(&proxy);
    let relay = proxy.relay(TIMEOUT);
    assert_eq!(open(&relay, "serviceid", "2").json()["result"], "success");
    let other = open(&relay, "serviceid", "4");
    assert_eq!(other.status, 422, "{}", other.text());
}

/// A service of another client is not accepted, regardless of WHMCS's response.
#[test]
fn a_service_of_another_client_is_refused() {
    let proxy = FaultProxy::new();
    proxy.rewrite("GetClientsProducts", |_, response| {
        let json = json!({
            "result": "success", "totalresults": 1,
            "products": { "product": { "id": "3", "clientid": "2", "name": "Another's" } },
        });
        response.with("200 OK", json.to_string())
    });
    let relay = proxy.relay(TIMEOUT);
    assert_eq!(open(&relay, "serviceid", "3").status, 422);
    assert!(!related(&relay).iter().any(|choice| choice["id"] == "S3"));
}

#[test]
fn a_long_list_is_truncated() {
    let proxy = FaultProxy::new();
    with_services(&proxy, 1_200, Duration::ZERO);
    let relay = proxy.relay(TIMEOUT);
    let related = related(&relay);
    let services = related
        .iter()
        .filter(|choice| choice["id"].as_str().unwrap().starts_with('S'));
    assert_eq!((services.count(), related.len()), (1_000, 2_000));
}

#[test]
fn ten_requests_for_the_rules_of_a_client_share_their_lookups() {
    let proxy = FaultProxy::new();
    with_services(&proxy, 250, Duration::from_millis(20));
    let relay = proxy.relay(TIMEOUT);
    thread::scope(|scope| {
        for _ in 0..10 {
            scope.spawn(|| assert_eq!(related(&relay).len(), 500));
        }
    });
    let calls = ["GetClientsProducts", "GetClientsDomains"].map(|it| proxy.request_count(it));
    assert_eq!(calls, [10, 10]);
}

#[test]
fn requests_that_wait_for_a_lookup_share_its_failure() {
    let proxy = FaultProxy::new();
    proxy.rewrite("GetClientsProducts", |_, response| {
        thread::sleep(Duration::from_millis(500));
        response.with("500 Internal Server Error", "")
    });
    let relay = proxy.relay(TIMEOUT);
    thread::scope(|scope| {
        for _ in 0..10 {
            scope.spawn(|| assert!(related(&relay).is_empty()));
        }
    });
    let calls = proxy.request_count("GetClientsProducts");
    assert!((1..=3).contains(&calls), "{calls} calls");
}

/// All lookups of one request share one time limit: the sum of the two timeouts of a request to
/// WHMCS.
#[test]
fn a_slow_list_ends_at_the_time_limit() {
    let proxy = FaultProxy::new();
    with_services(&proxy, 1_000, Duration::from_millis(400));
    let mut config = open_ticket_relay::config::Config::parse(EXAMPLE_CONFIG).unwrap();
    config.whmcs_timeouts.connect = Duration::from_millis(500);
    config.whmcs_timeouts.response = Duration::from_millis(1_000);
    let relay = Relay::for_api_with(config, &proxy.url);
    let read = related(&relay).len();
    // The whole list has 80 pages.
    let calls =
        proxy.request_count("GetClientsProducts") + proxy.request_count("GetClientsDomains");
    assert!(calls < 40, "{calls} calls");
    assert!((1..1_000).contains(&read), "{read} services");
}
