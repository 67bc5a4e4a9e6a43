//! Access rules: origins and CORS, client addresses behind proxies, and rate limits.

mod client_address;
mod cors;
mod forwarded_headers;
mod rate_limit_windows;
mod request_origin;
mod subscriber_network;

pub use client_address::{PeerAddress, TrustedProxies};
pub use cors::{IDEMPOTENCY_KEY, cors_layer};
pub use rate_limit_windows::TicketRateLimits;
pub use request_origin::{AllowedOrigins, RequestOrigin};
pub use subscriber_network::subscriber;
