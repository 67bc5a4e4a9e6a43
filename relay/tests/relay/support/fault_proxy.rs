//! A proxy between a relay and an api.php that can lose, delay or change requests and responses.

use super::relay::{EXAMPLE_CONFIG, Relay, SANDBOX_API};
use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// Fault of one request.
#[derive(Clone, Copy, Debug)]
pub enum Fault {
    /// The request is forwarded, and its response is lost.
    ResponseLost,
    /// The request is forwarded, and its response is withheld until the relay disconnects.
    ResponseWithheld,
    /// The request is read, but not forwarded.
    RequestLost,
    /// The request is forwarded, and its response is replaced.
    ResponseReplaced(fn(UpstreamResponse) -> UpstreamResponse),
    /// The request is not forwarded, and this response is returned.
    ResponseReturned(fn(UpstreamResponse) -> UpstreamResponse),
    /// The proxy loses its connection to api.php, which may still be running. The proxy sends this
    /// text and closes the connection to the relay. Without a text, that connection stays open.
    ConnectionLost(Option<&'static str>, Opened),
    /// As [`Self::ConnectionLost`], after the proxy's timeout.
    TimedOut(Duration, &'static str, Opened),
}

/// Time at which api.php opens the ticket of a request whose response is lost.
#[derive(Clone, Copy, Debug)]
pub enum Opened {
    Never,
    AtOnce,
    After(Duration),
}

/// Response of api.php.
#[derive(Clone, Debug, Default)]
pub struct UpstreamResponse {
    pub status: String,
    /// Value of the `Date` header.
    pub date: String,
    pub body: String,
}

impl UpstreamResponse {
    /// Replaces status and body.
    pub fn with(self, status: &str, body: impl Into<String>) -> Self {
        Self {
            status: status.to_owned(),
            body: body.into(),
            ..self
        }
    }
}

type InjectedFaults = Mutex<Vec<(&'static str, Fault)>>;
type RequestBodies = Mutex<Vec<String>>;
/// Changes the response to a request, given by its body.
type Rewrite = Box<dyn Fn(&str, UpstreamResponse) -> UpstreamResponse + Send + Sync>;
type Rewrites = Mutex<Vec<Arc<Rewrite>>>;

/// Proxy for the api.php of a sandbox.
pub struct FaultProxy {
    /// URL of api.php through the proxy.
    pub url: String,
    /// Relay whose sandbox is behind the proxy.
    pub sandbox: Relay,
    faults: Arc<InjectedFaults>,
    bodies: Arc<RequestBodies>,
    rewrites: Arc<Rewrites>,
}

impl FaultProxy {
    pub fn new() -> Self {
        let sandbox = Relay::with_sandbox_and_config(EXAMPLE_CONFIG);
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}{SANDBOX_API}", listener.local_addr().unwrap());
        let (faults, bodies, rewrites) = (Arc::default(), Arc::default(), Arc::default());
        let proxy = Self {
            url,
            faults: Arc::clone(&faults),
            bodies: Arc::clone(&bodies),
            rewrites: Arc::clone(&rewrites),
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
                let rewrites = Arc::clone(&rewrites);
                thread::spawn(move || forward(stream, &upstream, &faults, &bodies, &rewrites));
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

    /// Records the bodies of all requests with this action, from now on.
    pub fn record(&self, action: &'static str) -> Arc<Mutex<Vec<String>>> {
        let bodies: Arc<Mutex<Vec<String>>> = Arc::default();
        let recorded = bodies.clone();
        self.rewrite(action, move |body, response| {
            recorded.lock().unwrap().push(body.to_owned());
            response
        });
        bodies
    }

    /// Changes the responses to all requests with this action. An empty action stands for all actions.
    pub fn rewrite(
        &self,
        action: &'static str,
        rewrite: impl Fn(&str, UpstreamResponse) -> UpstreamResponse + Send + Sync + 'static,
    ) {
        let rewrite: Rewrite = Box::new(move |body, response| {
            if action.is_empty() || has_action(body, action) {
                rewrite(body, response)
            } else {
                response
            }
        });
        self.rewrites.lock().unwrap().push(Arc::new(rewrite));
    }

    /// Delays the responses to requests with this action.
    pub fn delay(&self, action: &'static str, delay: Duration) {
        self.rewrite(action, move |_, response| {
            thread::sleep(delay);
            response
        });
    }

    /// Stops changing responses.
    pub fn stop_rewriting(&self) {
        self.rewrites.lock().unwrap().clear();
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

/// Forwards a request whose response is not returned.
fn open(upstream: &str, request: &[u8], opened: Opened) {
    let (request, upstream) = (request.to_vec(), upstream.to_owned());
    let open = move || call(&upstream, &request);
    match opened {
        Opened::Never => {}
        Opened::AtOnce => drop(open()),
        Opened::After(delay) => drop(thread::spawn(move || {
            thread::sleep(delay);
            open()
        })),
    }
}

fn has_action(body: &str, action: &str) -> bool {
    body.contains(&format!("action={action}&"))
}

fn forward(
    mut stream: TcpStream,
    upstream: &str,
    faults: &InjectedFaults,
    bodies: &RequestBodies,
    rewrites: &Rewrites,
) {
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
    let response = match fault {
        Some(Fault::RequestLost) => return,
        Some(Fault::TimedOut(timeout, text, opened)) => {
            open(upstream, &request, opened);
            thread::sleep(timeout);
            return drop(stream.write_all(text.as_bytes()));
        }
        Some(Fault::ConnectionLost(text, opened)) => {
            open(upstream, &request, opened);
            return match text {
                Some(text) => drop(stream.write_all(text.as_bytes())),
                None => drop(stream.read(&mut [0])),
            };
        }
        Some(Fault::ResponseReturned(response)) => response(UpstreamResponse::default()),
        _ => call(upstream, &request),
    };
    let response = match fault {
        Some(Fault::ResponseReplaced(replace)) => replace(response),
        // Returns when the relay disconnects.
        Some(Fault::ResponseWithheld) => return drop(stream.read(&mut [0])),
        Some(Fault::ResponseLost) => return,
        _ => response,
    };
    let rewrites: Vec<_> = rewrites.lock().unwrap().clone();
    let response = rewrites
        .iter()
        .fold(response, |response, rewrite| rewrite(body, response));
    let UpstreamResponse { status, date, body } = response;
    let date = match date.as_str() {
        "" => String::new(),
        date => format!("date: {date}\r\n"),
    };
    let length = body.len();
    let head =
        format!("HTTP/1.1 {status}\r\n{date}location: /elsewhere\r\ncontent-length: {length}\r\n");
    // The relay may have disconnected.
    let _ = stream.write_all(format!("{head}connection: close\r\n\r\n{body}").as_bytes());
    let _ = stream.shutdown(Shutdown::Both);
}

fn call(upstream: &str, request: &[u8]) -> UpstreamResponse {
    let mut api = TcpStream::connect(upstream).unwrap();
    api.write_all(request).unwrap();
    parse_response(&read_message(&mut api))
}

fn parse_response(response: &[u8]) -> UpstreamResponse {
    let text = String::from_utf8_lossy(response).into_owned();
    let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
    let status = head.lines().next().unwrap_or_default();
    let date = head.lines().find_map(|line| line.strip_prefix("date: "));
    UpstreamResponse {
        status: status.trim_start_matches("HTTP/1.1 ").to_owned(),
        date: date.unwrap_or_default().to_owned(),
        body: body.to_owned(),
    }
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
