//! The health check and the readiness check.
//!
//! Health (`/healthz`) means that the process responds; readiness (`/readyz`) that it can open
//! tickets. The listener for metrics serves both too: during shutdown it is open longer than the
//! public one.

mod routes;
mod state;

pub use routes::routes;
pub use state::Readiness;
