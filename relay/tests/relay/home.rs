//! The relay as a program, started in a folder of its own.

use crate::support::{API, Form, client};
use serde_json::Value;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Output, Stdio};
use tempfile::TempDir;

/// A folder with a configuration, in which the program is started.
pub struct Home(pub TempDir);

/// The program while it runs.
pub struct Running {
    pub child: Child,
    pub address: String,
}

impl Home {
    pub fn new(config: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("open-ticket.toml"), config).unwrap();
        Self(folder)
    }

    pub fn database(&self) -> PathBuf {
        self.0.path().join("open-ticket.db")
    }

    pub fn log(&self) -> PathBuf {
        self.0.path().join("log")
    }

    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_open-ticket-relay"));
        command.args(arguments).current_dir(self.0.path());
        for name in [
            "HOST",
            "PORT",
            "OPEN_TICKET_IDENTIFIER",
            "OPEN_TICKET_SECRET",
            "OPEN_TICKET_SIGNING_KEY",
            "OPEN_TICKET_STATE",
        ] {
            command.env_remove(name);
        }
        command
    }

    pub fn start(&self) -> Running {
        self.start_with(&[])
    }

    pub fn start_with(&self, arguments: &[&str]) -> Running {
        let sandbox = ["--sandbox", "--port", "0"];
        self.start_as(&mut self.command(&[&sandbox, arguments].concat()))
    }

    /// Starts what is to be started in any other way.
    pub fn start_as(&self, command: &mut Command) -> Running {
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(fs::File::create(self.log()).unwrap())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let address = line
            .trim()
            .strip_prefix("open-ticket: http://")
            .unwrap_or_else(|| {
                panic!("no address in {line:?}");
            });
        Running {
            address: address.trim_end_matches('/').to_owned(),
            child,
        }
    }

    /// Starts what must not start, and gives what it says.
    #[track_caller]
    pub fn complaint(&self, arguments: &[&str]) -> String {
        let Output { status, stderr, .. } = self.command(arguments).output().unwrap();
        assert!(!status.success());
        String::from_utf8(stderr).unwrap()
    }
}

impl Running {
    pub fn post(&self, path: &str, form: &Form) -> Value {
        let request = client()
            .post(format!("http://{}{path}", self.address))
            .header("content-type", "application/x-www-form-urlencoded")
            .body(form.body());
        serde_json::from_str(&request.send().unwrap().text().unwrap()).unwrap()
    }

    pub fn read(&self, opened: &Value) -> Value {
        let id = opened["id"].as_str().unwrap();
        let form = Form::of(&[("action", "GetTicket"), ("ticketid", id)]);
        self.post(API, &form.with_credentials())
    }

    pub fn terminate(&self) {
        let id = self.child.id().to_string();
        assert!(
            Command::new("kill")
                .args(["-TERM", &id])
                .status()
                .unwrap()
                .success()
        );
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
