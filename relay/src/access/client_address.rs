//! Client addresses, directly or behind trusted proxies.

use axum::http::HeaderMap;
use ipnet::IpNet;
use std::net::{IpAddr, Ipv4Addr};

const FORWARDED_FOR: &str = "x-forwarded-for";

/// Prefix length of one subscriber's IPv6 network, in bits. A subscriber can use every address in
/// it.
const SUBSCRIBER_PREFIX: u8 = 64;

/// Address at the other end of the connection, a client or a proxy. The listener adds it to each
/// request.
#[derive(Clone, Copy, Debug)]
pub struct PeerAddress(pub IpAddr);

/// Proxies whose `X-Forwarded-For` header is trusted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TrustedProxies(Vec<IpNet>);

impl TrustedProxies {
    /// Parses addresses and networks: `10.0.0.7`, `10.0.0.0/8`.
    ///
    /// # Errors
    /// The first text that is neither.
    pub fn parse(texts: &[String]) -> Result<Self, String> {
        let parse_one = |text: &String| {
            let address = || text.parse::<IpAddr>().ok().map(IpNet::from);
            let network = text.parse().ok().or_else(address);
            network.ok_or_else(|| text.clone())
        };
        let networks = texts.iter().map(parse_one).collect::<Result<_, _>>();
        networks.map(Self)
    }

    /// Returns the address of the client: that of the peer or, if the peer is a trusted proxy, the
    /// last address in `X-Forwarded-For` that is not a trusted proxy. Addresses before it may be
    /// forged by the client (ASVS 5.0 V15.3.4).
    #[must_use]
    pub fn client_address(&self, peer: Option<&PeerAddress>, headers: &HeaderMap) -> IpAddr {
        let peer = peer.map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |peer| peer.0);
        let mut client = peer.to_canonical();
        let values = headers.get_all(FORWARDED_FOR).iter();
        let values: Vec<_> = values.filter_map(|value| value.to_str().ok()).collect();
        for text in values.iter().rev().flat_map(|list| list.rsplit(',')) {
            if !self.contains(client) {
                break;
            }
            match text.trim().parse::<IpAddr>() {
                Ok(address) => client = address.to_canonical(),
                Err(_) => break,
            }
        }
        client
    }

    fn contains(&self, address: IpAddr) -> bool {
        self.0.iter().any(|network| network.contains(&address))
    }
}

/// Returns the subject of an address's rate limit: an IPv4 address, or the network of an IPv6
/// subscriber.
#[must_use]
pub fn rate_limit_subject(address: IpAddr) -> String {
    match address {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(_) => IpNet::new(address, SUBSCRIBER_PREFIX).map_or_else(
            |_| address.to_string(),
            |network| network.trunc().to_string(),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn client(peer: &str, forwarded: &[&'static str]) -> String {
        let trusted = ["127.0.0.1", "10.0.0.0/8"].map(str::to_owned);
        let headers = forwarded
            .iter()
            .map(|value| (FORWARDED_FOR.parse().unwrap(), value.parse().unwrap()))
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
    }

    #[test]
    fn the_addresses_of_an_ipv6_subscriber_share_a_rate_limit() {
        let first = rate_limit_subject("2001:db8:1:2::1".parse().unwrap());
        let same_network = "2001:db8:1:2:ffff::9".parse().unwrap();
        let other_network = "2001:db8:1:3::1".parse().unwrap();
        assert_eq!(first, rate_limit_subject(same_network));
        assert_ne!(first, rate_limit_subject(other_network));
    }

    #[test]
    fn a_host_name_is_not_a_proxy_address() {
        assert_eq!(
            TrustedProxies::parse(&["nginx".to_owned()]),
            Err("nginx".to_owned())
        );
    }
}
