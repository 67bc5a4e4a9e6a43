//! The command line.

use clap::Parser;
use open_ticket_sandbox::{DEFAULT_MAX_BODY_BYTES, TicketMask};
use std::net::{SocketAddr, ToSocketAddrs};
use std::path::PathBuf;

/// WHMCS's api.php for testing clients of OpenTicket, with all data in one SQLite file
///
/// POST /includes/api.php accepts the identifier `sandbox` with the secret `sandbox` and the actions
/// OpenTicket, GetTicket, GetTickets, GetTicketAttachment, GetSupportDepartments, GetClientsProducts
/// and GetClientsDomains. GET /viewticket.php?tid=…&c=… shows a ticket, GET /outbox the emails that
/// WHMCS would have sent.
#[derive(Debug, Parser)]
#[command(name = "open-ticket-sandbox", version)]
pub struct Arguments {
    /// Loopback address to listen on; port 0 selects a free port
    #[arg(
        long,
        value_name = "HOST:PORT",
        default_value = "127.0.0.1:8081",
        value_parser = loopback_address
    )]
    pub listen: SocketAddr,
    /// SQLite database, created if it does not exist
    #[arg(long, value_name = "FILE", default_value = "open-ticket-sandbox.db")]
    pub database: PathBuf,
    /// Format of ticket numbers, as in WHMCS: %A and %a are random letters, %n is a random digit,
    /// %y %m %d are the date, %i is the ticket's id
    #[arg(
        long,
        value_name = "MASK",
        default_value = "%n%n%n%n%n%n",
        value_parser = TicketMask::parse
    )]
    pub ticket_mask: TicketMask,
    /// Maximum size of a request body, in bytes
    #[arg(long, value_name = "BYTES", default_value_t = DEFAULT_MAX_BODY_BYTES)]
    pub max_body_bytes: usize,
}

/// Parses a loopback address. The credentials are public, so other addresses are refused.
fn loopback_address(text: &str) -> Result<SocketAddr, String> {
    let address = text
        .to_socket_addrs()
        .ok()
        .and_then(|mut addresses| addresses.next())
        .ok_or("not an address like 127.0.0.1:8081")?;
    if address.ip().is_loopback() {
        Ok(address)
    } else {
        Err(format!(
            "{address} is not a loopback address like 127.0.0.1: the credentials are public, and real \
             tickets must not end up in the sandbox"
        ))
    }
}
