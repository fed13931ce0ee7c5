"""Fetch what a page asks for while it is drawn: any type, by the rules of any fetch."""

import socket
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import requests

from pagewords.fetch.adapter import GuardedAdapter, GuardedSession
from pagewords.fetch.body import read_body
from pagewords.fetch.budget import Budget
from pagewords.fetch.client import FAILURES, send
from pagewords.fetch.connector import Connector
from pagewords.fetch.errors import FetchError
from pagewords.fetch.headers import request_headers
from pagewords.fetch.model import Policy
from pagewords.fetch.resolver import Lookup, places, system_lookup
from pagewords.fetch.response import redirect_location
from pagewords.fetch.url import RefusedUrl, next_target, read_target

#: Bytes of one answer, before and after decompression.
MOST_WIRE, MOST_DECODED = 5_000_000, 10_000_000
_REDIRECTS = 10
#: Requests of one page to one host that is not its own: a page is no means to ask others much.
MOST_FOREIGN = 60
#: After these statuses the next request has no body, as in browsers.
_SEE_OTHER = frozenset({301, 302, 303})
_CHUNK_BYTES = 65_536
#: Headers of the page's program that are sent; what the browser adds by itself is not.
_SENT = frozenset({"accept", "content-type", "cookie", "origin", "referer", "authorization"})
#: What a page may do to others: no more than ask.
_METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS"})


@dataclass(frozen=True, slots=True)
class Resource:
    """An answer: the URL after redirects, the status, headers by lower-case names, and the body.

    Equal headers are joined by line breaks.
    """

    url: str
    status: int
    headers: dict[str, str]
    body: bytes


class Resources:
    """The fetches for one page, which share a deadline and a number of bytes. Thread-safe.

    `host` is the page's own; each other host is asked `MOST_FOREIGN` times, redirects counted.
    `on_address` is as in `fetch_page`.
    """

    def __init__(
        self,
        host: str,
        policy: Policy,
        deadline: float,
        wire_bytes: int,
        lookup: Lookup = system_lookup,
        on_address: Callable[[str], None] | None = None,
    ) -> None:
        self._host = host
        self._asked: Counter[str] = Counter()
        self._policy = policy
        self._deadline = deadline
        self._left = wire_bytes
        self._lookup = lookup
        self._places = places()
        self._on_address = on_address
        self._lock = threading.Lock()
        #: Of connections that are open, each once more, since TLS takes the first one over.
        self._sockets: set[socket.socket] = set()
        self._is_closed = False
        #: Whether a host of the page's own site could not be asked, whose address was asked for too
        #: many pages. Others' counters and fonts have no text.
        self.was_limited = False

    def fetch(
        self, method: str, url: str, headers: dict[str, str], body: bytes | None
    ) -> Resource | None:
        """Fetch one resource; None if it cannot be had, or may not be."""
        try:
            return self._fetch(method, url, headers, body)
        except FetchError as error:
            self.was_limited |= error.code == "rate_limited" and self._is_own(url)
        except (RefusedUrl, *FAILURES):
            pass
        return None

    def _is_own(self, url: str) -> bool:
        """Whether a host is the page's own, or one below it."""
        own = f".{self._host.removeprefix('www.')}"
        return f".{urlsplit(url).hostname}".endswith(own)

    def close(self) -> None:
        """Break off all fetches: a server may keep a read busy beyond each deadline."""
        with self._lock:
            self._is_closed = True
            for sock in self._sockets:
                with suppress(OSError):  # it is not connected
                    sock.shutdown(socket.SHUT_RDWR)

    def _fetch(
        self, method: str, url: str, headers: dict[str, str], body: bytes | None
    ) -> Resource:
        if method not in _METHODS:
            raise FetchError("unreachable")
        target = read_target(url)
        budget = Budget(self._deadline, MOST_WIRE, _Spender(self), self._on_address)
        sent = request_headers(self._policy) | {
            name: text for name, text in headers.items() if name in _SENT or name[:2] == "x-"
        }
        with (
            self._connector(budget) as connector,
            GuardedSession(GuardedAdapter(connector, budget)) as session,
        ):
            for _ in range(_REDIRECTS + 1):
                connector.check(target.scheme, target.host, target.port)
                self._count(target.host)
                asked = requests.Request(method, target.url, headers=sent, data=body)
                with send(session, asked, target, budget) as response:
                    location = redirect_location(response)
                    if location is None:
                        return _resource(target.url, response, budget)
                if response.status_code in _SEE_OTHER and method != "HEAD":
                    method, body = "GET", None
                following = next_target(target, location)
                if (following.scheme, following.host, following.port) != (
                    target.scheme,
                    target.host,
                    target.port,
                ):
                    # They are for the site that was asked first.
                    sent.pop("authorization", None)
                    sent.pop("cookie", None)
                target = following
        raise FetchError("too_many_redirects")

    @contextmanager
    def _connector(self, budget: Budget) -> Iterator[Connector]:
        """The connector of one fetch, whose connections `close` can break off."""
        own: list[socket.socket] = []

        def register(sock: socket.socket) -> None:
            with self._lock:
                if self._is_closed:
                    raise FetchError("timeout")
                own.append(sock.dup())
                self._sockets.add(own[-1])

        try:
            yield Connector(self._policy, budget, self._look_up, self._places, register)
        finally:
            with self._lock:
                for sock in own:
                    self._sockets.discard(sock)
                    sock.close()

    def _look_up(self, host: str, port: int) -> Sequence[tuple[Any, ...]]:
        """Look up a host, unless the page has ended while it waited for a place."""
        if self._is_closed:
            raise OSError
        return self._lookup(host, port)

    def _count(self, host: str) -> None:
        """Count a request; raises `FetchError` if a foreign host was asked enough."""
        with self._lock:
            self._asked[host] += 1
            if host != self._host and self._asked[host] > MOST_FOREIGN:
                raise FetchError("unreachable")

    def spend(self, received: int) -> None:
        """Count received bytes; raises `FetchError` if the page has had all that it may have."""
        with self._lock:
            self._left -= received
            if self._left < 0 or time.monotonic() > self._deadline:
                raise FetchError("too_large")


class _Spender:
    """Counts what one fetch receives, told as totals, for all of the page's."""

    def __init__(self, resources: Resources) -> None:
        self._resources = resources
        self._counted = 0

    def __call__(self, total: int) -> None:
        received, self._counted = total - self._counted, total
        self._resources.spend(received)


def _resource(url: str, response: requests.Response, budget: Budget) -> Resource:
    chunks = response.raw.stream(_CHUNK_BYTES, decode_content=False)
    body = read_body(chunks, response.headers.get("Content-Encoding", ""), MOST_DECODED, budget)
    headers: dict[str, str] = {}
    for name, text in response.raw.headers.items():
        key = name.lower()
        headers[key] = f"{headers[key]}\n{text}" if key in headers else text
    return Resource(url, response.status_code, headers, body)
