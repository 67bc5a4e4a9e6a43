//! Throughput of the relay: text tickets, and concurrent tickets with 8 MB of files, sent through
//! a relay process to a fake api.php that opens every ticket.
//!
//! The load generator and the fake api.php share the machine with the relay. Each run is repeated
//! without the relay, which shows the throughput of these two alone.

mod figures;
mod load;
mod relay;
mod tickets;
mod upstream;

use figures::Figures;
use load::{Load, Run};
use relay::Relay;
use std::error::Error;
use std::net::SocketAddr;
use std::path::Path;
use tickets::Tickets;
use upstream::Upstream;

/// Error of a measurement.
pub type Failure = Box<dyn Error + Send + Sync>;

/// Number of tickets before the measurement, for the relay to start its threads and allocate
/// memory.
const WARM_UP: usize = 2_000;

/// Many connections, because each ticket waits for two writes to disk, which concurrent tickets
/// share.
const TEXT: Load = Load {
    tickets: 30_000,
    connections: 256,
};

/// Four rounds, so that a memory leak would be visible.
const WITH_FILES: Load = Load {
    tickets: 200,
    connections: 50,
};

const FILE_BYTES: usize = 8_000_000;

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let mut arguments = std::env::args().skip(1);
    let (Some(program), Some(results)) = (arguments.next(), arguments.next()) else {
        return Err("usage: open-ticket-load RELAY RESULTS.json [text|files]".into());
    };
    let selected = arguments.next();
    let is_selected = |name| selected.as_deref().is_none_or(|selected| selected == name);
    let mut figures = Figures::default();
    if is_selected("text") {
        measure_text(Path::new(&program), &mut figures).await?;
    }
    if is_selected("files") {
        measure_files(Path::new(&program), &mut figures).await?;
    }
    std::fs::write(&results, figures.to_json())?;
    match figures.lost() {
        0 => Ok(()),
        lost => Err(format!("{lost} tickets were lost or duplicated").into()),
    }
}

async fn measure_text(program: &Path, figures: &mut Figures) -> Result<(), Failure> {
    let tickets = Tickets::text_only();
    let upstream = Upstream::start(&tickets).await?;
    let relay = Relay::start(program, upstream.address())?;
    let warm_up = Load {
        tickets: WARM_UP,
        ..TEXT
    };
    run(warm_up, &relay, &tickets, &upstream).await?;
    let relayed = run(TEXT, &relay, &tickets, &upstream).await?;
    let direct = run_directly(TEXT, &tickets, &upstream).await?;
    figures.add("text tickets", &relayed, &direct, relay.peak_memory()?);
    Ok(())
}

async fn measure_files(program: &Path, figures: &mut Figures) -> Result<(), Failure> {
    let tickets = Tickets::with_files(FILE_BYTES);
    let upstream = Upstream::start(&tickets).await?;
    let relay = Relay::start(program, upstream.address())?;
    let relayed = run(WITH_FILES, &relay, &tickets, &upstream).await?;
    let direct = run_directly(WITH_FILES, &tickets, &upstream).await?;
    figures.add(
        "50 concurrent tickets with 8 MB of files",
        &relayed,
        &direct,
        relay.peak_memory()?,
    );
    Ok(())
}

async fn run(
    load: Load,
    relay: &Relay,
    tickets: &Tickets,
    upstream: &Upstream,
) -> Result<Run, Failure> {
    let before = relay.cpu_time()?;
    let mut run = send(load, relay.address(), "/api/ticket", tickets, upstream).await?;
    run.cpu = relay.cpu_time()? - before;
    Ok(run)
}

async fn run_directly(load: Load, tickets: &Tickets, upstream: &Upstream) -> Result<Run, Failure> {
    send(load, upstream.address(), upstream::PATH, tickets, upstream).await
}

/// Sends the tickets, and counts the lost ones.
async fn send(
    load: Load,
    to: SocketAddr,
    path: &'static str,
    tickets: &Tickets,
    upstream: &Upstream,
) -> Result<Run, Failure> {
    upstream.clear();
    let mut run = load::send(load, to, path, tickets).await?;
    run.count_lost(&upstream.arrived());
    Ok(run)
}
