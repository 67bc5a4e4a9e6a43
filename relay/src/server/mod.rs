//! The HTTP server: options, startup, connections, reloading and graceful shutdown.

mod accept_loop;
mod activity;
mod body_count;
mod build_app_state;
mod connection_io;
mod connection_limits;
mod connection_slots;
mod connection_timeouts;
mod lifecycle;
mod listeners;
mod reload;
mod server_options;
mod start_error;
mod startup_checks;
mod upstream;

pub use lifecycle::Server;
pub use reload::Reloader;
pub use server_options::{Backend, ServerOptions};
pub use start_error::StartError;
