//! A place for the state, and what is claimed there.

use open_ticket_relay::state::{
    Answer, Before, Claim, Fence, Fingerprint, Key, Limit, Outcome, Place, State, StateError,
};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;
use tempfile::TempDir;

/// Tuesday, 24 November 2026, in ms.
pub const NOW: i64 = 1_795_000_000_000;
/// A lease of a minute.
pub const LEASE: i64 = 60_000;
pub const DAY: i64 = 24 * 60 * 60 * 1000;

pub const BODY: Fingerprint = [1; 32];
pub const OTHER_BODY: Fingerprint = [2; 32];

/// Makes of each sentence two tests, one for each place.
macro_rules! in_both_places {
    ($($sentence:ident)*) => {
        mod in_a_file {
            $(#[tokio::test]
            async fn $sentence() {
                super::$sentence(crate::support::Home::file()).await;
            })*
        }
        mod in_redis {
            $(#[tokio::test]
            async fn $sentence() {
                super::$sentence(crate::support::Home::redis()).await;
            })*
        }
    };
}
pub(crate) use in_both_places;

/// A place that goes with the test.
pub enum Home {
    File(TempDir),
    Redis(Server),
}

impl Home {
    pub fn file() -> Self {
        Self::File(TempDir::new().unwrap())
    }

    pub fn redis() -> Self {
        Self::Redis(Server::start())
    }

    pub fn place(&self) -> Place {
        match self {
            Self::File(folder) => Place::File(folder.path().join("state.db")),
            Self::Redis(server) => Place::parse(&server.url()).unwrap(),
        }
    }

    pub async fn open(&self) -> State {
        State::open(&self.place()).await.unwrap()
    }
}

/// Debian's redis-server, ended with the test.
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
        .expect("redis-server, which tools/install brings");
    for _ in 0..500 {
        assert!(child.try_wait().unwrap().is_none(), "redis-server ended");
        if TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_ok() {
            return child;
        }
        sleep(Duration::from_millis(20));
    }
    panic!("redis-server does not listen");
}

/// The same key for the same number.
pub fn key(number: u8) -> Key {
    Key::parse(&format!("00000000-0000-4000-8000-0000000000{number:02x}")).unwrap()
}

pub fn answer(opened: u32) -> Answer {
    Answer {
        status: 200,
        body: format!("{{\"result\":\"success\",\"id\":{opened},\"c\":\"tRi:\\u00fc\"}}\r\n\0 ü"),
        opened: Some(opened),
    }
}

pub fn limit(name: &str, count: u32, window: i64) -> Limit {
    Limit {
        name: name.to_owned(),
        count,
        window: Duration::from_millis(window.unsigned_abs()),
    }
}

/// What is in a claim that was given.
#[derive(Debug)]
pub struct Mine {
    pub since: i64,
    pub before: Before,
    pub fence: Fence,
}

pub async fn claim(state: &State, number: u8, body: Fingerprint, now: i64) -> Claim {
    state.claim(key(number), body, now, LEASE).await.unwrap()
}

pub async fn mine(state: &State, number: u8, body: Fingerprint, now: i64) -> Mine {
    match claim(state, number, body, now).await {
        Claim::Mine {
            since,
            before,
            fence,
        } => Mine {
            since,
            before,
            fence,
        },
        other => panic!("{other:?}"),
    }
}

pub async fn settle(
    state: &State,
    number: u8,
    fence: Fence,
    outcome: Outcome,
    now: i64,
) -> Result<(), StateError> {
    state.settle(key(number), fence, outcome, now).await
}

/// Claims key 1 at [`NOW`] and ends that a second later.
pub async fn ended(state: &State, outcome: Outcome) {
    let held = mine(state, 1, BODY, NOW).await;
    settle(state, 1, held.fence, outcome, NOW + 1000)
        .await
        .unwrap();
}
