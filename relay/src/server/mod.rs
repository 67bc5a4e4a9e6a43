//! The HTTP server: options, startup, connections and graceful shutdown.

mod accept_loop;
mod server_options;
mod startup;

pub use server_options::{Backend, ServerOptions};
pub use startup::{Server, StartError};
