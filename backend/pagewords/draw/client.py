"""The worker's side: has a browser draw, answers its requests, ends it in time.

The browser's process is started for the first page, here or by the service of the containers, and
kept for the next; it ends by itself when it is idle for long, and when the worker ends.
"""

import select
import shutil
import socket
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any

from pagewords.draw import frames, sandbox
from pagewords.draw.model import Answer, Drawn, Fetched, Limits, Request
from pagewords.draw.sandbox import command, environment

#: Answers the requests of a page; None refuses one. It is called from several threads at once.
Fetch = Callable[[Request], Answer | None]

#: Seconds for the browser's start, and for the end of a page after its time.
START, GRACE = 10.0, 3.0
#: Requests that are answered at once.
THREADS = 8
#: Bytes that a request may send: a page asks, it does not store.
MOST_SENT = 1_000_000


def longest(seconds: float) -> float:
    """Seconds after which a page whose limit is `seconds` has been drawn or given up."""
    return START + seconds + GRACE


class DrawError(Exception):
    """The page could not be drawn; the text says why, for the log."""


class _NotBegunError(DrawError):
    """The browser has ended before it began the page."""


class Browser:
    """A browser without a network, which draws one page at a time. Not for several threads.

    `service` is the socket of the service that starts it; without one it is started here.
    """

    def __init__(self, service: str = "") -> None:
        self._service = service
        self._link: socket.socket | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._folder = ""
        self._lock = threading.Lock()

    def draw(self, page: Fetched, fetch: Fetch, limits: Limits = Limits()) -> Drawn:  # noqa: B008
        """Draw a page, and return what it became; raises `DrawError`.

        After an error the browser is ended, with all that the page had begun. A browser that was
        kept and has ended, as it does when it is idle for long, is replaced.
        """
        is_kept = self._link is not None
        try:
            return self._draw(page, fetch, limits)
        except _NotBegunError:
            if not is_kept:
                raise
            return self._draw(page, fetch, limits)

    def _draw(self, page: Fetched, fetch: Fetch, limits: Limits) -> Drawn:
        over = threading.Event()
        pool = ThreadPoolExecutor(THREADS)
        try:
            link = self._begin(page, limits)

            def answer(head: dict[str, Any], body: bytes) -> None:
                sent = body if head["has_body"] else None
                asked = Request(head["method"], head["url"], head["headers"], sent)
                found = fetch(asked)
                # What comes too late is for a page that is gone.
                if not over.is_set():
                    self._answer(link, head["id"], found)

            def serve(number: int, head: dict[str, Any], body: bytes) -> None:
                if number > limits.requests or len(body) > MOST_SENT:
                    self._answer(link, head["id"], None)
                else:
                    pool.submit(answer, head, body)

            return _serve(link, serve, limits)
        except (OSError, ValueError) as error:
            self.end()
            raise DrawError(type(error).__name__) from error
        except BaseException:
            self.end()
            raise
        finally:
            over.set()
            pool.shutdown(wait=False, cancel_futures=True)

    def end(self) -> None:
        """End the browser, and all of its processes."""
        if self._link is not None:
            with suppress(OSError):
                self._link.shutdown(socket.SHUT_RDWR)
            self._link.close()
            self._link = None
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None
        if self._folder:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = ""

    def _begin(self, page: Fetched, limits: Limits) -> socket.socket:
        """Send a page, and return the socket to the browser once it has begun with it."""
        head = {
            "url": page.url,
            "type": page.content_type,
            "language": page.language,
            "seconds": limits.seconds,
            "memory": limits.memory_bytes,
        }
        try:
            link = self._running()
            self._send(link, head, page.body)
            until = time.monotonic() + longest(limits.seconds)
            message = frames.read(_Within(link, until))  # type: ignore[arg-type]
        except OSError as error:
            raise _NotBegunError(type(error).__name__) from error
        if message is None:
            raise _NotBegunError("ended")
        if "error" in message[0]:
            raise DrawError(str(message[0]["error"]))
        return link

    def _running(self) -> socket.socket:
        """The socket to the browser's process, which is started for the first page."""
        if self._link is None:
            self._link = connect(self._service) if self._service else self._start()
            self._link.settimeout(START)
        return self._link

    def _start(self) -> socket.socket:
        """Start the browser's process, and return the socket to it."""
        ours, theirs = socket.socketpair()
        self._folder = tempfile.mkdtemp(prefix="pagewords-draw-")
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 - of fixed words alone
                command(),
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env=environment(self._folder),
                start_new_session=True,
            )
        return ours

    def _answer(self, link: socket.socket, number: int, found: Answer | None) -> None:
        """Answer one request; an answer to a browser that has ended goes nowhere."""
        head: dict[str, Any] = {"id": number}
        if found is not None:
            head |= {"url": found.url, "status": found.status, "headers": found.headers}
        try:
            self._send(link, head, b"" if found is None else found.body)
        except (OSError, ValueError):
            # A part of it may have been sent: nothing more can be said to this browser.
            with suppress(OSError):
                link.shutdown(socket.SHUT_RDWR)

    def _send(self, link: socket.socket, head: dict[str, Any], body: bytes = b"") -> None:
        with self._lock:
            link.sendall(frames.pack(head, body))


def connect(path: str) -> socket.socket:
    """A connection to the service; raises OSError if it does not run."""
    link = socket.socket(socket.AF_UNIX)
    try:
        link.settimeout(START)
        link.connect(path)
    except OSError:
        link.close()
        raise
    return link


def why_not(service: str = "") -> str:
    """Why pages cannot be drawn, as a sentence; empty if they can."""
    if not service:
        return sandbox.why_not()
    try:
        connect(service).close()
    except OSError:
        return "The service “draw” does not run: docker compose --profile draw up -d."
    return ""


def _serve(
    link: socket.socket, serve: Callable[[int, dict[str, Any], bytes], None], limits: Limits
) -> Drawn:
    """Serve requests until the page is drawn, or its time is over.

    `serve` is given the number of a request, from 1, and the request.
    """
    until, requests = time.monotonic() + limits.seconds + GRACE, 0
    while True:
        message = frames.read(_Within(link, until))  # type: ignore[arg-type]
        if message is None:
            raise DrawError("ended")
        head, body = message
        if "error" in head:
            raise DrawError(str(head["error"]))
        if "html" in head:
            return Drawn(str(head["url"]), body)
        requests += 1
        serve(requests, head, body)


class _Within:
    """A stream of a socket whose reads end at a moment of `time.monotonic()`."""

    def __init__(self, link: socket.socket, until: float) -> None:
        self._link = link
        self._until = until

    def read(self, size: int) -> bytes:
        found = bytearray()
        while len(found) < size:
            left = max(0.0, self._until - time.monotonic())
            if not select.select([self._link], [], [], left)[0]:
                raise DrawError("timeout")
            piece = self._link.recv(min(size - len(found), 1_048_576))
            if not piece:
                break
            found += piece
        return bytes(found)
