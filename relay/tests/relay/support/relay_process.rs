//! The relay as a program, started in a temporary folder.

use super::relay::SANDBOX_API;
use open_ticket_test_support::{Form, client};
use serde_json::Value;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use tempfile::TempDir;

/// Temporary folder with a configuration, in which the program is started.
pub struct WorkingDirectory(TempDir);

/// Running program.
pub struct RelayProcess {
    pub child: Child,
    pub address: String,
}

impl WorkingDirectory {
    pub fn new(config: &str) -> Self {
        let directory = Self::without_config();
        fs::write(directory.path().join("open-ticket.toml"), config).unwrap();
        directory
    }

    pub fn without_config() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    pub fn database(&self) -> PathBuf {
        self.path().join("open-ticket.db")
    }

    pub fn log(&self) -> PathBuf {
        self.path().join("log")
    }

    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_open-ticket-relay"));
        command.args(arguments).current_dir(self.path());
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

    /// Returns a command that runs a shell script, and then the program with the sandbox in the same process.
    pub fn command_after(&self, script: &str) -> Command {
        let relay = self.command(&["--sandbox", "--port", "0"]);
        let mut shell = Command::new("sh");
        shell
            .args(["-c", &format!("{script}; exec \"$0\" \"$@\"")])
            .arg(relay.get_program())
            .args(relay.get_args())
            .current_dir(self.path());
        for (name, value) in relay.get_envs() {
            match value {
                Some(value) => shell.env(name, value),
                None => shell.env_remove(name),
            };
        }
        shell
    }

    /// Starts the program with the sandbox.
    pub fn start(&self) -> RelayProcess {
        self.start_with(&[])
    }

    pub fn start_with(&self, arguments: &[&str]) -> RelayProcess {
        let sandbox = ["--sandbox", "--port", "0"];
        self.start_command(&mut self.command(&[&sandbox, arguments].concat()))
    }

    /// Runs a command and waits until the program listens.
    pub fn start_command(&self, command: &mut Command) -> RelayProcess {
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
        RelayProcess {
            address: address.trim_end_matches('/').to_owned(),
            child,
        }
    }

    /// Runs the program, which must fail, and returns its error output.
    #[track_caller]
    pub fn startup_error(&self, arguments: &[&str]) -> String {
        let Output { status, stderr, .. } = self.command(arguments).output().unwrap();
        assert!(!status.success());
        String::from_utf8(stderr).unwrap()
    }
}

impl RelayProcess {
    pub fn post(&self, path: &str, form: &Form) -> Value {
        let request = client()
            .post(format!("http://{}{path}", self.address))
            .header("content-type", "application/x-www-form-urlencoded")
            .body(form.body());
        serde_json::from_str(&request.send().unwrap().text().unwrap()).unwrap()
    }

    /// Reads an opened ticket from the sandbox.
    pub fn get_ticket(&self, opened: &Value) -> Value {
        let id = opened["id"].as_str().unwrap();
        let form = Form::of(&[("action", "GetTicket"), ("ticketid", id)]);
        self.post(SANDBOX_API, &form.with_credentials())
    }

    /// Sends SIGTERM.
    pub fn terminate(&self) {
        self.signal("TERM");
    }

    /// Sends a signal.
    pub fn signal(&self, name: &str) {
        let id = self.child.id().to_string();
        assert!(
            Command::new("kill")
                .args([&format!("-{name}"), &id])
                .status()
                .unwrap()
                .success()
        );
    }
}

impl Drop for RelayProcess {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
