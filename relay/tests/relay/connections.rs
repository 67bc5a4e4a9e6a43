//! Connections that wait: idle ones, incomplete heads and bodies, and clients that read nothing.

use crate::support::{EXAMPLE_CONFIG, Relay};
use open_ticket_test_support::Form;
use std::fs;
use std::io::{ErrorKind, Read, Write};
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpStream};
use std::time::Duration;
use tokio::net::TcpSocket;

const MAX_CONNECTIONS: usize = 40;

/// An incomplete head.
const HEAD: &str = "GET /healthz HTTP/1.1\r\nhost: relay\r\n";

/// Name of a way to hold a connection, and the bytes that the client sends.
type Holder = (&'static str, fn() -> String);

/// Ways to hold a connection.
const HOLDERS: [Holder; 6] = [
    ("idle", String::new),
    ("an incomplete head", || HEAD.to_owned()),
    ("a large incomplete head", || {
        format!("{HEAD}x: {}", "x".repeat(60_000))
    }),
    ("an incomplete body", || {
        "POST /api/ticket HTTP/1.1\r\nhost: relay\r\ncontent-length: 5000\r\n\
         content-type: application/x-www-form-urlencoded\r\n\r\naction="
            .to_owned()
    }),
    ("a complete request", || format!("{HEAD}\r\n")),
    ("a response that is not read", || {
        "GET /large.txt HTTP/1.1\r\nhost: relay\r\n\r\n".to_owned()
    }),
];

fn relay(changes: &[(&str, &str)]) -> Relay {
    let config = EXAMPLE_CONFIG.replace(
        "max_connections = 10_000",
        &format!("max_connections = {MAX_CONNECTIONS}"),
    );
    let config = changes
        .iter()
        .fold(config, |config, (from, to)| config.replace(from, to));
    let relay = Relay::with_sandbox_and_config(&config);
    let dist = relay.folder.path().join("dist");
    fs::create_dir_all(&dist).unwrap();
    fs::write(dist.join("large.txt"), "x".repeat(20 << 20)).unwrap();
    relay
}

fn address(relay: &Relay) -> SocketAddr {
    relay
        .base_url
        .trim_start_matches("http://")
        .parse()
        .unwrap()
}

/// Connects from the loopback address with this last byte.
fn connect(relay: &Relay, from: u8) -> TcpStream {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let stream = runtime.block_on(async {
        let socket = TcpSocket::new_v4().unwrap();
        let source = IpAddr::V4(Ipv4Addr::new(127, 0, 0, from));
        socket.bind(SocketAddr::new(source, 0)).unwrap();
        socket
            .connect(address(relay))
            .await
            .unwrap()
            .into_std()
            .unwrap()
    });
    stream.set_nonblocking(false).unwrap();
    stream
        .set_read_timeout(Some(Duration::from_secs(60)))
        .unwrap();
    stream
}

fn hold(relay: &Relay, from: u8, request: &str) -> TcpStream {
    let mut stream = connect(relay, from);
    stream.write_all(request.as_bytes()).unwrap();
    stream
}

/// Reads until the connection ends. Returns `true` if the relay has closed it.
fn is_closed(mut stream: &TcpStream) -> bool {
    let mut buffer = [0; 64 << 10];
    loop {
        match stream.read(&mut buffer) {
            Ok(0) => return true,
            Ok(_) => {}
            Err(error) => return error.kind() == ErrorKind::ConnectionReset,
        }
    }
}

fn assert_health(relay: &Relay, reason: &str) {
    assert_eq!(relay.get("/healthz").text(), "ok\n", "{reason}");
}

#[test]
fn the_health_check_responds_while_connections_of_any_kind_take_all_slots() {
    for (reason, request) in HOLDERS {
        let relay = relay(&[]);
        // From many addresses, so that no limit per address applies.
        let held: Vec<_> = (0..3 * MAX_CONNECTIONS)
            .map(|i| hold(&relay, 2 + u8::try_from(i % 100).unwrap(), &request()))
            .collect();
        for _ in 0..3 {
            assert_health(&relay, reason);
        }
        let opened = relay.post("/api/ticket", Form::ticket().body());
        assert_eq!(opened.json()["result"], "success", "{reason}");
        assert!(
            is_closed(&held[0]),
            "{reason}: the first connection still has its slot"
        );
    }
}

#[test]
fn one_address_cannot_take_the_slots_of_others() {
    let relay = relay(&[(
        "max_connections_per_address = 500",
        "max_connections_per_address = 5",
    )]);
    let mut other = hold(&relay, 2, "");
    let held: Vec<_> = (0..3 * MAX_CONNECTIONS)
        .map(|_| hold(&relay, 3, HEAD))
        .collect();
    for replaced in &held[..held.len() - 5] {
        assert!(is_closed(replaced));
    }
    other.write_all(b"GET /healthz HTTP/1.0\r\n\r\n").unwrap();
    let mut response = String::new();
    other.read_to_string(&mut response).unwrap();
    assert!(response.starts_with("HTTP/1.0 200"), "{response}");
}

#[test]
fn a_trusted_proxy_may_open_more_connections_than_one_client() {
    let relay = relay(&[
        (
            "max_connections_per_address = 500",
            "max_connections_per_address = 5",
        ),
        ("trusted_proxies = []", "trusted_proxies = [\"127.0.0.1\"]"),
    ]);
    let mut held: Vec<_> = (0..MAX_CONNECTIONS)
        .map(|_| hold(&relay, 1, HEAD))
        .collect();
    for stream in &mut held {
        stream.write_all(b"connection: close\r\n\r\n").unwrap();
        let mut response = String::new();
        stream.read_to_string(&mut response).unwrap();
        assert!(response.starts_with("HTTP/1.1 200"), "{response}");
    }
}

#[test]
fn a_head_that_is_too_large_is_refused() {
    let relay = relay(&[]);
    let mut stream = connect(&relay, 2);
    // The relay may close the connection before it has read everything.
    let _ = stream.write_all(format!("{HEAD}x: {}", "x".repeat(200_000)).as_bytes());
    let mut response = Vec::new();
    let _ = stream.read_to_end(&mut response);
    let response = String::from_utf8(response).unwrap();
    assert!(
        response.is_empty() || response.starts_with("HTTP/1.1 431"),
        "{response}"
    );
    assert_health(&relay, "after the head");
}
