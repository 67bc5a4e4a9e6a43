//! The program `open-ticket-relay`: logging, startup, signals and exit code.

use clap::Parser;
use listenfd::ListenFd;
use mimalloc::MiMalloc;
use open_ticket_relay::cli::{Arguments, LogFormat};
use open_ticket_relay::config::DepartmentsSource;
use open_ticket_relay::server::{Reloader, Server, StartError};
use std::convert::Infallible;
use std::error::Error;
use std::process::ExitCode;
use tokio::signal::unix::{Signal, SignalKind, signal};

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
    // From here on SIGHUP does not end the process.
    let hangup = signal(SignalKind::hangup())?;
    let passed_listener = ListenFd::from_env()
        .take_tcp_listener(0)
        .map_err(StartError::PassedListener)?;
    let mut server = match passed_listener {
        Some(listener) => Server::bind_passed(options, listener).await?,
        None => Server::bind(options).await?,
    };
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
    let reloader = server.take_reloader();
    tokio::select! {
        ended = server.run(shutdown) => Ok(ended?),
        never = reload_on_hangup(arguments, hangup, reloader) => match never {},
    }
}

/// Reloads the configuration at each SIGHUP.
async fn reload_on_hangup(
    arguments: &Arguments,
    mut hangup: Signal,
    reloader: Option<Reloader>,
) -> Infallible {
    while let (Some(()), Some(reloader)) = (hangup.recv().await, &reloader) {
        let reloaded = arguments
            .read_config()
            .map_err(|error| error.to_string())
            .and_then(|config| reloader.reload(config).map_err(|error| error.to_string()));
        match reloaded {
            Ok(()) => tracing::info!("SIGHUP: the configuration was reloaded"),
            Err(error) => tracing::error!(
                error,
                "SIGHUP: the configuration cannot be used; the relay keeps the old one"
            ),
        }
    }
    std::future::pending().await
}

fn count_departments(count: usize) -> String {
    match count {
        1 => "1 department".to_owned(),
        count => format!("{count} departments"),
    }
}
