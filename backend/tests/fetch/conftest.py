"""What tests of fetching stand on: servers on loopback that say any bytes, a resolver of ours, and
a watch at the lowest level over what sockets connect to."""

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
from pagewords.fetch.budget import Meter
from pagewords.fetch.client import Fetch

Answer = bytes | Callable[[socket.socket], None]
DEADLINE = 10.0
WIDE = Limits(seconds=DEADLINE)


class Watch:
    """Every address that a socket is about to be connected to, and every system look-up.

    An audit hook sees them below anything of ours, and lets none leave the machine.
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
    """The watch, for the time of one test."""
    _watching.append(Watch())
    yield _watching[-1]
    _watching.pop()


@dataclass
class Names:
    """A resolver: each look-up of a name takes the next of its answers, the last one for ever."""

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
    """Fetch with a resolver of ours: `fetch(url, names={...}, trusted=[...], limits=...)`."""

    def run(
        url: str,
        *,
        names: dict[str, list[list[str]]] | Callable[..., Any] | None = None,
        trusted: tuple[str, ...] = (),
        limits: Limits = WIDE,
        scheme_assumed: bool = False,
        context: ssl.SSLContext | None = None,
    ) -> Page:
        lookup = names if callable(names) else Names(names or {})
        meter = Meter(time.monotonic() + limits.seconds, limits.wire_bytes)
        policy = Policy(trusted_sites=frozenset(trusted))
        return Fetch(policy, limits, meter, lookup, context).run(url, scheme_assumed)

    return run


@pytest.fixture
def refused(fetch: Fetcher) -> Callable[..., FetchError]:
    """Fetch what must fail, and give the failure."""

    def run(*args: Any, **kwargs: Any) -> FetchError:
        with pytest.raises(FetchError) as caught:
            fetch(*args, **kwargs)
        return caught.value

    return run


class Site:
    """A server on loopback that answers each path with bytes, or by a function of the socket."""

    def __init__(self, context: ssl.SSLContext | None = None) -> None:
        self.answers: dict[str, Answer] = {}
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

    def drip(self, connection: socket.socket, piece: bytes, start: bytes = b"") -> None:
        """Send a piece every 20 ms until the other end goes away or the test is over."""
        connection.sendall(start)
        while not self.stopped.wait(0.02):
            connection.sendall(piece)

    def pour(self, connection: socket.socket, piece: bytes, start: bytes = b"") -> None:
        """Send a piece again and again, as fast as the other end takes it."""
        connection.sendall(start)
        while not self.stopped.is_set():
            connection.sendall(piece)

    def hang(self, connection: socket.socket) -> None:
        """Say nothing, and keep the connection."""
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
            answer = self.answers.get(path, b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
            if callable(answer):
                answer(connection)
            else:
                connection.sendall(answer)


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
    """Made anew for each run, so that no key lies in the repository."""
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
    """A site over TLS, with a certificate that nobody has signed."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate.certificate, certificate.key)
    secure = Site(context)
    yield secure
    secure.close()
