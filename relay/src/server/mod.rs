//! The HTTP server: options, startup, connections, reloading and graceful shutdown.

mod accept_loop;
mod activity;
mod connection_io;
mod connection_limits;
mod connection_slots;
mod listeners;
mod machine_limits;
mod reload;
mod server_options;
mod start_error;
mod startup;
mod upstream;

pub use reload::Reloader;
pub use server_options::{Backend, ServerOptions};
pub use start_error::StartError;
pub use startup::Server;
