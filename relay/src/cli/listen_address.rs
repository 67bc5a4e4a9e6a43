//! The addresses to listen on.

use super::arguments::Arguments;
use super::usage_error::UsageError;
use std::net::{SocketAddr, ToSocketAddrs};

impl Arguments {
    /// Returns the address of `--listen`, or of `--host` and `--port`.
    pub(super) fn listen_address(&self) -> Result<SocketAddr, UsageError> {
        if let Some(text) = &self.listen {
            return resolve("--listen", text);
        }
        let port = self.parse_port()?;
        let host = self.host.trim_matches(['[', ']']);
        match host.contains(':') {
            true => resolve("--host", &format!("[{host}]:{port}")),
            false => resolve("--host", &format!("{host}:{port}")),
        }
    }

    /// Returns the address of `--metrics-listen`.
    pub(super) fn metrics_address(&self) -> Result<Option<SocketAddr>, UsageError> {
        let text = self.metrics_listen.as_deref();
        text.map(|text| resolve("--metrics-listen", text))
            .transpose()
    }

    /// Returns a warning if `--listen` overrides an invalid port.
    pub(super) fn ignored_port_warning(&self) -> Option<String> {
        self.listen.as_ref()?;
        let error = self.parse_port().err()?;
        Some(format!("{error}; ignored, because --listen is set"))
    }

    fn parse_port(&self) -> Result<u16, UsageError> {
        let port = self.port.trim().parse();
        port.map_err(|_| UsageError::Port(self.port.clone()))
    }
}

fn resolve(option: &'static str, text: &str) -> Result<SocketAddr, UsageError> {
    let addresses = text.to_socket_addrs().ok();
    addresses
        .and_then(|mut addresses| addresses.next())
        .ok_or_else(|| UsageError::ListenAddress {
            option,
            address: text.to_owned(),
        })
}
