//! The program `open-ticket-relay`: logging, startup, signals and exit code.

use clap::Parser;
use mimalloc::MiMalloc;
use open_ticket_relay::cli::{Arguments, LogFormat};
use open_ticket_relay::config::DepartmentsSource;
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
    match arguments.log_format {
        LogFormat::Json => log.json().init(),
        LogFormat::Text => log
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
            DepartmentsSource::Whmcs => "departments from WHMCS".to_owned(),
            DepartmentsSource::Config => count_departments(config.rules.departments.len()),
        };
        println!("open-ticket: the configuration is valid, {departments}");
        return Ok(());
    }
    let options = arguments.server_options(|name| std::env::var(name).ok())?;
    let index = options.dist.join("index.html");
    if !index.is_file() {
        tracing::warn!(
            "{} does not exist; build it with `make dist`",
            index.display()
        );
    }
    let server = Server::bind(options).await?;
    let (mut terminate, mut interrupt) = (
        signal(SignalKind::terminate())?,
        signal(SignalKind::interrupt())?,
    );
    println!("open-ticket: http://{}/", server.address()?);
    let shutdown = async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    };
    Ok(server.run(shutdown).await?)
}

fn count_departments(count: usize) -> String {
    match count {
        1 => "1 department".to_owned(),
        count => format!("{count} departments"),
    }
}
