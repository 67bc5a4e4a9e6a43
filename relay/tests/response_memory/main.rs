//! Memory for responses of WHMCS: a small multiple of the bytes received, for any structure.
//!
//! The allocator's counters cover the whole process, so this program has only one test.

// A panic in a test or a helper fails the test, as intended.
#![allow(clippy::panic, clippy::unwrap_used)]

use jiff::tz::TimeZone;
use open_ticket_relay::secret::Secret;
use open_ticket_relay::whmcs::{Credentials, Timeouts, WhmcsClient};
use peak_alloc::PeakAlloc;
use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::Arc;
use std::thread;
use std::time::Duration;
use tokio::runtime::Runtime;

#[global_allocator]
static ALLOCATOR: PeakAlloc = PeakAlloc;

/// Size of a response. The maximum is 4 MiB, which takes longer without optimization.
const SIZE: usize = 2_000_000;

/// Maximum peak for one response: a growing buffer, and the values that are read.
const MAX_PEAK: usize = 3 * SIZE + 1_000_000;

/// Repeats a string between a prefix and a suffix.
fn repeated(prefix: &str, text: &str, suffix: &str) -> Vec<u8> {
    let count = (SIZE - prefix.len() - suffix.len()) / text.len();
    [prefix, &text.repeat(count), suffix].concat().into_bytes()
}

fn shapes() -> Vec<(&'static str, Vec<u8>)> {
    let list = r#"{"result":"success","departments":{"department":["#;
    let long = format!("{{\"{}\":1,", "k".repeat(1_000));
    vec![
        ("empty objects", repeated(list, "{},", "{}]}}")),
        (
            "objects with an unknown name",
            repeated(list, "{\"\":0},", "{}]}}"),
        ),
        ("small elements", repeated(list, "{\"id\":1},", "{}]}}")),
        (
            "whole elements",
            repeated(list, "{\"id\":1,\"name\":\"a\"},", "{}]}}"),
        ),
        ("numbers", repeated(list, "0,", "0]}}")),
        ("empty lists", repeated(list, "[],", "0]}}")),
        (
            "nested objects",
            repeated(list, "{\"id\":{\"id\":[]}},", "{}]}}"),
        ),
        ("a list at the top", repeated("[", "{\"\":0},", "{}]")),
        (
            "names at the top",
            repeated("{", "\"\":0,", "\"result\":\"success\"}"),
        ),
        (
            "results",
            repeated("{", "\"result\":\"success\",", "\"id\":1}"),
        ),
        (
            "a long message",
            repeated("{\"result\":\"error\",\"message\":\"", "a", "\"}"),
        ),
        (
            "a long escaped message",
            repeated("{\"result\":\"error\",\"message\":\"", "\\u0041", "\"}"),
        ),
        (
            "a long name",
            repeated("{\"result\":\"success\",\"", "n", "\":1}"),
        ),
        (
            "flattened keys",
            repeated(
                "{",
                "\"departments[department][0][id]\":1,\"departments[department][1][id]\":1,",
                "\"result\":\"success\"}",
            ),
        ),
        ("braces", repeated("", "{", "")),
        ("brackets", repeated("", "[", "")),
        ("objects without an end", repeated("", "{\"a\":", "")),
        ("many small objects", repeated("", "{}", "")),
        ("long names without an end", repeated("", &long, "")),
        (
            "bytes that are not UTF-8",
            repeated("", "?", "").into_iter().map(|_| 0xff).collect(),
        ),
        ("quotation marks", repeated("", "\"", "")),
        ("pairs", repeated("result=success;", "a=1;", "")),
        ("known pairs", repeated("result=success;", "message=1;", "")),
        (
            "elements as pairs",
            repeated("result=success;", "departments[department][0][id]=1;", ""),
        ),
        ("separators", repeated("result=success;", ";", "")),
        ("results as pairs", repeated("", "result=success\n", "")),
        ("white space", repeated("", " ", "")),
    ]
}

/// Starts a server that returns this response to every request.
fn serve(response: Arc<Vec<u8>>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/api.php", listener.local_addr().unwrap());
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let _ = stream.read(&mut [0; 4096]);
            let head = "HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n";
            stream.write_all(head.as_bytes()).unwrap();
            // The relay may stop reading.
            let _ = stream.write_all(&response);
        }
    });
    url
}

fn client(url: &str) -> WhmcsClient {
    let credentials = Credentials {
        identifier: Secret::new("sandbox").unwrap(),
        secret: Secret::new("sandbox").unwrap(),
        access_key: None,
    };
    let timeouts = Timeouts {
        connect: Duration::from_secs(5),
        response: Duration::from_secs(60),
    };
    WhmcsClient::new(
        url.parse().unwrap(),
        credentials,
        timeouts,
        8 << 20,
        TimeZone::UTC,
    )
    .unwrap()
}

#[test]
fn a_response_of_any_shape_takes_little_memory() {
    let runtime = Runtime::new().unwrap();
    let mut failures = Vec::new();
    for (name, response) in shapes() {
        let client = client(&serve(Arc::new(response)));
        // The first request also allocates memory for the client itself, so it is not measured.
        let _ = runtime.block_on(client.departments());
        ALLOCATOR.reset_peak_usage();
        let before = ALLOCATOR.current_usage();
        let _ = runtime.block_on(client.departments());
        let peak = ALLOCATOR.peak_usage().saturating_sub(before);
        println!("{name}: {peak} bytes");
        if peak > MAX_PEAK {
            failures.push(format!("{name}: {peak}"));
        }
    }
    assert!(failures.is_empty(), "{failures:#?}");
}
