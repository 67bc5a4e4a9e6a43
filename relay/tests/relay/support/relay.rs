//! A relay in the test's own process.

use open_ticket_relay::auth::SigningKey;
use open_ticket_relay::config::Config;
use open_ticket_relay::secret::Secret;
use open_ticket_relay::server::{Backend, Server, ServerOptions};
use open_ticket_relay::state::StoreLocation;
use open_ticket_relay::whmcs::{Credentials, Timeouts};
use open_ticket_test_support::{Form, HttpResponse, URLENCODED, get, post, stored_rows};
use reqwest::header::CONTENT_TYPE;
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;
use tempfile::TempDir;
use tokio::runtime::Runtime;
use tokio::sync::oneshot;

/// Configuration in the repository.
pub const EXAMPLE_CONFIG: &str = include_str!("../../../../open-ticket.toml");

/// Path of the sandbox's api.php.
pub const SANDBOX_API: &str = "/sandbox/includes/api.php";

/// Key that signs the tokens.
pub const SIGNING_KEY: &str = "a key of the tests that nobody else knows";

/// Relay on a free port, with its files in a temporary folder.
pub struct Relay {
    pub base_url: String,
    pub folder: TempDir,
    stop: Option<oneshot::Sender<()>>,
    runtime: Option<Runtime>,
}

impl Relay {
    /// Starts a relay with the sandbox and the example configuration.
    pub fn with_sandbox() -> Self {
        Self::with_sandbox_and_config(EXAMPLE_CONFIG)
    }

    pub fn with_sandbox_and_config(config: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let database = folder.path().join("sandbox.db");
        let backend = Backend::Sandbox {
            database,
            credentials: credentials("sandbox"),
        };
        Self::start(folder, Config::parse(config).unwrap(), backend)
    }

    /// Starts a relay for another api.php.
    pub fn for_api(url: &str, response_timeout: Duration) -> Self {
        Self::for_api_with_config(EXAMPLE_CONFIG, url, response_timeout)
    }

    pub fn for_api_with_config(config: &str, url: &str, response_timeout: Duration) -> Self {
        let mut config = Config::parse(config).unwrap();
        config.whmcs_timeouts = Timeouts {
            connect: Duration::from_secs(5),
            response: response_timeout,
        };
        Self::for_api_with(config, url)
    }

    pub fn for_api_with(config: Config, url: &str) -> Self {
        let backend = Backend::Whmcs {
            url: url.parse().unwrap(),
            // The sandbox behind a fault proxy has its own credentials; a fake api.php accepts any.
            credentials: credentials(if url.contains("/sandbox/") {
                "sandbox"
            } else {
                "the-operators-secret"
            }),
        };
        Self::start(tempfile::tempdir().unwrap(), config, backend)
    }

    /// Stops the relay and starts it again for the same api.php, with the same state.
    pub fn restart(self, config: &str, url: &str) -> Self {
        self.restart_after(|_| (), config, url)
    }

    /// Like [`Relay::restart`]. Changes the file of the state meanwhile.
    pub fn restart_after(mut self, change: impl FnOnce(&Path), config: &str, url: &str) -> Self {
        let folder = std::mem::replace(&mut self.folder, tempfile::tempdir().unwrap());
        drop(self);
        change(&folder.path().join("state.db"));
        let backend = Backend::Whmcs {
            url: url.parse().unwrap(),
            credentials: credentials("sandbox"),
        };
        Self::start(folder, Config::parse(config).unwrap(), backend)
    }

    /// Starts one of several relays that share their state in Redis.
    pub fn with_shared_state(config: &str, url: &str, redis_url: &str) -> Self {
        let backend = Backend::Whmcs {
            url: url.parse().unwrap(),
            credentials: credentials("sandbox"),
        };
        let state = StoreLocation::parse(redis_url).unwrap();
        let config = Config::parse(config).unwrap();
        Self::start_with_state(tempfile::tempdir().unwrap(), config, backend, state)
    }

    fn start(folder: TempDir, config: Config, backend: Backend) -> Self {
        let state = StoreLocation::SqliteFile(folder.path().join("state.db"));
        Self::start_with_state(folder, config, backend, state)
    }

    fn start_with_state(
        folder: TempDir,
        config: Config,
        backend: Backend,
        state: StoreLocation,
    ) -> Self {
        let runtime = Runtime::new().unwrap();
        let options = ServerOptions {
            config,
            backend,
            state,
            signing_key: SigningKey::new(&Secret::new(SIGNING_KEY).unwrap()),
            metrics_listen: None,
            listen: "127.0.0.1:0".parse().unwrap(),
            dist: folder.path().join("dist"),
        };
        let server = runtime.block_on(Server::bind(options)).unwrap();
        let base_url = format!("http://{}", server.address().unwrap());
        let (stop, stopped) = oneshot::channel::<()>();
        runtime.spawn(server.run(async move { drop(stopped.await) }));
        Self {
            base_url,
            folder,
            stop: Some(stop),
            runtime: Some(runtime),
        }
    }

    pub fn get(&self, path: &str) -> HttpResponse {
        self.get_with(path, &[])
    }

    pub fn get_with(&self, path: &str, headers: &[(&str, &str)]) -> HttpResponse {
        get(&format!("{}{path}", self.base_url), headers)
    }

    pub fn post(&self, path: &str, body: impl Into<Vec<u8>>) -> HttpResponse {
        self.post_with(path, body, &[(CONTENT_TYPE.as_str(), URLENCODED)])
    }

    pub fn post_with(
        &self,
        path: &str,
        body: impl Into<Vec<u8>>,
        headers: &[(&str, &str)],
    ) -> HttpResponse {
        post(&format!("{}{path}", self.base_url), body, headers)
    }

    /// Posts a ticket with additional headers.
    pub fn open_ticket_with(&self, form: &Form, headers: &[(&str, &str)]) -> HttpResponse {
        let content_type = (CONTENT_TYPE.as_str(), URLENCODED);
        let headers: Vec<_> = headers.iter().copied().chain([content_type]).collect();
        self.post_with("/api/ticket", form.body(), &headers)
    }

    /// Posts a ticket with an idempotency key.
    pub fn open_ticket(&self, form: &Form, key: &str) -> HttpResponse {
        self.open_ticket_with(form, &[("idempotency-key", key)])
    }

    /// Posts a ticket. Retries it while the outcome is unknown and the response has `Retry-After`.
    pub fn open_ticket_until_known(&self, form: &Form, key: &str) -> HttpResponse {
        loop {
            let response = self.open_ticket(form, key);
            match response.header("retry-after").parse() {
                Ok(seconds) if response.code() == "unknown" => {
                    thread::sleep(Duration::from_secs(seconds));
                }
                _ => return response,
            }
        }
    }

    /// Posts a ticket like [`Relay::open_ticket_until_known`]. Also retries it after a search that
    /// took too long, for example on a busy machine.
    pub fn open_ticket_despite_slow_searches(&self, form: &Form, key: &str) -> HttpResponse {
        for _ in 0..20 {
            let response = self.open_ticket_until_known(form, key);
            if response.code() != "unknown" {
                return response;
            }
            thread::sleep(Duration::from_millis(500));
        }
        self.open_ticket(form, key)
    }

    /// Runs an action of the sandbox's api.php.
    pub fn call_sandbox(&self, form: &Form) -> Value {
        let response = self.post(SANDBOX_API, form.clone().with_credentials().body());
        assert_eq!(response.status, 200, "{}", response.text());
        response.json()
    }

    /// Returns the number of rows in all tables that a ticket is written to.
    pub fn stored_rows(&self) -> i64 {
        stored_rows(&self.database())
    }

    fn database(&self) -> PathBuf {
        self.folder.path().join("sandbox.db")
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

fn credentials(secret: &str) -> Credentials {
    Credentials {
        identifier: Secret::new("sandbox").unwrap(),
        secret: Secret::new(secret).unwrap(),
        access_key: None,
    }
}
