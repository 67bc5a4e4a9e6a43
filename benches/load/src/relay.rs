//! Relay process, with its CPU time and memory from /proc.

use crate::{Failure, upstream};
use std::io::{BufRead as _, BufReader};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use tempfile::TempDir;

const CONFIG: &str = include_str!("../relay.toml");

/// Unit of CPU times in /proc, which is 1/100 s on Linux.
const TICK: Duration = Duration::from_millis(10);

/// Relay in a temporary folder, stopped on drop.
pub struct Relay {
    child: Child,
    address: SocketAddr,
    _folder: TempDir,
}

impl Relay {
    /// Starts `program` for an api.php, and waits until it listens.
    pub fn start(program: &Path, upstream: SocketAddr) -> Result<Self, Failure> {
        let folder = tempfile::tempdir()?;
        std::fs::write(folder.path().join("open-ticket.toml"), CONFIG)?;
        let log = std::fs::File::create(folder.path().join("log"))?;
        let mut child = Command::new(program.canonicalize()?)
            .args(["--listen", "127.0.0.1:0", "--whmcs"])
            .arg(format!("http://{upstream}{}", upstream::PATH))
            .env("OPEN_TICKET_IDENTIFIER", "load")
            .env("OPEN_TICKET_SECRET", "load")
            .current_dir(folder.path())
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()?;
        let mut line = String::new();
        if let Some(output) = child.stdout.take() {
            BufReader::new(output).read_line(&mut line)?;
        }
        let address = line.trim().strip_prefix("open-ticket: http://");
        let Some(address) = address else {
            let log = std::fs::read_to_string(folder.path().join("log"))?;
            return Err(format!("the relay did not start: {log}").into());
        };
        Ok(Self {
            address: address.trim_end_matches('/').parse()?,
            child,
            _folder: folder,
        })
    }

    /// Returns the address of the relay.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Returns the peak memory, in bytes (`VmHWM`).
    pub fn peak_memory(&self) -> Result<u64, Failure> {
        let status = self.read_proc("status")?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kilobytes = line.and_then(|line| line.trim().strip_suffix(" kB"));
        let kilobytes: u64 = kilobytes.ok_or("no VmHWM in /proc")?.parse()?;
        Ok(kilobytes * 1024)
    }

    /// Returns the CPU time in user and system mode.
    pub fn cpu_time(&self) -> Result<Duration, Failure> {
        let stat = self.read_proc("stat")?;
        // These are fields 12 and 13 after the name in parentheses, which may contain spaces.
        let (_, after_name) = stat.rsplit_once(')').ok_or("no name in /proc")?;
        let fields = after_name.split_whitespace().skip(11).take(2);
        let ticks = fields.map(str::parse::<u32>).sum::<Result<u32, _>>()?;
        Ok(TICK * ticks)
    }

    fn read_proc(&self, file: &str) -> Result<String, Failure> {
        Ok(std::fs::read_to_string(format!(
            "/proc/{}/{file}",
            self.child.id()
        ))?)
    }
}

impl Drop for Relay {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
