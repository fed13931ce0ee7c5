"""Names → addresses, within a deadline: the system's resolver cannot be interrupted.

Each look-up runs in a thread of its own, which is left behind where it takes too long; there are
never more than `LOOKUPS` of them.
"""

import socket
import threading
from collections.abc import Callable, Sequence
from typing import Any

from pagewords.fetch.budget import Meter
from pagewords.fetch.errors import FetchError

LOOKUPS = 16

#: What answers a look-up: `socket.getaddrinfo`, or what a test puts in its place.
Lookup = Callable[[str, int], Sequence[tuple[Any, ...]]]

_slots = threading.BoundedSemaphore(LOOKUPS)


def system_lookup(host: str, port: int) -> Sequence[tuple[Any, ...]]:
    """Ask the system's resolver."""
    return socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)


def resolve(host: str, port: int, lookup: Lookup, meter: Meter) -> list[str]:
    """The numeric addresses of a name, in the resolver's order, each once.

    Raises `FetchError`: `unreachable` where there are none, `timeout` at the deadline.
    """
    if not _slots.acquire(timeout=meter.left()):
        raise FetchError("timeout")
    answer: list[Sequence[tuple[Any, ...]]] = []
    done = threading.Event()

    def look_up() -> None:
        try:
            answer.append(lookup(host, port))
        except (OSError, UnicodeError):  # no such name; the two are told as one below
            pass
        finally:
            _slots.release()
            done.set()

    threading.Thread(target=look_up, name="lookup", daemon=True).start()
    if not done.wait(meter.left()):
        raise FetchError("timeout")
    addresses = list(dict.fromkeys(entry[4][0] for found in answer for entry in found))
    if not addresses:
        raise FetchError("unreachable")
    return addresses
