//! The program `open-ticket-relay`: logging, startup, signals and exit code.

use clap::Parser;
use listenfd::ListenFd;
use mimalloc::MiMalloc;
use open_ticket_relay::cli::{Arguments, CheckReport, LogFormat};
use open_ticket_relay::logging;
use open_ticket_relay::server::{Reloader, Server, StartError};
use std::convert::Infallible;
use std::error::Error;
use std::io::Write;
use std::process::ExitCode;
use tokio::signal::unix::{Signal, SignalKind, signal};

#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

#[tokio::main]
async fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return invalid_arguments(&error),
    };
    logging::start(arguments.log_format);
    if arguments.check_health {
        return match arguments.check_health().await {
            Ok(()) => ExitCode::SUCCESS,
            Err(reason) => {
                logging::write_fatal(arguments.log_format, &reason);
                ExitCode::FAILURE
            }
        };
    }
    if arguments.check {
        return report(&arguments, &arguments.check(environment).await);
    }
    if arguments.check_config {
        return report(&arguments, &arguments.check_config(environment));
    }
    match run(&arguments).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            logging::write_fatal(arguments.log_format, &error.to_string());
            ExitCode::FAILURE
        }
    }
}

/// Prints the help or the version, or an error in the format of the log.
fn invalid_arguments(error: &clap::Error) -> ExitCode {
    let format = LogFormat::find(std::env::args());
    if error.use_stderr() && format == LogFormat::Json {
        logging::start(format);
        logging::write_fatal(format, error.to_string().trim_end());
        return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(1));
    }
    error.exit()
}

/// Prints the result of a check.
fn report(arguments: &Arguments, report: &CheckReport) -> ExitCode {
    for warning in &report.warnings {
        tracing::warn!("{warning}");
    }
    for error in &report.errors {
        logging::write_fatal(arguments.log_format, error);
    }
    if !report.errors.is_empty() {
        return ExitCode::FAILURE;
    }
    print_line(&report.summary);
    ExitCode::SUCCESS
}

async fn run(arguments: &Arguments) -> Result<(), Box<dyn Error>> {
    let options = arguments.server_options(environment)?;
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
    print_line(&format!("http://{}/", server.address()?));
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

/// Prints a line to standard output. The program continues even if nothing reads its output.
fn print_line(text: &str) {
    let _ = writeln!(std::io::stdout(), "open-ticket: {text}");
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

/// Returns an environment variable. Bytes that are not UTF-8 are replaced, so that the variable does
/// not seem to be missing.
fn environment(name: &str) -> Option<String> {
    let value = std::env::var_os(name)?;
    Some(value.to_string_lossy().into_owned())
}
