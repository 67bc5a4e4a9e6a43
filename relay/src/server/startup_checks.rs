//! Limits of the machine, checked at startup: open files, the temporary folder and the state store.
//!
//! Without these checks, an operator would learn of these limits from visitors. A failed check does not
//! stop the relay.

use crate::state::StateStore;
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use std::io::{self, Write};

/// Open files that each connection may need: its socket, and a temporary file or a connection to
/// WHMCS.
const FILES_PER_CONNECTION: u64 = 2;

/// Open files that the relay needs without any connection.
const OTHER_FILES: u64 = 64;

/// Bytes that are written to the temporary folder and deleted again.
static PROBE: [u8; 64 << 10] = [0; 64 << 10];

/// Name of the text that is written to the state store.
const STATE_PROBE: &str = "startup";

/// Raises the open file limit as far as the process is allowed to. Returns the number of connections
/// for which the limit is sufficient, at most `max_connections`.
pub fn connections_within_open_files(max_connections: usize) -> usize {
    let wanted = max_connections as u64;
    let needed = wanted * FILES_PER_CONNECTION + OTHER_FILES;
    let Rlimit { current, maximum } = getrlimit(Resource::Nofile);
    let raised = needed.min(maximum.unwrap_or(u64::MAX));
    let limit = match current {
        Some(current) if current < raised => {
            let new = Rlimit {
                current: Some(raised),
                maximum,
            };
            setrlimit(Resource::Nofile, new).map_or(current, |()| raised)
        }
        Some(current) => current,
        None => return max_connections,
    };
    if limit >= needed {
        return max_connections;
    }
    let possible = (limit.saturating_sub(OTHER_FILES) / FILES_PER_CONNECTION).max(1);
    tracing::warn!(
        limit,
        needed,
        possible,
        "the open file limit is too low for server.max_connections: raise LimitNOFILE in the systemd unit, or ulimit -n"
    );
    usize::try_from(possible.min(wanted)).unwrap_or(max_connections)
}

/// Checks that temporary files can be written, which large requests need.
pub fn check_temporary_folder() {
    let written = tempfile::tempfile().and_then(|mut file| file.write_all(&PROBE));
    if let Err(error) = written {
        let folder = std::env::temp_dir();
        tracing::warn!(
            error = %without_path(&error),
            folder = %folder.display(),
            "cannot write temporary files: requests over 256 KiB get 503 until TMPDIR names a folder with free space that the relay may write to"
        );
    }
}

/// Checks that the state can be written, which every ticket needs.
pub async fn check_state(store: &dyn StateStore) {
    if let Err(error) = store.save_text(STATE_PROBE, "").await {
        tracing::warn!(%error, "cannot write to the state store: no ticket is opened until the disk has free space, or Redis accepts writes");
    }
}

/// Returns the error of the operating system. `tempfile` adds a random path.
fn without_path(error: &io::Error) -> String {
    match error.raw_os_error() {
        Some(code) => io::Error::from_raw_os_error(code).to_string(),
        None => error.kind().to_string(),
    }
}
