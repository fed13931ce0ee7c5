"""A connection of the HTTP server: what is read of it at once, whose its requests are, and when it
is closed."""

import logging
import re
import socket
import time
from contextlib import suppress
from typing import Any

from waitress.buffers import OverflowableBuffer
from waitress.channel import ClientDisconnected, HTTPChannel
from werkzeug.http import parse_list_header

from pagewords.fetch import client_of
from pagewords.serving.request_parser import Parser
from pagewords.serving.room import Line
from pagewords.serving.tasks import RejectedTask, Task

log = logging.getLogger(__name__)

#: Requests that a client may send before the first one is answered.
PIPELINED = 2
#: Requests that take the interpreter for long: reads of what is in results, and QR codes. To
#: werkzeug several slashes before a path are one.
READ_PATHS = re.compile(r"/+api/(?:comparisons|qr|(?:results|collections)/[^/]+/.)")
#: Seconds that a request may take to arrive, and after which one from which nothing arrives no
#: longer delays a stop.
ARRIVAL, STALLED = 60.0, 1.0


class Channel(HTTPChannel):  # type: ignore[misc]
    """A connection; `network` is whose it is: behind a proxy, whose request came last."""

    outbufs: list[Any]
    task_class = Task
    error_task_class = RejectedTask

    def __init__(self, server: Any, sock: socket.socket, addr: Any, adj: Any, map: Any) -> None:  # noqa: A002
        super().__init__(server, sock, addr, adj, map=map)
        self._peer = self.network = client_of(addr[0])

    def recv(self, buffer_size: int) -> bytes:
        """Read what has arrived, and little at once of a body in small chunks."""
        if self.request is not None:
            buffer_size = self.request.at_once(buffer_size)
        data: bytes = super().recv(buffer_size)
        return data

    def received(self, data: bytes) -> bool:
        """Take in what has arrived, and see whose request it is as soon as its head is there."""
        has_read: bool = super().received(data)
        if self.request is not None and self.request.headers_finished:
            self.network = self._network_of(self.request)
        return has_read

    def parser_class(self, adj: Any) -> Parser:
        """The parser of a request that begins to arrive."""
        return Parser(adj, self._is_full)

    def _is_full(self) -> bool:
        """Whether a client has sent requests too far ahead, so that what follows is dropped: the
        connection ends with the last that is kept, and a client asks again for what was not
        answered (RFC 9112, 9.3.2)."""
        if len(self.requests) < PIPELINED:
            return False
        self.requests[-1].headers["CONNECTION"] = "close"
        return True

    def write_soon(self, data: Any) -> int:
        """Send a part of an answer when the client takes it. Where the disk has no room for what
        waits, the connection is closed at once."""
        # Held until the buffers are dropped: one that has failed has lost its place in the answer.
        with self.outbuf_lock:
            try:
                written: int = super().write_soon(data)
            except OSError as error:
                log.error("no_room", extra={"reason": error.strerror})
                self._drop_unsent()
                self.will_close = True
                self.server.pull_trigger()
                raise ClientDisconnected from error
            return written

    def _drop_unsent(self) -> None:
        for buffer in self.outbufs:
            # It writes what is left, for which there is no room either.
            with suppress(OSError):
                buffer.close()
        self.outbufs = [OverflowableBuffer(self.adj.outbuf_overflow)]
        self.total_outbufs_len = 0

    def service(self) -> None:
        """Answer a request, then leave its part of the threads to the next of its network."""
        dispatcher, line = self.server.task_dispatcher, self.at_work
        try:
            super().service()
        finally:
            with dispatcher.lock:
                dispatcher.queue.ended(line)
                if dispatcher.queue:
                    # Two lines may be free now, of which this thread takes one.
                    dispatcher.queue_cv.notify()

    def holds_up(self) -> bool:
        """Whether the request at work keeps others of its network from a thread."""
        holds_up: bool = self.server.task_dispatcher.queue.is_held_up(self.at_work.network)
        return holds_up

    def whose(self) -> Line:
        """Where the request waits that is next."""
        request = self.requests[0]
        return Line(self._network_of(request), bool(READ_PATHS.match(request.path)))

    def _network_of(self, request: Any) -> str:
        """Whose a request is, as the application takes it (ProxyFix)."""
        hops = self.server.proxies
        if not hops:
            return self._peer
        forwarded = parse_list_header(request.headers.get("X_FORWARDED_FOR", ""))
        return client_of(forwarded[-hops]) if hops <= len(forwarded) else self._peer

    def in_flight(self) -> bool:
        """Whether a request is arriving or being answered."""
        arriving = self.request is not None and time.time() - self.last_activity < STALLED
        return bool(arriving or self.requests or self.total_outbufs_len)

    def is_late(self) -> bool:
        """Whether a request takes too long to arrive."""
        return self.request is not None and time.monotonic() - self.request.begun > ARRIVAL
