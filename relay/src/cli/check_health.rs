//! `--check-health`: checks the health of a running relay.

use super::arguments::Arguments;
use crate::route_paths;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::Duration;

/// Maximum time to wait for the response.
const TIMEOUT: Duration = Duration::from_secs(5);

impl Arguments {
    /// Requests `/healthz` from the relay that listens on this address.
    ///
    /// # Errors
    /// The reason why the relay is not healthy.
    pub async fn check_health(&self) -> Result<(), String> {
        let address = self.listen_address().map_err(|error| error.to_string())?;
        let url = format!("http://{}{}", reachable(address), route_paths::HEALTH);
        // Fails only if the provider is already installed.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = reqwest::Client::builder()
            .no_proxy()
            .tls_certs_only([])
            .timeout(TIMEOUT)
            .build();
        let response = match client {
            Ok(client) => client.get(&url).send().await,
            Err(error) => Err(error),
        };
        match response {
            Ok(response) if response.status().is_success() => Ok(()),
            Ok(response) => Err(format!("{url}: status {}", response.status().as_u16())),
            Err(error) => Err(format!("{url}: {error}")),
        }
    }
}

/// Returns an address to connect to: a relay that listens on every address is reached on loopback.
const fn reachable(address: SocketAddr) -> SocketAddr {
    let ip = match address.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => IpAddr::V4(Ipv4Addr::LOCALHOST),
        IpAddr::V6(ip) if ip.is_unspecified() => IpAddr::V6(Ipv6Addr::LOCALHOST),
        ip => ip,
    };
    SocketAddr::new(ip, address.port())
}
