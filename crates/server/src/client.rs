//! Who asks: the peer of the connection, or the address that trusted proxies name.
//!
//! Takes the peer's address and a request's headers, gives the host whose allowance counts. It must never believe what
//! no trusted proxy wrote: a header is read from its end, and only as far as trusted proxies passed it on.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use axum::http::{HeaderMap, HeaderName, header};
use ipnet::IpNet;

use crate::failure::Failure;

const X_FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");
/// An IPv6 subscriber is given at least a network of 64 bits (RFC 6177).
const IPV6_SUBSCRIBER_BITS: u32 = 64;
/// And at most one of 48.
const IPV6_SITE_BITS: u32 = 48;
/// The bits before an IPv4 address that is written as an IPv6 one (RFC 4291 §2.5.5.2).
const IPV4_MAPPED_BITS: u8 = 96;

/// The header in which proxies name whom they ask for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum ForwardedHeader {
    /// `X-Forwarded-For`, as most proxies write it.
    #[default]
    XForwardedFor,
    /// `Forwarded` (RFC 7239).
    Forwarded,
}

/// The proxies that are believed, and the one header in which they are.
#[derive(Debug, Clone, Default)]
pub struct Proxies {
    /// Networks in which only proxies of the operator are.
    pub trusted: Vec<IpNet>,
    /// Proxies pass on the header that they do not write as a stranger wrote it; so only one is read.
    pub header: ForwardedHeader,
}

/// Reads a network of trusted proxies, such as `10.0.0.0/8`. An address alone is a network of one.
///
/// # Errors
/// When it is neither, when bits are set beyond the network's own, or when it is an IPv4 network in IPv6 clothes; the
/// message says what to write.
pub fn trusted_network(text: &str) -> Result<IpNet, Failure> {
    let alone = text.parse::<IpAddr>().map(IpNet::from);
    let network = alone.or_else(|_| text.parse::<IpNet>()).map_err(|_| {
        Failure::new(
            "this is no network and no address: write a network such as 10.0.0.0/8, or an address such as 10.0.0.2",
        )
    })?;
    let whole = network.trunc();
    if network != whole {
        let (bits, address) = (network.prefix_len(), network.addr());
        return Err(Failure::new(format!(
            "{network} has bits set beyond its first {bits}: write {whole} for the network, or {address} for this address alone"
        )));
    }
    if let IpNet::V6(mapped) = network
        && let Some(address) = mapped.addr().to_ipv4_mapped()
        && let Some(bits) = mapped.prefix_len().checked_sub(IPV4_MAPPED_BITS)
    {
        return Err(Failure::new(format!("{network} are IPv4 addresses: write {address}/{bits}")));
    }
    Ok(network)
}

/// One subscriber: an IPv4 address, or an IPv6 network of 64 bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Host(IpAddr);

impl ForwardedHeader {
    /// The header's name.
    #[must_use]
    pub fn name(self) -> HeaderName {
        match self {
            Self::XForwardedFor => X_FORWARDED_FOR,
            Self::Forwarded => header::FORWARDED,
        }
    }
}

impl Host {
    /// The subscriber of an address.
    pub fn of(address: IpAddr) -> Self {
        Self(first_bits(address.to_canonical(), IPV6_SUBSCRIBER_BITS))
    }

    /// What one subscriber may have been given at most: the IPv4 address, or the IPv6 network of 48 bits.
    pub fn network(self) -> IpAddr {
        first_bits(self.0, IPV6_SITE_BITS)
    }
}

/// The network of an IPv6 address; an IPv4 address as it is.
fn first_bits(address: IpAddr, bits: u32) -> IpAddr {
    match address {
        IpAddr::V6(address) => {
            let network = u128::MAX.unbounded_shl(u128::BITS.saturating_sub(bits));
            IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() & network))
        }
        IpAddr::V4(_) => address,
    }
}

impl Proxies {
    /// Whether an address is a trusted proxy's.
    pub(crate) fn trusts(&self, address: IpAddr) -> bool {
        self.trusted.iter().any(|network| network.contains(&address.to_canonical()))
    }

    /// Whose request this is. What cannot be read counts as the proxy's own that passed it on.
    pub(crate) fn host(&self, peer: IpAddr, headers: &HeaderMap) -> Host {
        let mut address = peer;
        let mut named = self.named(headers);
        while self.trusts(address) {
            let Some(Some(before)) = named.pop() else { break };
            address = before;
        }
        Host::of(address)
    }

    /// The addresses in the header, the nearest last; none where one cannot be read.
    fn named(&self, headers: &HeaderMap) -> Vec<Option<IpAddr>> {
        let read = |line: &str| match self.header {
            ForwardedHeader::XForwardedFor => line.split(',').map(address).collect(),
            ForwardedHeader::Forwarded => forwarded(line),
        };
        let lines = headers.get_all(self.header.name()).into_iter();
        lines.flat_map(|line| line.to_str().map_or_else(|_| vec![None], read)).collect()
    }
}

/// The `for` of every element of a `Forwarded` line (RFC 7239 §4). Where a quote is left open, of the last alone: a
/// stranger wrote what the nearest proxy wrote behind.
fn forwarded(line: &str) -> Vec<Option<IpAddr>> {
    let of_element = |element: &&str| {
        let pairs = outside_quotes(element, ';')?;
        let mut values = pairs.into_iter().filter_map(|pair| {
            let (name, value) = pair.split_once('=')?;
            name.trim().eq_ignore_ascii_case("for").then_some(value)
        });
        address(values.next()?.trim().trim_matches('"'))
    };
    match outside_quotes(line, ',') {
        Some(elements) => elements.iter().map(of_element).collect(),
        None => vec![None, line.rsplit(',').next().as_ref().and_then(of_element)],
    }
}

/// The parts between separators that stand in no quotes; none when a quote is left open.
fn outside_quotes(text: &str, separator: char) -> Option<Vec<&str>> {
    let (mut quoted, mut escaped) = (false, false);
    let parts = text.split(|character| {
        let escapes = quoted && !escaped && character == '\\';
        if character == '"' && !escaped {
            quoted = !quoted;
        }
        escaped = escapes;
        character == separator && !quoted
    });
    let parts = parts.collect();
    (!quoted).then_some(parts)
}

/// An address as proxies write it: with a port or without, an IPv6 address in brackets or not.
fn address(text: &str) -> Option<IpAddr> {
    let text = text.trim();
    let bare = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(text);
    bare.parse().ok().or_else(|| text.parse::<SocketAddr>().ok().map(|address| address.ip()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn host(header: ForwardedHeader, peer: &str, lines: &[&str]) -> Host {
        let trusted = ["127.0.0.0/8", "10.0.0.0/8", "fd00::/8"].map(|network| network.parse().unwrap()).into();
        let mut headers = HeaderMap::new();
        let name = if header == ForwardedHeader::Forwarded { header::FORWARDED } else { X_FORWARDED_FOR };
        for line in lines {
            headers.append(&name, line.parse().unwrap());
        }
        Proxies { trusted, header }.host(peer.parse().unwrap(), &headers)
    }

    fn of(address: &str) -> Host {
        Host::of(address.parse().unwrap())
    }

    #[test]
    fn a_stranger_is_not_believed() {
        for header in [ForwardedHeader::Forwarded, ForwardedHeader::XForwardedFor] {
            assert_eq!(host(header, "192.0.2.1", &["203.0.113.9", "for=203.0.113.9"]), of("192.0.2.1"));
        }
    }

    #[test]
    fn the_nearest_address_that_is_no_proxy_counts() {
        let lines = ["198.51.100.1, 203.0.113.9", "10.1.1.1"];
        assert_eq!(host(ForwardedHeader::XForwardedFor, "127.0.0.1", &lines), of("203.0.113.9"));
        let lines = ["for=198.51.100.1, for=203.0.113.9;proto=https;by=10.1.1.1", "For=\"10.1.1.1:4711\""];
        assert_eq!(host(ForwardedHeader::Forwarded, "::ffff:127.0.0.1", &lines), of("203.0.113.9"));
        let lines = ["for=\"[2001:db8:cafe:1::17]:4711\""];
        assert_eq!(host(ForwardedHeader::Forwarded, "fd00::1", &lines), of("2001:db8:cafe:1::"));
    }

    #[test]
    fn what_cannot_be_read_is_the_proxys_own() {
        for line in ["unknown", "_hidden", "for=unknown", "", "for=\"198.51.100.1"] {
            assert_eq!(host(ForwardedHeader::Forwarded, "10.0.0.1", &[line]), of("10.0.0.1"), "{line}");
            assert_eq!(host(ForwardedHeader::XForwardedFor, "10.0.0.1", &[line]), of("10.0.0.1"), "{line}");
        }
        let quoted = ["for=\"a\\\", for=192.0.2.7\", for=203.0.113.9"];
        assert_eq!(host(ForwardedHeader::Forwarded, "10.0.0.1", &quoted), of("203.0.113.9"));
    }

    #[test]
    fn a_stranger_who_leaves_a_quote_open_is_not_the_proxy() {
        for strangers in ["for=\"", "for=\"1", "for=192.0.2.7, for=\"\\", "\""] {
            for own in ["for=203.0.113.9", "for=\"203.0.113.9:4711\";by=\"10.0.0.1\"", "proto=https;for=203.0.113.9"] {
                let line = format!("{strangers}, {own}");
                assert_eq!(host(ForwardedHeader::Forwarded, "10.0.0.1", &[&line]), of("203.0.113.9"), "{line}");
            }
        }
    }

    #[test]
    fn a_network_is_read_whole_or_the_right_one_is_named() {
        for (text, network) in [
            ("10.0.0.0/8", "10.0.0.0/8"),
            ("10.0.0.2", "10.0.0.2/32"),
            ("fd00::1", "fd00::1/128"),
            ("0.0.0.0/0", "0.0.0.0/0"),
        ] {
            assert_eq!(trusted_network(text).unwrap().to_string(), network);
        }
        for (wrong, remedy) in [
            ("10.0.0.1/8", "write 10.0.0.0/8 for the network, or 10.0.0.1 for this address alone"),
            ("fd00::1/8", "write fd00::/8 for the network, or fd00::1 for this address alone"),
            ("::ffff:10.0.0.0/104", "write 10.0.0.0/8"),
            ("10.0.0.0/33", "such as 10.0.0.0/8"),
            ("proxy.example", "such as 10.0.0.0/8"),
        ] {
            let said = trusted_network(wrong).unwrap_err().to_string();
            assert!(said.contains(remedy), "{said}");
        }
    }

    #[test]
    fn a_network_of_64_bits_is_one_host() {
        assert_eq!(of("2001:db8:1:2:3::4"), of("2001:db8:1:2:ffff::"));
        assert_ne!(of("2001:db8:1:2::"), of("2001:db8:1:3::"));
        assert_eq!(of("::ffff:192.0.2.1"), of("192.0.2.1"));
    }
}
