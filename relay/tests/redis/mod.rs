//! Debian's redis-server, for the tests that need one.

// Not every suite stops and starts it.
#![allow(dead_code)]

use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;
use tempfile::TempDir;

/// A server, ended with the test.
pub struct Server {
    folder: TempDir,
    port: u16,
    child: Child,
}

impl Server {
    pub fn start() -> Self {
        let folder = TempDir::new().unwrap();
        let port = free_port();
        let child = serve(&folder, port);
        Self {
            folder,
            port,
            child,
        }
    }

    pub fn url(&self) -> String {
        format!("redis://127.0.0.1:{}", self.port)
    }

    pub fn stop(&mut self) {
        let _ = self.child.kill();
        self.child.wait().unwrap();
    }

    pub fn start_again(&mut self) {
        self.child = serve(&self.folder, self.port);
    }

    /// Stops its answers, not its connections.
    pub fn freeze(&self) {
        signal(&self.child, "-STOP");
    }

    pub fn thaw(&self) {
        signal(&self.child, "-CONT");
    }

    pub fn connect(&self) -> redis::Connection {
        let client = redis::Client::open(self.url()).unwrap();
        client.get_connection().unwrap()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop();
    }
}

fn signal(child: &Child, name: &str) {
    let id = child.id().to_string();
    let status = Command::new("kill").args([name, &id]).status().unwrap();
    assert!(status.success());
}

fn free_port() -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    listener.local_addr().unwrap().port()
}

fn serve(folder: &TempDir, port: u16) -> Child {
    let mut child = Command::new("redis-server")
        .args(["--bind", "127.0.0.1", "--port", &port.to_string()])
        .args([
            "--save",
            "",
            "--appendonly",
            "yes",
            "--appendfsync",
            "always",
        ])
        .arg("--dir")
        .arg(folder.path())
        .stdout(Stdio::null())
        .spawn()
        .unwrap_or_else(|_| panic!("redis-server, which tools/install brings"));
    for _ in 0..500 {
        assert!(child.try_wait().unwrap().is_none(), "redis-server ended");
        if TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_ok() {
            return child;
        }
        sleep(Duration::from_millis(20));
    }
    panic!("redis-server does not listen");
}
