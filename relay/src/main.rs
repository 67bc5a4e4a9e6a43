//! The relay as a program.

use clap::Parser;
use mimalloc::MiMalloc;
use open_ticket_relay::cli::{Arguments, Log};
use open_ticket_relay::config::Source;
use open_ticket_relay::server::Server;
use std::error::Error;
use std::process::ExitCode;
use tokio::signal::unix::{SignalKind, signal};

#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

#[tokio::main]
async fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let log = tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .with_target(false);
    match arguments.log {
        Log::Json => log.json().init(),
        Log::Text => log
            .with_ansi(std::io::IsTerminal::is_terminal(&std::io::stderr()))
            .init(),
    }
    match run(&arguments).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("open-ticket: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(arguments: &Arguments) -> Result<(), Box<dyn Error>> {
    if arguments.check_config {
        let config = arguments.read_config()?;
        let departments = match config.departments.source() {
            Source::Whmcs => "departments from WHMCS".to_owned(),
            Source::Config => departments(config.rules.departments.len()),
        };
        println!("open-ticket: the configuration is good, {departments}");
        return Ok(());
    }
    let settings = arguments.settings(|name| std::env::var(name).ok())?;
    let index = settings.dist.join("index.html");
    if !index.is_file() {
        tracing::warn!("there is no {}; `make dist` builds it", index.display());
    }
    let server = Server::bind(settings).await?;
    let (mut terminated, mut interrupted) = (
        signal(SignalKind::terminate())?,
        signal(SignalKind::interrupt())?,
    );
    println!("open-ticket: http://{}/", server.address()?);
    let end = async move {
        tokio::select! {
            _ = terminated.recv() => {}
            _ = interrupted.recv() => {}
        }
    };
    Ok(server.run(end).await?)
}

fn departments(count: usize) -> String {
    match count {
        1 => "1 department".to_owned(),
        count => format!("{count} departments"),
    }
}
