//! Sandboxes for the tests: in the process of the test, and as the binary.

mod php;
mod sandbox_process;

pub use open_ticket_test_support::{
    Form, HttpResponse, URLENCODED, attachments, client, custom_fields, noise,
};
pub use php::{PhpServer, path_of, php};
pub use sandbox_process::{DatabaseFolder, SandboxProcess};

use axum::Router;
use open_ticket_sandbox::{API_PATH, Sandbox, SandboxOptions, TicketMask};
use open_ticket_test_support::{get, post, stored_rows};
use serde_json::Value;
use std::path::PathBuf;
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;

/// A sandbox in the process of the test, with its own port and database.
pub struct TestSandbox {
    pub url: String,
    folder: TempDir,
    // Dropping it stops the server.
    _runtime: Runtime,
}

impl TestSandbox {
    /// Starts a sandbox with the default settings.
    pub fn start() -> Self {
        Self::with(|options| options)
    }

    /// Starts a sandbox with a ticket mask.
    pub fn with_mask(mask: &str) -> Self {
        let ticket_mask = TicketMask::parse(mask).unwrap();
        Self::with(|options| SandboxOptions {
            ticket_mask,
            ..options
        })
    }

    /// Starts a sandbox with a maximum size of request bodies, in bytes.
    pub fn with_max_body(max_body_bytes: usize) -> Self {
        Self::with(|options| SandboxOptions {
            max_body_bytes,
            ..options
        })
    }

    /// Starts a sandbox with changed options.
    pub fn with(change: impl FnOnce(SandboxOptions) -> SandboxOptions) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let options = change(SandboxOptions::new(database(&folder)));
        let routes = Sandbox::open(options).unwrap().routes_with_index();
        let runtime = Runtime::new().unwrap();
        Self {
            url: runtime.block_on(serve(routes)),
            folder,
            _runtime: runtime,
        }
    }

    pub fn folder(&self) -> &str {
        self.folder.path().to_str().unwrap()
    }

    pub fn database(&self) -> PathBuf {
        database(&self.folder)
    }

    pub fn api_url(&self) -> String {
        format!("{}{API_PATH}", self.url)
    }

    pub fn get(&self, path: &str) -> HttpResponse {
        get(&format!("{}{path}", self.url), &[])
    }

    /// Posts a URL-encoded body to the api.php.
    pub fn post(&self, body: impl Into<Vec<u8>>) -> HttpResponse {
        self.post_as(URLENCODED, body)
    }

    /// Posts a body with another content type to the api.php.
    pub fn post_as(&self, content_type: &str, body: impl Into<Vec<u8>>) -> HttpResponse {
        post(&self.api_url(), body, &[("content-type", content_type)])
    }

    /// Calls an action with the sandbox's credentials.
    #[track_caller]
    pub fn call(&self, form: &Form) -> Value {
        let response = self.post(form.clone().with_credentials().body());
        assert_eq!(response.status, 200, "{}", response.text());
        response.json()
    }

    /// Opens a ticket and returns the response.
    #[track_caller]
    pub fn open(&self, form: &Form) -> Value {
        let opened = self.call(form);
        assert_eq!(opened["result"], "success", "{opened}");
        opened
    }

    /// Returns a ticket, given the response of `OpenTicket`.
    pub fn get_ticket(&self, opened: &Value) -> Value {
        let id = opened["id"].as_str().unwrap();
        self.call(&Form::of(&[("action", "GetTicket"), ("ticketid", id)]))
    }

    /// Returns a file of a ticket, given the response of `OpenTicket`.
    pub fn get_file(&self, opened: &Value, index: usize) -> Value {
        let form = Form::of(&[("action", "GetTicketAttachment"), ("type", "ticket")])
            .with("relatedid", opened["id"].as_str().unwrap());
        self.call(&form.with("index", index.to_string()))
    }

    /// Returns the page of a ticket, given the response of `OpenTicket`.
    pub fn ticket_page(&self, opened: &Value) -> HttpResponse {
        self.get(&ticket_path(opened))
    }

    /// Returns the emails of the outbox.
    pub fn emails(&self) -> Vec<Value> {
        let url = format!("{}/outbox", self.url);
        let outbox = get(&url, &[("accept", "application/json")]).json();
        outbox["emails"].as_array().unwrap().clone()
    }

    /// Returns the number of rows in all tables that store parts of tickets.
    pub fn row_count(&self) -> i64 {
        stored_rows(&self.database())
    }
}

/// Returns a ticket of client 1, without a name and an email address.
pub fn client_ticket() -> Form {
    Form::ticket()
        .without("name")
        .without("email")
        .with("clientid", "1")
}

/// Returns the path of a ticket's page, given the response of `OpenTicket`.
pub fn ticket_path(opened: &Value) -> String {
    let (tid, c) = (&opened["tid"], &opened["c"]);
    let (tid, c) = (tid.as_str().unwrap(), c.as_str().unwrap());
    format!("/viewticket.php?tid={tid}&c={c}")
}

fn database(folder: &TempDir) -> PathBuf {
    folder.path().join("sandbox.db")
}

async fn serve(routes: Router) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async { axum::serve(listener, routes).await });
    url
}
