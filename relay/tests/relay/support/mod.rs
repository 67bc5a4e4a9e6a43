//! Test support: relays, a faulty connection to WHMCS, tokens and a Redis server.

mod fault_proxy;
mod key_outcome;
mod redis_server;
mod relay;
mod relay_process;
mod source_server;
mod token;

pub use fault_proxy::{Fault, FaultProxy, Opened, UpstreamResponse};
pub use key_outcome::{assert_unknown_until_opened, key, state, wait_for};
pub use redis_server::RedisServer;
pub use relay::{EXAMPLE_CONFIG, Relay, SANDBOX_API, SIGNING_KEY};
pub use relay_process::{RelayProcess, WorkingDirectory};
pub use source_server::SourceServer;
pub use token::{bearer, claims, now, signed_token, token};
