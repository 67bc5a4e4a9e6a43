//! Networks of subscribers: the unit that limits per address count.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Prefix length of one subscriber's IPv6 network, in bits.
const SUBSCRIBER_PREFIX: u8 = 64;

/// Returns the name of an address's rate limit: an IPv4 address, or the network of an IPv6 subscriber.
#[must_use]
pub fn rate_limit_subject(address: IpAddr) -> String {
    match subscriber(address) {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(network) => format!("{network}/{SUBSCRIBER_PREFIX}"),
    }
}

/// Returns the address that a limit applies to. A subscriber can use every address of an IPv6 network of 64
/// bits. A server with IPv6 only sees IPv4 clients as addresses of the network `64:ff9b::/96` (RFC 6052,
/// RFC 7755): each of them is the address of another subscriber.
#[must_use]
pub fn subscriber(address: IpAddr) -> IpAddr {
    let IpAddr::V6(address) = address else {
        return address;
    };
    match address.segments() {
        [0x64, 0xff9b, 0, 0, 0, 0, high, low] => {
            Ipv4Addr::from_bits(u32::from(high) << 16 | u32::from(low)).into()
        }
        _ => {
            let host_bits = 128 - SUBSCRIBER_PREFIX;
            Ipv6Addr::from_bits(address.to_bits() >> host_bits << host_bits).into()
        }
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
    fn each_ipv4_client_behind_a_translator_has_its_own_rate_limit() {
        let first = rate_limit_subject("64:ff9b::198.51.100.1".parse().unwrap());
        let other = rate_limit_subject("64:ff9b::198.51.100.2".parse().unwrap());
        assert_ne!(first, other);
        assert_eq!(first, rate_limit_subject("198.51.100.1".parse().unwrap()));
        // Another prefix is the network of a subscriber.
        let network = rate_limit_subject("64:ff9b:1::198.51.100.1".parse().unwrap());
        assert_eq!(
            network,
            rate_limit_subject("64:ff9b:1::198.51.100.2".parse().unwrap())
        );
    }
}
