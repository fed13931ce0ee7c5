"""The requests adapter: `Connector` opens every connection, `Budget` limits every read.

Switches off what requests and urllib3 do by default and is unsafe here: proxies, retries, pooled
connections, reading the body of a redirect, certificates from the environment.
"""

import functools
import http.client
import io
import logging
import socket
import ssl
from typing import Any
from urllib.parse import urlsplit

import certifi
import requests
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from pagewords.fetch.budget import Budget, BudgetedReader
from pagewords.fetch.connector import Connector
from pagewords.fetch.url import DEFAULT_PORTS

# It logs malformed headers with their text, which is untrusted and may be long.
logging.getLogger("urllib3").setLevel(logging.ERROR)

_READ_BYTES = 65_536


class _BudgetedSocket:
    """The part of a socket that `http.client.HTTPResponse` uses."""

    def __init__(self, sock: socket.socket, budget: Budget) -> None:
        self._reader = BudgetedReader(sock, budget)

    def makefile(self, mode: str) -> io.BufferedReader:
        return io.BufferedReader(self._reader, _READ_BYTES)


class _Response(http.client.HTTPResponse):
    def __init__(self, budget: Budget, sock: socket.socket, *args: Any, **kwargs: Any) -> None:
        super().__init__(_BudgetedSocket(sock, budget), *args, **kwargs)  # type: ignore[arg-type]

    def _read_status(self) -> tuple[str, int, str]:
        # http.client skips only 100 Continue, and returns 103 Early Hints as the response.
        version, status, reason = super()._read_status()  # type: ignore[misc]
        return version, 100 if 101 < status < 200 else status, reason


class _Guarded:
    """Mixin of both connection classes; `pool.ConnectionCls` creates them."""

    def __init__(self, *args: Any, connector: Connector, budget: Budget, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._connector = connector
        self._budget = budget
        # The class that http.client creates responses with.
        vars(self)["response_class"] = functools.partial(_Response, budget)


class _GuardedHTTP(_Guarded, HTTPConnection):
    def _new_conn(self) -> socket.socket:
        return self._connector.connect("http", _bracketed(self.host), self.port)


class _GuardedHTTPS(_Guarded, HTTPSConnection):
    def _new_conn(self) -> socket.socket:
        sock = self._connector.connect("https", _bracketed(self.host), self.port)
        sock.settimeout(self._budget.remaining())  # for the whole handshake
        return sock


class _HTTPPool(HTTPConnectionPool):
    ConnectionCls = _GuardedHTTP


class _HTTPSPool(HTTPSConnectionPool):
    ConnectionCls = _GuardedHTTPS


class GuardedAdapter(HTTPAdapter):
    """Send the requests of one fetch, each over a new connection."""

    def __init__(
        self, connector: Connector, budget: Budget, context: ssl.SSLContext | None = None
    ) -> None:
        super().__init__(max_retries=0)
        self._guard: dict[str, Any] = {"connector": connector, "budget": budget}
        self._context = context
        self._pools: list[HTTPConnectionPool] = []

    def get_connection_with_tls_context(
        self, request: requests.PreparedRequest, *_: object, **__: object
    ) -> HTTPConnectionPool:
        """Return a new pool for one request. Proxies are ignored."""
        parts = urlsplit(request.url or "")
        host = _bracketed(parts.hostname or "")
        # Always pass a port: without one http.client searches for it in an IPv6 address.
        port = parts.port or DEFAULT_PORTS[parts.scheme]
        pool: HTTPConnectionPool
        if parts.scheme == "http":
            pool = _HTTPPool(host, port, **self._guard)
        else:
            context = self._context or tls_context()
            pool = _HTTPSPool(host, port, ssl_context=context, **self._guard)
        self._pools.append(pool)
        return pool

    def close(self) -> None:
        """Close the connections that servers kept open."""
        for pool in self._pools:
            pool.close()

    def cert_verify(self, *_: object, **__: object) -> None:
        """Do nothing: the TLS context alone decides what is trusted."""


class GuardedSession(requests.Session):
    """A session that follows no redirects and reads nothing from the environment."""

    def __init__(self, adapter: GuardedAdapter) -> None:
        super().__init__()
        self.trust_env = False
        self.adapters.clear()
        self.mount("http://", adapter)
        self.mount("https://", adapter)

    def get_redirect_target(self, resp: requests.Response) -> None:
        """Return None: given a target, requests reads the whole body of the redirect."""


@functools.cache
def tls_context() -> ssl.SSLContext:
    """Return a context that trusts the system's store (or SSL_CERT_FILE) and certifi's."""
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host and not host.startswith("[") else host
