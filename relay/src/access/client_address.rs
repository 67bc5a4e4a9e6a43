//! Client addresses, directly or behind trusted proxies.

use super::forwarded_headers::{Hop, X_FORWARDED_FOR, hops_from_last};
use axum::http::{HeaderMap, header};
use ipnet::IpNet;
use std::net::{IpAddr, Ipv4Addr};
use std::sync::atomic::{AtomicBool, Ordering};

/// Address of the peer of the connection, a client or a proxy. The listener adds it to each
/// request.
#[derive(Clone, Copy, Debug)]
pub struct PeerAddress(pub IpAddr);

/// Proxies whose `X-Forwarded-For` or `Forwarded` header is trusted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TrustedProxies(Vec<IpNet>);

impl TrustedProxies {
    /// Parses addresses and networks: `10.0.0.7`, `10.0.0.0/8`. An IPv4 network in an IPv6 address is an
    /// error: addresses are compared as IPv4, and none would be in it.
    ///
    /// # Errors
    /// The first string that is neither.
    pub fn parse(texts: &[String]) -> Result<Self, String> {
        let parse_one = |text: &String| {
            let address = || {
                let address = text.parse::<IpAddr>().ok()?;
                Some(IpNet::from(address.to_canonical()))
            };
            let network = text.parse().ok().filter(|network| !is_ipv4_mapped(network));
            let network = network.or_else(address);
            network.ok_or_else(|| text.clone())
        };
        let networks = texts.iter().map(parse_one).collect::<Result<_, _>>();
        networks.map(Self)
    }

    /// Returns the address of the client: the peer's address or, if the peer is a trusted proxy, the
    /// last address in its header that is not a trusted proxy. Addresses before it may be forged by
    /// the client (ASVS 5.0 V15.3.4).
    ///
    /// If a trusted proxy does not name the address, the result is that proxy: the client could
    /// choose an address further left, or a name such as `_x`, and get a new rate limit with each
    /// request. All clients of that proxy then share one limit. This is logged once.
    #[must_use]
    pub fn client_address(&self, peer: Option<&PeerAddress>, headers: &HeaderMap) -> IpAddr {
        let peer = peer.map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |peer| peer.0);
        let mut client = peer.to_canonical();
        if !self.contains(client) {
            return client;
        }
        if headers.contains_key(X_FORWARDED_FOR) && headers.contains_key(header::FORWARDED) {
            log_once(
                &BOTH_HEADERS,
                "a request through a trusted proxy has both X-Forwarded-For and Forwarded: the first is used, so the proxy must remove the one that it does not write",
            );
        }
        let hops = hops_from_last(headers);
        if hops.is_empty() {
            log_once(
                &NO_HEADER,
                "a trusted proxy sends neither X-Forwarded-For nor Forwarded: all its clients share one rate limit",
            );
        }
        for hop in hops {
            match hop {
                Hop::Address(address) => client = address,
                Hop::Hidden => {
                    log_once(
                        &HIDDEN,
                        "a trusted proxy hides the addresses of its clients: they share one rate limit",
                    );
                    break;
                }
                Hop::Unreadable => {
                    log_once(
                        &UNREADABLE,
                        "cannot read an address in the X-Forwarded-For or Forwarded header of a trusted proxy: its clients share one rate limit",
                    );
                    break;
                }
            }
            if !self.contains(client) {
                break;
            }
        }
        client
    }

    /// Returns `true` if the address is a trusted proxy.
    #[must_use]
    pub fn contains(&self, address: IpAddr) -> bool {
        self.0.iter().any(|network| network.contains(&address))
    }
}

fn is_ipv4_mapped(network: &IpNet) -> bool {
    matches!(network.network(), IpAddr::V6(address) if address.to_ipv4_mapped().is_some())
}

static BOTH_HEADERS: AtomicBool = AtomicBool::new(false);
static NO_HEADER: AtomicBool = AtomicBool::new(false);
static HIDDEN: AtomicBool = AtomicBool::new(false);
static UNREADABLE: AtomicBool = AtomicBool::new(false);

/// Logs a warning once per process: the cause is the configuration of the proxy, and every request would
/// repeat the warning. The header is omitted, because it contains addresses.
fn log_once(was_logged: &AtomicBool, warning: &'static str) {
    if !was_logged.swap(true, Ordering::Relaxed) {
        tracing::warn!("{warning}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn client(peer: &str, forwarded: &[&'static str]) -> String {
        let trusted = ["127.0.0.1", "10.0.0.0/8"].map(str::to_owned);
        let headers = forwarded
            .iter()
            .map(|value| (X_FORWARDED_FOR, value.parse().unwrap()))
            .collect();
        let proxies = TrustedProxies::parse(&trusted).unwrap();
        let peer = PeerAddress(peer.parse().unwrap());
        proxies.client_address(Some(&peer), &headers).to_string()
    }

    #[test]
    fn the_header_of_an_untrusted_peer_is_ignored() {
        assert_eq!(client("203.0.113.9", &["198.51.100.1"]), "203.0.113.9");
        assert_eq!(client("127.0.0.1", &[]), "127.0.0.1");
    }

    #[test]
    fn the_last_address_that_is_not_a_trusted_proxy_is_the_client() {
        assert_eq!(client("127.0.0.1", &["198.51.100.1"]), "198.51.100.1");
        let chain = ["192.0.2.66, 198.51.100.1, 10.1.2.3"];
        assert_eq!(client("127.0.0.1", &chain), "198.51.100.1");
        assert_eq!(
            client("::ffff:127.0.0.1", &["192.0.2.66", "198.51.100.1"]),
            "198.51.100.1"
        );
        assert_eq!(
            client("127.0.0.1", &["198.51.100.1, nonsense"]),
            "127.0.0.1"
        );
        assert_eq!(
            client("127.0.0.1", &["198.51.100.1:40001, [::ffff:10.1.2.3]:80"]),
            "198.51.100.1"
        );
    }

    /// The client may have written the hidden entry, and every entry before it.
    #[test]
    fn a_client_cannot_choose_its_address_if_a_proxy_hides_it() {
        for hidden in ["unknown", "_secret", "nonsense", "198.51.100.1:port"] {
            for sent in [
                "198.51.100.1",
                "10.9.9.9",
                "203.0.113.7, 10.9.9.9",
                "_other",
            ] {
                let line = format!("{sent}, {hidden}, 10.1.2.3").leak();
                assert_eq!(client("127.0.0.1", &[line]), "10.1.2.3", "{line}");
            }
        }
    }

    #[test]
    fn a_host_name_is_not_a_proxy_address() {
        assert_eq!(
            TrustedProxies::parse(&["nginx".to_owned()]),
            Err("nginx".to_owned())
        );
    }
}
