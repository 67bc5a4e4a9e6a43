//! A proxy between a relay and an api.php that can lose requests or responses.

use super::relay::{EXAMPLE_CONFIG, Relay, SANDBOX_API};
use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// Fault of one request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The request is forwarded, and its response is lost.
    ResponseLost,
    /// The request is forwarded, and its response is withheld until the relay disconnects.
    ResponseWithheld,
    /// The request is read, but not forwarded.
    RequestLost,
}

type InjectedFaults = Mutex<Vec<(&'static str, Fault)>>;
type RequestBodies = Mutex<Vec<String>>;

/// Proxy for the api.php of a sandbox.
pub struct FaultProxy {
    /// URL of api.php through the proxy.
    pub url: String,
    /// Relay whose sandbox is behind the proxy.
    pub sandbox: Relay,
    faults: Arc<InjectedFaults>,
    bodies: Arc<RequestBodies>,
}

impl FaultProxy {
    pub fn new() -> Self {
        let sandbox = Relay::with_sandbox_and_config(EXAMPLE_CONFIG);
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}{SANDBOX_API}", listener.local_addr().unwrap());
        let (faults, bodies) = (Arc::default(), Arc::default());
        let proxy = Self {
            url,
            faults: Arc::clone(&faults),
            bodies: Arc::clone(&bodies),
            sandbox,
        };
        let upstream = proxy
            .sandbox
            .base_url
            .trim_start_matches("http://")
            .to_owned();
        thread::spawn(move || {
            for stream in listener.incoming() {
                let stream = stream.unwrap();
                let upstream = upstream.clone();
                let (faults, bodies) = (Arc::clone(&faults), Arc::clone(&bodies));
                thread::spawn(move || forward(stream, &upstream, &faults, &bodies));
            }
        });
        proxy
    }

    /// Starts a relay that uses the proxy.
    pub fn relay(&self, response_timeout: Duration) -> Relay {
        Relay::for_api(&self.url, response_timeout)
    }

    /// Injects a fault into the next request with this action.
    pub fn inject(&self, action: &'static str, fault: Fault) {
        self.faults.lock().unwrap().push((action, fault));
    }

    /// Returns the number of requests with this action.
    pub fn request_count(&self, action: &str) -> usize {
        let bodies = self.bodies.lock().unwrap();
        bodies
            .iter()
            .filter(|body| has_action(body, action))
            .count()
    }
}

fn has_action(body: &str, action: &str) -> bool {
    body.contains(&format!("action={action}&"))
}

fn forward(mut stream: TcpStream, upstream: &str, faults: &InjectedFaults, bodies: &RequestBodies) {
    let request = read_message(&mut stream);
    let text = String::from_utf8_lossy(&request).into_owned();
    let body = text.split_once("\r\n\r\n").map_or("", |(_, body)| body);
    bodies.lock().unwrap().push(body.to_owned());
    let fault = {
        let mut faults = faults.lock().unwrap();
        let next = faults
            .iter()
            .position(|(action, _)| has_action(body, action));
        next.map(|i| faults.remove(i).1)
    };
    if fault == Some(Fault::RequestLost) {
        return;
    }
    let mut api = TcpStream::connect(upstream).unwrap();
    api.write_all(&request).unwrap();
    let response = read_message(&mut api);
    match fault {
        None => {
            let _ = stream.write_all(&response);
        }
        // Returns when the relay disconnects.
        Some(Fault::ResponseWithheld) => drop(stream.read(&mut [0])),
        Some(Fault::ResponseLost | Fault::RequestLost) => {}
    }
    let _ = stream.shutdown(Shutdown::Both);
}

/// Reads headers, and a body of the length that they declare.
fn read_message(stream: &mut TcpStream) -> Vec<u8> {
    let (mut message, mut buffer) = (Vec::new(), [0; 65_536]);
    loop {
        let count = stream.read(&mut buffer).unwrap_or(0);
        message.extend_from_slice(&buffer[..count]);
        let headers_end = message.windows(4).position(|window| window == b"\r\n\r\n");
        let Some(headers_end) = headers_end.filter(|_| count > 0) else {
            if count == 0 {
                return message;
            }
            continue;
        };
        let headers = String::from_utf8_lossy(&message[..headers_end]).to_ascii_lowercase();
        let length: usize = headers
            .lines()
            .find_map(|line| line.strip_prefix("content-length: ")?.parse().ok())
            .unwrap_or(0);
        if message.len() >= headers_end + 4 + length {
            return message;
        }
    }
}
