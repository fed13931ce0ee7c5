"""Resolve names within a deadline, though the system's resolver cannot be interrupted.

Each lookup runs in its own thread, which is abandoned at the deadline. At most `MAX_LOOKUPS`
threads exist at a time for pages, and as many for what one page asks for while it is drawn: one
that names dead hosts by the dozen does not hold up the next page.
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


def places() -> threading.BoundedSemaphore:
    """Places for lookups."""
    return threading.BoundedSemaphore(MAX_LOOKUPS)


#: The places of pages' own lookups.
FOR_PAGES = places()


def system_lookup(host: str, port: int) -> Sequence[tuple[Any, ...]]:
    """Look up a host with the system's resolver."""
    return socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)


def resolve(
    host: str, port: int, lookup: Lookup, budget: Budget, places: threading.BoundedSemaphore
) -> list[str]:
    """Return the numeric addresses of a name, in the resolver's order, without duplicates.

    The lookup takes one of `places` until the resolver answers.
    Raises `FetchError`: `unreachable` if there are none, `timeout` at the deadline.
    """
    if not places.acquire(timeout=budget.remaining()):
        raise FetchError("timeout")
    results: list[Sequence[tuple[Any, ...]]] = []
    done = threading.Event()

    def look_up() -> None:
        try:
            results.append(lookup(host, port))
        except (OSError, UnicodeError):  # reported below as no addresses
            pass
        finally:
            places.release()
            done.set()

    threading.Thread(target=look_up, name="lookup", daemon=True).start()
    if not done.wait(budget.remaining()):
        raise FetchError("timeout")
    addresses = list(dict.fromkeys(entry[4][0] for found in results for entry in found))
    if not addresses:
        raise FetchError("unreachable")
    return addresses
