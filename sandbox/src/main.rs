//! The `open-ticket-sandbox` binary.

mod cli;

use clap::Parser;
use cli::Arguments;
use open_ticket_sandbox::{Sandbox, SandboxOptions};
use std::error::Error;
use std::io::Write;
use std::process::ExitCode;
use tokio::net::TcpListener;

#[tokio::main]
async fn main() -> ExitCode {
    let arguments = Arguments::parse();
    tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        // The report of a line that cannot be written would end the request with a panic.
        .log_internal_errors(false)
        .with_target(false)
        .with_ansi(std::io::IsTerminal::is_terminal(&std::io::stderr()))
        .init();
    match run(arguments).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "open-ticket-sandbox: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Serves the sandbox until the process is killed. There is no graceful shutdown, and no ticket is
/// lost: tickets are on disk before their responses are sent.
async fn run(arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let sandbox = Sandbox::open(SandboxOptions {
        ticket_mask: arguments.ticket_mask,
        max_body_bytes: arguments.max_body_bytes,
        ..SandboxOptions::new(arguments.database)
    })?;
    let address = arguments.listen;
    let listener = TcpListener::bind(address)
        .await
        .map_err(|error| format!("cannot listen on {address}: {error}"))?;
    // The program continues even if nothing reads its output.
    let _ = writeln!(
        std::io::stdout(),
        "open-ticket-sandbox: http://{}/",
        listener.local_addr()?
    );
    axum::serve(listener, sandbox.routes_with_index()).await?;
    Ok(())
}
