//! The binary, started in a temporary folder.

use open_ticket_sandbox::API_PATH;
use open_ticket_test_support::{Form, URLENCODED, post};
use serde_json::Value;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use tempfile::TempDir;

/// A temporary folder for a database.
pub struct DatabaseFolder(TempDir);

/// A running sandbox, which is killed when it is dropped.
pub struct SandboxProcess {
    child: Child,
    pub url: String,
}

impl DatabaseFolder {
    pub fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub fn database(&self) -> PathBuf {
        self.0.path().join("open-ticket-sandbox.db")
    }

    /// Returns the command that starts the binary in this folder.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_open-ticket-sandbox"));
        command.args(arguments).current_dir(self.0.path());
        command
    }

    /// Starts the binary on a free port, with the database of this folder.
    pub fn start(&self) -> SandboxProcess {
        let mut command = self.command(&["--listen", "127.0.0.1:0"]);
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let url = line
            .trim()
            .strip_prefix("open-ticket-sandbox: ")
            .unwrap_or_else(|| panic!("no URL in {line:?}"));
        SandboxProcess {
            url: url.trim_end_matches('/').to_owned(),
            child,
        }
    }

    /// Runs the binary, which must fail, and returns its stderr.
    #[track_caller]
    pub fn start_error(&self, arguments: &[&str]) -> String {
        let output = self.command(arguments).output().unwrap();
        assert!(!output.status.success());
        String::from_utf8(output.stderr).unwrap()
    }
}

impl SandboxProcess {
    pub fn api_url(&self) -> String {
        format!("{}{API_PATH}", self.url)
    }

    /// Calls an action with the sandbox's credentials.
    pub fn call(&self, form: &Form) -> Value {
        let body = form.clone().with_credentials().body();
        post(&self.api_url(), body, &[("content-type", URLENCODED)]).json()
    }

    /// Kills the process, as a crash would.
    pub fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for SandboxProcess {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
