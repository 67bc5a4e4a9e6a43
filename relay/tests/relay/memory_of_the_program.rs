//! Memory of the program while it refuses the worst shapes of bodies.

#[path = "../memory/shapes.rs"]
#[allow(dead_code)]
mod shapes;

use crate::support::{EXAMPLE_CONFIG, RelayProcess, WorkingDirectory};
use open_ticket_test_support::{client, get};
use reqwest::blocking::Client;
use shapes::{Shape, shapes};
use std::fs;
use std::path::PathBuf;
use std::process::id;
use std::thread;

/// Size of a body, in bytes: the default of `max_body_bytes`.
const BODY_BYTES: usize = 8 << 20;

/// Size of the first body, in bytes: just large enough to be buffered in a file.
const FIRST_BYTES: usize = 300 << 10;

/// Memory that does not depend on the size of the body, in bytes: threads, and pages of the program.
/// `tests/memory` tests the allocations exactly.
const OTHER_BYTES: usize = 4 << 20;

/// Allocator settings. Freed memory is returned to the system immediately, not after a delay, and huge pages of
/// 2 MiB are off. The measured peak is then the peak of the memory in use.
const RETURN_MEMORY: [(&str, &str); 2] =
    [("MIMALLOC_PURGE_DELAY", "0"), ("MIMALLOC_ALLOW_THP", "0")];

/// `MemoryMax` of the systemd unit, in bytes.
const MEMORY_MAX: usize = 512 << 20;

/// Number of parallel requests.
const PARALLEL: usize = 50;

/// Returns a value of the process in `/proc`, in bytes.
fn memory(relay: &RelayProcess, name: &str) -> usize {
    let status = fs::read_to_string(format!("/proc/{}/status", relay.child.id())).unwrap();
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix(name))
        .unwrap();
    let kilobytes = line.trim_matches([':', ' ', '\t', 'k', 'B']);
    kilobytes.parse::<usize>().unwrap() << 10
}

fn post(relay: &RelayProcess, shape: &Shape) -> u16 {
    // Installs the TLS provider, without which no client can be built.
    drop(client());
    let client = Client::builder().no_proxy().timeout(None);
    let client = client.tls_certs_only([]).build().unwrap();
    let post = client.post(format!("http://{}/api/ticket", relay.address));
    let post = post.header("content-type", &shape.content_type);
    let response = post
        .header("accept", "text/html")
        .body(shape.body.clone())
        .send();
    response.unwrap().status().as_u16()
}

/// Returns the shapes that take the most memory in the parsers, one of each kind.
fn worst_shapes() -> Vec<Shape> {
    const WORST: [&str; 9] = [
        "attachments: empty keys",
        "attachments: one large file",
        "attachments: escaped data",
        "attachments: nested values of a file",
        "customfields: one long answer",
        "message: markup",
        "percent-encoding",
        "multipart: one large file",
        "multipart: markup",
    ];
    let all = shapes(BODY_BYTES).into_iter();
    let worst: Vec<_> = all
        .filter(|shape| WORST.contains(&shape.name.as_str()))
        .collect();
    assert_eq!(worst.len(), WORST.len());
    worst
}

/// Control group with the memory limit of the systemd unit, which is removed on drop.
struct ControlGroup(PathBuf);

impl ControlGroup {
    /// Creates a group. Returns `None` if this user may not create one, or the kernel does not limit memory.
    fn create() -> Option<Self> {
        let versions = [
            ("/sys/fs/cgroup/memory", "memory.limit_in_bytes"),
            ("/sys/fs/cgroup", "memory.max"),
        ];
        versions.into_iter().find_map(|(folder, limit)| {
            let group = Self(PathBuf::from(format!("{folder}/open-ticket-test-{}", id())));
            fs::create_dir(&group.0).ok()?;
            let limit = group.0.join(limit);
            limit
                .exists()
                .then(|| fs::write(limit, MEMORY_MAX.to_string()).ok())??;
            Some(group)
        })
    }

    /// Returns a shell command that moves its process into the group.
    fn enter(&self) -> String {
        format!("echo $$ >{}/cgroup.procs || exit", self.0.display())
    }
}

impl Drop for ControlGroup {
    fn drop(&mut self) {
        let _ = fs::remove_dir(&self.0);
    }
}

/// The kernel ends a process that exceeds the limit of its control group. Where none can be created, only the
/// peak is compared with the limit.
#[test]
fn fifty_parallel_requests_of_the_worst_shapes_stay_within_the_memory_of_the_unit() {
    let group = ControlGroup::create();
    let directory = WorkingDirectory::new(EXAMPLE_CONFIG);
    let enter = group.as_ref().map_or(":".to_owned(), ControlGroup::enter);
    let relay = directory.start_command(&mut directory.command_after(&enter));
    if let Some(ControlGroup(folder)) = &group {
        let processes = fs::read_to_string(folder.join("cgroup.procs")).unwrap();
        assert_eq!(processes.trim(), relay.child.id().to_string());
    }
    let shapes = worst_shapes();
    thread::scope(|scope| {
        for shape in shapes.iter().cycle().take(PARALLEL) {
            let relay = &relay;
            scope.spawn(move || {
                let status = post(relay, shape);
                assert!((200..500).contains(&status), "{}: {status}", shape.name);
            });
        }
    });
    let peak = memory(&relay, "VmHWM");
    assert!(peak < MEMORY_MAX, "{peak}");
    let health = get(&format!("http://{}/healthz", relay.address), &[]);
    assert_eq!(health.text(), "ok\n");
}

#[test]
fn one_request_takes_at_most_three_times_its_body() {
    let mut failures = Vec::new();
    for shape in worst_shapes() {
        let peak = peak_of_one_request(&shape);
        println!("{}: {peak}", shape.name);
        if peak > 3 * BODY_BYTES + OTHER_BYTES {
            failures.push(format!("{}: {peak}", shape.name));
        }
    }
    assert_eq!(failures, Vec::<String>::new());
}

/// Returns the memory that a new relay needs for one request, above the memory of an idle relay.
fn peak_of_one_request(shape: &Shape) -> usize {
    let directory = WorkingDirectory::new(EXAMPLE_CONFIG);
    let mut command = directory.command(&["--sandbox", "--port", "0"]);
    let relay = directory.start_command(command.envs(RETURN_MEMORY));
    // The first request of each kind starts threads.
    let mut first = shapes(FIRST_BYTES).into_iter();
    post(
        &relay,
        &first.find(|first| first.name == shape.name).unwrap(),
    );
    let idle = memory(&relay, "VmHWM");
    post(&relay, shape);
    memory(&relay, "VmHWM") - idle
}
