//! Addresses in `X-Forwarded-For` and `Forwarded` (RFC 7239), in the notations that proxies use.

use axum::http::{HeaderMap, HeaderName, header};
use std::net::IpAddr;

/// The header that most proxies write.
pub const X_FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// A node on the path of a request, as the next proxy recorded it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hop {
    /// An address. Its port is ignored.
    Address(IpAddr),
    /// The proxy does not know the address, or hides it: `unknown`, `_name` (RFC 7239, sections 6.2
    /// and 6.3), or an element without `for`.
    Hidden,
    /// Neither an address nor a name for a hidden address.
    Unreadable,
}

/// Returns the hops, the last one first: each proxy appends the node from which it received the
/// request. `X-Forwarded-For` takes precedence over `Forwarded`. Empty elements are ignored (RFC
/// 9110, section 5.6.1).
pub fn hops_from_last(headers: &HeaderMap) -> Vec<Hop> {
    let (name, parse): (HeaderName, fn(&str) -> Hop) = if headers.contains_key(X_FORWARDED_FOR) {
        (X_FORWARDED_FOR, parse_node)
    } else {
        (header::FORWARDED, parse_element)
    };
    let lines: Vec<_> = headers.get_all(name).iter().collect();
    let mut hops = Vec::new();
    for line in lines.into_iter().rev() {
        match line.to_str() {
            Ok(text) => hops.extend(split_from_last(text, b',').map(parse)),
            Err(_) => hops.push(Hop::Unreadable),
        }
    }
    hops
}

/// Splits at a separator outside of quotation marks, the last part first, without blank parts. The
/// search starts at the end, which the trusted proxy wrote: an unclosed quotation mark in the
/// client's part cannot hide it.
fn split_from_last(text: &str, separator: u8) -> impl Iterator<Item = &str> {
    let (mut rest, mut parts) = (text, Vec::new());
    loop {
        let bytes = rest.as_bytes();
        let mut is_quoted = false;
        let at = (0..bytes.len()).rev().find(|&index| {
            if bytes[index] == b'"' {
                let before = bytes[..index].iter().rev();
                let backslashes = before.take_while(|byte| **byte == b'\\').count();
                is_quoted ^= backslashes.is_multiple_of(2);
            }
            bytes[index] == separator && !is_quoted
        });
        let Some(at) = at else { break };
        parts.push(&rest[at + 1..]);
        rest = &rest[..at];
    }
    parts.push(rest);
    parts
        .into_iter()
        .map(str::trim)
        .filter(|part| !part.is_empty())
}

/// Parses an element of `Forwarded`: `for=192.0.2.43;proto=https`.
fn parse_element(element: &str) -> Hop {
    let mut pairs = split_from_last(element, b';').filter_map(|pair| pair.split_once('='));
    let node = pairs.find(|(name, _)| name.trim().eq_ignore_ascii_case("for"));
    node.map_or(Hop::Hidden, |(_, node)| parse_node(node))
}

/// Parses a node: an address with or without a port, brackets, quotation marks and IPv6 zone.
fn parse_node(text: &str) -> Hop {
    let text = text.trim();
    let unquoted = text
        .strip_prefix('"')
        .and_then(|text| text.strip_suffix('"'))
        .map(|text| text.replace('\\', ""));
    let text = unquoted.as_deref().unwrap_or(text).trim();
    if let Some(address) = parse_address(text) {
        return Hop::Address(address);
    }
    let name = match text.rsplit_once(':') {
        Some((name, port)) if is_port(port) => name,
        _ => text,
    };
    if name.eq_ignore_ascii_case("unknown") || is_obfuscated(name) {
        return Hop::Hidden;
    }
    // `2001:db8::1:80` without brackets is an address. It is in the same network as `2001:db8::1`.
    parse_address(name).map_or(Hop::Unreadable, Hop::Address)
}

/// Parses an address, in canonical form: IPv4-mapped IPv6 addresses become IPv4.
fn parse_address(text: &str) -> Option<IpAddr> {
    let address = match text.strip_prefix('[') {
        Some(inner) => inner
            .strip_suffix(']')
            .filter(|inner| inner.contains(':'))?,
        None => text,
    };
    // The zone is meaningful on the proxy only (RFC 4007, section 11).
    let address = match address.split_once('%') {
        Some((address, zone)) if address.contains(':') && !zone.is_empty() => address,
        _ => address,
    };
    Some(address.parse::<IpAddr>().ok()?.to_canonical())
}

fn is_port(text: &str) -> bool {
    let is_number = (1..=5).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    is_number || is_obfuscated(text)
}

fn is_obfuscated(text: &str) -> bool {
    let is_allowed = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-');
    text.len() > 1 && text.starts_with('_') && text.bytes().all(is_allowed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn hops(name: &'static str, lines: &[&'static str]) -> Vec<Hop> {
        let name = HeaderName::from_static(name);
        let lines = lines.iter().map(|line| HeaderValue::from_static(line));
        let headers = lines.map(|line| (name.clone(), line)).collect();
        hops_from_last(&headers)
    }

    fn address(text: &str) -> Hop {
        Hop::Address(text.parse().unwrap())
    }

    #[test]
    fn an_address_is_read_in_every_notation_that_proxies_write() {
        for (node, expected) in [
            ("198.51.100.1", "198.51.100.1"),
            (" 198.51.100.1 ", "198.51.100.1"),
            ("198.51.100.1:40001", "198.51.100.1"),
            ("198.51.100.1:_port", "198.51.100.1"),
            ("\"198.51.100.1\"", "198.51.100.1"),
            ("\"198.51.100.1:443\"", "198.51.100.1"),
            ("2001:db8::1", "2001:db8::1"),
            ("2001:DB8::1", "2001:db8::1"),
            ("[2001:db8::1]", "2001:db8::1"),
            ("[2001:db8::1]:4711", "2001:db8::1"),
            ("[2001:db8::1]:_p", "2001:db8::1"),
            ("\"[2001:db8::1]:4711\"", "2001:db8::1"),
            ("\"[2001:db8::1]\"", "2001:db8::1"),
            ("2001:db8:0:0:0:0:0:1", "2001:db8::1"),
            ("2001:db8:0:0:0:0:0:1:4711", "2001:db8::1"),
            ("fe80::1%eth0", "fe80::1"),
            ("[fe80::1%25eth0]:80", "fe80::1"),
            ("::ffff:198.51.100.1", "198.51.100.1"),
            ("[::ffff:198.51.100.1]:80", "198.51.100.1"),
            ("[::ffff:c633:6401]", "198.51.100.1"),
        ] {
            assert_eq!(parse_node(node), address(expected), "{node}");
            let element = HeaderValue::from_str(&format!("proto=https; FOR={node};by=_x"));
            let headers = [(header::FORWARDED, element.unwrap())];
            let headers = headers.into_iter().collect();
            assert_eq!(hops_from_last(&headers), [address(expected)], "{node}");
        }
    }

    #[test]
    fn hidden_addresses_are_distinguished_from_malformed_ones() {
        for node in [
            "unknown",
            "Unknown",
            "\"unknown\"",
            "unknown:80",
            "_gazonk",
            "_a:_b",
        ] {
            assert_eq!(parse_node(node), Hop::Hidden, "{node}");
        }
        for node in [
            "nonsense",
            "198.51.100",
            "198.51.100.1:",
            "198.51.100.1:port",
            "198.51.100.1:123456",
            "198.51.100.1.example.com",
            "[198.51.100.1]",
            "[2001:db8::1",
            "2001:db8::1]",
            "[]",
            "_",
            "\"",
            "\"\"",
            "198.51.100.1%eth0",
            "198.51.100.1 198.51.100.2",
            "0x7f.1",
            "-",
        ] {
            assert_eq!(parse_node(node), Hop::Unreadable, "{node}");
        }
    }

    #[test]
    fn the_last_hop_of_the_last_line_comes_first() {
        let expected = ["192.0.2.3", "192.0.2.2", "192.0.2.1"].map(address);
        for lines in [
            vec!["192.0.2.1, 192.0.2.2, 192.0.2.3"],
            vec!["192.0.2.1", "192.0.2.2,192.0.2.3"],
            vec!["192.0.2.1:1,\t,192.0.2.2:2 ,", ", 192.0.2.3:3"],
        ] {
            assert_eq!(hops("x-forwarded-for", &lines), expected, "{lines:?}");
        }
        let lines = [
            "for=192.0.2.1;proto=http, For=\"192.0.2.2:80\"",
            "for=192.0.2.3",
        ];
        assert_eq!(hops("forwarded", &lines), expected);
        assert_eq!(hops("forwarded", &["proto=https"]), [Hop::Hidden]);
        assert_eq!(hops("forwarded", &["nonsense"]), [Hop::Hidden]);
        assert_eq!(hops("x-forwarded-for", &[]), []);
    }

    /// A client may send a header of hundreds of kilobytes, which must not take seconds.
    #[test]
    fn a_long_header_is_split_in_linear_time() {
        for piece in ["\\", "\\\"", "\"", ",", "\\\\\",", "; "] {
            let sent = piece.repeat(400_000 / piece.len()) + ", 192.0.2.1";
            for name in [X_FORWARDED_FOR, header::FORWARDED] {
                let node = if name == X_FORWARDED_FOR { "" } else { "for=" };
                let line = sent.replace("192.", &format!("{node}192."));
                let headers = [(name, HeaderValue::from_str(&line).unwrap())];
                let hops = hops_from_last(&headers.into_iter().collect());
                assert_eq!(hops[0], address("192.0.2.1"), "{piece:?}");
            }
        }
    }

    /// The proxy appends its entry after the client's.
    #[test]
    fn a_quotation_mark_of_the_client_hides_nothing_after_it() {
        for sent in [
            "for=\"198.51.100.9",
            "for=\"a\\",
            "\"",
            "for=\"a\\\"",
            "for=\"a;b",
        ] {
            let line = HeaderValue::from_str(&format!("{sent}, for=192.0.2.1")).unwrap();
            let headers = [(header::FORWARDED, line)].into_iter().collect();
            assert_eq!(hops_from_last(&headers)[0], address("192.0.2.1"), "{sent}");
        }
        let quoted = hops("forwarded", &["for=\"_a,for=192.0.2.9\", for=192.0.2.1"]);
        assert_eq!(quoted, [address("192.0.2.1"), Hop::Unreadable]);
    }

    #[test]
    fn x_forwarded_for_takes_precedence() {
        let value = HeaderValue::from_static;
        let headers = [
            (header::FORWARDED, value("for=192.0.2.9")),
            (X_FORWARDED_FOR, value("192.0.2.1")),
        ];
        let headers = headers.into_iter().collect();
        assert_eq!(hops_from_last(&headers), [address("192.0.2.1")]);
    }
}
