//! Networks of subscribers: the unit that limits per address count.

use ipnet::IpNet;
use std::net::IpAddr;

/// Prefix length of one subscriber's IPv6 network, in bits. A subscriber can use every address in
/// it.
const SUBSCRIBER_PREFIX: u8 = 64;

/// Returns the network of a subscriber: one IPv4 address, or the first address of an IPv6 network.
#[must_use]
pub fn subscriber_network(address: IpAddr) -> IpNet {
    let prefix = match address {
        IpAddr::V4(_) => 32,
        IpAddr::V6(_) => SUBSCRIBER_PREFIX,
    };
    IpNet::new(address, prefix).map_or_else(|_| address.into(), |network| network.trunc())
}

/// Returns the subject of an address's rate limit: an IPv4 address, or the network of an IPv6
/// subscriber.
#[must_use]
pub fn rate_limit_subject(address: IpAddr) -> String {
    match address {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(_) => subscriber_network(address).to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_addresses_of_an_ipv6_subscriber_share_a_rate_limit() {
        let first = rate_limit_subject("2001:db8:1:2::1".parse().unwrap());
        let same_network = "2001:db8:1:2:ffff::9".parse().unwrap();
        let other_network = "2001:db8:1:3::1".parse().unwrap();
        assert_eq!(first, rate_limit_subject(same_network));
        assert_ne!(first, rate_limit_subject(other_network));
    }

    #[test]
    fn each_ipv4_address_has_its_own_rate_limit() {
        assert_eq!(
            rate_limit_subject("192.0.2.1".parse().unwrap()),
            "192.0.2.1"
        );
    }
}
