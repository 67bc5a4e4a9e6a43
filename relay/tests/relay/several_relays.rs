//! Several relays behind a load balancer, with shared state in Redis.

use crate::support::{
    EXAMPLE_CONFIG, Fault, FaultProxy, RedisServer, Relay, WorkingDirectory, bearer, claims, token,
};
use open_ticket_test_support::Form;
use serde_json::json;
use std::fs;
use std::thread;
use std::time::Duration;

const KEY: &str = "3f0e8b1c-52a4-4d6f-9c3e-7a1b2c3d4e5f";

fn key(i: u32) -> String {
    format!("00000000-0000-4000-8000-{i:012}")
}

fn two_relays(config: &str, proxy: &FaultProxy, redis: &RedisServer) -> [Relay; 2] {
    [0, 1].map(|_| Relay::with_shared_state(config, &proxy.url, &redis.url()))
}

#[test]
fn a_hundred_concurrent_requests_to_two_relays_open_one_ticket() {
    let (proxy, redis) = (FaultProxy::new(), RedisServer::start());
    let relays = two_relays(EXAMPLE_CONFIG, &proxy, &redis);
    let responses: Vec<_> = thread::scope(|scope| {
        let threads: Vec<_> = (0..100)
            .map(|i| {
                let relay = &relays[i % 2];
                scope.spawn(move || relay.open_ticket(&Form::ticket(), KEY))
            })
            .collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap())
            .collect()
    });
    let successful: Vec<_> = responses
        .iter()
        .filter(|response| response.status == 200)
        .collect();
    assert!(!successful.is_empty());
    assert!(
        successful
            .iter()
            .all(|response| response.bytes == successful[0].bytes)
    );
    let in_progress = responses
        .iter()
        .filter(|response| response.code() == "in_progress")
        .count();
    assert_eq!(in_progress + successful.len(), 100);
    assert_eq!(proxy.request_count("OpenTicket"), 1);
    assert_eq!(proxy.sandbox.stored_rows(), 1);
}

#[test]
fn a_relay_finds_the_ticket_whose_response_another_relay_lost() {
    let (proxy, redis) = (FaultProxy::new(), RedisServer::start());
    let [first, second] = two_relays(EXAMPLE_CONFIG, &proxy, &redis);
    proxy.inject("OpenTicket", Fault::ResponseLost);
    assert_eq!(first.open_ticket(&Form::ticket(), KEY).code(), "unknown");
    let outcome_path = format!("/api/ticket/{KEY}");
    assert_eq!(
        second.get(&outcome_path).json(),
        json!({ "state": "unknown" })
    );
    let found = second.open_ticket(&Form::ticket(), KEY);
    assert_eq!(found.json()["result"], "success", "{}", found.text());
    assert_eq!(first.get(&outcome_path).json()["answer"], found.json());
    assert_eq!(proxy.sandbox.stored_rows(), 1);
}

#[test]
fn a_key_that_one_relay_received_is_unknown_to_all_relays() {
    let (proxy, redis) = (FaultProxy::new(), RedisServer::start());
    let [first, second] = two_relays(EXAMPLE_CONFIG, &proxy, &redis);
    proxy.delay("GetClientsProducts", Duration::from_secs(2));
    let state = || {
        let outcome = second.get(&format!("/api/ticket/{KEY}")).json();
        outcome["state"].as_str().unwrap().to_owned()
    };
    let authorization = bearer(&token(&claims(1)));
    let headers = [("idempotency-key", KEY), ("authorization", &authorization)];
    let form = Form::ticket().without("name").without("email");
    let other_service = form.clone().with("serviceid", "999999");
    let about_service = form.with("serviceid", "1");
    thread::scope(|scope| {
        let request = scope.spawn(|| first.open_ticket_with(&other_service, &headers));
        while proxy.request_count("GetClientsProducts") == 0 {
            thread::yield_now();
        }
        assert_eq!(state(), "unknown");
        assert_eq!(request.join().unwrap().status, 422);
        assert_eq!(state(), "not_opened");
        let request = scope.spawn(|| first.open_ticket_with(&about_service, &headers));
        while proxy.request_count("GetClientsProducts") == 1 {
            thread::yield_now();
        }
        loop {
            let state = state();
            if state == "opened" {
                break;
            }
            assert_eq!(state, "unknown");
        }
        assert_eq!(request.join().unwrap().status, 200);
    });
    assert_eq!(proxy.sandbox.stored_rows(), 1);
}

/// Both relays search concurrently for the tickets of two submissions with the same content.
#[test]
fn two_relays_do_not_find_the_same_ticket() {
    let (proxy, redis) = (FaultProxy::new(), RedisServer::start());
    let relays = two_relays(EXAMPLE_CONFIG, &proxy, &redis);
    for number in [1, 2] {
        proxy.inject("OpenTicket", Fault::ResponseLost);
        relays[0].open_ticket(&Form::ticket(), &key(number));
    }
    let ids: Vec<_> = thread::scope(|scope| {
        let threads = [(1, &relays[0]), (2, &relays[1])].map(|(number, relay)| {
            scope.spawn(move || relay.open_ticket(&Form::ticket(), &key(number)))
        });
        threads
            .map(|thread| thread.join().unwrap().json()["id"].clone())
            .to_vec()
    });
    assert_ne!(ids[0], ids[1]);
    assert!(ids.iter().all(|id| id.is_string()), "{ids:?}");
    assert_eq!(proxy.sandbox.stored_rows(), 2);
}

#[test]
fn rate_limits_apply_to_all_relays_together() {
    let (proxy, redis) = (FaultProxy::new(), RedisServer::start());
    let config = EXAMPLE_CONFIG.replace("per_hour = 20", "per_hour = 2");
    let relays = two_relays(&config, &proxy, &redis);
    let open = |i: u32| relays[i as usize % 2].open_ticket(&Form::ticket(), &key(i));
    assert_eq!((open(1).status, open(2).status), (200, 200));
    assert_eq!(
        (open(3).code(), open(4).code()),
        ("rate".into(), "rate".into())
    );
    assert_eq!(proxy.sandbox.stored_rows(), 2);
}

/// Without the shared state, a relay cannot distinguish a retry from a new ticket. It does not report
/// that no ticket was opened either: an earlier request with the key may have opened one.
#[test]
fn no_ticket_is_sent_while_redis_is_stopped() {
    let (proxy, mut redis) = (FaultProxy::new(), RedisServer::start());
    let [relay, _] = two_relays(EXAMPLE_CONFIG, &proxy, &redis);
    redis.stop();
    let response = relay.open_ticket(&Form::ticket(), KEY);
    assert_eq!(
        (response.status, response.code().as_str()),
        (503, "unknown")
    );
    assert_eq!(proxy.request_count("OpenTicket"), 0);
    redis.restart();
    // The connection is re-established, though not necessarily by the first request.
    let attempts = (0..20).map(|_| relay.open_ticket(&Form::ticket(), KEY));
    let opened = attempts.into_iter().find(|response| response.status == 200);
    assert_eq!(opened.unwrap().json()["result"], "success");
    assert_eq!(proxy.sandbox.stored_rows(), 1);
}

/// Name and value of a setting of Redis.
type Setting = (&'static str, &'static str);

/// Starts a relay with a Redis server that has these settings. Returns the log of the start.
fn start_log(settings: &[Setting]) -> String {
    let redis = RedisServer::start();
    for (name, value) in settings {
        let mut set = redis::cmd("CONFIG");
        set.arg("SET").arg(name).arg(value);
        set.exec(&mut redis.connect()).unwrap();
    }
    let directory = WorkingDirectory::new(EXAMPLE_CONFIG);
    drop(directory.start_with(&["--state", &redis.url()]));
    fs::read_to_string(directory.log()).unwrap()
}

#[test]
fn a_redis_server_that_may_lose_keys_is_reported_at_startup() {
    let eviction = "set maxmemory-policy to noeviction";
    let persistence = "set appendonly to yes and appendfsync to always";
    let limit = ("maxmemory", "100mb");
    let settings: [(&[Setting], bool, bool); 6] = [
        (&[], false, false),
        (&[limit], false, false),
        (&[("maxmemory-policy", "allkeys-lru")], false, false),
        (&[limit, ("maxmemory-policy", "allkeys-lru")], true, false),
        (&[limit, ("maxmemory-policy", "volatile-ttl")], true, false),
        (&[("appendonly", "no")], false, true),
    ];
    for (settings, evicts, forgets) in settings {
        let log = start_log(settings);
        assert_eq!(log.contains(eviction), evicts, "{settings:?}: {log}");
        assert_eq!(log.contains(persistence), forgets, "{settings:?}: {log}");
    }
}
