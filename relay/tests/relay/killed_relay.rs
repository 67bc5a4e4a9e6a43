//! A relay that is killed, or whose client disconnects, at each moment of a submission. The
//! state of the key is `unknown` while a ticket may have been opened. Each key opens one ticket.

use crate::support::{
    EXAMPLE_CONFIG, Fault, FaultProxy, Opened, RedisServer, RelayProcess, SIGNING_KEY,
    WorkingDirectory, bearer, claims, token,
};
use open_ticket_test_support::{Form, URLENCODED, client, get};
use reqwest::blocking::Client;
use serde_json::Value;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::thread;
use std::time::{Duration, Instant};

const TIMEOUT: Duration = Duration::from_secs(30);
/// Long enough to kill the relay or to disconnect its client in the meantime.
const LONG: Duration = Duration::from_secs(4);
const KEY: &str = "3f0e8b1c-52a4-4d6f-9c3e-7a1b2c3d4e5f";

/// Moment of a submission.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Moment {
    /// The head has arrived, and a part of the body.
    Body,
    /// The services of the client are looked up.
    Lookup,
    /// The request has reached WHMCS, which has opened the ticket; the response has not arrived.
    TicketOpened,
    /// The connection to WHMCS is open, and its request was lost.
    RequestLost,
    /// The ticket was opened, and its response stored.
    Completed,
}

const MOMENTS: [Moment; 5] = [
    Moment::Body,
    Moment::Lookup,
    Moment::TicketOpened,
    Moment::RequestLost,
    Moment::Completed,
];

impl Moment {
    fn prepare(self, proxy: &FaultProxy) {
        match self {
            Self::Lookup => proxy.delay("GetClientsProducts", LONG),
            Self::TicketOpened => proxy.inject("OpenTicket", Fault::ResponseWithheld),
            Self::RequestLost => {
                let lost = Fault::ConnectionLost(None, Opened::Never);
                proxy.inject("OpenTicket", lost);
            }
            Self::Body | Self::Completed => {}
        }
    }

    fn sent_bytes(self, body: &str) -> usize {
        if self == Self::Body { 10 } else { body.len() }
    }

    fn wait(self, relay: &RelayProcess, proxy: &FaultProxy) {
        wait_for(|| match self {
            Self::Body => state(relay) == "unknown",
            Self::Lookup => proxy.request_count("GetClientsProducts") > 0,
            Self::TicketOpened => proxy.sandbox.stored_rows() > 0,
            Self::RequestLost => proxy.request_count("OpenTicket") > 0,
            Self::Completed => state(relay) == "opened",
        });
    }

    /// Returns `true` if the request has reached WHMCS, or may have.
    fn may_be_sent(self) -> bool {
        !matches!(self, Self::Body | Self::Lookup)
    }

    /// State of the key after the relay was killed, for a new relay with the same file.
    fn state_after_kill(self) -> &'static str {
        match self {
            // A request that was not sent to WHMCS ended with the relay.
            Self::Body | Self::Lookup => "not_opened",
            Self::TicketOpened | Self::RequestLost => "unknown",
            Self::Completed => "opened",
        }
    }
}

fn wait_for(condition: impl Fn() -> bool) {
    let started = Instant::now();
    while !condition() {
        assert!(started.elapsed() < TIMEOUT, "timed out");
        thread::sleep(Duration::from_millis(5));
    }
}

fn state(relay: &RelayProcess) -> String {
    let url = format!("http://{}/api/ticket/{KEY}", relay.address);
    let outcome: Value = get(&url, &[]).json();
    outcome["state"].as_str().unwrap().to_owned()
}

/// Starts a relay for the api.php behind the proxy.
fn start(directory: &WorkingDirectory, proxy: &FaultProxy, state: &[&str]) -> RelayProcess {
    let arguments = [&["--whmcs", &proxy.url, "--listen", "127.0.0.1:0"], state].concat();
    let mut command = directory.command(&arguments);
    command
        .env("OPEN_TICKET_IDENTIFIER", "sandbox")
        .env("OPEN_TICKET_SECRET", "sandbox")
        .env("OPEN_TICKET_SIGNING_KEY", SIGNING_KEY);
    directory.start_command(&mut command)
}

/// Sends a client's request with only the first bytes of its body, and keeps the connection open. `sent`
/// returns the number of these bytes.
fn send(relay: &RelayProcess, sent: impl Fn(&str) -> usize) -> TcpStream {
    let form = Form::ticket().without("name").without("email");
    let body = form.with("serviceid", "1").body();
    let authorization = bearer(&token(&claims(1)));
    let head = format!(
        "POST /api/ticket HTTP/1.1\r\nhost: {}\r\ncontent-type: {URLENCODED}\r\n\
         content-length: {}\r\nconnection: close\r\nidempotency-key: {KEY}\r\n\
         authorization: {authorization}\r\n\r\n",
        relay.address,
        body.len()
    );
    let mut stream = TcpStream::connect(&relay.address).unwrap();
    // Written in one piece, so that nothing else has to arrive.
    let sent = sent(&body);
    stream
        .write_all(format!("{head}{}", &body[..sent]).as_bytes())
        .unwrap();
    stream
}

/// Sends the request, and returns the response.
fn submit(relay: &RelayProcess) -> Value {
    let mut response = String::new();
    let mut stream = send(relay, str::len);
    stream.read_to_string(&mut response).unwrap();
    let (_, body) = response.split_once("\r\n\r\n").unwrap();
    serde_json::from_str(body).unwrap()
}

fn kill(mut relay: RelayProcess) {
    relay.child.kill().unwrap();
    relay.child.wait().unwrap();
}

/// Asserts the result of a retry, and that no more than one ticket was opened.
fn assert_one_ticket(moment: Moment, relay: &RelayProcess, proxy: &FaultProxy) {
    let again = submit(relay);
    let expected = match moment {
        // WHMCS may still be running the request.
        Moment::RequestLost => ("unknown", 0),
        _ => ("success", 1),
    };
    let result = match again["result"].as_str() {
        Some("success") => "success",
        _ => again["code"].as_str().unwrap(),
    };
    let rows = proxy.sandbox.stored_rows();
    assert_eq!((result, rows), expected, "{moment:?}: {again}");
    let sent = proxy.request_count("OpenTicket");
    assert_eq!(sent, 1, "{moment:?}");
}

#[test]
fn after_a_kill_at_any_moment_a_key_opens_one_ticket() {
    for moment in MOMENTS {
        let proxy = FaultProxy::new();
        let directory = WorkingDirectory::new(EXAMPLE_CONFIG);
        let relay = start(&directory, &proxy, &[]);
        moment.prepare(&proxy);
        let _connection = send(&relay, |body| moment.sent_bytes(body));
        moment.wait(&relay, &proxy);
        kill(relay);
        proxy.stop_rewriting();
        let relay = start(&directory, &proxy, &[]);
        assert_eq!(state(&relay), moment.state_after_kill(), "{moment:?}");
        assert_one_ticket(moment, &relay, &proxy);
    }
}

/// The other relay cannot detect that the first relay was killed.
#[test]
fn a_key_of_a_killed_relay_is_unknown_to_other_relays() {
    for moment in MOMENTS {
        let (proxy, redis) = (FaultProxy::new(), RedisServer::start());
        let (url, directories) = (
            redis.url(),
            [(); 2].map(|()| WorkingDirectory::new(EXAMPLE_CONFIG)),
        );
        let [first, second] =
            [0, 1].map(|index: usize| start(&directories[index], &proxy, &["--state", &url]));
        moment.prepare(&proxy);
        let _connection = send(&first, |body| moment.sent_bytes(body));
        moment.wait(&first, &proxy);
        kill(first);
        proxy.stop_rewriting();
        let expected = match moment {
            Moment::Completed => "opened",
            _ => "unknown",
        };
        assert_eq!(state(&second), expected, "{moment:?}");
        if moment.may_be_sent() && moment != Moment::Completed {
            // The lease of the killed relay has not ended.
            assert_eq!(submit(&second)["code"], "in_progress", "{moment:?}");
            assert_eq!(proxy.request_count("OpenTicket"), 1);
        } else {
            assert_one_ticket(moment, &second, &proxy);
        }
    }
}

/// A proxy disconnects, and sends the request again, as HAProxy does with `retry-on`.
#[test]
fn after_a_disconnection_at_any_moment_a_key_opens_one_ticket() {
    for moment in MOMENTS {
        let proxy = FaultProxy::new();
        let directory = WorkingDirectory::new(EXAMPLE_CONFIG);
        let relay = start(&directory, &proxy, &[]);
        moment.prepare(&proxy);
        let connection = send(&relay, |body| moment.sent_bytes(body));
        moment.wait(&relay, &proxy);
        drop(connection);
        proxy.stop_rewriting();
        if moment.may_be_sent() && moment != Moment::Completed {
            assert_eq!(state(&relay), "unknown", "{moment:?}");
            assert_eq!(submit(&relay)["code"], "in_progress", "{moment:?}");
            assert_eq!(proxy.request_count("OpenTicket"), 1);
        } else {
            assert_one_ticket(moment, &relay, &proxy);
        }
    }
}

/// Sends a ticket with this number as its key. Returns `None` without a ticket.
fn open(address: &str, number: usize) -> Option<Value> {
    let form = Form::ticket().with("subject", format!("Ticket {number}"));
    let client = Client::builder().no_proxy().tls_certs_only([]);
    let post = client.build().unwrap();
    let post = post
        .post(format!("http://{address}/api/ticket"))
        .header("content-type", URLENCODED)
        .header(
            "idempotency-key",
            format!("00000000-0000-4000-8000-{number:012}"),
        )
        .body(form.body());
    let text = post.send().and_then(|response| response.text()).ok()?;
    let response: Value = serde_json::from_str(&text).ok()?;
    (response["result"] == "success").then_some(response)
}

/// Each key is sent twice at the same time, while the relay is killed repeatedly.
#[test]
fn equal_keys_open_one_ticket_each_while_the_relay_is_killed() {
    const KEYS: usize = 12;
    const KILLS: u64 = 5;
    // Installs the TLS provider, without which no client can be built.
    drop(client());
    let proxy = FaultProxy::new();
    let directory = WorkingDirectory::new(EXAMPLE_CONFIG);
    for round in 0..KILLS {
        let relay = start(&directory, &proxy, &[]);
        thread::scope(|scope| {
            for number in 0..2 * KEYS {
                let address = relay.address.clone();
                scope.spawn(move || open(&address, number % KEYS));
            }
            thread::sleep(Duration::from_millis(9 * (round + 1)));
            relay.signal("KILL");
        });
        kill(relay);
    }
    let relay = start(&directory, &proxy, &[]);
    // A request of a killed relay may still be on its way to WHMCS.
    wait_for(|| {
        let opened = (0..KEYS).filter_map(|number| open(&relay.address, number));
        let mut ids: Vec<_> = opened.map(|ticket| ticket["id"].to_string()).collect();
        let count = ids.len();
        let stored = usize::try_from(proxy.sandbox.stored_rows()).unwrap();
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), count, "two keys have the same ticket");
        assert!(stored <= KEYS, "{stored} tickets for {KEYS} keys");
        count == stored
    });
}
