//! A stub of an operator's HTTP server, with one response for all requests.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;

/// A server on a free port, stopped on drop.
pub struct SourceServer {
    address: SocketAddr,
    requests: Arc<AtomicUsize>,
    has_ended: Arc<AtomicBool>,
}

impl SourceServer {
    /// Starts a server with this response.
    pub fn start(status: u16, body: String) -> Self {
        Self::with_response(Some((status, body)))
    }

    /// Starts a server that accepts connections and never responds.
    pub fn hanging() -> Self {
        Self::with_response(None)
    }

    fn with_response(response: Option<(u16, String)>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let server = Self {
            address: listener.local_addr().unwrap(),
            requests: Arc::default(),
            has_ended: Arc::default(),
        };
        let (requests, has_ended) = (Arc::clone(&server.requests), Arc::clone(&server.has_ended));
        thread::spawn(move || {
            let mut open = Vec::new();
            for stream in listener.incoming().flatten() {
                if has_ended.load(Ordering::Relaxed) {
                    break;
                }
                requests.fetch_add(1, Ordering::Relaxed);
                match &response {
                    Some((status, body)) => respond(stream, *status, body),
                    None => open.push(stream),
                }
            }
        });
        server
    }

    pub fn url(&self) -> String {
        format!("http://{}/source.json", self.address)
    }

    pub fn requests(&self) -> usize {
        self.requests.load(Ordering::Relaxed)
    }
}

impl Drop for SourceServer {
    fn drop(&mut self) {
        self.has_ended.store(true, Ordering::Relaxed);
        // Wakes the thread.
        drop(TcpStream::connect(self.address));
    }
}

/// Sends a response, and ignores errors: a client may close the connection before it has read
/// everything.
fn respond(mut stream: TcpStream, status: u16, body: &str) {
    let _ = stream.read(&mut [0; 4096]);
    let head = format!(
        "HTTP/1.1 {status} Status\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
        body.len()
    );
    let _ = stream.write_all(head.as_bytes());
    let _ = stream.write_all(body.as_bytes());
}
