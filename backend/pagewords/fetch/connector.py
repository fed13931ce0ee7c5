"""Open connections: the only place that connects a socket, and the rules for it.

The checked address is the one connected to, which defeats DNS rebinding. All refusals look the
same from outside.
"""

import socket
import threading
from collections.abc import Callable
from ipaddress import IPv4Address, IPv6Address

from pagewords.fetch.addresses import is_public, parse_address, unwrap
from pagewords.fetch.budget import Budget
from pagewords.fetch.errors import FetchError
from pagewords.fetch.host import is_private_name, literal_address
from pagewords.fetch.model import Policy
from pagewords.fetch.resolver import FOR_PAGES, Lookup, resolve, system_lookup

ALLOWED_PORTS = frozenset({80, 443})
#: Seconds to wait for one address before trying the next.
CONNECT_TIMEOUT = 3.0
MAX_ADDRESSES = 8
#: Addresses of documentation, which no machine has.
_NOBODYS: dict[int, str] = {socket.AF_INET: "192.0.2.1", socket.AF_INET6: "2001:db8::1"}

Address = IPv4Address | IPv6Address


class Connector:
    """Open the connections of one fetch, within its policy and budget."""

    def __init__(
        self,
        policy: Policy,
        budget: Budget,
        lookup: Lookup = system_lookup,
        places: threading.BoundedSemaphore = FOR_PAGES,
        on_open: Callable[[socket.socket], None] | None = None,
    ) -> None:
        """`places` are those of lookups, as in `resolve`; `on_open` is given each connected
        socket, before TLS."""
        self._policy = policy
        self._budget = budget
        self._lookup = lookup
        self._places = places
        self._on_open = on_open

    def check(self, scheme: str, host: str, port: int) -> None:
        """Refuse by port, name or literal address, before any lookup."""
        if self._policy.trusts(scheme, host, port):
            return
        literal = literal_address(host)
        allowed = not is_private_name(host) if literal is None else is_public(literal)
        if port not in ALLOWED_PORTS or not allowed:
            raise FetchError("unreachable")

    def connect(self, scheme: str, host: str, port: int) -> socket.socket:
        """Return a connected socket; raises `FetchError` (`unreachable`, `timeout`,
        `rate_limited`)."""
        self.check(scheme, host, port)
        addresses = self._addresses(scheme, host, port)
        is_trusted = self._policy.trusts(scheme, host, port)
        for number, address in enumerate(addresses, start=1):
            seconds = self._budget.remaining()
            last = number == len(addresses)
            if not is_trusted:
                self._budget.reach(str(address))
            seconds = seconds if last else min(seconds, CONNECT_TIMEOUT)
            try:
                return self._connect(address, port, seconds, is_trusted)
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
        found = resolve(host, port, self._lookup, self._budget, self._places)
        try:
            addresses = [parse_address(text) for text in found]
        except ValueError:
            raise FetchError("unreachable") from None
        if not self._policy.trusts(scheme, host, port) and not all(map(is_public, addresses)):
            raise FetchError("unreachable")
        return addresses[:MAX_ADDRESSES]

    def _connect(
        self, address: Address, port: int, seconds: float, is_trusted: bool
    ) -> socket.socket:
        """Connect to one address; the socket keeps its timeout for the TLS handshake."""
        family = socket.AF_INET if address.version == 4 else socket.AF_INET6
        sock = socket.socket(family, socket.SOCK_STREAM)
        try:
            sock.settimeout(seconds)
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            sock.connect((str(address), port))
            check_peer(sock, address)
            if not is_trusted and is_own(sock):
                raise OSError("the address is this machine's own")
            if self._on_open is not None:
                self._on_open(sock)
        except BaseException:
            sock.close()
            raise
        return sock


def check_peer(sock: socket.socket, address: Address) -> None:
    """Raise OSError unless the peer of a socket is the address that was connected to."""
    if parse_address(sock.getpeername()[0]) != address:
        raise OSError("the peer has another address")


def is_own(sock: socket.socket) -> bool:
    """Whether a socket is connected to this machine by one of its own addresses.

    A public one is no way around the rules: web servers show more to their own machine, and
    firewalls let it in.
    """
    peer = sock.getpeername()[0]
    # Connections to a second address in a network come from the first one. Some systems let
    # programs bind to any address.
    return peer == sock.getsockname()[0] or (
        _binds(sock.family, peer) and not _binds(sock.family, _NOBODYS[sock.family])
    )


def _binds(family: int, address: str) -> bool:
    """Whether the system takes an address for its own."""
    with socket.socket(family, socket.SOCK_DGRAM) as probe:
        try:
            probe.bind((address, 0))
        except OSError:
            return False
        return True
