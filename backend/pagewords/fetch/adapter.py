"""The requests adapter: every connection is dialled by `Dialler`, every read is metered.

What requests and urllib3 do of themselves and we cannot have is switched off here: proxies,
retries, pooled connections, reading the body of a redirect, certificates from the environment.
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

from pagewords.fetch.budget import Meter, MeteredReader
from pagewords.fetch.connector import Dialler
from pagewords.fetch.url import DEFAULT_PORTS

# It warns of broken headers with their text, which is a stranger's and may be long.
logging.getLogger("urllib3").setLevel(logging.ERROR)

_READ_BYTES = 65_536


class _MeteredSocket:
    """As much of a socket as `http.client.HTTPResponse` asks for."""

    def __init__(self, sock: socket.socket, meter: Meter) -> None:
        self._reader = MeteredReader(sock, meter)

    def makefile(self, mode: str) -> io.BufferedReader:
        return io.BufferedReader(self._reader, _READ_BYTES)


class _Response(http.client.HTTPResponse):
    def __init__(self, meter: Meter, sock: socket.socket, *args: Any, **kwargs: Any) -> None:
        super().__init__(_MeteredSocket(sock, meter), *args, **kwargs)  # type: ignore[arg-type]

    def _read_status(self) -> tuple[str, int, str]:
        # http.client skips 100 Continue only, and takes 103 Early Hints for the answer.
        version, status, reason = super()._read_status()  # type: ignore[misc]
        return version, 100 if 101 < status < 200 else status, reason


class _Guarded:
    """What both kinds of connection share; `pool.ConnectionCls` makes them."""

    def __init__(self, *args: Any, dialler: Dialler, meter: Meter, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._dialler = dialler
        self._meter = meter
        # What http.client makes its answers with.
        vars(self)["response_class"] = functools.partial(_Response, meter)


class _GuardedHTTP(_Guarded, HTTPConnection):
    def _new_conn(self) -> socket.socket:
        return self._dialler.connect("http", _bracketed(self.host), self.port)


class _GuardedHTTPS(_Guarded, HTTPSConnection):
    def _new_conn(self) -> socket.socket:
        sock = self._dialler.connect("https", _bracketed(self.host), self.port)
        sock.settimeout(self._meter.left())  # for the whole handshake
        return sock


class _HTTPPool(HTTPConnectionPool):
    ConnectionCls = _GuardedHTTP


class _HTTPSPool(HTTPSConnectionPool):
    ConnectionCls = _GuardedHTTPS


class GuardedAdapter(HTTPAdapter):
    """Sends the requests of one fetch, each over a new connection."""

    def __init__(
        self, dialler: Dialler, meter: Meter, context: ssl.SSLContext | None = None
    ) -> None:
        super().__init__(max_retries=0)
        self._guard: dict[str, Any] = {"dialler": dialler, "meter": meter}
        self._context = context
        self._pools: list[HTTPConnectionPool] = []

    def get_connection_with_tls_context(
        self, request: requests.PreparedRequest, *_: object, **__: object
    ) -> HTTPConnectionPool:
        """A pool of one, which is never used again; proxies are not looked at."""
        parts = urlsplit(request.url or "")
        host = _bracketed(parts.hostname or "")
        # Always given: where there is none, http.client looks for one in an IPv6 address.
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
        """Close what a server has kept open."""
        for pool in self._pools:
            pool.close()

    def cert_verify(self, *_: object, **__: object) -> None:
        """The TLS context says what is trusted: nothing is added to it."""


class GuardedSession(requests.Session):
    """A session that follows no redirect by itself and reads nothing from the environment."""

    def __init__(self, adapter: GuardedAdapter) -> None:
        super().__init__()
        self.trust_env = False
        self.adapters.clear()
        self.mount("http://", adapter)
        self.mount("https://", adapter)

    def get_redirect_target(self, resp: requests.Response) -> None:
        """None: where there is a target requests reads the whole body, also when told not to."""


@functools.cache
def tls_context() -> ssl.SSLContext:
    """Verifies against the system's store (SSL_CERT_FILE where set) and certifi's together."""
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host and not host.startswith("[") else host
