//! Addresses that users configure, such as those of outgoing webhooks: never one inside a network.
//!
//! What an address means is decided by the parser of the URL standard, the same as in workerd, so that `0x7f.1` or
//! `[::ffff:10.0.0.1]` are seen as what they are. A name that a DNS server of its owner lets point at an inner address is
//! out of reach here; a Worker has no inner network of ours behind it, and whoever runs it elsewhere has to keep it apart.

use std::net::{Ipv4Addr, Ipv6Addr};

use url::{Host, Url};

/// An address may have this many characters.
const CHARACTERS_MAX: usize = 2_000;

/// Endings of names that are never public (RFC 2606, RFC 6761, RFC 6762, RFC 8375, and ICANN's `.internal`).
const INNER_NAMES: &[&str] =
    &["localhost", "local", "internal", "home.arpa", "test", "invalid", "onion", "lan", "intranet"];

/// An address outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endpoint(Url);

impl Endpoint {
    /// Reads an address, or says what is wrong with it. `is_local_allowed` lets http and this machine through, for
    /// development.
    pub fn parse(text: &str, is_local_allowed: bool) -> Result<Endpoint, &'static str> {
        if text.chars().count() > CHARACTERS_MAX {
            return Err("The address has more than 2,000 characters.");
        }
        let url = Url::parse(text).map_err(|_| "This is not an address such as https://example.com/hook.")?;
        if !url.username().is_empty() || url.password().is_some() {
            return Err("The address holds a user name or password. Use a header or a signature instead.");
        }
        if url.fragment().is_some() {
            return Err("The address has a part after #, which is never sent.");
        }
        let host = url.host().ok_or("The address has no host.")?;
        let is_here = match &host {
            Host::Ipv4(address) => address.is_loopback(),
            Host::Ipv6(address) => address.is_loopback(),
            Host::Domain(name) => *name == "localhost",
        };
        if is_local_allowed && is_here && matches!(url.scheme(), "http" | "https") {
            return Ok(Endpoint(url));
        }
        if url.scheme() != "https" {
            return Err("The address does not begin with https://.");
        }
        if url.port().is_some_and(|port| port < 1024) {
            return Err("The address has a port that belongs to another service than https.");
        }
        let is_public = match host {
            Host::Ipv4(address) => is_public_v4(address),
            Host::Ipv6(address) => is_public_v6(address),
            Host::Domain(name) => is_public_name(name),
        };
        if is_public {
            Ok(Endpoint(url))
        } else {
            Err("The address lies inside a network. Use one that the internet reaches.")
        }
    }

    /// The address as it is called.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

fn is_public_name(name: &str) -> bool {
    let name = name.trim_end_matches('.');
    let ends_in = |ending: &str| name.strip_suffix(ending).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
    name.contains('.') && !INNER_NAMES.iter().any(|ending| ends_in(ending))
}

/// The registry of special addresses of IANA (RFC 6890 and its updates): none of them is public.
fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    let special = address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_documentation()
        || address.is_broadcast()
        || address.is_multicast()
        || a == 0
        || a >= 240
        || (a == 100 && (64..128).contains(&b))
        || (a == 192 && b == 0 && c == 0)
        || (a == 192 && b == 88 && c == 99)
        || (a == 198 && (18..20).contains(&b))
        // The metadata services of Azure (168.63.129.16) and of Alibaba, the latter within 100.64.0.0/10.
        || address == Ipv4Addr::new(168, 63, 129, 16);
    !special
}

/// Only global unicast is public, and of that nothing that carries an IPv4 address or is kept for examples.
fn is_public_v6(address: Ipv6Addr) -> bool {
    let [a, b, ..] = address.segments();
    let is_global = a & 0xe000 == 0x2000;
    let carries_v4 = a == 0x2002 || (a == 0x2001 && b == 0);
    let is_example = (a == 0x2001 && b == 0x0db8) || (a == 0x3fff && b < 0x1000);
    is_global && !carries_v4 && !is_example
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_outside_are_taken() {
        for text in [
            "https://example.com/hook",
            "https://example.com:8443/hook?x=1",
            "https://1.1.1.1/",
            "https://[2606:4700:4700::1111]/",
            "https://xn--bcher-kva.example.com/",
        ] {
            assert!(Endpoint::parse(text, false).is_ok(), "{text}");
        }
    }

    #[test]
    fn addresses_inside_are_refused_however_they_are_written() {
        for text in [
            "http://example.com/",
            "ftp://example.com/",
            "https://localhost/",
            "https://api.localhost/",
            "https://printer/",
            "https://printer.local/",
            "https://metadata.google.internal/",
            "https://LOCALHOST./",
            "https://127.0.0.1/",
            "https://127.1/",
            "https://0x7f.1/",
            "https://2130706433/",
            "https://0177.0.0.1/",
            "https://0.0.0.0/",
            "https://10.0.0.1/",
            "https://172.31.255.255/",
            "https://192.168.1.1/",
            "https://169.254.169.254/latest/meta-data",
            "https://100.100.100.200/",
            "https://168.63.129.16/",
            "https://198.18.0.1/",
            "https://224.0.0.1/",
            "https://255.255.255.255/",
            "https://[::]/",
            "https://[::1]/",
            "https://[::ffff:10.0.0.1]/",
            "https://[64:ff9b::a00:1]/",
            "https://[fe80::1]/",
            "https://[fd00::1]/",
            "https://[2002:a00:1::]/",
            "https://[2001:db8::1]/",
            "https://user@example.com/",
            "https://user:password@example.com/",
            "https://example.com/#part",
            "https://example.com:25/",
            "https://",
            "//example.com",
            "example.com",
            "javascript:alert(1)",
        ] {
            assert!(Endpoint::parse(text, false).is_err(), "{text}");
        }
    }

    #[test]
    fn development_reaches_this_machine_and_nothing_else_inside() {
        assert!(Endpoint::parse("http://127.0.0.1:8080/hook", true).is_ok());
        assert!(Endpoint::parse("http://localhost:8080/hook", true).is_ok());
        assert!(Endpoint::parse("http://10.0.0.1/", true).is_err());
        assert!(Endpoint::parse("http://example.com/", true).is_err());
    }
}
