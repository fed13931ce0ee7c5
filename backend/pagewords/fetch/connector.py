"""Connecting: the one place where a socket is connected, and every rule on it.

The address that was checked is the address that is dialled, so a name that answers differently
the second time (DNS rebinding) gains nothing. All refusals look alike from outside.
"""

import socket
from ipaddress import IPv4Address, IPv6Address

from pagewords.fetch.addresses import is_public, parse_address, unwrap
from pagewords.fetch.budget import Meter
from pagewords.fetch.errors import FetchError
from pagewords.fetch.host import is_private_name, literal_address
from pagewords.fetch.model import Policy
from pagewords.fetch.resolver import Lookup, resolve, system_lookup

OPEN_PORTS = frozenset({80, 443})
#: Seconds after which the next address of a name is tried, where there is one.
NEXT_ADDRESS_AFTER = 3.0
MOST_ADDRESSES = 8

Address = IPv4Address | IPv6Address


class Dialler:
    """Opens connections for one fetch, under its policy and its meter."""

    def __init__(self, policy: Policy, meter: Meter, lookup: Lookup = system_lookup) -> None:
        self._policy = policy
        self._meter = meter
        self._lookup = lookup

    def check(self, scheme: str, host: str, port: int) -> None:
        """Refuse what can be refused without a look-up: ports, names, literal addresses."""
        if self._policy.trusts(scheme, host, port):
            return
        literal = literal_address(host)
        allowed = not is_private_name(host) if literal is None else is_public(literal)
        if port not in OPEN_PORTS or not allowed:
            raise FetchError("unreachable")

    def connect(self, scheme: str, host: str, port: int) -> socket.socket:
        """A connected socket; raises `FetchError` (`unreachable`, `timeout`)."""
        self.check(scheme, host, port)
        addresses = self._addresses(scheme, host, port)
        for number, address in enumerate(addresses, start=1):
            seconds = self._meter.left()
            last = number == len(addresses)
            try:
                return _dial(address, port, seconds if last else min(seconds, NEXT_ADDRESS_AFTER))
            except TimeoutError:
                if last:
                    raise FetchError("timeout") from None
            except OSError:
                continue
        raise FetchError("unreachable")

    def _addresses(self, scheme: str, host: str, port: int) -> list[Address]:
        literal = literal_address(host)
        if literal is not None:
            return [unwrap(literal)]
        found = resolve(host, port, self._lookup, self._meter)
        try:
            addresses = [parse_address(text) for text in found]
        except ValueError:
            raise FetchError("unreachable") from None
        if not self._policy.trusts(scheme, host, port) and not all(map(is_public, addresses)):
            raise FetchError("unreachable")
        return addresses[:MOST_ADDRESSES]


def _dial(address: Address, port: int, seconds: float) -> socket.socket:
    """Connect to one numeric address; the socket keeps the time-out, for a TLS handshake."""
    family = socket.AF_INET if address.version == 4 else socket.AF_INET6
    sock = socket.socket(family, socket.SOCK_STREAM)
    try:
        sock.settimeout(seconds)
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        sock.connect((str(address), port))
        check_peer(sock, address)
    except BaseException:
        sock.close()
        raise
    return sock


def check_peer(sock: socket.socket, address: Address) -> None:
    """Raise OSError unless the other end of a socket is the address that was dialled."""
    if parse_address(sock.getpeername()[0]) != address:
        raise OSError("another address answers")
