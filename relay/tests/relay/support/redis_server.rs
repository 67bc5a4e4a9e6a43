//! A temporary Redis server.

use std::net::{Ipv4Addr, TcpListener};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;
use tempfile::TempDir;

/// Redis server that is stopped on drop.
pub struct RedisServer {
    folder: TempDir,
    port: u16,
    child: Child,
}

impl RedisServer {
    /// Starts a server on a free port.
    pub fn start() -> Self {
        let folder = TempDir::new().unwrap();
        let port = free_port();
        let child = spawn(&folder, port);
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

    /// Starts the server again, with the same port and data.
    pub fn restart(&mut self) {
        self.child = spawn(&self.folder, self.port);
    }

    /// Suspends the process: connections stay open, but there are no replies.
    pub fn suspend(&self) {
        send_signal(&self.child, "-STOP");
    }

    pub fn resume(&self) {
        send_signal(&self.child, "-CONT");
    }

    pub fn connect(&self) -> redis::Connection {
        let client = redis::Client::open(self.url()).unwrap();
        client.get_connection().unwrap()
    }
}

impl Drop for RedisServer {
    fn drop(&mut self) {
        self.stop();
    }
}

fn send_signal(child: &Child, name: &str) {
    let id = child.id().to_string();
    let status = Command::new("kill").args([name, &id]).status().unwrap();
    assert!(status.success());
}

fn free_port() -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    listener.local_addr().unwrap().port()
}

fn spawn(folder: &TempDir, port: u16) -> Child {
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
        .unwrap_or_else(|_| panic!("cannot start redis-server, which tools/install installs"));
    for _ in 0..500 {
        assert!(child.try_wait().unwrap().is_none(), "redis-server exited");
        if is_ready(port) {
            return child;
        }
        sleep(Duration::from_millis(20));
    }
    panic!("redis-server does not become ready");
}

/// Returns `true` once the server runs commands. After a restart it loads its data first, and
/// rejects commands with `LOADING`.
fn is_ready(port: u16) -> bool {
    let client = redis::Client::open(format!("redis://127.0.0.1:{port}")).unwrap();
    let connection = client.get_connection();
    connection.is_ok_and(|mut connection| redis::cmd("PING").exec(&mut connection).is_ok())
}
