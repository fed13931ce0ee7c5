"""Tell public IP addresses from special-purpose ones.

The tables are explicit because `ipaddress.is_global` varies between Python versions and has gaps.
IPv4: everything outside the IANA special-purpose registry. IPv6: only global unicast, 2000::/3,
without the ranges that embed IPv4 addresses or are reserved.
"""

import re
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)

#: Bits of an IPv6 address that tell one client from another, and one machine that is asked: a home
#: is given a /56 (RFC 6177 and RIPE-690), of which it has 256 networks.
CLIENT_BITS, SITE_BITS = 56, 64
#: Characters of the longest address as text.
LONGEST = 45
#: An address as some proxies pass it on: with a port, an IPv6 one between brackets.
_WITH_PORT = re.compile(r"\[(.*)\](?::\d+)?|([\d.]+):\d+")

_SPECIAL_IPV4 = tuple(
    IPv4Network(block)
    for block in (
        "0.0.0.0/8",  # this network
        "10.0.0.0/8",  # private
        "100.64.0.0/10",  # carrier-grade NAT
        "127.0.0.0/8",  # loopback
        "168.63.129.16/32",  # Azure's internal services, though the range is public
        "169.254.0.0/16",  # link-local, cloud metadata services
        "172.16.0.0/12",  # private
        "192.0.0.0/24",  # protocol assignments
        "192.0.2.0/24",  # documentation
        "192.31.196.0/24",  # AS112
        "192.52.193.0/24",  # multicast tunnels
        "192.88.99.0/24",  # 6to4 relays
        "192.168.0.0/16",  # private
        "192.175.48.0/24",  # AS112
        "198.18.0.0/15",  # benchmarks
        "198.51.100.0/24",  # documentation
        "203.0.113.0/24",  # documentation
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, broadcast
    )
)
_GLOBAL_UNICAST_IPV6 = IPv6Network("2000::/3")
_SPECIAL_IPV6 = tuple(
    IPv6Network(block)
    for block in (
        "2001::/23",  # protocol assignments: Teredo, benchmarks, ORCHID
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4: carries an IPv4 address
        "2620:4f:8000::/48",  # AS112
        "3fff::/20",  # documentation
    )
)


def parse_address(text: str) -> IPv4Address | IPv6Address:
    """Parse a numeric address from a resolver; unwrap an IPv4-mapped one.

    Raises ValueError for anything else, and for zone ids: those addresses are never public.
    """
    if "%" in text:
        raise ValueError("an address with a zone id")
    return unwrap(ip_address(text))


def client_of(address: str) -> str:
    """Whose an address is: an IPv4 address, the /56 of an IPv6 one, or the text itself if it is no
    address; whatever its port is."""
    return _network_of(address, CLIENT_BITS)


def site_at(address: str) -> str:
    """The site at an address: an IPv4 address, the /64 of an IPv6 one, or the text itself if it is
    no address; whatever its port is."""
    return _network_of(address, SITE_BITS)


def _network_of(address: str, bits: int) -> str:
    if found := _WITH_PORT.fullmatch(address):
        address = found[1] or found[2] or ""
    try:
        parsed = parse_address(address.partition("%")[0])
    except ValueError:
        return address[:LONGEST]
    if isinstance(parsed, IPv6Address):
        return str(ip_network((parsed, bits), strict=False))
    return str(parsed)


def unwrap(address: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """Return the IPv4 address in an IPv4-mapped one (::ffff:0:0/96), any other unchanged."""
    if isinstance(address, IPv6Address) and address.ipv4_mapped is not None:
        return address.ipv4_mapped
    return address


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """Whether an address may be reached without being in the trusted sites."""
    address = unwrap(address)
    if isinstance(address, IPv4Address):
        return not any(address in block for block in _SPECIAL_IPV4)
    return address in _GLOBAL_UNICAST_IPV6 and not any(address in block for block in _SPECIAL_IPV6)
