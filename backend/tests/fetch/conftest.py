"""Fixtures of the fetch tests: servers on loopback that send any bytes, a scripted resolver, and an
audit hook that records every connection."""

import contextlib
import errno
import shutil
import socket
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from pagewords.fetch import FetchError, Limits, Page, Policy
from pagewords.fetch.budget import Budget
from pagewords.fetch.client import Fetch
from pagewords.fetch.rewrites import Rewrite, rewrite

Response = bytes | Callable[[socket.socket], None]
DEADLINE = 10.0
NOT_FOUND = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
WIDE = Limits(seconds=DEADLINE)


class Watch:
    """Record every address that a socket connects to and every system lookup.

    An audit hook sees them below our code, and lets no packet leave the machine.
    """

    def __init__(self) -> None:
        self.connects: list[tuple[str, int]] = []
        self.lookups: list[object] = []

    def see(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event == "socket.getaddrinfo":
            self.lookups.append(arguments[0])
        elif event == "socket.connect" and isinstance(arguments[1], tuple):
            host, port = arguments[1][:2]
            self.connects.append((host, port))
            if host != "127.0.0.1":
                raise OSError(errno.ENETUNREACH, "no packet leaves this test")


_watching: list[Watch] = []


def _hook(event: str, arguments: tuple[Any, ...]) -> None:
    if _watching and event.startswith("socket."):
        _watching[-1].see(event, arguments)


sys.addaudithook(_hook)


@pytest.fixture
def watch() -> Iterator[Watch]:
    """Record connections during one test."""
    _watching.append(Watch())
    yield _watching[-1]
    _watching.pop()


@dataclass
class Names:
    """A resolver: each lookup of a name returns its next answer, then the last one again."""

    answers: dict[str, list[list[str]]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def __call__(self, host: str, port: int) -> list[tuple[Any, ...]]:
        self.asked.append(host)
        answers = self.answers.get(host)
        if not answers:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        addresses = answers.pop(0) if len(answers) > 1 else answers[0]
        return [
            (
                socket.AF_INET6 if ":" in text else socket.AF_INET,
                socket.SOCK_STREAM,
                socket.IPPROTO_TCP,
                "",
                (text, port, 0, 0) if ":" in text else (text, port),
            )
            for text in addresses
        ]


Fetcher = Callable[..., Page]


@pytest.fixture
def fetch() -> Fetcher:
    """Fetch with a scripted resolver: `fetch(url, names={...}, trusted=[...], limits=...)`."""

    def run(
        url: str,
        *,
        names: dict[str, list[list[str]]] | Callable[..., Any] | None = None,
        trusted: tuple[str, ...] = (),
        limits: Limits = WIDE,
        scheme_assumed: bool = False,
        context: ssl.SSLContext | None = None,
        rewrite: Callable[[str], Rewrite | None] = rewrite,
        on_address: Callable[[str], None] | None = None,
    ) -> Page:
        lookup = names if callable(names) else Names(names or {})
        budget = Budget(time.monotonic() + limits.seconds, limits.wire_bytes, None, on_address)
        policy = Policy(trusted_sites=frozenset(trusted))
        run_one = Fetch(policy, limits, budget, lookup, context, rewrite)
        return run_one.run(url, scheme_assumed)

    return run


@pytest.fixture
def refused(fetch: Fetcher) -> Callable[..., FetchError]:
    """Fetch what must fail, and return the error."""

    def run(*args: Any, **kwargs: Any) -> FetchError:
        with pytest.raises(FetchError) as caught:
            fetch(*args, **kwargs)
        return caught.value

    return run


class Site:
    """A server on loopback that sends each path's bytes, or calls its function with the socket."""

    def __init__(self, context: ssl.SSLContext | None = None) -> None:
        self.responses: dict[str, Response] = {}
        self.requests: list[bytes] = []
        self.stopped = threading.Event()
        self._context = context
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port: int = self._listener.getsockname()[1]
        self.origin = f"{'https' if context else 'http'}://127.0.0.1:{self.port}"
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        self.stopped.set()
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def drip(
        self, connection: socket.socket, chunk: bytes, start: bytes = b"", every: float = 0.02
    ) -> None:
        """Send a chunk every 20 ms until the client closes; give up as `hang` does."""
        connection.sendall(start)
        until = time.monotonic() + DEADLINE
        while not self.stopped.wait(every) and time.monotonic() < until:
            connection.sendall(chunk)

    def pour(self, connection: socket.socket, chunk: bytes, start: bytes = b"") -> None:
        """Send a chunk again and again, as fast as the client reads; give up as `hang` does."""
        connection.sendall(start)
        until = time.monotonic() + DEADLINE
        while not self.stopped.is_set() and time.monotonic() < until:
            connection.sendall(chunk)

    def hang(self, connection: socket.socket) -> None:
        """Send nothing, and close the connection after 10 s: a fetch without a deadline ends then,
        and with another error than `timeout`."""
        self.stopped.wait(DEADLINE)

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        connection.settimeout(DEADLINE)
        with contextlib.suppress(OSError), contextlib.ExitStack() as stack:
            stack.enter_context(connection)
            if self._context is not None:
                connection = self._context.wrap_socket(connection, server_side=True)
                stack.enter_context(connection)
            head = b""
            while b"\r\n\r\n" not in head:
                received = connection.recv(65_536)
                if not received:
                    return
                head += received
            self.requests.append(head)
            path = head.split(b" ", 2)[1].decode("ascii")
            response = self.responses.get(
                path, b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
            )
            if callable(response):
                response(connection)
            else:
                connection.sendall(response)


@pytest.fixture
def site() -> Iterator[Site]:
    """A plain site."""
    plain = Site()
    yield plain
    plain.close()


@dataclass(frozen=True)
class Certificate:
    """A self-signed certificate for words.test, and its key."""

    certificate: Path
    key: Path


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    """Generate a certificate for each run: no key is in the repository."""
    program = shutil.which("openssl")
    assert program, "the openssl program is needed to make a certificate for the tests"
    folder = tmp_path_factory.mktemp("tls")
    made = Certificate(folder / "certificate.pem", folder / "key.pem")
    arguments = "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=words.test -addext"
    command = [program, *arguments.split(), "subjectAltName=DNS:words.test"]
    files = ["-keyout", str(made.key), "-out", str(made.certificate)]
    subprocess.run([*command, *files], check=True, capture_output=True, timeout=30)
    return made


@pytest.fixture
def tls_site(certificate: Certificate) -> Iterator[Site]:
    """A site over TLS with a self-signed certificate."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate.certificate, certificate.key)
    secure = Site(context)
    yield secure
    secure.close()
