//! Starting a relay, speaking to it, and writing bodies by hand: nothing here encodes with what is
//! under test.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use open_ticket_relay::config::Config;
use open_ticket_relay::identity::SigningKey;
use open_ticket_relay::secret::Secret;
use open_ticket_relay::server::Server;
use open_ticket_relay::settings::{Backend, Credentials, Settings};
use open_ticket_relay::state::Place;
use open_ticket_relay::whmcs::Patience;
use reqwest::blocking::{Client, RequestBuilder, Response};
use reqwest::header::{CONTENT_TYPE, HeaderMap};
use serde_json::Value;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::time::Duration;
use tempfile::TempDir;
use tokio::runtime::Runtime;
use tokio::sync::oneshot;

/// The project's own example of a configuration.
pub const EXAMPLE: &str = include_str!("../../../open-ticket.toml");

pub const API: &str = "/sandbox/includes/api.php";
pub const URLENCODED: &str = "application/x-www-form-urlencoded";

/// What the tokens of the tests are signed with.
pub const SIGNING_KEY: &str = "a key of the tests that nobody else knows";

/// A relay in this very process, on a free port, with its files in a folder of its own.
pub struct Relay {
    pub base: String,
    pub folder: TempDir,
    stop: Option<oneshot::Sender<()>>,
    runtime: Option<Runtime>,
}

/// What came back.
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub bytes: Vec<u8>,
}

impl Relay {
    /// With the sandbox and the example's configuration.
    pub fn sandbox() -> Self {
        Self::sandbox_with(EXAMPLE)
    }

    pub fn sandbox_with(config: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let database = folder.path().join("sandbox.db");
        let backend = Backend::Sandbox {
            database,
            credentials: credentials("sandbox"),
        };
        Self::start(folder, Config::parse(config).unwrap(), backend)
    }

    /// In front of another api.php, waited for as long as `answer`.
    pub fn before(url: &str, answer: Duration) -> Self {
        Self::before_with(EXAMPLE, url, answer)
    }

    pub fn before_with(config: &str, url: &str, answer: Duration) -> Self {
        let mut config = Config::parse(config).unwrap();
        config.patience = Patience {
            connect: Duration::from_secs(5),
            answer,
        };
        let backend = Backend::Whmcs {
            url: url.parse().unwrap(),
            // The sandbox behind a gate takes its own; an api.php of a few lines takes any.
            credentials: credentials(if url.contains("/sandbox/") {
                "sandbox"
            } else {
                "the-operators-secret"
            }),
        };
        Self::start(tempfile::tempdir().unwrap(), config, backend)
    }

    /// The same started anew, in front of the same api.php, with what it kept.
    pub fn restarted(mut self, config: &str, url: &str) -> Self {
        let folder = std::mem::replace(&mut self.folder, tempfile::tempdir().unwrap());
        drop(self);
        let backend = Backend::Whmcs {
            url: url.parse().unwrap(),
            credentials: credentials("sandbox"),
        };
        Self::start(folder, Config::parse(config).unwrap(), backend)
    }

    /// One of several in front of the same api.php, which share what they must agree upon.
    pub fn sharing(config: &str, url: &str, state: &str) -> Self {
        let backend = Backend::Whmcs {
            url: url.parse().unwrap(),
            credentials: credentials("sandbox"),
        };
        let state = Place::parse(state).unwrap();
        let config = Config::parse(config).unwrap();
        Self::start_at(tempfile::tempdir().unwrap(), config, backend, state)
    }

    fn start(folder: TempDir, config: Config, backend: Backend) -> Self {
        let state = Place::File(folder.path().join("state.db"));
        Self::start_at(folder, config, backend, state)
    }

    fn start_at(folder: TempDir, config: Config, backend: Backend, state: Place) -> Self {
        let runtime = Runtime::new().unwrap();
        let settings = Settings {
            config,
            backend,
            state,
            signing_key: SigningKey::new(&Secret::new(SIGNING_KEY).unwrap()),
            metrics: None,
            listen: "127.0.0.1:0".parse().unwrap(),
            dist: folder.path().join("dist"),
        };
        let server = runtime.block_on(Server::bind(settings)).unwrap();
        let base = format!("http://{}", server.address().unwrap());
        let (stop, stopped) = oneshot::channel::<()>();
        runtime.spawn(server.run(async move { drop(stopped.await) }));
        Self {
            base,
            folder,
            stop: Some(stop),
            runtime: Some(runtime),
        }
    }

    pub fn database(&self) -> PathBuf {
        self.folder.path().join("sandbox.db")
    }

    pub fn get(&self, path: &str) -> Answer {
        self.get_with(path, &[])
    }

    pub fn get_with(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        answer(with(client().get(format!("{}{path}", self.base)), headers))
    }

    pub fn post(&self, path: &str, body: impl Into<Vec<u8>>) -> Answer {
        self.post_with(path, body, &[(CONTENT_TYPE.as_str(), URLENCODED)])
    }

    pub fn post_with(
        &self,
        path: &str,
        body: impl Into<Vec<u8>>,
        headers: &[(&str, &str)],
    ) -> Answer {
        let request = client()
            .post(format!("{}{path}", self.base))
            .body(body.into());
        answer(with(request, headers))
    }

    /// Posts a ticket with more headers.
    pub fn open_with(&self, form: &Form, headers: &[(&str, &str)]) -> Answer {
        let form_type = (CONTENT_TYPE.as_str(), URLENCODED);
        let headers: Vec<_> = headers.iter().copied().chain([form_type]).collect();
        self.post_with("/api/ticket", form.body(), &headers)
    }

    /// Posts a ticket under a key.
    pub fn open(&self, form: &Form, key: &str) -> Answer {
        self.open_with(form, &[("idempotency-key", key)])
    }

    /// Asks the sandbox with its credentials.
    pub fn ask(&self, form: &Form) -> Value {
        let answer = self.post(API, form.clone().with_credentials().body());
        assert_eq!(answer.status, 200, "{}", answer.text());
        answer.json()
    }

    /// How many rows there are in all tables that a ticket writes to.
    pub fn rows(&self) -> i64 {
        rows(&self.database())
    }
}

impl Drop for Relay {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_timeout(Duration::from_secs(5));
        }
    }
}

impl Answer {
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes).unwrap_or_else(|_| panic!("no JSON: {}", self.text()))
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }

    pub fn message(&self) -> String {
        self.json()["message"]
            .as_str()
            .unwrap_or_default()
            .to_owned()
    }

    pub fn code(&self) -> String {
        self.json()["code"].as_str().unwrap_or_default().to_owned()
    }
}

/// Names and values, written by hand.
#[derive(Clone, Default)]
pub struct Form(Vec<(String, String)>);

impl Form {
    /// A guest's ticket to the department without questions, with all that WHMCS requires.
    pub fn ticket() -> Self {
        Self::of(&[
            ("action", "OpenTicket"),
            ("responsetype", "json"),
            ("deptid", "1"),
            ("name", "Ada Lovelace"),
            ("email", "ada@example.com"),
            ("subject", "A question"),
            ("message", "How does it work?"),
        ])
    }

    pub fn of(pairs: &[(&str, &str)]) -> Self {
        Self(
            pairs
                .iter()
                .map(|(name, value)| ((*name).into(), (*value).into()))
                .collect(),
        )
    }

    /// The same with this value, in place of one that is there.
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.0.retain(|(other, _)| other != name);
        self.and(name, value)
    }

    /// The same with one more pair.
    pub fn and(mut self, name: &str, value: impl Into<String>) -> Self {
        self.0.push((name.into(), value.into()));
        self
    }

    pub fn without(mut self, name: &str) -> Self {
        self.0.retain(|(other, _)| other != name);
        self
    }

    pub fn with_credentials(self) -> Self {
        self.with("identifier", "sandbox").with("secret", "sandbox")
    }

    pub fn body(&self) -> String {
        let pairs: Vec<_> = self
            .0
            .iter()
            .map(|(name, value)| format!("{}={}", escaped(name), escaped(value)))
            .collect();
        pairs.join("&")
    }
}

/// The `attachments` parameter, as WHMCS's page writes it.
pub fn attachments(files: &[(&str, &[u8])]) -> String {
    let list: Vec<_> = files
        .iter()
        .map(|(name, bytes)| serde_json::json!({ "name": name, "data": STANDARD.encode(bytes) }))
        .collect();
    STANDARD.encode(Value::from(list).to_string())
}

/// The `customfields` parameter, as PHP's `serialize` writes an array.
pub fn custom_fields(answers: &[(u32, &str)]) -> String {
    let pairs: String = answers
        .iter()
        .map(|(id, answer)| format!("i:{id};s:{}:\"{answer}\";", answer.len()))
        .collect();
    STANDARD.encode(format!("a:{}:{{{pairs}}}", answers.len()))
}

/// How many rows there are in all tables that a ticket writes to, seen by a second connection.
pub fn rows(database: &Path) -> i64 {
    let connection = rusqlite::Connection::open(database).unwrap();
    let sql = "SELECT (SELECT count(*) FROM ticket) + (SELECT count(*) FROM attachment)
                    + (SELECT count(*) FROM answer)";
    connection.query_row(sql, [], |row| row.get(0)).unwrap()
}

/// Bytes that look like nothing, the same each time.
pub fn noise(count: usize) -> Vec<u8> {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state as u8
    };
    std::iter::repeat_with(next).take(count).collect()
}

pub fn client() -> Client {
    let _ = rustls::crypto::ring::default_provider().install_default();
    Client::builder()
        .no_proxy()
        .tls_certs_only([])
        .timeout(Duration::from_secs(60))
        .redirect(reqwest::redirect::Policy::none())
        .build()
        .unwrap()
}

fn with(request: RequestBuilder, headers: &[(&str, &str)]) -> RequestBuilder {
    headers.iter().fold(request, |request, (name, value)| {
        request.header(*name, *value)
    })
}

fn answer(request: RequestBuilder) -> Answer {
    let response: Response = request.send().unwrap();
    Answer {
        status: response.status().as_u16(),
        headers: response.headers().clone(),
        bytes: response.bytes().unwrap().to_vec(),
    }
}

fn credentials(secret: &str) -> Credentials {
    Credentials {
        identifier: Secret::new("sandbox").unwrap(),
        secret: Secret::new(secret).unwrap(),
        access_key: None,
    }
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => escaped.push(char::from(byte)),
            _ => write!(escaped, "%{byte:02X}").unwrap(),
        }
    }
    escaped
}
