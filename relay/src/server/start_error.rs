//! Errors of startup.

use crate::state::StateError;
use std::net::SocketAddr;

/// Reason why the relay cannot start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The address cannot be listened on, for example because it is in use.
    #[error("cannot listen on {address}: {reason}")]
    Listen {
        /// Address.
        address: SocketAddr,
        /// Error of the operating system.
        reason: std::io::Error,
    },
    /// The listener that systemd passed cannot be used.
    #[error(
        "cannot use the socket that systemd passed: {0}; it must be one TCP socket, such as ListenStream=127.0.0.1:8080"
    )]
    PassedListener(std::io::Error),
    /// The sandbox would be accessible from other machines.
    #[error(
        "--sandbox allows only loopback addresses such as 127.0.0.1, not {0}: the sandbox must not receive real tickets"
    )]
    SandboxNotOnLoopback(SocketAddr),
    /// The sandbox cannot be opened.
    #[error("{0}")]
    Sandbox(#[from] open_ticket_sandbox::OpenError),
    /// The state store cannot be opened.
    #[error("{0}")]
    State(#[from] StateError),
    /// TLS cannot be set up.
    #[error("cannot set up TLS: {0}")]
    Tls(#[from] reqwest::Error),
    /// The address of the sandbox's listener is unknown.
    #[error("the sandbox has no address: {0}")]
    SandboxAddress(#[from] std::io::Error),
}
