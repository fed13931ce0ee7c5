"""Resolve names within a deadline, though the system's resolver cannot be interrupted.

Each lookup runs in its own thread, which is abandoned at the deadline. At most `MAX_LOOKUPS`
threads exist at a time.
"""

import socket
import threading
from collections.abc import Callable, Sequence
from typing import Any

from pagewords.fetch.budget import Budget
from pagewords.fetch.errors import FetchError

MAX_LOOKUPS = 16

#: Like `socket.getaddrinfo`.
Lookup = Callable[[str, int], Sequence[tuple[Any, ...]]]

_slots = threading.BoundedSemaphore(MAX_LOOKUPS)


def system_lookup(host: str, port: int) -> Sequence[tuple[Any, ...]]:
    """Look up a host with the system's resolver."""
    return socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)


def resolve(host: str, port: int, lookup: Lookup, budget: Budget) -> list[str]:
    """Return the numeric addresses of a name, in the resolver's order, without duplicates.

    Raises `FetchError`: `unreachable` if there are none, `timeout` at the deadline.
    """
    if not _slots.acquire(timeout=budget.remaining()):
        raise FetchError("timeout")
    results: list[Sequence[tuple[Any, ...]]] = []
    done = threading.Event()

    def look_up() -> None:
        try:
            results.append(lookup(host, port))
        except (OSError, UnicodeError):  # reported below as no addresses
            pass
        finally:
            _slots.release()
            done.set()

    threading.Thread(target=look_up, name="lookup", daemon=True).start()
    if not done.wait(budget.remaining()):
        raise FetchError("timeout")
    addresses = list(dict.fromkeys(entry[4][0] for found in results for entry in found))
    if not addresses:
        raise FetchError("unreachable")
    return addresses
