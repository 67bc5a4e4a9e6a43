//! Where a request comes from.

use axum::http::HeaderMap;
use ipnet::IpNet;
use std::net::IpAddr;

const FORWARDED_FOR: &str = "x-forwarded-for";

/// How much of an IPv6 address is one subscriber's, in bits: whoever has one address there has all.
const SUBSCRIBER_BITS: u8 = 64;

/// The proxies that are trusted to say whom they speak for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proxies(Vec<IpNet>);

impl Proxies {
    /// Takes addresses, each alone or as a network: `10.0.0.7`, `10.0.0.0/8`.
    ///
    /// # Errors
    /// The first text that is none.
    pub fn parse(texts: &[String]) -> Result<Self, String> {
        let net = |text: &String| {
            let alone = || text.parse::<IpAddr>().ok().map(IpNet::from);
            let net = text.parse().ok().or_else(alone);
            net.ok_or_else(|| text.clone())
        };
        texts.iter().map(net).collect::<Result<_, _>>().map(Self)
    }

    /// The client's address: who is connected, or, where that is a trusted proxy, the nearest one
    /// in `X-Forwarded-For` that is not trusted itself. What stands before it anybody may have
    /// written (ASVS 5.0 V15.3.4).
    #[must_use]
    pub fn client(&self, connected: IpAddr, headers: &HeaderMap) -> IpAddr {
        let mut client = connected.to_canonical();
        let listed = headers.get_all(FORWARDED_FOR).iter();
        let listed: Vec<_> = listed.filter_map(|value| value.to_str().ok()).collect();
        for text in listed.iter().rev().flat_map(|list| list.rsplit(',')) {
            if !self.trusts(client) {
                break;
            }
            match text.trim().parse::<IpAddr>() {
                Ok(address) => client = address.to_canonical(),
                Err(_) => break,
            }
        }
        client
    }

    fn trusts(&self, address: IpAddr) -> bool {
        self.0.iter().any(|net| net.contains(&address))
    }
}

/// What stands for a client's address where requests are counted: IPv6 by its network.
#[must_use]
pub fn counted(address: IpAddr) -> String {
    match address {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(_) => IpNet::new(address, SUBSCRIBER_BITS)
            .map_or_else(|_| address.to_string(), |net| net.trunc().to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn client(connected: &str, forwarded: &[&'static str]) -> String {
        let trusted = ["127.0.0.1", "10.0.0.0/8"].map(str::to_owned);
        let headers = forwarded
            .iter()
            .map(|value| (FORWARDED_FOR.parse().unwrap(), value.parse().unwrap()))
            .collect();
        let proxies = Proxies::parse(&trusted).unwrap();
        proxies
            .client(connected.parse().unwrap(), &headers)
            .to_string()
    }

    #[test]
    fn who_is_no_trusted_proxy_speaks_for_itself() {
        assert_eq!(client("203.0.113.9", &["198.51.100.1"]), "203.0.113.9");
        assert_eq!(client("127.0.0.1", &[]), "127.0.0.1");
    }

    #[test]
    fn a_trusted_proxy_speaks_for_the_nearest_that_is_not_trusted() {
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
    fn an_ipv6_subscriber_is_one_client() {
        let one = counted("2001:db8:1:2::1".parse().unwrap());
        assert_eq!(one, counted("2001:db8:1:2:ffff::9".parse().unwrap()));
        assert_ne!(one, counted("2001:db8:1:3::1".parse().unwrap()));
    }

    #[test]
    fn what_is_no_address_is_not_trusted() {
        assert_eq!(
            Proxies::parse(&["nginx".to_owned()]),
            Err("nginx".to_owned())
        );
    }
}
