"""Who a client is: what submissions and reads are limited by."""

from ipaddress import IPv6Address, ip_network

from flask import request

from pagewords.fetch.addresses import parse_address

#: Bits of an IPv6 address that tell one client from another: a home or a machine has a /64.
IPV6_BITS = 64


def client_of_request() -> str:
    """The client of the current request: an IPv4 address or the /64 of an IPv6 one, as text."""
    return network_of(request.remote_addr or "")


def network_of(address: str) -> str:
    """An IPv4 address, the /64 of an IPv6 one, or the text itself if it is no address."""
    try:
        parsed = parse_address(address.partition("%")[0])
    except ValueError:
        return address[:IPV6_BITS]
    if isinstance(parsed, IPv6Address):
        return str(ip_network((parsed, IPV6_BITS), strict=False))
    return str(parsed)
