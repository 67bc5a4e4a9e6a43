//! The health check and the readiness check.
//!
//! Health (`/healthz`) means that the process responds; readiness (`/readyz`) that it can open
//! tickets. The metrics listener serves both too. During shutdown it stays open longer than the
//! public listener.

mod handlers;
mod readiness_check;
mod readiness_state;

pub use handlers::routes;
pub use readiness_state::Readiness;
