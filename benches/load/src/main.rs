//! How many tickets the relay carries: text tickets, and tickets with 8 MB of files at once,
//! through the relay as a program to an api.php that says yes to everything.
//!
//! The load maker and that api.php share the machine with the relay. So each run is done a second
//! time straight at the api.php, which shows what the two alone could do.

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

/// What can go wrong in a measurement.
pub type Failure = Box<dyn Error + Send + Sync>;

/// Enough for the relay to have its threads and memory.
const WARM_UP: usize = 2_000;

const TEXT: Load = Load {
    tickets: 30_000,
    connections: 64,
};

/// Four rounds, so that memory that grows from round to round would show.
const WITH_FILES: Load = Load {
    tickets: 200,
    connections: 50,
};

const BYTES_OF_FILES: usize = 8_000_000;

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let mut arguments = std::env::args().skip(1);
    let (Some(program), Some(results)) = (arguments.next(), arguments.next()) else {
        return Err("usage: open-ticket-load RELAY RESULTS.json [text|files]".into());
    };
    let only = arguments.next();
    let wanted = |name| only.as_deref().is_none_or(|only| only == name);
    let mut figures = Figures::default();
    if wanted("text") {
        measure_text(Path::new(&program), &mut figures).await?;
    }
    if wanted("files") {
        measure_files(Path::new(&program), &mut figures).await?;
    }
    std::fs::write(&results, figures.as_json())?;
    match figures.lost() {
        0 => Ok(()),
        lost => Err(format!("{lost} tickets were lost or doubled").into()),
    }
}

async fn measure_text(program: &Path, figures: &mut Figures) -> Result<(), Failure> {
    let tickets = Tickets::of_text();
    let upstream = Upstream::start(&tickets).await?;
    let relay = Relay::start(program, upstream.address())?;
    let warm_up = Load {
        tickets: WARM_UP,
        ..TEXT
    };
    run(warm_up, &relay, &tickets, &upstream).await?;
    let ours = run(TEXT, &relay, &tickets, &upstream).await?;
    let alone = directly(TEXT, &tickets, &upstream).await?;
    figures.add("text tickets", &ours, &alone, relay.peak_memory()?);
    Ok(())
}

async fn measure_files(program: &Path, figures: &mut Figures) -> Result<(), Failure> {
    let tickets = Tickets::with_files(BYTES_OF_FILES);
    let upstream = Upstream::start(&tickets).await?;
    let relay = Relay::start(program, upstream.address())?;
    let ours = run(WITH_FILES, &relay, &tickets, &upstream).await?;
    let alone = directly(WITH_FILES, &tickets, &upstream).await?;
    figures.add(
        "50 at once with 8 MB of files",
        &ours,
        &alone,
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

async fn directly(load: Load, tickets: &Tickets, upstream: &Upstream) -> Result<Run, Failure> {
    send(load, upstream.address(), upstream::PATH, tickets, upstream).await
}

/// Sends it all, and counts what came through.
async fn send(
    load: Load,
    to: SocketAddr,
    path: &'static str,
    tickets: &Tickets,
    upstream: &Upstream,
) -> Result<Run, Failure> {
    upstream.forget();
    let mut run = load::send(load, to, path, tickets).await?;
    run.count(&upstream.seen());
    Ok(run)
}
